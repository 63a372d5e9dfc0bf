"""How far each clause is carried out, by what was done for it and for clauses that ask for the same.

Pure: clauses are keys. What one clause asks for stands to what another asks for as sets do (NIST IR 8477): equal,
subset, superset, intersects. A relationship reaches over several mappings only where sets leave no doubt of it:

    equal, then x                      x
    superset, then superset            superset
    superset, then subset or intersects  intersects: both share the one between them, or part of it
    subset, then subset                subset
    intersects, then subset            intersects
    anything else                      nothing can be said

A clause that asks for nothing would break the third line; no clause does.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

Key = int | str


class Reach(StrEnum):
    """How what one clause asks for stands to what another asks for."""

    EQUAL = "equal"
    SUPERSET = "superset"
    SUBSET = "subset"
    INTERSECTS = "intersects"


class State(IntEnum):
    """How far a clause is carried out, the least first."""

    NONE = 0
    PLANNED = 1
    UNDER_WAY = 2
    PARTLY = 3
    DONE = 4


@dataclass(frozen=True, slots=True)
class Done:
    """That a measure carries a clause out so far."""

    clause: Key
    measure: Key
    state: State


@dataclass(frozen=True, slots=True)
class Counted:
    """That a measure counts for a clause so far, by way of these clauses: the measure's own first, this one last."""

    measure: Key
    state: State
    way: tuple[Key, ...]


_INVERSE = {
    Reach.EQUAL: Reach.EQUAL,
    Reach.SUPERSET: Reach.SUBSET,
    Reach.SUBSET: Reach.SUPERSET,
    Reach.INTERSECTS: Reach.INTERSECTS,
}
_THEN = (
    {
        (Reach.SUPERSET, Reach.SUPERSET): Reach.SUPERSET,
        (Reach.SUPERSET, Reach.SUBSET): Reach.INTERSECTS,
        (Reach.SUPERSET, Reach.INTERSECTS): Reach.INTERSECTS,
        (Reach.SUBSET, Reach.SUBSET): Reach.SUBSET,
        (Reach.INTERSECTS, Reach.SUBSET): Reach.INTERSECTS,
    }
    | {(Reach.EQUAL, one): one for one in Reach}
    | {(one, Reach.EQUAL): one for one in Reach}
)
_WHOLLY = frozenset({Reach.EQUAL, Reach.SUPERSET})


class Reaches:
    """Which clauses each clause counts for, by these mappings (source, relationship, target)."""

    def __init__(self, mappings: Iterable[tuple[Key, Reach, Key]]) -> None:
        self._next: dict[Key, list[tuple[Reach, Key]]] = defaultdict(list)
        for source, reach, target in mappings:
            self._next[source].append((reach, target))
            self._next[target].append((_INVERSE[reach], source))
        self._known: dict[Key, dict[Key, tuple[bool, tuple[Key, ...]]]] = {}

    def of(self, clause: Key) -> Mapping[Key, tuple[bool, tuple[Key, ...]]]:
        """Every clause that it counts for, itself too: whether wholly, and the shortest way there."""
        if clause not in self._known:
            self._known[clause] = self._walked(clause)
        return self._known[clause]

    def _walked(self, start: Key) -> dict[Key, tuple[bool, tuple[Key, ...]]]:
        # A clause may be come upon by a weaker relationship first, so each is walked from once by each of the four.
        before: dict[tuple[Key, Reach], tuple[Key, Reach] | None] = {(start, Reach.EQUAL): None}
        waiting = deque(before)
        while waiting:
            clause, reach = here = waiting.popleft()
            for step, target in self._next.get(clause, ()):
                there = _THEN.get((reach, step))
                if there is not None and (target, there) not in before:
                    before[target, there] = here
                    waiting.append((target, there))
        found: dict[Key, tuple[bool, tuple[Key, ...]]] = {}
        for clause, reach in before:  # in the order found: the shortest first
            wholly = reach in _WHOLLY
            if clause not in found or (wholly and not found[clause][0]):
                found[clause] = (wholly, _way(before, (clause, reach)))
        return found


def states(done: Iterable[Done], reaches: Reaches) -> dict[Key, list[Counted]]:
    """What counts for each clause, the strongest first; a clause for which nothing counts is left out."""
    counted: dict[Key, dict[Key, Counted]] = defaultdict(dict)
    for one in done:
        for clause, (wholly, way) in reaches.of(one.clause).items():
            state = one.state if wholly else min(one.state, State.PARTLY)
            held = counted[clause].get(one.measure)
            if state > State.NONE and (held is None or (-held.state, len(held.way)) > (-state, len(way))):
                counted[clause][one.measure] = Counted(one.measure, state, way)
    return {
        clause: sorted(found.values(), key=lambda one: (-one.state, len(one.way), str(one.measure)))
        for clause, found in counted.items()
        if found
    }


def _way(before: Mapping[tuple[Key, Reach], tuple[Key, Reach] | None], end: tuple[Key, Reach]) -> tuple[Key, ...]:
    way: list[Key] = []
    at: tuple[Key, Reach] | None = end
    while at is not None:
        way.append(at[0])
        at = before[at]
    return tuple(reversed(way))
