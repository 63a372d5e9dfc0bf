"""How far words of names are from each other: a weighted edit distance over sounds, many pairs at a time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from muntada.text.names.letters import EXCHANGE, LOSS, MASS, codes

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]

_LOSS = np.stack([LOSS["alike"], LOSS["mixed"]])
# Between the scripts vowels weigh next to nothing, since one side has hardly any.
_MASS = np.stack([MASS, np.where(np.float32(0.45) == MASS, np.float32(0.2), MASS)])
_EXCHANGE = EXCHANGE.copy()
_EXCHANGE[0, :] = 100.0  # filling is never exchanged for a sound


def _width(rows: Bytes) -> int:
    return max(1, int((rows != 0).any(axis=0).sum())) if len(rows) else 1


def distances(asked: Bytes, rows: Bytes, mixed: NDArray[np.bool_]) -> Floats:
    """The cost of turning each row of `asked` into the same row of `rows`, both codes filled with nought.

    `mixed` says of each row that one side is in Arabic script and the other is not, so that short vowels cost little.
    Wagner and Fischer (1974), one column of `asked` a step; the insertions along a row are a running minimum.
    """
    # The table is held on its side, so that each step runs along all pairs at once.
    side = mixed.astype(np.intp)
    columns = np.ascontiguousarray(rows.T)
    inserted = np.zeros((rows.shape[1] + 1, rows.shape[0]), dtype=np.float32)
    np.cumsum(_LOSS[side[None, :], columns], axis=0, out=inserted[1:])
    flat, across = _EXCHANGE.ravel(), columns.astype(np.intp)
    current = inserted
    for sounds in np.ascontiguousarray(asked.T).astype(np.intp):
        following = current + _LOSS[side, sounds]
        exchanged = flat[across + sounds * _EXCHANGE.shape[1]]
        exchanged += current[:-1]
        np.minimum(following[1:], exchanged, out=following[1:])
        following -= inserted
        for place in range(1, len(following)):
            np.minimum(following[place], following[place - 1], out=following[place])
        following += inserted
        current = following
    # Filling costs nothing to insert, so that the last line holds the cost of the whole row.
    last: Floats = current[-1]
    return last


def likeness(asked: Bytes, rows: Bytes, mixed: NDArray[np.bool_]) -> Floats:
    """How alike the words of each row are, 1 for the same sounds and 0 for nothing in common; see `distances`."""
    asked, rows = asked[:, : _width(asked)], rows[:, : _width(rows)]
    side = mixed.astype(np.intp)[:, None]
    longest = np.maximum(_MASS[side, asked].sum(axis=1), _MASS[side, rows].sum(axis=1))
    values: Floats = np.maximum(0.0, 1.0 - distances(asked, rows, mixed) / (0.45 + 0.45 * longest)).astype(np.float32)
    return values


def alike(first: str, second: str, *, mixed: bool) -> float:
    """`likeness` of two words given as sounds."""
    if not first or not second:
        return 0.0
    pair = codes(first, len(first))[None, :], codes(second, len(second))[None, :]
    return float(likeness(*pair, np.array([mixed]))[0])
