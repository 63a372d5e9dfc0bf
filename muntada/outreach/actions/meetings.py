"""Letters that invite to a meeting: written once to each focal point of a party, held until a person lets them go."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from muntada.access import clock
from muntada.access.actor import CLERK, Role
from muntada.forum.coming import is_over, last_day_of
from muntada.forum.events import LetterNotNeeded, PartiesInvited
from muntada.forum.models import Invitation, Meeting
from muntada.forum.told import day_in, place_in, title_in
from muntada.marking.tlp import TLP
from muntada.outreach.actions.coming import once_of
from muntada.outreach.actions.outbox import NotByMail, cancel, hold, write
from muntada.outreach.actions.standing import address
from muntada.outreach.models import Message
from muntada.outreach.safety import Unsafe
from muntada.people.models import Office, User

LETTER = "meeting-invitation"
LONGEST_NAME = 120  # of a meeting, within the subject of a letter
_WAITING = (Message.State.DRAFT, Message.State.HELD, Message.State.RELEASED, Message.State.FAILED)


def invited(event: PartiesInvited) -> None:
    """Write the letters of these invitations."""
    write_invitations(Invitation.objects.filter(pk__in=event.invitations))


def not_needed(event: LetterNotNeeded) -> None:
    """Letters of this invitation that have not gone out do so no more."""
    for message in Message.objects.filter(once__startswith=once_of(event.invitation), state__in=_WAITING):
        cancel(CLERK, message)


def write_left_out() -> int:
    """Write what was left unwritten, because the process ended first or a focal point came later."""
    waiting = Invitation.objects.filter(state=Invitation.State.DRAFTED, meeting__status="convened")
    return write_invitations(waiting)


def write_invitations(invitations: Iterable[Invitation]) -> int:
    """Held letters to the focal points of the parties, each in its own language; how many were new.

    A party without a focal point gets none: its invitation goes on paper, and a person notes that. Above TLP:GREEN
    the letter says only that there is something.
    """
    written = 0
    for invitation in invitations:
        meeting = invitation.meeting
        if invitation.state != Invitation.State.DRAFTED or is_over(meeting):
            continue
        known = Message.objects.filter(once__startswith=once_of(invitation.pk)).values_list("person", flat=True)
        for user in focal_points(invitation.party_id).exclude(pk__in=known):
            written += _write(invitation, meeting, user)
    return written


def focal_points(party: str) -> QuerySet[User]:
    """Those who act for the party today."""
    held = Office.objects.held_on(clock.today()).filter(role=Role.FOCAL_POINT, party=party)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk")


def _write(invitation: Invitation, meeting: Meeting, user: User) -> int:
    try:
        message = write(
            CLERK,
            to=user,
            letter=LETTER,
            values=_values(meeting, user.language),
            # Of what is open to all the letter says no more than that; that this party is invited is its own business.
            tlp=max(TLP.GREEN, TLP(meeting.tlp), key=lambda label: label.rank),
            link=address(f"/{user.language}/meetings/{meeting.pk}/delegation/"),
            once=f"{once_of(invitation.pk)}{user.pk}",
            language=user.language,
        )
    except (Unsafe, NotByMail):
        return 0  # a name or address that no letter goes to: the list of invitations shows that there is none
    hold(CLERK, message)
    return 1


def _values(meeting: Meeting, language: str) -> dict[str, str]:
    """What the letter says: the meeting, its days and place, and the day by which delegations are registered."""
    body = meeting.body is not None and TLP(meeting.body.tlp).rank <= TLP.GREEN.rank
    what = title_in(meeting, language, body=body)
    what = what if len(what) <= LONGEST_NAME else f"{what[:LONGEST_NAME].rstrip()}…"
    where = place_in(meeting.place, language) if meeting.place else ""
    day = ("، " if language == "ar" else ", ").join(one for one in (day_in(meeting.when, language), where) if one)
    until = meeting.register_by or last_day_of(meeting)
    return {"what": what, "day": day or "—", "until": day_in(until.isoformat(), language) if until else "—"}
