"""Inviting parties to a meeting, and what they answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.forum.actions.delegations import open_meeting
from muntada.forum.actions.settling import settle
from muntada.forum.coming import ComingRefused, has_closed, words_said
from muntada.forum.events import LetterNotNeeded, PartiesInvited
from muntada.forum.models import Invitation, Meeting, Membership, Registration, Standing
from muntada.forum.queries.rules import chain
from muntada.forum.visibility import PRESENT, coming_to, for_party, knows_of
from muntada.parties.models import Party
from muntada.text.when import bounds
from muntada.trail.deed import Record, act

State = Invitation.State
_VOICES = (Membership.Kind.FOUNDING, Membership.Kind.MEMBER)
MOST_PLACES = 999
_GONE = (Standing.Status.WITHDRAWN, Standing.Status.ANNOUNCED)


def invite(
    actor: Actor, meeting: Meeting, party: Party, *, places: int | None = None, as_observer: bool = False
) -> Invitation:
    """Invite a party, with that many places or any number; a letter to it then waits for a person to release it.

    Until the letter has gone out only those who run the meeting see the invitation. Raises ComingRefused.
    """
    _number(places)
    with act(actor, Permission.MEETING_RUN, on=meeting) as deed:
        meeting = open_meeting(actor, meeting)
        if Invitation.objects.filter(meeting=meeting, party=party).exists():
            raise ComingRefused("party", "invited")
        if not knows_of(party, meeting):
            raise ComingRefused("party", "unseen")
        made = _invited(deed, meeting, party, places, as_observer)
        deed.tell(PartiesInvited((made.pk,)))
    return made


def invite_members(
    actor: Actor, meeting: Meeting, *, places: int | None = None, observers: bool = False
) -> list[Invitation]:
    """Invite every member of the body that is not invited yet, and its partners and observers where that is wished.

    A member to whom the meeting is not shared is left out. Raises ComingRefused.
    """
    _number(places)
    with act(actor, Permission.MEETING_RUN, on=meeting) as deed:
        meeting = open_meeting(actor, meeting)
        known = set(Invitation.objects.filter(meeting=meeting).values_list("party", flat=True))
        made = [
            _invited(deed, meeting, one.party, places, one.kind not in _VOICES)
            for one in members_of(meeting, observers=observers)
            if one.party_id not in known and knows_of(one.party, meeting)
        ]
        if made:
            deed.tell(PartiesInvited(tuple(one.pk for one in made)))
    return made


def members_of(meeting: Meeting, *, observers: bool = False) -> list[Membership]:
    """Who belongs to the meeting's body today, or to the nearest one above it that has members.

    Partners and observers only where that is wished.
    """
    kinds = Membership.Kind.values if observers else _VOICES
    for body in chain(meeting.body) if meeting.body is not None else ():
        found = Membership.objects.filter(body=body, kind__in=kinds).select_related("party")
        belonging = [one for one in found.prefetch_related("standings") if _belongs(one, clock.today())]
        if any(one.kind in _VOICES for one in belonging):
            return belonging
    return []


def change_invitation(actor: Actor, invitation: Invitation, *, places: int | None, as_observer: bool) -> None:
    """Give another number of places, or invite as an observer or with a voice. Raises ComingRefused."""
    _number(places)
    with act(actor, Permission.MEETING_RUN, on=invitation.meeting) as deed:
        meeting = open_meeting(actor, invitation.meeting)
        taken = Registration.objects.filter(
            delegation__meeting=meeting, delegation__party=invitation.party_id, state__in=PRESENT
        ).count()
        if places is not None and places < taken:
            raise ComingRefused("places", "fewer_places")
        before = coming_to(meeting)
        invitation.places, invitation.as_observer = places, as_observer
        invitation.save(update_fields=["places", "as_observer"])
        meeting.delegations.filter(party=invitation.party_id).update(observer=as_observer)
        settle(deed, meeting, before)
        deed.of(invitation, places=places, as_observer=as_observer)


def take_back_invitation(actor: Actor, invitation: Invitation) -> None:
    """Take back an invitation that has not gone out; its letter then goes out no more. Raises ComingRefused."""
    with act(actor, Permission.MEETING_RUN, on=invitation.meeting) as deed:
        open_meeting(actor, invitation.meeting)
        deed.of(invitation, taken_back=True)
        deed.tell(LetterNotNeeded(invitation.pk))
        if not Invitation.objects.filter(pk=invitation.pk, state=State.DRAFTED).delete()[0]:
            raise ComingRefused("state", "sent")


def note_sent(actor: Actor, invitation: Invitation, on: date | None = None) -> None:
    """Note that the invitation went out, today where no day is given; a second letter to that party adds nothing."""
    with act(actor, Permission.MEETING_RUN, on=invitation.meeting) as deed:
        day = on or clock.today()
        if Invitation.objects.filter(pk=invitation.pk, state=State.DRAFTED).update(state=State.SENT, sent_on=day):
            invitation.refresh_from_db()
            invitation.marked(for_party(invitation.meeting, invitation.party_id))
            invitation.save(update_fields=["tlp", "originator", "audience"])
            deed.to(invitation.party_id)
            deed.of(invitation, sent=day.isoformat())


def answer_invitation(actor: Actor, invitation: Invitation, *, accepts: bool, answer: str = "") -> Invitation:
    """Say for the party whether it comes. Who declines withdraws whoever was registered. Raises ComingRefused.

    An answer may change until registration closes; the secretariat may still enter one after that.
    """
    said = words_said("answer", answer)
    with act(actor, Permission.INVITATION_ANSWER, on=invitation) as deed:
        meeting = open_meeting(actor, invitation.meeting)
        invitation.refresh_from_db()
        if accepts and has_closed(meeting) and actor.party == invitation.party_id:
            raise ComingRefused("answer", "closed")
        before = coming_to(meeting)
        invitation.state = State.ACCEPTED if accepts else State.DECLINED
        invitation.answered_on, invitation.answer = clock.today(), said
        # The party answers, so the invitation did reach it, by whatever way.
        invitation.sent_on = invitation.sent_on or clock.today()
        invitation.marked(for_party(meeting, invitation.party_id))
        invitation.save()
        if not accepts:
            Registration.objects.filter(
                delegation__meeting=meeting, delegation__party=invitation.party_id, state__in=[*PRESENT, "draft"]
            ).update(state=Registration.State.WITHDRAWN, checked_in_at=None)
        settle(deed, meeting, before)
        deed.of(invitation, accepts=accepts)
        deed.tell(LetterNotNeeded(invitation.pk))
    return invitation


def _number(places: int | None) -> None:
    if places is not None and not 0 < places <= MOST_PLACES:
        raise ComingRefused("places", "places_number")


def _invited(deed: Record, meeting: Meeting, party: Party, places: int | None, as_observer: bool) -> Invitation:
    made = Invitation(meeting=meeting, party=party, places=places, as_observer=as_observer)
    made.marked(for_party(meeting))
    made.save(force_insert=True)
    deed.of(made, party=party.key)
    return made


def _belongs(membership: Membership, today: date) -> bool:
    """Whether a membership holds today: by its latest standing that has begun, else by its own days."""
    standings: Iterable[Standing] = membership.standings.all()
    begun = [one for one in standings if bounds(one.since)[0] <= today]
    if begun:
        return max(begun, key=lambda one: (bounds(one.since)[0], one.pk)).status not in _GONE
    started = not membership.start or bounds(membership.start)[0] <= today
    return started and (not membership.end or today <= bounds(membership.end)[1])
