"""Carries an erasure out once more on what a backup brought back."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction

from muntada.access import clock
from muntada.access.actor import CLERK
from muntada.rights.actions.erasing import asked_of, erase
from muntada.rights.models import Erasure

AGAIN = "system:restore"


def erase_once_more(asked: dict[str, Any]) -> bool:
    """Erase what was asked for; False where another record rests on it, which a person has to look into."""
    made = Erasure(**asked, state=Erasure.State.DECIDED, proposed_by=CLERK.key)
    made.decided_by, made.decided_at = AGAIN, clock.now()
    assert asked_of(made) == asked
    try:
        with transaction.atomic():
            made.save()
            erase(CLERK, made)
            # The files go with the restore's own sweep, and the database was written anew a moment ago.
            Erasure.objects.filter(pk=made.pk).update(state=Erasure.State.DONE, files=[], done_at=clock.now())
    except models.ProtectedError:
        return False
    return True
