"""Questions about bodies, terms, members and meetings, answered as far as the actor may read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Model, Prefetch, Q, QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.models import (
    AgendaItem,
    Body,
    Candidacy,
    Initiative,
    Mandate,
    Meeting,
    Membership,
    Participation,
    Post,
    Term,
)
from muntada.library.models import Work
from muntada.parties.facts import places
from muntada.parties.models import Party
from muntada.text.folding import fold_key
from muntada.text.when import NotADate, bounds

READ = Permission.RECORD_READ


def bodies(actor: Actor | None) -> QuerySet[Body]:
    """Every body with its names."""
    return rows(actor, READ, Body).select_related("party").prefetch_related("party__names")


def body(actor: Actor | None, key: str) -> Body | None:
    """The body of that key, or None."""
    return bodies(actor).select_related("parent__party", "succeeded_by__party").filter(pk=key).first()


def terms(actor: Actor | None, of: Body) -> QuerySet[Term]:
    """Who held a seat of the body, the latest first."""
    return rows(actor, READ, Term).filter(body=of).order_by("-start", "party").prefetch_related("party__names")


def memberships(actor: Actor | None, of: Body) -> QuerySet[Membership]:
    """Who belongs to the body."""
    return rows(actor, READ, Membership).filter(body=of).select_related("party").prefetch_related("party__names")


def initiatives(actor: Actor | None, of: Body) -> QuerySet[Initiative]:
    """What members lead within the body."""
    return rows(actor, READ, Initiative).filter(body=of).prefetch_related("leads__names")


def candidacies(actor: Actor | None, of: Body) -> QuerySet[Candidacy]:
    """Who stands for a seat of the body."""
    return rows(actor, READ, Candidacy).filter(body=of).prefetch_related("parties__names")


def meetings(actor: Actor | None) -> QuerySet[Meeting]:
    """Every meeting, the latest first, with body and chairs."""
    found = rows(actor, READ, Meeting).select_related("body__party", "host", "organiser")
    return found.prefetch_related("body__party__names", "chairs__names", "host__names", "organiser__names")


def _agenda(actor: Actor | None) -> Prefetch[Any]:
    """The items of a meeting's agenda that the actor may see: one may be handled more strictly than its meeting."""
    return Prefetch("agenda", queryset=rows(actor, READ, AgendaItem))


def meeting(actor: Actor | None, pk: int) -> Meeting | None:
    """The meeting with its agenda and who takes part, or None."""
    taking_part = rows(actor, READ, Participation).select_related("party").prefetch_related("party__names")
    found = meetings(actor).prefetch_related(_agenda(actor), Prefetch("participations", queryset=taking_part))
    return found.filter(pk=pk).first()


@dataclass(frozen=True, slots=True)
class Branch:
    """A body in the tree, with the bodies under it and those that it took over from."""

    body: Body
    children: tuple[Branch, ...]
    preceded_by: tuple[Body, ...]


@dataclass(frozen=True, slots=True)
class Seat:
    """A party's time in a seat of a body; days are the outer ones of what is known, both inside.

    `end` is None while the term runs or its end is not known, `start` where only a plan is known. What was
    planned stands apart.
    """

    term: Term
    start: date | None
    end: date | None
    planned_start: date | None
    planned_end: date | None


@dataclass(frozen=True, slots=True)
class Agenda:
    """The meetings of a year or a month: by day, and those whose day is not known."""

    by_day: Mapping[date, tuple[Meeting, ...]]
    without_day: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """Something in a party's life: `sort` is the record's kind, or `hosted`, `chaired`, `organised` of a meeting."""

    sort: str
    when: str
    until: str
    thing: Model


@dataclass(frozen=True, slots=True)
class PartyPage:
    """A party with all that it did, the latest first; what has no date comes last."""

    party: Party
    happenings: tuple[Happening, ...]


def day_of(value: str) -> date:
    """The first day of a date for sorting; what has no date, or none that is one, comes before everything."""
    try:
        return bounds(value)[0]
    except NotADate:
        return date.min


def body_tree(actor: Actor | None) -> tuple[Branch, ...]:
    """Every body under the one that it is part of, those without one on top."""
    every = list(bodies(actor))
    known = {one.pk for one in every}
    under: dict[str | None, list[Body]] = defaultdict(list)
    before: dict[str | None, list[Body]] = defaultdict(list)
    for one in every:
        under[one.parent_id if one.parent_id in known else None].append(one)
        before[one.succeeded_by_id].append(one)

    def branch(one: Body) -> Branch:
        return Branch(one, tuple(branch(child) for child in under[one.pk]), tuple(before[one.pk]))

    return tuple(branch(one) for one in under[None])


def predecessors(actor: Actor | None, of: Body) -> QuerySet[Body]:
    """The bodies that this one took over from."""
    return bodies(actor).filter(succeeded_by=of)


def children(actor: Actor | None, of: Body) -> QuerySet[Body]:
    """The bodies right under this one."""
    return bodies(actor).filter(parent=of)


def mandate(actor: Actor | None, of: Body) -> QuerySet[Mandate]:
    """The tasks of the body, in the words of sources."""
    return rows(actor, READ, Mandate).filter(body=of)


def seats_over_years(actor: Actor | None, of: Body) -> tuple[Seat, ...]:
    """Who held a seat of the body from when to when, for a picture: the earliest first."""
    seats = [
        Seat(term, _edge(term.start, 0), _edge(term.end, 1), _edge(term.planned_start, 0), _edge(term.planned_end, 1))
        for term in terms(actor, of).select_related("party")
    ]
    return tuple(sorted(seats, key=lambda seat: (seat.start or seat.planned_start or date.max, seat.term.party_id)))


def _edge(value: str, side: int) -> date | None:
    try:
        return bounds(value)[side] if value else None
    except NotADate:
        return None


def meetings_where(
    actor: Actor | None, *, body: str = "", kind: str = "", year: int | None = None, place: str = "", text: str = ""
) -> list[Meeting]:
    """Meetings, the latest first, narrowed by what is given.

    `place` may be typed in any of the three languages; `text` is looked for in titles, agenda and notes whatever
    its spelling; a meeting is of a year when any day of it may be.
    """
    found = meetings(actor)
    if body:
        found = found.filter(body=body)
    if kind:
        found = found.filter(kind=kind)
    kept = [one for one in found.prefetch_related(_agenda(actor)) if year is None or _touches(one.when, year)]
    if place:
        names, typed = places_called(place), fold_key(place)
        kept = [one for one in kept if one.place in names or typed in fold_key(one.place)]
    if text:
        words = fold_key(text).split()
        kept = [one for one in kept if all(word in _words_of(one) for word in words)]
    return sorted(kept, key=lambda one: (day_of(one.when), one.pk), reverse=True)


def places_called(text: str) -> frozenset[str]:
    """The English exonyms of the places that have such a name in one of the three languages."""
    typed = fold_key(text)
    return frozenset(
        one.name_en
        for one in places()
        if any(typed == fold_key(name) for name in (one.name_en, *one.en_alt, one.name_ar, *one.ar_alt, one.name_fr))
    )


def _words_of(one: Meeting) -> str:
    names = [name.text for name in one.body.party.names.all()] if one.body else []
    return fold_key(" ".join([one.title, one.note, one.place, *names, *(item.title for item in one.agenda.all())]))


def _touches(when: str, year: int) -> bool:
    try:
        first, last = bounds(when)
    except NotADate:
        return False
    return first.year <= year <= last.year


def agenda_of(actor: Actor | None, year: int, month: int | None = None) -> Agenda:
    """The meetings of a year, or of one month of it, each under every day that it lasts."""
    by_day: dict[date, list[Meeting]] = defaultdict(list)
    without: list[Meeting] = []
    for one in reversed(meetings_where(actor, year=year)):
        first, last = bounds(one.when)
        if month is not None and not (first.year, first.month) <= (year, month) <= (last.year, last.month):
            continue
        if len(one.when.partition("/")[0]) < len("2000-01-01"):
            without.append(one)
            continue
        for step in range((last - first).days + 1):
            day = first + timedelta(step)
            if day.year == year and month in (None, day.month):
                by_day[day].append(one)
    return Agenda({day: tuple(held) for day, held in sorted(by_day.items())}, tuple(without))


def party_page(actor: Actor | None, key: str) -> PartyPage | None:
    """A party with its memberships, terms, candidacies, meetings, initiatives, works and posts in time order."""
    party = rows(actor, READ, Party).prefetch_related("names").filter(pk=key).first()
    if party is None:
        return None
    found = sorted(_happenings(actor, party), key=lambda one: (day_of(one.when), one.sort, one.thing.pk), reverse=True)
    return PartyPage(party, tuple(found))


def _happenings(actor: Actor | None, party: Party) -> Iterator[Happening]:
    for held in (
        rows(actor, READ, Membership)
        .filter(party=party)
        .select_related("body__party")
        .prefetch_related("body__party__names")
    ):
        yield Happening("membership", held.start, held.end, held)
    for term in (
        rows(actor, READ, Term).filter(party=party).select_related("body__party").prefetch_related("body__party__names")
    ):
        yield Happening("term", term.start or term.planned_start, term.end or term.planned_end, term)
    for bid in (
        rows(actor, READ, Candidacy)
        .filter(parties=party)
        .select_related("body__party")
        .prefetch_related("body__party__names")
    ):
        yield Happening("candidacy", bid.when, "", bid)
    yield from _meetings_of(actor, party)
    for part in (
        rows(actor, READ, Participation)
        .filter(party=party)
        .select_related("body__party", "meeting")
        .prefetch_related("body__party__names")
    ):
        yield Happening("participation", part.meeting.when if part.meeting else "", "", part)
    for led in (
        rows(actor, READ, Initiative)
        .filter(leads=party)
        .select_related("body__party")
        .prefetch_related("body__party__names")
    ):
        yield Happening("initiative", led.start, led.end, led)
    for work in _works_of(actor, party):
        yield Happening("work", work.adopted, "", work)
    for post in rows(actor, READ, Post).filter(party=party):
        yield Happening("post", "", "", post)


def _meetings_of(actor: Actor | None, party: Party) -> Iterator[Happening]:
    own: Iterable[tuple[str, dict[str, Any]]] = (
        ("hosted", {"host": party}),
        ("organised", {"organiser": party}),
        ("chaired", {"chairs": party}),
    )
    for sort, lookup in own:
        for one in meetings(actor).filter(**lookup):
            yield Happening(sort, one.when, "", one)


def _works_of(actor: Actor | None, party: Party) -> QuerySet[Work]:
    """Works that the party led or, a state aside, adopted."""
    wanted = Q(leads=party) if party.kind == Party.Kind.STATE else Q(leads=party) | Q(body=party)
    return rows(actor, READ, Work).filter(wanted).prefetch_related("titles").distinct()
