"""A list in several pieces, as several machines hold it: each piece an index of its own, all together one list.

Every piece knows all words of the list and how often the whole list holds them, and has its share of the names. So a
name weighs in each what it weighs in the whole; which names are worth comparing is decided over all pieces, and the
answers are those of one index.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from muntada.screening.asking import asks_of, hits_of
from muntada.screening.building import MOST_JOINED, Arrays
from muntada.screening.candidates import Ranked, best_of
from muntada.screening.index import Index
from muntada.screening.model import Hit, Query
from muntada.screening.segment import Segment

_OF_NAMES = ("name_kind", "name_token")
_OF_EACH_NAME = ("name_weak", "name_entity", "name_place")
_BY_HASH = (("joined_hash", "joined_name"), ("id_hash", "id_entry"), ("number_hash", "number_entry"))


class _Range(NamedTuple):
    first: int
    last: int

    def holds(self, numbers: NDArray[Any]) -> NDArray[np.bool_]:
        held: NDArray[np.bool_] = (numbers >= self.first) & (numbers < self.last)
        return held


def split(index: Index, count: int, folder: Path) -> list[Path]:
    """Writes an index in `count` pieces of about as many entries each, a folder for each; gives the folders."""
    entries = len(index.arrays["entry_start"]) - 1
    bounds = [entries * number // count for number in range(count + 1)]
    names = np.searchsorted(index.name_entry, bounds).tolist()
    folders = []
    for number in range(count):
        held = _Range(bounds[number], bounds[number + 1]), _Range(names[number], names[number + 1])
        folders.append(folder / f"{number}-of-{count}")
        Index(_piece(index, *held), index.population).save(folders[-1])
    return folders


def _piece(index: Index, entries: _Range, names: _Range) -> Arrays:
    whole: dict[str, NDArray[Any]] = index.arrays
    arrays: Arrays = dict(whole)
    tokens = _Range(int(index.name_start[names.first]), int(index.name_start[names.last]))
    arrays |= {key: whole[key][tokens.first : tokens.last] for key in _OF_NAMES}
    arrays |= {key: whole[key][names.first : names.last] for key in _OF_EACH_NAME}
    arrays["name_start"] = index.name_start[names.first : names.last + 1] - tokens.first
    arrays["name_entry"] = index.name_entry[names.first : names.last] - np.int32(entries.first)
    texts = whole["entry_start"][entries.first : entries.last + 1]
    arrays["entry_start"], arrays["entry_text"] = texts - texts[0], whole["entry_text"][texts[0] : texts[-1]]
    held = names.holds(index.post_name)
    before = np.append(0, np.cumsum(held))
    arrays["post_name"] = index.post_name[held] - np.int32(names.first)
    arrays["post_start"] = before[index.post_start].astype(np.int32)
    for (hashes, values), span in zip(_BY_HASH, (names, entries, entries), strict=True):
        keep = span.holds(whole[values])
        if hashes == "joined_hash":
            keep &= _rank(whole[hashes]) < MOST_JOINED
        arrays[hashes], arrays[values] = whole[hashes][keep], whole[values][keep] - np.int32(span.first)
    return arrays


def _rank(hashes: NDArray[Any]) -> NDArray[np.intp]:
    """For each of some sorted numbers, how many of the same stand before it."""
    ranks: NDArray[np.intp] = np.arange(len(hashes)) - np.searchsorted(hashes, hashes)
    return ranks


class Shard:
    """One piece of a list, ready to be asked what it holds."""

    def __init__(self, folder: Path) -> None:
        self._segment = Segment(Index.open(folder))

    def process(self) -> int:
        """The number of the process that holds it."""
        return os.getpid()

    def candidates(self, queries: Sequence[Query]) -> list[Ranked]:
        """The names each reading of each question would be compared with, numbered as in this piece."""
        return self._segment.candidates([ask for query in queries for ask in asks_of(query)])

    def hits(
        self, queries: Sequence[Query], chosen: Sequence[Sequence[int]] | None, cutoff: float, limit: int
    ) -> list[list[Hit]]:
        """The hits among the names chosen for each reading of each question; None chooses here."""
        return list(hits_of(self._segment, queries, cutoff, limit, chosen))


def choose(found: Sequence[Sequence[Ranked]]) -> list[list[list[int]]]:
    """For each piece the names to compare each reading with, from the candidates that each piece gave."""
    chosen: list[list[list[int]]] = [[[] for _ in some] for some in found]
    for reading, ranked in enumerate(zip(*found, strict=True)):
        # Pieces follow each other in the list, so that a piece and a number in it rank as the number in the list.
        every = [(value, (piece, name)) for piece, some in enumerate(ranked) for value, name in some]
        for _, (piece, name) in best_of(every):
            chosen[piece][reading].append(name)
    return chosen


def merged(pieces: Iterable[Sequence[Sequence[Hit]]], limit: int) -> list[list[Hit]]:
    """The hits of all pieces for each question, the likeliest first."""
    answers = []
    for some in zip(*pieces, strict=True):
        hits = [hit for one in some for hit in one]
        hits.sort(key=lambda hit: (-hit.score, hit.entry.id))
        answers.append(hits[:limit])
    return answers
