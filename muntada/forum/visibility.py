"""Who sees that a party is invited, that it comes, and which persons come: written into the handling of each.

Nobody is shown more widely than they consented to, nor before their registration is approved, and nothing is ever
wider than the meeting itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from muntada.access import clock
from muntada.access.actor import Actor, Role
from muntada.access.rules import Permission, decide
from muntada.forum.models import Delegation, Invitation, Meeting, Membership, Registration
from muntada.marking.handling import THE_FORUM, Handling
from muntada.marking.tlp import TLP, highest
from muntada.parties.models import Party
from muntada.text.when import bounds

_OPEN = (TLP.CLEAR, TLP.GREEN)
# In these a registration is shown beyond its own delegation and the secretariat, as far as its person consented.
SHOWN = (Registration.State.APPROVED, Registration.State.CHECKED_IN)
PRESENT = (Registration.State.PENDING, *SHOWN)  # what takes a place


@dataclass(frozen=True, slots=True)
class Coming:
    """The parties that come to a meeting: those with a voice and those who observe."""

    voices: frozenset[str]
    observers: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        return self.voices | self.observers


def coming_to(meeting: Meeting) -> Coming:
    """The parties with a delegation at the meeting; one that declined since does not come."""
    declined = Invitation.objects.filter(meeting=meeting, state=Invitation.State.DECLINED).values("party")
    found = Delegation.objects.filter(meeting=meeting).exclude(party__in=declined).values_list("party", "observer")
    every = list(found)
    return Coming(
        frozenset(party for party, observer in every if not observer),
        frozenset(party for party, observer in every if observer),
    )


def knows_of(party: Party, meeting: Meeting) -> bool:
    """Whether those who act for the party may see the meeting at all, as the policy says."""
    every = Membership.objects.filter(party=party).values_list("body", "end")
    bodies = frozenset(body for body, end in every if not end or clock.today() <= bounds(end)[1])
    anybody = Actor(f"party:{party.key}", party.key, frozenset({Role.FOCAL_POINT}), party.key, bodies=bodies)
    return bool(decide(anybody, Permission.RECORD_READ, meeting))


def for_party(meeting: Meeting, *parties: str) -> Handling:
    """What is between these parties, whoever chairs the body, and the secretariat."""
    chaired = {meeting.body_id} if meeting.body_id else set()
    return _strict(meeting, frozenset({*parties, *chaired}))


def handling_of(registration: Registration, meeting: Meeting, coming: Coming) -> Handling:
    """How a registration is handled, by what its person consented to, its state, and who comes."""
    delegation = registration.delegation
    own = {delegation.party_id} | ({f"user:{registration.user}"} if registration.user else set())
    wish = Registration.Visibility(registration.visibility)
    if wish == wish.NOBODY or registration.consented_on is None or registration.state not in SHOWN:
        return _strict(meeting, frozenset(own))
    if wish == wish.SAME_CATEGORY:
        same = coming.observers if delegation.observer else coming.voices
        return _strict(meeting, frozenset(own) | same)
    if wish == wish.PARTICIPANTS:
        label = highest([TLP.AMBER, TLP(meeting.tlp)])
        return Handling(label, _from(meeting), frozenset(own) | coming.all)
    return Handling(TLP.GREEN, THE_FORUM) if TLP(meeting.tlp) in _OPEN else meeting.handling


def followed(current: Handling, before: Handling, after: Handling) -> Handling:
    """The handling that follows when what was `before` becomes `after`; what somebody marked by hand stays narrower."""
    if current == before or current.flows_to(after):
        return after
    if current.tlp == TLP.RED:
        return current
    named = frozenset(member for member in current.audience if after.names(member))
    return Handling(highest([current.tlp, after.tlp]), current.originator, named)


def _strict(meeting: Meeting, keys: frozenset[str]) -> Handling:
    return Handling(highest([TLP.AMBER_STRICT, TLP(meeting.tlp)]), _from(meeting), keys)


def _from(meeting: Meeting) -> str:
    """The secretariat sees who comes to a meeting that is open; of any other, whoever shared it does."""
    return THE_FORUM if TLP(meeting.tlp) in _OPEN else meeting.originator
