"""What implementation must find, by other ways: sets that are written out, and rounds over all that is mapped.

Nothing here knows the rules of composition. What holds of clauses follows from sets: from the freest sets of which the
mappings hold, in which nothing else holds than must; and the rules for ways are read off all triples of small sets.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product

from muntada.followup.implementation import Counted, Done, Reach, State

Link = tuple[int, Reach, int]
Sets = list[frozenset[int]]
FAR = 10**6


@dataclass(frozen=True, slots=True)
class Graph:
    """Clauses by their numbers, how they are mapped, and what measures do for them."""

    clauses: int
    links: tuple[Link, ...]
    done: tuple[Done, ...]


def drawn(seed: int, largest: int = 9) -> Graph:
    """A graph, with loops and clauses that are mapped twice, and measures that serve several clauses."""
    dice = random.Random(seed)
    clauses = dice.randint(1, largest)
    links = []
    for _ in range(dice.randint(0, 2 * clauses) if clauses > 1 else 0):
        source, target = dice.sample(range(clauses), 2)
        links.append((source, dice.choice(list(Reach)), target))
    done = [
        Done(dice.randrange(clauses), f"m{dice.randrange(4)}", dice.choice(list(State)))
        for _ in range(dice.randint(0, 6))
    ]
    return Graph(clauses, tuple(links), tuple(done))


def holds(one: frozenset[int], reach: Reach, other: frozenset[int]) -> bool:
    """Whether what one clause asks for stands so to what another asks for."""
    return {
        Reach.EQUAL: one == other,
        Reach.SUPERSET: one >= other,
        Reach.SUBSET: one <= other,
        Reach.INTERSECTS: bool(one & other),
    }[reach]


def freest(graph: Graph) -> Sets:
    """The sets of which all mappings hold and nothing else does than must."""
    sets: list[set[int]] = [{clause} for clause in range(graph.clauses)]
    for number, (source, reach, target) in enumerate(graph.links):
        if reach is Reach.INTERSECTS:
            for clause in (source, target):
                sets[clause].add(graph.clauses + number)
    return _grown(sets, graph.links)


def chance(graph: Graph, dice: random.Random) -> Sets:
    """Some sets, drawn at random, of which all mappings hold."""
    things = range(dice.randint(1, 12))
    sets = [{one for one in things if dice.random() < 0.3} or {dice.choice(things)} for _ in range(graph.clauses)]
    for source, reach, target in graph.links:
        if reach is Reach.INTERSECTS and not sets[source] & sets[target]:
            shared = dice.choice(things)
            sets[source].add(shared)
            sets[target].add(shared)
    return _grown(sets, graph.links)


def _grown(sets: list[set[int]], links: Iterable[Link]) -> Sets:
    """What these become when whatever contains another takes in all of it, as often as that adds something."""
    before = -1
    while before != (before := sum(map(len, sets))):
        for source, reach, target in links:
            if reach in (Reach.EQUAL, Reach.SUPERSET):
                sets[source] |= sets[target]
            if reach in (Reach.EQUAL, Reach.SUBSET):
                sets[target] |= sets[source]
    return [frozenset(one) for one in sets]


@cache
def composed(first: Reach, then: Reach) -> Reach | None:
    """What must hold of A and C where the first holds of A and B and the second of B and C: read off all sets."""
    small = [frozenset(one for one in range(3) if number >> one & 1) for number in range(1, 8)]
    models = [(a, c) for a, b, c in product(small, repeat=3) if holds(a, first, b) and holds(b, then, c)]
    strongest_first = (Reach.EQUAL, Reach.SUPERSET, Reach.SUBSET, Reach.INTERSECTS)
    return next((one for one in strongest_first if all(holds(a, one, c) for a, c in models)), None)


def steps(graph: Graph) -> Iterator[Link]:
    """Every mapping, and every mapping read from its other end."""
    turned = {Reach.SUPERSET: Reach.SUBSET, Reach.SUBSET: Reach.SUPERSET}
    for source, reach, target in graph.links:
        yield source, reach, target
        yield target, turned.get(reach, reach), source


def lengths(graph: Graph, start: int) -> dict[tuple[int, Reach], int]:
    """How many mappings the shortest way takes to each clause by each relationship: rounds until none is shorter."""
    known = {(start, Reach.EQUAL): 0}
    before: dict[tuple[int, Reach], int] = {}
    while before != known:
        before = dict(known)
        for (clause, reach), taken in before.items():
            for source, step, target in steps(graph):
                there = composed(reach, step) if source == clause else None
                if there is not None:
                    known[target, there] = min(known.get((target, there), FAR), taken + 1)
    return known


def shortest(known: dict[tuple[int, Reach], int], clause: int, wholly: bool) -> int:
    """The shortest way by which a clause is reached: wholly, or by any relationship."""
    wanted = (Reach.EQUAL, Reach.SUPERSET) if wholly else tuple(Reach)
    return min(known.get((clause, one), FAR) for one in wanted)


def expected(graph: Graph) -> dict[int, dict[str, State]]:
    """How far each measure carries out each clause, by the freest sets."""
    sets = freest(graph)
    told: dict[int, dict[str, State]] = {}
    for one in graph.done:
        own = sets[int(one.clause)]
        for clause in range(graph.clauses):
            if not own & sets[clause] or one.state is State.NONE:
                continue
            state = one.state if own >= sets[clause] else min(one.state, State.PARTLY)
            held = told.setdefault(clause, {})
            held[str(one.measure)] = max(state, held.get(str(one.measure), State.NONE))
    return told


def follows(graph: Graph, way: tuple[int, ...], wholly: bool) -> bool:
    """Whether the mappings along a way say as much, with the rules that were read off the sets."""
    reached: set[Reach | None] = {Reach.EQUAL}
    for here, there in pairwise(way):
        taken = [step for source, step, target in steps(graph) if (source, target) == (here, there)]
        reached = {composed(one, step) for one in reached if one is not None for step in taken}
    return bool(reached & ({Reach.EQUAL, Reach.SUPERSET} if wholly else set(Reach)))


def as_told(counted: dict[int, list[Counted]]) -> dict[int, dict[str, State]]:
    """The same of what the room says."""
    return {clause: {str(one.measure): one.state for one in every} for clause, every in counted.items()}
