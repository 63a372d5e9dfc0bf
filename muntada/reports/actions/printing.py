"""Keeping the files of a frozen edition: each under its digest, in its language and form."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.store import put
from muntada.reports.actions.refusals import NotPossible
from muntada.reports.models import Edition, Printing
from muntada.reports.still import AT_REST
from muntada.trail.deed import act


def keep_printing(actor: Actor, edition: Edition, *, language: str, form: str, data: bytes) -> Printing:
    """Keep a file of a frozen edition. The same bytes again change nothing; others, since its label changed or the
    printers did, take the place of the earlier, and the trail says so.

    Raises NotPossible("not_frozen_yet").
    """
    with act(actor, Permission.EDITION_WRITE, on=edition) as deed:
        if edition.state not in AT_REST:
            raise NotPossible("not_frozen_yet")
        digest = put(Path(settings.STORE), data)
        made, new = Printing.objects.get_or_create(
            edition=edition, language=language, form=form, defaults={"sha256": digest}
        )
        before = "" if new else made.sha256
        if before != digest:
            made.sha256 = digest
            made.save(update_fields=["sha256"])
            deed.of(made, sha256=digest, before=before)
    return made
