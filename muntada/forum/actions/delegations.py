"""Parties at a meeting, and their credentials."""

from __future__ import annotations

from muntada.access import clock
from muntada.access.actor import Actor, Role
from muntada.access.rules import Permission
from muntada.evidence.actions.documents import Capture, keep_along
from muntada.evidence.conditions import columns_of
from muntada.evidence.models import Document
from muntada.forum.actions.settling import settle
from muntada.forum.coming import ComingRefused, has_closed, is_over, review_of, words_said
from muntada.forum.models import Delegation, Invitation, Meeting
from muntada.forum.visibility import coming_to, for_party, knows_of
from muntada.marking.handling import Category, Conditions, Retention
from muntada.marking.tlp import TLP
from muntada.parties.models import Party
from muntada.trail.deed import act

Credentials = Delegation.Credentials


def register_delegation(actor: Actor, meeting: Meeting, party: Party, *, observer: bool = False) -> Delegation:
    """The party's delegation at the meeting, made where there is none; for a party that acts itself it is as invited.

    Raises ComingRefused for who is not invited, declined, or comes after registration has closed.
    """
    with act(actor, Permission.DELEGATION_REGISTER, on=party) as deed:
        meeting = open_meeting(actor, meeting)
        invitation = Invitation.objects.filter(meeting=meeting, party=party).first()
        there = Delegation.objects.filter(meeting=meeting, party=party).first()
        if there is not None and (invitation is None or invitation.state != Invitation.State.DECLINED):
            return there
        _may_come(actor, meeting, party, invitation)
        before = coming_to(meeting)
        if invitation is not None:
            observer = invitation.as_observer
            invitation.state = Invitation.State.ACCEPTED
            invitation.answered_on = invitation.answered_on or clock.today()
            invitation.sent_on = invitation.sent_on or clock.today()
            invitation.marked(for_party(meeting, party.key))
            invitation.save()
        made = there or Delegation(meeting=meeting, party=party, observer=observer)
        made.marked(for_party(meeting, party.key))
        made.save()
        deed.of(made, party=party.key, observer=observer)
        settle(deed, meeting, before)
    return made


def present_credentials(
    actor: Actor, delegation: Delegation, *, data: bytes = b"", captured: Capture | None = None, name: str = ""
) -> None:
    """Note that credentials were presented, with the letter where it came as a file: `captured` is its text.

    The letter names persons: it is kept as long as their registrations. Raises ComingRefused and StoreFailed.
    """
    with act(actor, Permission.DELEGATION_REGISTER, on=delegation.party) as deed:
        meeting = open_meeting(actor, delegation.meeting)
        delegation.refresh_from_db()
        if delegation.credentials == Credentials.ACCEPTED:
            raise ComingRefused("credentials", "answered")
        delegation.credentials, delegation.decided_because = Credentials.PRESENTED, ""
        if captured is not None:
            handling = for_party(meeting, delegation.party_id)
            letter = keep_along(deed, actor, data=data, captured=captured, name=name, handling=handling)
            _keep_for_a_while(letter, meeting)
            delegation.letter = letter
        delegation.save(update_fields=["credentials", "decided_because", "letter"])
        deed.of(delegation, credentials=delegation.credentials, letter=captured is not None)


def decide_credentials(actor: Actor, delegation: Delegation, *, accept: bool, because: str = "") -> None:
    """Accept or refuse the credentials that were presented; a refusal says why. Raises ComingRefused."""
    said = words_said("because", because, needed=not accept)
    with act(actor, Permission.CREDENTIALS_DECIDE, on=delegation) as deed:
        open_meeting(actor, delegation.meeting)
        delegation.refresh_from_db()
        if delegation.credentials == Credentials.NONE:
            raise ComingRefused("credentials", "none")
        delegation.credentials = Credentials.ACCEPTED if accept else Credentials.REFUSED
        delegation.decided_because = said
        delegation.save(update_fields=["credentials", "decided_because"])
        deed.of(delegation, credentials=delegation.credentials)


def open_meeting(actor: Actor, meeting: Meeting) -> Meeting:
    """The meeting, locked until the deed is done. Raises ComingRefused where nobody comes to it any more, and for who
    is cleared for less than what is between a party and the secretariat: they would not see what they enter."""
    if actor.clearance is not None and actor.clearance.rank < TLP.AMBER_STRICT.rank:
        raise ComingRefused("meeting", "clearance")
    held = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if TLP(held.tlp) == TLP.RED:
        raise ComingRefused("meeting", "red")
    if is_over(held):
        raise ComingRefused("meeting", "over")
    return held


def is_staff(actor: Actor) -> bool:
    """Whether this is the secretariat, which may enter what others may not any more."""
    return Role.SECRETARIAT in actor.roles


def _keep_for_a_while(letter: Document, meeting: Meeting) -> None:
    review = review_of(meeting, letter.kept_since)
    conditions = Conditions(
        legal_basis="public_office", category=Category.OFFICIAL, retention=Retention.CASE, review_by=review
    )
    for column, value in columns_of(conditions).items():
        setattr(letter, column, value)
    letter.save(update_fields=[column.removesuffix("_id") for column in columns_of(conditions)])


def _may_come(actor: Actor, meeting: Meeting, party: Party, invitation: Invitation | None) -> None:
    if not knows_of(party, meeting):
        raise ComingRefused("party", "unseen")
    if is_staff(actor):
        return
    if invitation is None or invitation.state == Invitation.State.DRAFTED:
        raise ComingRefused("party", "not_invited")
    if invitation.state == Invitation.State.DECLINED:
        raise ComingRefused("party", "declined")
    if has_closed(meeting):
        raise ComingRefused("meeting", "closed")
