"""Parties: all that one did in the forum, in time order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.models import Candidacy, Initiative, Membership, Participation, Post, Term
from muntada.forum.queries.meetings import day_of, meetings
from muntada.library.models import Work
from muntada.parties.models import Party

READ = Permission.RECORD_READ


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
