"""A party's life in the forum, by years."""

from __future__ import annotations

from dataclasses import dataclass

from muntada.access.actor import Actor
from muntada.forum.queries import Happening, PartyPage
from muntada.web.evidence.threads import Strand, threads


@dataclass(frozen=True, slots=True)
class Event:
    """Something in a party's life, with the evidence of each value."""

    what: Happening
    threads: dict[str, Strand]


@dataclass(frozen=True, slots=True)
class Year:
    """A year's events; an empty name holds those of no known time."""

    name: str
    events: list[Event]


def by_years(actor: Actor, page: PartyPage) -> list[Year]:
    """Everything that the party did, by years, the latest first."""
    years: dict[str, list[Event]] = {}
    for happening in page.happenings:
        years.setdefault(happening.when[:4], []).append(Event(happening, threads(actor, happening.thing)))
    return [Year(name, events) for name, events in years.items()]
