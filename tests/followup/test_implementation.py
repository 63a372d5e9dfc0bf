"""How far a clause is carried out is what sets say, whatever mappings there are, in circles too."""

from __future__ import annotations

import random
from itertools import product

import pytest

from muntada.followup.implementation import _THEN, Counted, Done, Reach, Reaches, State, states
from tests.followup import sets

SUPERSET, SUBSET, EQUAL, INTERSECTS = Reach.SUPERSET, Reach.SUBSET, Reach.EQUAL, Reach.INTERSECTS
COUNT = 10_000  # graphs, in circles most of them
LARGEST = pytest.mark.parametrize("largest", [9, pytest.param(40, marks=pytest.mark.soak)], ids=["small", "large"])


def told(graph: sets.Graph) -> dict[int, list[Counted]]:
    return states(graph.done, Reaches(graph.links))  # type: ignore[return-value]


def one(state: State, *links: tuple[str, Reach, str]) -> dict[str, tuple[State, tuple[str, ...]]]:
    """What one measure for the clause `a` counts for, with the way there."""
    found = states([Done("a", "m", state)], Reaches(links))
    return {str(clause): (every[0].state, tuple(map(str, every[0].way))) for clause, every in found.items()}


@pytest.mark.parametrize(("first", "then"), [*product(Reach, Reach)])
def test_relationships_compose_as_all_small_sets_do(first: Reach, then: Reach) -> None:
    assert _THEN.get((first, then)) == sets.composed(first, then)


@LARGEST
def test_states_are_those_of_the_freest_sets(largest: int) -> None:
    said = 0
    for seed in range(COUNT):
        graph = sets.drawn(seed, largest)
        found = told(graph)
        assert sets.as_told(found) == sets.expected(graph), f"graph {seed}"
        said += sum(len(every) for every in found.values())
    assert said > 5 * COUNT  # graphs of which there is much to say


@LARGEST
def test_whatever_is_said_holds_in_every_model_by_sets(largest: int) -> None:
    for seed in range(COUNT):
        graph, dice = sets.drawn(seed, largest), random.Random(-seed - 1)
        reaches = Reaches(graph.links)
        for _ in range(4):
            model = sets.chance(graph, dice)
            assert all(sets.holds(model[source], reach, model[target]) for source, reach, target in graph.links)
            for start in range(graph.clauses):
                for clause, (wholly, _way) in reaches.of(start).items():
                    kind = SUPERSET if wholly else INTERSECTS
                    assert sets.holds(model[start], kind, model[int(clause)]), f"graph {seed}: {start} to {clause}"


@LARGEST
def test_every_way_is_one_of_the_shortest_and_says_as_much(largest: int) -> None:
    for seed in range(COUNT):
        graph = sets.drawn(seed, largest)
        reaches = Reaches(graph.links)
        for start in range(graph.clauses):
            known = sets.lengths(graph, start)
            found = reaches.of(start)
            assert set(found) == {clause for clause, _reach in known}, f"graph {seed}"
            for clause, (wholly, way) in found.items():
                way_of = tuple(int(step) for step in way)
                assert (way_of[0], way_of[-1]) == (start, clause)
                assert sets.follows(graph, way_of, wholly), f"graph {seed}: {way_of}"
                assert len(way_of) - 1 == sets.shortest(known, int(clause), wholly), f"graph {seed}: {way_of}"


def test_a_measure_counts_wholly_for_what_its_clause_equals_or_contains() -> None:
    assert one(State.DONE, ("a", EQUAL, "b"), ("b", SUPERSET, "c")) == {
        "a": (State.DONE, ("a",)),
        "b": (State.DONE, ("a", "b")),
        "c": (State.DONE, ("a", "b", "c")),
    }


def test_a_measure_counts_in_part_for_what_contains_its_clause_or_shares_some_of_it() -> None:
    assert one(State.DONE, ("a", SUBSET, "b"), ("a", INTERSECTS, "c")) == {
        "a": (State.DONE, ("a",)),
        "b": (State.PARTLY, ("a", "b")),
        "c": (State.PARTLY, ("a", "c")),
    }


def test_what_is_planned_stays_planned_through_every_mapping() -> None:
    assert {state for state, _ in one(State.PLANNED, ("a", SUBSET, "b"), ("a", EQUAL, "c")).values()} == {State.PLANNED}


def test_a_measure_that_does_nothing_counts_for_nothing() -> None:
    assert one(State.NONE, ("a", EQUAL, "b")) == {}


def test_two_clauses_within_one_and_the_same_say_nothing_of_each_other() -> None:
    assert set(one(State.DONE, ("a", SUBSET, "b"), ("c", SUBSET, "b"))) == {"a", "b"}


def test_clauses_that_contain_one_and_the_same_share_it() -> None:
    assert one(State.DONE, ("a", SUPERSET, "b"), ("c", SUPERSET, "b"))["c"] == (State.PARTLY, ("a", "b", "c"))


def test_a_longer_way_that_says_more_wins_over_a_shorter_one() -> None:
    found = one(State.DONE, ("a", INTERSECTS, "c"), ("a", SUPERSET, "b"), ("b", SUPERSET, "c"))
    assert found["c"] == (State.DONE, ("a", "b", "c"))


def test_clauses_that_contain_each_other_in_a_circle_are_the_same() -> None:
    circle = (("a", SUBSET, "b"), ("b", SUBSET, "c"), ("c", SUBSET, "a"))
    assert {clause: state for clause, (state, _) in one(State.DONE, *circle).items()} == dict.fromkeys(
        "abc", State.DONE
    )


def test_the_strongest_measure_stands_first_and_each_is_named_once() -> None:
    done = [
        Done("a", "law", State.PARTLY),
        Done("b", "law", State.DONE),
        Done("b", "plan", State.PLANNED),
        Done("a", "office", State.DONE),
    ]
    found = states(done, Reaches([("b", EQUAL, "a")]))["a"]
    assert [(each.measure, each.state, each.way) for each in found] == [
        ("office", State.DONE, ("a",)),
        ("law", State.DONE, ("b", "a")),
        ("plan", State.PLANNED, ("b", "a")),
    ]


def test_a_long_row_of_clauses_is_walked_to_its_end() -> None:
    row = [(number, SUPERSET, number + 1) for number in range(2_000)]
    found = Reaches(row).of(0)
    assert len(found) == 2_001
    assert found[2_000][0]
    assert len(found[2_000][1]) == 2_001
