"""A party's life in the forum, by years."""

from __future__ import annotations

from dataclasses import dataclass

from muntada.access.actor import Actor
from muntada.forum.queries import Happening, PartyPage
from muntada.trail.deed import key_of, label
from muntada.web.evidence.threads import Strand, threads_of


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
    found = threads_of(actor, [happening.thing for happening in page.happenings])
    for happening in page.happenings:
        rests = found.get((label(happening.thing), key_of(happening.thing)), {})
        years.setdefault(happening.when[:4], []).append(Event(happening, rests))
    return [Year(name, events) for name, events in years.items()]
