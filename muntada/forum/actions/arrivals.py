"""Checking in: whoever has a badge is present, once, however many desks tap at the same time."""

from __future__ import annotations

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.forum.actions.delegations import open_meeting
from muntada.forum.coming import ComingRefused
from muntada.forum.models import Registration
from muntada.trail.deed import act

State = Registration.State


def check_in(actor: Actor, registration: Registration) -> bool:
    """Note that somebody is here; False where that was noted already. Raises ComingRefused for who is not approved."""
    with act(actor, Permission.CREDENTIALS_DECIDE, on=registration) as deed:
        open_meeting(actor, registration.delegation.meeting)
        # The update is the gate: of two desks one finds the person not here yet.
        moved = Registration.objects.filter(pk=registration.pk, state=State.APPROVED).update(
            state=State.CHECKED_IN, checked_in_at=clock.now()
        )
        registration.refresh_from_db()
        if not moved and registration.state != State.CHECKED_IN:
            raise ComingRefused("state", "moved")
        deed.of(registration, came=bool(moved))
    return bool(moved)


def undo_check_in(actor: Actor, registration: Registration) -> bool:
    """Take a check-in back; False where there is none any more."""
    with act(actor, Permission.CREDENTIALS_DECIDE, on=registration) as deed:
        open_meeting(actor, registration.delegation.meeting)
        moved = Registration.objects.filter(pk=registration.pk, state=State.CHECKED_IN).update(
            state=State.APPROVED, checked_in_at=None
        )
        registration.refresh_from_db()
        deed.of(registration, came=False)
    return bool(moved)
