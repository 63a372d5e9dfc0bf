"""Which clause of a text is which clause of its work: the same words in a later version, the same place in another
language. Knows no database.

Two texts in one language are compared by their words. Texts in different languages are compared by what stands in
both: kinds, printed numbers, opening acts, figures and symbols, terms, lengths, and the order of all of it.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from muntada.library.numbers import neutral
from muntada.text.folding import fold_key

_WORD = re.compile(r"\w{3,}|[0-9]+")
_ROMAN = re.compile(r"[ivx]+")
_FIGURE = re.compile(r"[0-9]+", re.ASCII)
_NEVER = -1e9
_MOVED = 0.75  # of the words, for a clause that stands elsewhere now
_LEFT = 0.5  # how sure a pair is that only its neighbours tell
_FEW = 5  # words that say too little to find a clause elsewhere by them
_WIDE = 250_000  # pairs; of more only those at about the same place are compared
_FAR = 200  # places that a clause of a very long text is looked for around its own
_DOWN, _ALONG, _PAIR = 0, 1, 2
_CONTAINERS = frozenset({"part", "annex"})


@dataclass(frozen=True)
class Stand:
    """A clause as a text has it. Of a clause of the work, `words` are those in the same language, and `abroad` those
    in another one where it has none in the same. One that is `gone` from the work comes back only with its very words.
    `terms` are ids of the lexicon that its words name.
    """

    wid: str
    kind: str
    number: str
    opening: str
    words: str
    abroad: str = ""
    gone: bool = False
    terms: frozenset[str] = frozenset()

    @cached_property
    def bag(self) -> frozenset[str]:
        """Its words, folded; short ones, which every clause has, are left out."""
        return frozenset(_WORD.findall(fold_key(self.words)))

    @cached_property
    def figures(self) -> frozenset[str]:
        """The figures in its words, in Western digits: years, numbers of resolutions."""
        said = (self.words or self.abroad)[:20_000]
        return frozenset(_FIGURE.findall("".join(str(unicodedata.decimal(one, one)) for one in said)))

    @cached_property
    def said(self) -> str:
        """What its printed number says."""
        return neutral(self.number)

    @cached_property
    def around(self) -> str:
        """The address of what it stands in."""
        return self.wid.rpartition("__")[0]

    @cached_property
    def length(self) -> int:
        """How long its words are, in letters."""
        return len(self.words or self.abroad)


@dataclass(frozen=True, slots=True)
class Pair:
    """A clause of the text and the clause of the work that it seems to be; `sure` from 0 to 1."""

    wid: str
    sure: float


def align(text: Sequence[Stand], work: Sequence[Stand]) -> Mapping[int, Pair]:
    """For each place in the text the clause of the work that it seems to be; none for what is new."""
    if not any(one.words for one in work) and _same_skeleton(text, work):
        return {place: Pair(one.wid, 1.0) for place, one in enumerate(text)}
    found = _unchanged(text, work)
    left_new, left_old = _left(text, work, found)
    one, other = [text[place] for place in left_new], [work[place] for place in left_old]
    pairs = _in_order(one, other, _ratio(one, other))
    found |= {left_new[place]: left_old[there] for place, there in pairs.items()}
    found |= _moved(text, work, *_left(text, work, found))
    sure = {place: Pair(work[other].wid, _sure(text[place], work[other])) for place, other in found.items()}
    return sure | {place: Pair(work[other].wid, _LEFT) for place, other in _left_between(text, work, found).items()}


def _left_between(text: Sequence[Stand], work: Sequence[Stand], found: Mapping[int, int]) -> dict[int, int]:
    """Clauses in another language that nothing tells apart or together, as many on both sides between the same two
    pairs: they are the same ones, in order."""
    filled: dict[int, int] = {}
    ends = [(-1, -1), *sorted(found.items()), (len(text), len(work))]
    for (first, other_first), (last, other_last) in pairwise(ends):
        new = range(first + 1, last)
        old = [one for one in range(other_first + 1, other_last) if not work[one].gone]
        if len(new) == len(old) and all(_may_be(text[one], work[other]) for one, other in zip(new, old, strict=True)):
            filled |= dict(zip(new, old, strict=True))
    return filled


def _may_be(one: Stand, other: Stand) -> bool:
    """Whether nothing that is printed says that two clauses in different languages are not the same."""
    if other.words or one.kind != other.kind or one.around != other.around:
        return False
    return not (one.said and other.said and one.said != other.said) or _drawn_otherwise(one, other)


def _drawn_otherwise(one: Stand, other: Stand) -> bool:
    """Whether one counts with letters what the other counts in Roman numbers: (a) and (i)."""
    roman = {bool(_ROMAN.fullmatch(one.said)), bool(_ROMAN.fullmatch(other.said))}
    letters = one.said.isalpha() and other.said.isalpha()
    return len(roman) == 2 and letters and one.wid.rpartition("__")[2] == other.wid.rpartition("__")[2]


def likeness(one: Stand, other: Stand) -> float:
    """How many of their words two clauses in one language share, from 0 to 1."""
    together = len(one.bag) + len(other.bag)
    if not together:
        return 1.0 if one.words.strip() == other.words.strip() else 0.0
    return 2 * len(one.bag & other.bag) / together


def _left(
    text: Sequence[Stand], work: Sequence[Stand], found: Mapping[int, int]
) -> tuple[Sequence[int], Sequence[int]]:
    met = set(found.values())
    new = [one for one in range(len(text)) if one not in found]
    return new, [one for one in range(len(work)) if one not in met and not work[one].gone]


def _unchanged(text: Sequence[Stand], work: Sequence[Stand]) -> dict[int, int]:
    """Clauses whose words stand once in either text, the same: wherever, and whatever number they have now."""
    once = _once(text), _once(work)
    return {place: once[1][words] for words, place in once[0].items() if words in once[1]}


def _once(stands: Sequence[Stand]) -> dict[str, int]:
    places: dict[str, list[int]] = {}
    for place, one in enumerate(stands):
        if len(one.bag) >= _FEW:
            places.setdefault(" ".join(fold_key(one.words).split()), []).append(place)
    return {words: found[0] for words, found in places.items() if len(found) == 1}


def _same_skeleton(text: Sequence[Stand], work: Sequence[Stand]) -> bool:
    return [(one.wid, one.kind) for one in text] == [(one.wid, one.kind) for one in work]


def _sure(one: Stand, other: Stand) -> float:
    if other.words:
        return round(likeness(one, other), 2)
    return 0.9 if one.said == other.said and one.kind == other.kind else 0.6


def _ratio(text: Sequence[Stand], work: Sequence[Stand]) -> float:
    """How much longer the one language is than the other."""
    mine, other = sum(one.length for one in text), sum(one.length for one in work)
    return mine / other if mine and other else 1.0


def _score(one: Stand, other: Stand, ratio: float) -> float:
    """How well two clauses go together; below 0 they are better left apart."""
    if (one.kind in _CONTAINERS) != (other.kind in _CONTAINERS):
        return _NEVER
    same_number = bool(one.said) and one.said == other.said
    if other.words and one.words:
        return 4 * likeness(one, other) - 1.6 + 0.4 * same_number + 0.1 * (one.kind == other.kind)
    score = 0.4 if one.kind == other.kind else -0.8
    if one.said and other.said:
        score += 1.6 if same_number else 0.8 if _drawn_otherwise(one, other) else -1.2
    # The last step of an address without a number is only counted; the steps before it say within what it stands.
    score += 0.5 if one.around == other.around else -0.5
    if one.opening and other.opening:
        score += 1.0 if one.opening == other.opening else -0.9
    if one.figures or other.figures:
        shared = len(one.figures & other.figures) / len(one.figures | other.figures)
        score += 2.0 * shared - 0.6
    if one.terms or other.terms:
        score += 2.0 * len(one.terms & other.terms) / len(one.terms | other.terms) - 0.4
    return score + _by_length(one, other, ratio)


def _by_length(one: Stand, other: Stand, ratio: float) -> float:
    if not one.length or not other.length:
        return 0.2 if one.length == other.length else -0.2
    return max(-1.2, 0.6 - 2.0 * abs(math.log(one.length / other.length / ratio)))


def _in_order(text: Sequence[Stand], work: Sequence[Stand], ratio: float) -> dict[int, int]:
    """The pairs that keep both orders and together go together best."""
    rows, columns = len(text), len(work)
    reach = columns if rows * columns <= _WIDE else min(max(60, abs(rows - columns) + 60), _FAR)
    below = [0.0] * (columns + 1)
    steps: list[bytearray] = []
    for row in range(rows - 1, -1, -1):
        middle = row * columns // rows
        first, last = max(0, middle - reach), min(columns, middle + reach + 1)
        here, taken = [_NEVER] * (columns + 1), bytearray(columns + 1)
        here[columns] = 0.0
        for column in range(last - 1, first - 1, -1):
            down, along = below[column], here[column + 1]
            paired = below[column + 1] + _score(text[row], work[column], ratio)
            here[column] = max(down, along, paired)
            taken[column] = _PAIR if paired > max(down, along) else _DOWN if down >= along else _ALONG
        steps.append(taken)
        below = here
    return _path(steps[::-1], columns)


def _path(steps: Sequence[bytearray], columns: int) -> dict[int, int]:
    found: dict[int, int] = {}
    row = column = 0
    while row < len(steps) and column < columns:
        step = steps[row][column]
        if step == _PAIR:
            found[row] = column
        row += step != _ALONG
        column += step != _DOWN
    return found


def _moved(
    text: Sequence[Stand], work: Sequence[Stand], left_new: Sequence[int], left_old: Sequence[int]
) -> dict[int, int]:
    """Clauses that stand elsewhere now: nearly the same words, out of order."""
    if len(left_new) * len(left_old) > _WIDE:
        return {}
    alike = sorted(
        (
            (likeness(text[one], work[other]), -one, -other)
            for one in left_new
            for other in left_old
            if work[other].words and min(len(text[one].bag), len(work[other].bag)) >= _FEW
        ),
        reverse=True,
    )
    found: dict[int, int] = {}
    for how, one, other in alike:
        if how >= _MOVED and -one not in found and -other not in found.values():
            found[-one] = -other
    return found
