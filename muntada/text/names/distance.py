"""How far words of names are from each other: a weighted edit distance over sounds, many pairs at a time."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from muntada.text.names.letters import EXCHANGE, LOSS, MASS, codes

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]
Places = NDArray[np.intp]

_SOUNDS = EXCHANGE.shape[0]
_LOSS = np.concatenate([LOSS["alike"], LOSS["mixed"]])  # one after the other: the scripts alike, and mixed
# Between the scripts vowels weigh next to nothing, since one side has hardly any.
_MASS = np.stack([MASS, np.where(np.float32(0.45) == MASS, np.float32(0.2), MASS)])
_EXCHANGE = EXCHANGE.copy()
_EXCHANGE[0, :] = 100.0  # filling is never exchanged for a sound
_PRICES = np.ascontiguousarray(_EXCHANGE.ravel())
_AT_ONCE = 4096  # pairs of one reckoning, which then stays in the processor's own memory


class Spoken(NamedTuple):
    """Words as sounds, a row each: codes filled with nought, how many there are, and what they weigh.

    `mass` has a row for scripts alike and one for mixed scripts.
    """

    codes: Bytes
    length: NDArray[np.uint8]
    mass: Floats


def spoken(rows: Bytes) -> Spoken:
    """Rows of codes made ready for `likenesses`."""
    length = np.count_nonzero(rows, axis=1).astype(np.uint8)
    mass = np.zeros((2, len(rows)), dtype=np.float32)
    for place in range(int(length.max(initial=0))):
        mass += _MASS[:, rows[:, place]]
    return Spoken(rows, length, mass)


def likenesses(
    asked: Spoken, which: Places, rows: Spoken, others: NDArray[np.integer], mixed: NDArray[np.bool_]
) -> Floats:
    """How alike two words are, for many pairs: 1 for the same sounds, 0 for nothing in common.

    Pair by pair, `which` is a row of `asked` and `others` a row of `rows`; `mixed` says whether one of the two is in
    Arabic script and the other is not, so that short vowels cost little.
    """
    values = np.empty(len(which), dtype=np.float32)
    # Words of one length lie together, so that nothing is reckoned for mere filling.
    order = np.argsort(rows.length[others] * np.uint16(64) + asked.length[which], kind="stable")
    for start in range(0, len(order), _AT_ONCE):
        some = order[start : start + _AT_ONCE]
        one, other, side = which[some], others[some], mixed[some].astype(np.intp)
        longest = np.maximum(asked.mass[side, one], rows.mass[side, other])
        widths = max(1, int(asked.length[one].max())), max(1, int(rows.length[other[-1]]))
        columns = np.ascontiguousarray(rows.codes[other, : widths[1]].T).astype(np.intp)
        costs = _costs(asked.codes[:, : widths[0]], one, columns, side * _SOUNDS)
        values[some] = np.maximum(0.0, 1.0 - costs / (0.45 + 0.45 * longest))
    return values


def _costs(asked: Bytes, which: Places, columns: Places, side: Places) -> Floats:
    """The cost of turning words of `asked` into those of `columns`, which holds a pair in each column.

    Wagner and Fischer (1974), one sound asked for a step, along all pairs at once; the insertions along a word are a
    running minimum.
    """
    width, count = columns.shape
    inserted = np.zeros((width + 1, count), dtype=np.float32)
    np.take(_LOSS, columns + side, out=inserted[1:], mode="clip")
    for place in range(1, width):
        inserted[place + 1] += inserted[place]
    current, following = inserted.copy(), np.empty_like(inserted)
    exchanged, places = np.empty((width, count), dtype=np.float32), np.empty((width, count), dtype=np.intp)
    for column in asked.T:
        sounds = column[which].astype(np.intp)
        np.add(current, _LOSS[sounds + side], out=following)
        np.add(columns, sounds * _SOUNDS, out=places)
        np.take(_PRICES, places, out=exchanged, mode="clip")
        exchanged += current[:-1]
        np.minimum(following[1:], exchanged, out=following[1:])
        following -= inserted
        for place in range(1, width + 1):
            np.minimum(following[place], following[place - 1], out=following[place])
        following += inserted
        current, following = following, current
    # Filling costs nothing to insert, so that the last line holds the cost of the whole word.
    last: Floats = current[-1]
    return last


def alike(first: str, second: str, *, mixed: bool) -> float:
    """`likenesses` of two words given as sounds, of any length."""
    if not first or not second:
        return 0.0
    one, other = spoken(codes(first, len(first))[None, :]), spoken(codes(second, len(second))[None, :])
    nought = np.zeros(1, dtype=np.intp)
    return float(likenesses(one, nought, other, nought, np.array([mixed]))[0])
