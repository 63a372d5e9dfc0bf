"""Counts point at nobody: not by themselves, and not by what could be computed from the others."""

from __future__ import annotations

import random
from itertools import product

from muntada.register.withheld import FEWEST, Counts, together, told


def could_be(counts: Counts) -> list[set[int]]:
    """What each withheld number could be for whoever knows the rest, the total and that nought is told."""
    hidden = [key for key, count in counts.rows if count is None]
    if counts.total is None:
        return [set(range(1, 9)) for _ in hidden]
    rest = counts.total - sum(count for _, count in counts.rows if count is not None)
    every = [found for found in product(range(1, rest + 1), repeat=len(hidden)) if sum(found) == rest]
    return [{found[place] for found in every} for place in range(len(hidden))]


def test_a_small_number_is_withheld_with_others_until_nobody_can_compute_it() -> None:
    assert told({"a": 7, "b": 0}) == Counts((("a", 7), ("b", 0)), 7)
    assert told({"a": 3, "b": 6, "c": 9}) == Counts((("a", None), ("b", None), ("c", 9)), 18)
    assert told({"a": 1, "b": 1, "c": 1, "d": 20}).rows == tuple((key, None) for key in "abcd")
    assert told({"a": 4, "b": 4, "c": 20}) == Counts((("a", None), ("b", None), ("c", 20)), 28)
    assert told({"a": 3}) == Counts((("a", None),), None), "there is nothing that it could hide behind"
    assert told({"a": 3, "b": 9, "c": 9}, elsewhere={"b"}).rows == (("a", None), ("b", 9), ("c", None))
    ranked = told({"d": 9, "c": 6, "b": 3, "a": 12}, ranked=True).rows
    assert ranked == (("a", 12), ("d", 9), ("b", None), ("c", None)), "no rank tells what is withheld"
    assert told({}) == Counts((), 0)


def test_what_one_way_of_counting_withholds_no_other_way_tells() -> None:
    years, kinds = told({"2015": 1, "2016": 1, "2017": 1, "2018": 1, "2019": 1}), told({"bombing": 5, "arson": 0})
    assert (years.total, kinds.total) == (None, 5), "five acts, one in each year, would be known from their kinds"
    assert together(years, kinds)[1] == Counts((("arson", 0), ("bombing", None)), None)
    both = told({"a": 7}), told({"b": 7})
    assert together(*both) == both


def test_whatever_is_counted_no_withheld_number_is_known() -> None:
    chance = random.Random(20261122)
    for _ in range(300):
        counts = {str(place): chance.choice((0, 1, 1, 2, 3, 4, 5, 6, 8)) for place in range(chance.randint(1, 5))}
        found = told(counts)
        for key, count in found.rows:
            assert count is None or count == counts[key]
            assert count is not None or counts[key] > 0
            assert not (0 < counts[key] < FEWEST) or count is None
        if sum(count is None for _, count in found.rows) <= 4:
            assert all(len(values) >= FEWEST for values in could_be(found)), counts
