"""Which Latin spellings were written for the same Arabic word, and how often.

The table is made by `tools/names/attested.py` from a list of Wikidata's names (CC0) and counts people.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from muntada.text.names.compounds import bare, joined

_TABLE = Path(__file__).with_name("data") / "attested.csv"
_KNOWN = 2  # a spelling met at least so often is a word of its own, and not somebody's mistake


class Attested(NamedTuple):
    """The Arabic words a spelling stands for, as numbers with their share, and how often it was met."""

    shares: dict[int, float]
    times: int


class _Table(NamedTuple):
    arabic: dict[str, int]
    counts: list[int]
    latin: dict[str, tuple[tuple[int, int], ...]]
    total: int


@cache
def _table() -> _Table:
    arabic: dict[str, int] = {}
    counts: list[int] = []
    latin: dict[str, tuple[tuple[int, int], ...]] = {}
    with _TABLE.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        next(rows)
        for word, spellings in rows:
            number = arabic.setdefault(joined(bare(word)), len(arabic))
            if number == len(counts):
                counts.append(0)
            sum_ = 0
            for cell in spellings.split("|"):
                spelling, _, count = cell.partition(":")
                times = int(count or 1)
                sum_ += times
                form = joined(spelling)
                latin[form] = (*latin.get(form, ()), (number, times))
            counts[number] += sum_
    return _Table(arabic, counts, latin, sum(counts))


def attested(word: str) -> Attested | None:
    """What is known of a folded word in Arabic or Latin script; None for one never met."""
    table = _table()
    number = table.arabic.get(word)
    if number is not None:
        return Attested({number: 1.0}, table.counts[number])
    pairs = table.latin.get(word)
    if pairs is None:
        return None
    total = sum(times for _, times in pairs)
    shares: dict[int, float] = {}
    for number, times in pairs:
        shares[number] = shares.get(number, 0.0) + times / total
    return Attested(shares, total)


def is_known(found: Attested | None) -> bool:
    """Whether a word was met often enough to be a word of its own."""
    return found is not None and found.times >= _KNOWN


def bearers(found: Attested) -> float:
    """How many people bear the word in any spelling."""
    counts = _table().counts
    return sum(share * counts[number] for number, share in found.shares.items())


def people() -> int:
    """How many words were counted in all: what a count is a share of."""
    return _table().total
