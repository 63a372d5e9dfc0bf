"""Which names are worth putting side by side in earnest: the alignment of `aligning`, reckoned for many at a time.

What is left out here could reach no score asked for. What is kept is aligned anew, part by part, so that nothing shown
to anybody is made here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from muntada.screening.aligning import JOINED, NAMED, sounds_of, spoken_out
from muntada.screening.building import MOST_PARTS, PART_KINDS
from muntada.screening.index import Index
from muntada.screening.rarity import KIND_WEIGHT, weight
from muntada.screening.scoring import ENOUGH, ENTITY, FEATURES, PERSON
from muntada.screening.words import LEAST, Word
from muntada.text.names.distance import likenesses, spoken
from muntada.text.names.letters import COMPOUND, NUMBER, codes, is_arabic
from muntada.text.names.parsing import Part

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Flags = NDArray[np.bool_]

_SURE = 1e-5  # a score is reckoned here in another order than in earnest
_KIND_WEIGHT = np.array([KIND_WEIGHT[kind] for kind in PART_KINDS])
_IS_NAMED = np.array([kind in NAMED for kind in PART_KINDS])
_NAME, _TITLE, _INITIAL = (PART_KINDS.index(kind) for kind in ("name", "title", "initial"))
_NARROW = 5  # parts of most names; longer ones are reckoned apart
_FAR = (3, 6)  # how much longer or shorter two words written as one may be: scripts alike, and mixed
_LONGER = {NUMBER[sign]: len(spoken_out(sign)) - 1 for sign in COMPOUND}


class Asked(NamedTuple):
    """The parts of questions, a row for each question: kinds, weights as of plain parts, and how they sound."""

    there: Flags
    kind: Ints
    heavy: Floats
    length: Ints  # of the sounds written out
    arabic: Flags
    first: Ints  # the first sound

    def of(self, rows: Ints, width: int) -> Asked:
        """Some rows, a question for each, with at most so many parts."""
        some = self.there[rows, :width], self.kind[rows, :width], self.heavy[rows, :width]
        return Asked(*some, self.length[rows, :width], self.arabic[rows, :width], self.first[rows, :width])


def asked_of(questions: Sequence[tuple[Sequence[Part], Sequence[Word]]]) -> Asked:
    """The parts of questions as tables."""
    shape = len(questions), max(len(parts) for parts, _ in questions)
    made = Asked(
        np.zeros(shape, dtype=bool), np.zeros(shape, dtype=np.intp), np.zeros(shape), np.zeros(shape, dtype=np.intp),
        np.zeros(shape, dtype=bool), np.zeros(shape, dtype=np.intp),
    )  # fmt: skip
    for row, (parts, words) in enumerate(questions):
        count, sounds = len(parts), [part.sounds for part in parts]
        made.there[row, :count] = True
        made.kind[row, :count] = [PART_KINDS.index(part.kind) for part in parts]
        made.heavy[row, :count] = [weight(word.bits) for word in words]
        made.length[row, :count] = [len(spoken_out(sound)) for sound in sounds]
        made.arabic[row, :count] = [is_arabic(part.word) for part in parts]
        made.first[row, :count] = [NUMBER[sound[0]] for sound in sounds]
    return made


class Pairs(NamedTuple):
    """Questions beside listed names, a row for each: the question, the listed words, and how alike the parts are.

    `alike` has the parts asked for down and those listed across, nought where they are not the same word.
    """

    question: Ints
    there: Flags
    token: Ints
    kind: Ints
    alike: NDArray[np.float32]
    weak: Flags
    entity: Flags

    def of(self, rows: Ints, width: int) -> Pairs:
        """Some pairs, with at most so many parts on either side."""
        some = self.there[rows, :width], self.token[rows, :width], self.kind[rows, :width]
        return Pairs(self.question[rows], *some, self.alike[rows, :width, :width], self.weak[rows], self.entity[rows])


class _Met(NamedTuple):
    """What met: the place among the listed parts of what met each part asked for (-1 for none), and how alike."""

    place: Ints
    value: Floats
    listed: Flags


class Sieve:
    """Sifts the names of an index."""

    def __init__(self, index: Index, weights: NDArray[np.float32]) -> None:
        self._index = index
        self._weights = weights
        longer = np.zeros(256, dtype=np.uint8)
        longer[list(_LONGER)] = list(_LONGER.values())
        self._length = np.count_nonzero(index.token_code, axis=1).astype(np.uint8)
        for column in index.token_code.T:
            self._length += longer[column]

    def worth(self, asked: Asked, pairs: Pairs, parts: Sequence[Sequence[Part]], least: float) -> Flags:
        """Which pairs may reach the score `least`. `parts` are those of the questions."""
        wide = asked.there[pairs.question, _NARROW:].any(axis=1) | pairs.there[:, _NARROW:].any(axis=1)
        worth: Flags = np.zeros(wide.shape, dtype=bool)
        for rows, width in ((np.flatnonzero(~wide), _NARROW), (np.flatnonzero(wide), MOST_PARTS)):
            if len(rows):
                mine = asked.of(pairs.question[rows], width)
                worth[rows] = self._worth(mine, pairs.of(rows, width), parts, least)
        return worth

    def _worth(self, asked: Asked, pairs: Pairs, parts: Sequence[Sequence[Part]], least: float) -> Flags:
        heavy = self._weights[pairs.token].astype(np.float64) * _KIND_WEIGHT[pairs.kind] * pairs.there
        met = _met(_with_initials(asked, pairs, self._index.token_code[pairs.token, 0]), heavy)
        bits = self._index.token_bits[pairs.token].astype(np.float64)
        worth: Flags = _scores(_sums(asked, pairs, met, heavy, bits), pairs) >= least - _SURE
        rows, wholes, others, mixed = self._joinable(asked, pairs, met, ~worth, parts)
        if rows:
            worth[np.array(rows)[_as_one(wholes, others, mixed) >= JOINED - _SURE]] = True
        return worth

    def _joinable(
        self, asked: Asked, pairs: Pairs, met: _Met, open_: Flags, parts: Sequence[Sequence[Part]]
    ) -> tuple[list[int], list[str], list[str], list[bool]]:
        """Two parts of one side and one of the other that might be the same, written in one: row and sounds."""
        mine, theirs = asked.there & (met.place < 0), pairs.there & ~met.listed
        counts = mine.sum(axis=1), theirs.sum(axis=1)
        rows = np.flatnonzero(open_ & (counts[0] > 0) & (counts[1] > 0) & (counts[0] + counts[1] > 2))
        index = self._index
        found: tuple[list[int], list[str], list[str], list[bool]] = ([], [], [], [])
        token = pairs.token[rows]
        one = _Side(mine[rows], asked.length[rows], asked.arabic[rows])
        other = _Side(theirs[rows], self._length[token].astype(np.intp), index.token_arabic[token])

        def asked_for(row: int, place: int) -> str:
            return spoken_out(parts[pairs.question[rows[row]]][place].sounds)

        def listed(row: int, place: int) -> str:
            return spoken_out(sounds_of(index, int(token[row, place])))

        for two, single, of_two, of_single in ((one, other, asked_for, listed), (other, one, listed, asked_for)):
            for row, first, second, place, mixed in _fitting(two, single):
                found[0].append(int(rows[row]))
                found[1].append(of_two(row, first) + of_two(row, second))
                found[2].append(of_single(row, place))
                found[3].append(mixed)
        return found


class _Side(NamedTuple):
    """The parts of one side that nothing met: which they are, how long, and whether in Arabic script."""

    left: Flags
    length: Ints
    arabic: Flags


def _fitting(two: _Side, single: _Side) -> Iterator[tuple[int, int, int, int, bool]]:
    """Two neighbours left over on one side that are about as long as one left over on the other."""
    width = two.left.shape[1]
    for first in range(width - 1):
        for second in range(first + 1, width):
            rows = two.left[:, first] & two.left[:, second] & ~two.left[:, first + 1 : second].any(axis=1)
            if rows.any():
                mixed = two.arabic[:, first, None] != single.arabic
                apart = np.abs((two.length[:, first] + two.length[:, second])[:, None] - single.length)
                near = rows[:, None] & single.left & (apart <= np.where(mixed, _FAR[1], _FAR[0]))
                for row, place in np.argwhere(near).tolist():
                    yield row, first, second, place, bool(mixed[row, place])


def _as_one(wholes: list[str], others: list[str], mixed: list[bool]) -> NDArray[np.float32]:
    number: dict[str, int] = {}
    which, other = ([number.setdefault(text, len(number)) for text in texts] for texts in (wholes, others))
    width = max(map(len, number))
    table = spoken(np.stack([codes(text, width) for text in number]))
    return likenesses(table, np.array(which), table, np.array(other), np.array(mixed))


def _with_initials(asked: Asked, pairs: Pairs, first: NDArray[np.uint8]) -> Floats:
    """How alike the parts are, initials counted in."""
    initial = (asked.kind == _INITIAL)[:, :, None] | (pairs.kind == _INITIAL)[:, None, :]
    initial &= asked.there[:, :, None] & pairs.there[:, None, :]
    initial &= asked.first[:, :, None] == first[:, None, :]
    alike = pairs.alike.astype(np.float64)
    return np.where(initial & (alike == 0), 0.75, alike)


def _met(alike: Floats, heavy: Floats) -> _Met:
    """Which part met which: the likest and rarest first, each once."""
    rows, down, across = alike.shape
    worth = np.where(alike > 0, alike * (0.5 + heavy[:, None, :]) + 0.01 * np.eye(down, across), -1.0)
    worth = np.ascontiguousarray(worth[:, ::-1, ::-1])  # of equals the last one is taken first
    met = _Met(np.full((rows, down), -1), np.zeros((rows, down)), np.zeros((rows, across), dtype=bool))
    lines = np.arange(rows)
    for _ in range(min(down, across)):
        best = worth.reshape(rows, -1).argmax(axis=1)
        one, other = np.divmod(best, across)
        on = worth[lines, one, other] > 0
        here, one, other = lines[on], one[on], other[on]
        if not len(here):
            break
        worth[here, one, :] = -1.0
        worth[here, :, other] = -1.0
        one, other = down - 1 - one, across - 1 - other
        met.place[here, one], met.value[here, one] = other, alike[here, one, other]
        met.listed[here, other] = True
    return met


def _sums(asked: Asked, pairs: Pairs, met: _Met, heavy: Floats, bits: Floats) -> dict[str, Floats]:
    """The sums of `aligning.Alignment`, for all pairs."""
    got, place = met.place >= 0, np.maximum(met.place, 0)
    kind = np.take_along_axis(pairs.kind, place, axis=1)
    lighter = np.minimum(np.take_along_axis(heavy, place, axis=1), _KIND_WEIGHT[asked.kind]) * got
    initial = (asked.kind == _INITIAL) | (kind == _INITIAL)
    share = np.where(asked.kind != _NAME, _KIND_WEIGHT[asked.kind], _KIND_WEIGHT[kind])
    share = np.where(initial, 0.25, share) * got
    plain = got & ~initial & (asked.kind != _TITLE) & (kind != _TITLE)
    mine, theirs = asked.there & ~got, pairs.there & ~met.listed
    one, other = _ends(asked.there & (asked.kind == _NAME)), _ends(pairs.there & (pairs.kind == _NAME))
    against = (mine & _IS_NAMED[asked.kind]).sum(axis=1), (theirs & _IS_NAMED[pairs.kind]).sum(axis=1)
    return {
        "matched": lighter.sum(axis=1),
        "unlike": (lighter * (1 - met.value)).sum(axis=1),
        "doubtful": (lighter * np.maximum(0.0, LEAST - met.value)).sum(axis=1),
        "worst": ((1 - met.value) * plain).max(axis=1),
        "bits": (np.take_along_axis(bits, place, axis=1) * share * met.value**2).sum(axis=1),
        "strong": plain.sum(axis=1).astype(np.float64),
        "left_asked": (asked.heavy * _KIND_WEIGHT[asked.kind] * mine).sum(axis=1),
        "left_listed": (heavy * theirs).sum(axis=1),
        "head_asked": (asked.heavy * (mine & one[0])).sum(axis=1),
        "tail_asked": (asked.heavy * (mine & one[1])).sum(axis=1),
        "head_listed": (heavy * (theirs & other[0])).sum(axis=1),
        "tail_listed": (heavy * (theirs & other[1])).sum(axis=1),
        "against": np.minimum(*against).astype(np.float64),
        **_order(met.place),
    }


def _ends(names: Flags) -> tuple[Flags, Flags]:
    """The first and the last name of each row."""
    first = names & (np.cumsum(names, axis=1) == 1)
    last = names & (np.cumsum(names[:, ::-1], axis=1)[:, ::-1] == 1)
    return first, last


def _order(place: Ints) -> dict[str, Floats]:
    """Whether the parts met in another order, and in one that writing the last names first does not explain."""
    before, begun = np.full(len(place), -1), np.full(len(place), -1)
    falls = np.zeros(len(place), dtype=np.intp)
    for column in place.T:
        on = column >= 0
        falls += on & (column < before)
        begun = np.where(on & (begun < 0), column, begun)
        before = np.where(on, column, before)
    scrambled = (falls > 1) | ((falls > 0) & (before > begun))
    return {"reordered": (falls > 0).astype(np.float64), "scrambled": scrambled.astype(np.float64)}


def _scores(sums: dict[str, Floats], pairs: Pairs) -> Floats:
    """`scoring.name_score` of all pairs."""
    whole = np.maximum(sums["matched"], 0.05)
    conflict = np.minimum(sums["left_asked"], sums["left_listed"])
    worst, strong = sums["worst"], sums["strong"]
    made = sums | {
        "one": np.ones(len(whole)),
        "bits": np.minimum(sums["bits"], ENOUGH) / 12.0 - 1.0,
        "conflict": np.minimum(conflict / whole, 2.0),
        "left_asked": np.minimum((sums["left_asked"] - conflict) / whole, 3.0),
        "left_listed": np.minimum((sums["left_listed"] - conflict) / whole, 3.0),
        "unlike": sums["unlike"] / whole,
        "single": (strong <= 1).astype(np.float64),
        "weak": pairs.weak.astype(np.float64),
        "unlike_short": worst * (strong <= 2),
        "conflict_whole": np.minimum(conflict, 1.5),
        "tails": np.minimum(sums["tail_asked"], sums["tail_listed"]),
        "soft": np.maximum(0.0, worst - 0.35),
        "against": (sums["against"] > 0).astype(np.float64),
    }
    table = np.stack([made[name] for name in FEATURES], axis=1)
    total = np.where(pairs.entity, table @ np.array(ENTITY), table @ np.array(PERSON))
    return np.where(strong > 0, 1.0 / (1.0 + np.exp(-np.clip(total, -30.0, 30.0))), 0.0)
