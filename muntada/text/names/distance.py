"""How far one word of a name is from many others: a weighted edit distance over sounds, many rows at a time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from muntada.text.names.letters import EXCHANGE, LOSS, MASS, NUMBER, codes

Floats = NDArray[np.float32]


def distances(text: str, rows: NDArray[np.uint8], *, mixed: bool) -> Floats:
    """The cost of turning the sounds `text` into each of `rows` (n by up to `LONGEST` codes, filled with nought).

    `mixed` says that one side is in Arabic script and the other is not, so that short vowels cost little.
    Wagner and Fischer (1974), one row of the table a step; the insertions along a row are a running minimum.
    """
    loss = LOSS["mixed" if mixed else "alike"]
    inserted = np.zeros((rows.shape[0], rows.shape[1] + 1), dtype=np.float32)
    np.cumsum(loss[rows], axis=1, out=inserted[:, 1:])
    current = inserted
    for sound in text:
        number = NUMBER[sound]
        following = current + loss[number]
        np.minimum(following[:, 1:], current[:, :-1] + EXCHANGE[number][rows], out=following[:, 1:])
        following -= inserted
        np.minimum.accumulate(following, axis=1, out=following)
        following += inserted
        current = following
    # Filling costs nothing to insert, so that the last column holds the cost of the whole row.
    return current[:, -1]


def mass(text: str) -> float:
    """The weight of a word's sounds: consonants 1, vowels and what Arabic script writes for them 0.45."""
    return float(sum(MASS[NUMBER[sound]] for sound in text))


def likeness(text: str, rows: NDArray[np.uint8], *, mixed: bool) -> Floats:
    """How alike the words are, 1 for the same sounds and 0 for nothing in common."""
    if mixed:
        weights = np.where(np.float32(0.45) == MASS, np.float32(0.2), MASS)
        longest = np.maximum(weights[rows].sum(axis=1), sum(weights[NUMBER[s]] for s in text))
    else:
        longest = np.maximum(MASS[rows].sum(axis=1), mass(text))
    cost = distances(text, rows, mixed=mixed)
    values: Floats = np.maximum(0.0, 1.0 - cost / (0.45 + 0.45 * longest)).astype(np.float32)
    return values


def alike(first: str, second: str, *, mixed: bool) -> float:
    """`likeness` of two words given as sounds."""
    if not first or not second:
        return 0.0
    return float(likeness(first, codes(second, len(second))[None, :], mixed=mixed)[0])
