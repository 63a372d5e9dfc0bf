"""Who is invited to a meeting, who comes and who is there, each as far as the reader may see it.

What a list counts is what it shows: whoever does not consent to be shown is in no number that others read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission, decide
from muntada.forum.models import Capacity, Delegation, Invitation, Meeting, Registration
from muntada.forum.queries.rules import quorum as quorum_by_rule
from muntada.forum.visibility import SHOWN
from muntada.marking.handling import label_of
from muntada.marking.tlp import TLP
from muntada.parties.models import Party
from muntada.text.folding import fold_key
from muntada.text.order import order_key

READ = Permission.RECORD_READ
_RANKS = [one.value for one in (
    Capacity.HEAD, Capacity.ALTERNATE, Capacity.ADVISER, Capacity.EXPERT, Capacity.OBSERVER, Capacity.CSO,
    Capacity.MEDIA,
)]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Participant:
    """A person in a list of participants. `state` and `capacity` are keys, `badge` a number or None."""

    registration: int
    name: str
    name_latin: str
    office: str
    capacity: str
    state: str
    badge: int | None
    present: bool


@dataclass(frozen=True, slots=True)
class ListedDelegation:
    """A party in the list with its people, heads first; `name` is in the language of the list where it has one."""

    party: str
    name: str
    observer: bool
    people: tuple[Participant, ...]


@dataclass(frozen=True, slots=True)
class ParticipantList:
    """The list of participants as one reader sees it, in protocol order: those with a voice, then who observes.

    `by_capacity` counts what is shown and nothing else; `tlp` is the highest label in it, `expires` the first day on
    which something in it is reviewed.
    """

    meeting: int
    language: str
    delegations: tuple[ListedDelegation, ...]
    by_capacity: tuple[tuple[str, int], ...]
    tlp: TLP
    expires: date | None

    @property
    def total(self) -> int:
        """How many persons are shown."""
        return sum(len(one.people) for one in self.delegations)

    @property
    def keys(self) -> tuple[int, ...]:
        """The registrations that are shown, for the line of whoever takes the list along."""
        return tuple(person.registration for one in self.delegations for person in one.people)


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many delegations with a voice are present and how many are needed; None where nothing asks for a number."""

    present: int
    needed: int | None

    @property
    def is_met(self) -> bool:
        return self.needed is None or self.present >= self.needed


def participants(actor: Actor | None, meeting: Meeting, *, language: str = "ar") -> ParticipantList:
    """The list of participants of a meeting: whoever is approved or present and may be shown to this reader.

    A party stands in the list without people where the reader may know that it comes and nobody of it is shown.
    """
    shown = list(_registrations(actor, meeting).filter(state__in=SHOWN))
    people: dict[Delegation, list[Registration]] = defaultdict(list)
    for delegation in _delegations(actor, meeting):
        people[delegation] = []
    for one in shown:
        people[one.delegation].append(one)
    listed = [
        ListedDelegation(
            delegation.party_id,
            name_in(delegation.party, language),
            delegation.observer,
            tuple(_participant(one) for one in sorted(of, key=lambda one: _rank(one, language))),
        )
        for delegation, of in people.items()
    ]
    counted = Counter(one.capacity for one in shown)
    return ParticipantList(
        meeting.pk,
        language,
        tuple(sorted(listed, key=lambda one: (one.observer, order_key(one.name, language)))),
        tuple((rank, counted[rank]) for rank in _RANKS if counted[rank]),
        label_of([TLP(meeting.tlp), *(TLP(one.tlp) for one in shown)]),
        min((one.review_by for one in shown), default=None),
    )


def quorum(actor: Actor | None, meeting: Meeting) -> Quorum | None:
    """Whether enough delegations are present, for those who run the meeting; None for all others.

    A delegation is present by one person who checked in; observers, and those whose credentials were refused, do not
    count.
    """
    if not decide(actor, Permission.MEETING_RUN, meeting):
        return None
    there = Delegation.objects.filter(
        meeting=meeting, observer=False, registrations__state=Registration.State.CHECKED_IN
    ).exclude(credentials=Delegation.Credentials.REFUSED)
    needed = meeting.quorum
    if needed is None and meeting.body is not None:
        needed = quorum_by_rule(actor, meeting.body, clock.today())
    return Quorum(there.distinct().count(), needed)


def invitations(actor: Actor | None, meeting: Meeting) -> QuerySet[Invitation]:
    """Who is invited to a meeting, as far as the reader may know."""
    found = rows(actor, READ, Invitation).filter(meeting=meeting, party__in=rows(actor, READ, Party))
    return found.select_related("party", "meeting__body").prefetch_related("party__names")


def own_invitations(actor: Actor | None) -> QuerySet[Invitation]:
    """The invitations of the reader's own party, the next meeting first and those of the past last."""
    if actor is None or actor.party is None:
        return Invitation.objects.none()
    found = rows(actor, READ, Invitation).filter(party=actor.party, meeting__in=rows(actor, READ, Meeting))
    found = found.exclude(state=Invitation.State.DRAFTED)
    return found.select_related("meeting__body__party").prefetch_related("meeting__body__party__names")


def delegation_of(actor: Actor | None, meeting: Meeting, party: str) -> Delegation | None:
    """A party's delegation at a meeting, or None."""
    return _delegations(actor, meeting).filter(party=party).first()


def delegations(actor: Actor | None, meeting: Meeting) -> list[Delegation]:
    """The delegations at a meeting, those with credentials to decide on first, then by their key."""
    waiting = Delegation.Credentials.PRESENTED
    return sorted(_delegations(actor, meeting), key=lambda one: (one.credentials != waiting, one.party_id))


def registrations(actor: Actor | None, meeting: Meeting, *, party: str = "", state: str = "") -> list[Registration]:
    """The registrations at a meeting in the order in which they were entered, of one party or in one state."""
    found = _registrations(actor, meeting)
    if party:
        found = found.filter(delegation__party=party)
    if state:
        found = found.filter(state=state)
    return list(found.order_by("pk"))


def registration(actor: Actor | None, pk: int) -> Registration | None:
    """One registration, or None."""
    found = rows(actor, READ, Registration).select_related("delegation__party", "delegation__meeting__body")
    return found.filter(pk=pk).first()


def own_registrations(actor: Actor | None) -> QuerySet[Registration]:
    """The registrations of the person who asks, at coming meetings and past ones, for as long as they are kept."""
    kind, _, number = (actor.key if actor else "").partition(":")
    if kind != "user" or not number.isdecimal():
        return Registration.objects.none()
    found = rows(actor, READ, Registration).filter(user=int(number))
    return found.select_related("delegation__party", "delegation__meeting__body__party").order_by("-pk")


def at_the_desk(actor: Actor | None, meeting: Meeting, text: str = "") -> list[Registration]:
    """Whoever may be checked in and fits what is typed: part of a name in any spelling, a badge's number, a party.

    Whoever is not here yet comes first.
    """
    found = _registrations(actor, meeting).filter(state__in=SHOWN)
    words = fold_key(text).split()
    fitting = [one for one in found if all(_fits(one, word) for word in words)]
    return sorted(fitting, key=lambda one: (one.state != Registration.State.APPROVED, order_key(one.name, "ar")))


def name_in(party: Party, language: str) -> str:
    """The party's shown name in that language, else in another, else its acronym or key."""
    by_language = {name.language: name.text for name in party.names.all() if name.preferred}
    for tongue in (language, "ar", "en", "fr"):
        if by_language.get(tongue):
            return by_language[tongue]
    return party.acronym or party.key


def _registrations(actor: Actor | None, meeting: Meeting) -> QuerySet[Registration]:
    found = rows(actor, READ, Registration).filter(delegation__meeting=meeting)
    found = found.filter(delegation__party__in=rows(actor, READ, Party))
    return found.select_related("delegation__party").prefetch_related("delegation__party__names")


def _delegations(actor: Actor | None, meeting: Meeting) -> QuerySet[Delegation]:
    found = rows(actor, READ, Delegation).filter(meeting=meeting, party__in=rows(actor, READ, Party))
    return found.select_related("party", "letter").prefetch_related("party__names")


def _participant(one: Registration) -> Participant:
    here = one.state == Registration.State.CHECKED_IN
    return Participant(one.pk, one.name, one.name_latin, one.office, one.capacity, one.state, one.badge, here)


def _rank(one: Registration, language: str) -> tuple[int, tuple[str, str]]:
    name = one.name if language == "ar" or not one.name_latin else one.name_latin
    return _RANKS.index(one.capacity), order_key(name, language)


def _fits(one: Registration, word: str) -> bool:
    if word.isdecimal() and one.badge == int(word):
        return True
    names: Iterable[str] = (name.text for name in one.delegation.party.names.all())
    said = fold_key(" ".join([one.name, one.name_latin, one.delegation.party_id, *names]))
    return word in said
