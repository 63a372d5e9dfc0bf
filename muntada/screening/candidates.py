"""The names worth comparing: those that share a rare enough part with the question, best first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from muntada.screening.building import PART_KINDS
from muntada.screening.index import Index, ranges
from muntada.screening.rarity import KIND_WEIGHT
from muntada.screening.words import Word
from muntada.text.names.parsing import Part

_READ = 4_000  # names read for the rarest parts of one question
_KEPT = 16  # names that are aligned part by part
_BY_KIND = np.array([KIND_WEIGHT[kind] for kind in PART_KINDS], dtype=np.float32)
_PLAUSIBLE = 0.32  # share of the question's weight that must be met

Number = TypeVar("Number", int, tuple[int, int])  # of a name, or of a piece of a list and a name in it
Ranked = list[tuple[float, int]]  # values of a quick count, and numbers of names


class Candidates:
    """Finds the names of an index that are worth aligning with a question."""

    def __init__(self, index: Index, weights: NDArray[np.float32]) -> None:
        self._index = index
        self._weights = weights  # of each word, as of a plain part
        self._values = np.zeros(len(index.token_bits), dtype=np.float32)
        self._marks = np.zeros(index.names, dtype=bool)
        self._places = np.zeros(index.names, dtype=np.int32)

    def of(self, parts: list[Part], matches: list[Word], asked_weights: list[float]) -> Ranked:
        """The best names by a quick count of the weights that meet; at most `_KEPT`."""
        names = self._names(parts, matches)
        if not len(names):
            return []
        index = self._index
        starts = index.name_start[names]
        counts = index.name_start[names + 1] - starts
        offsets = np.append(0, np.cumsum(counts)[:-1])
        flat = ranges(starts, counts)
        tokens = index.name_token[flat]
        best = np.zeros(len(tokens), dtype=np.float32)
        met = np.zeros(len(names), dtype=np.float32)
        for match, share in zip(matches, asked_weights, strict=True):
            self._values[match.tokens] = match.likeness
            found = self._values[tokens]
            self._values[match.tokens] = 0.0
            np.maximum(best, found, out=best)
            met += share * np.maximum.reduceat(found, offsets)
        weights = self._weights[tokens] * _BY_KIND[index.name_kind[flat]]
        matched = np.add.reduceat(weights * best, offsets)
        left = np.add.reduceat(weights * (best == 0), offsets)
        whole = sum(asked_weights) or 1.0
        missing = np.maximum(0.0, whole - met)
        value = met + matched - 2.0 * np.minimum(missing, left) - 0.2 * np.maximum(missing, left)
        plausible = np.flatnonzero((met >= _PLAUSIBLE * whole) | (left < 0.5 * matched))
        return _best(names[plausible], value[plausible])

    def _names(self, parts: list[Part], matches: list[Word]) -> NDArray[np.int32]:
        usable = [n for n, part in enumerate(parts) if KIND_WEIGHT[part.kind] > 0.12 and len(matches[n].tokens)]
        usable.sort(key=lambda n: matches[n].names)
        read: list[NDArray[np.int32]] = []
        taken = 0
        for place, number in enumerate(usable):
            count = matches[number].names
            if taken + count > _READ:
                if not read:
                    return self._shared([matches[n] for n in usable[place:]])
                break
            taken += count
            read.append(self._index.postings(matches[number].tokens))
        return self._once(np.concatenate(read)) if read else np.zeros(0, dtype=np.int32)

    def _once(self, names: NDArray[np.int32]) -> NDArray[np.int32]:
        """Each name once, without sorting: of several places the last one is kept."""
        places = np.arange(len(names), dtype=np.int32)
        self._places[names] = places
        once: NDArray[np.int32] = names[self._places[names] == places]
        return once

    def _shared(self, matches: list[Word]) -> NDArray[np.int32]:
        """Where every part is common: the names that hold the rarest and at least one more of the others."""
        first = self._index.postings(matches[0].tokens)
        if len(matches) == 1:
            return self._once(first)
        self._marks[first] = True
        shared = []
        for match in matches[1:]:
            others = self._index.postings(match.tokens)
            shared.append(others[self._marks[others]])
        self._marks[first] = False
        return self._once(np.concatenate(shared))


def _best(names: NDArray[np.int32], value: NDArray[np.floating]) -> Ranked:
    if len(names) > _KEPT:
        least = np.partition(value, len(value) - _KEPT)[len(value) - _KEPT]
        high = np.flatnonzero(value >= least)
        names, value = names[high], value[high]
    return best_of(zip(value.tolist(), names.tolist(), strict=True))


def best_of(some: Iterable[tuple[float, Number]]) -> list[tuple[float, Number]]:
    """The `_KEPT` names of the highest value, best first; of equals those of the lowest number."""
    return sorted(some, key=lambda pair: (-pair[0], pair[1]))[:_KEPT]
