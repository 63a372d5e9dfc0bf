"""Text of mixed direction as runs: what a page, a PDF, a Word file and a picture alike are set from.

Figures, symbols (S/RES/2396 (2017)), addresses, telephone numbers and ranges of hours run from left to right as one
piece and are kept apart from an Arabic line around them: without that the line turns `10:00–12:30` round and puts the
bracket of a symbol at its wrong end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Literal

from muntada.text.bidi import POP_ISOLATE, strip_controls

Direction = Literal["rtl", "ltr"]

LEFT_TO_RIGHT_ISOLATE, RIGHT_TO_LEFT_ISOLATE = "\u2066", "\u2067"
# Every repetition is bounded or cannot fail behind itself: the time that a text takes grows with its length alone.
_TOKEN = re.compile(
    r"""
    (?:https?://|www\.)[^\s<>"،؛()]+                                    # an address
  | [A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}  # a mailbox
  | \+[0-9](?:[\s()-]{0,2}[0-9]){5,15}                                   # a telephone number
  | [A-Za-z0-9]{1,30}(?:[/._-][A-Za-z0-9]{1,30}){1,12}                   # a symbol, a day, a number with decimals
    (?:\s?\([0-9A-Za-z/]{1,12}\)|(?<=[0-9])[\s\u00a0\u202f]?[%٪])?
  | (?:(?<![^\s(«])[−±+$€£-])?                                           # figures, with what stands before them
    [0-9\u0660-\u0669\u06f0-\u06f9]+(?:[:,.٫٬/–—−-][0-9\u0660-\u0669\u06f0-\u06f9]+)*(?:[\s\u00a0\u202f]?[%٪])?
    """,
    re.ASCII | re.VERBOSE,
)
_INDIC = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
# Where letters run from the right, and whatever else stands in their blocks.
_FROM_THE_RIGHT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_ARABIC_MARKS, _LATIN_MARKS = frozenset("،؛؟"), frozenset(",;?")
_BRACKETS = {")": "(", "]": "[", "}": "{", "»": "«"}
_OPENING = frozenset(_BRACKETS.values())
_DEEPEST = 60  # brackets within brackets that are looked at


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a text in one direction; `apart` where it has figures or a symbol in it, `alone` if only that."""

    text: str
    direction: Direction
    apart: bool = False
    alone: bool = False


def runs(text: str, base: Direction) -> tuple[Run, ...]:
    """The text as runs in logical order; controls of direction of its own are taken out, nothing else is.

    `base` is the direction of the line. What has no direction takes that of its neighbours where they agree, else
    the line's; brackets take the direction of what they belong to. Figures go with the words before them, but in an
    Arabic line they are runs of their own.
    """
    said = strip_controls(text)
    if base == "ltr" and not _FROM_THE_RIGHT.search(said):
        return (Run(said, base, bool(_TOKEN.search(said))),) if said else ()
    units = _units(said)
    _count_figures(units, base)
    _pair_brackets(units, base)
    _settle(units, base)
    found: list[Run] = []
    for unit in units:
        kind: Direction = "rtl" if unit.kind == "rtl" else "ltr"
        if found and found[-1].direction == kind and not unit.alone and not found[-1].alone:
            last = found[-1]
            found[-1] = Run(last.text + unit.text, kind, last.apart or unit.token)
        else:
            found.append(Run(unit.text, kind, unit.token, unit.alone))
    return tuple(found)


def isolated(text: str, base: Direction) -> str:
    """The text with isolates around what runs against the line, for a PDF or a picture."""
    return "".join(piece for _direction, piece in pieces(text, base))


def pieces(text: str, base: Direction) -> list[tuple[Direction, str]]:
    """The stretches of the same, each with its direction."""
    own = own_direction(text, base)
    found = [(run.direction, marked(run, own)) for run in runs(text, own)]
    if own != base and found:
        opening = LEFT_TO_RIGHT_ISOLATE if own == "ltr" else RIGHT_TO_LEFT_ISOLATE
        found[0] = (found[0][0], opening + found[0][1])
        found[-1] = (found[-1][0], found[-1][1] + POP_ISOLATE)
    return found


def own_direction(text: str, base: Direction) -> Direction:
    """The direction of a text by itself: the line's, unless its first letter and most letters run against that.

    A sentence in another language than its line ends where that language ends, with its own full stop there; one that
    only names something in another language runs as the line does.
    """
    if base == "ltr" and not _FROM_THE_RIGHT.search(text):
        return base
    outside = [kind for kind in map(_strong, _TOKEN.sub(" ", text)) if kind is not None]
    # A symbol or an address is no language; it counts where there is nothing else.
    strong = outside or [kind for kind in map(_strong, text) if kind is not None]
    against: Direction = "ltr" if base == "rtl" else "rtl"
    turns = bool(strong) and strong[0] == against and strong.count(against) * 2 > len(strong)
    return against if turns else base


def marked(run: Run, base: Direction) -> str:
    """A run with isolates where it runs against the line; blanks at its ends stay outside."""
    core = run.text.strip()
    if run.direction == base or not core:
        return run.text
    start = run.text.index(core)
    opening = LEFT_TO_RIGHT_ISOLATE if run.direction == "ltr" else RIGHT_TO_LEFT_ISOLATE
    return f"{run.text[:start]}{opening}{core}{POP_ISOLATE}{run.text[start + len(core) :]}"


def direction_of(language: str) -> Direction:
    """The direction of a line in this language."""
    return "rtl" if language[:2] == "ar" else "ltr"


@dataclass(slots=True)
class _Unit:
    """A letter, or a token; `kind` is its direction, `figure` for one of digits alone, None while nobody knows."""

    text: str
    kind: str | None
    token: bool = False
    alone: bool = False


def _units(text: str) -> list[_Unit]:
    found: list[_Unit] = []
    at = 0
    for token in _TOKEN.finditer(text):
        lettered = any(letter.isascii() and letter.isalpha() for letter in token[0])
        found += _stretches(text[at : token.start()])
        found.append(_Unit(token[0], "ltr" if lettered else "figure", token=True))
        at = token.end()
    return [*found, *_stretches(text[at:])]


def _stretches(text: str) -> Iterator[_Unit]:
    """Letters of one direction together; what has none one by one."""
    for kind, letters in groupby(text, _strong):
        if kind is None:
            yield from (_Unit(letter, None) for letter in letters)
        else:
            yield _Unit("".join(letters), kind)


@cache
def _strong(letter: str) -> str | None:
    kind = unicodedata.bidirectional(letter)
    return "rtl" if kind in {"R", "AL"} else "ltr" if kind == "L" else None


def _count_figures(units: list[_Unit], base: Direction) -> None:
    """Figures go with the strong letter before them; in an Arabic line those after Arabic letters stand alone.

    A comma of the line's own script ends what is foreign before it, so that foreign names in a list follow each other
    as the line does. Figures in Arabic digits are the line's own: a range of them is read from the right.
    """
    before: str = base
    for unit in units:
        figure = unit.kind == "figure"
        if base == "rtl" and (unit.text in _ARABIC_MARKS or (figure and _INDIC.search(unit.text))):
            unit.kind = before = "rtl"
        elif base == "ltr" and unit.text in _LATIN_MARKS:
            unit.kind = before = "ltr"
        elif figure:
            unit.alone = before == base == "rtl"
            unit.kind = "ltr" if unit.alone else before
        elif unit.kind is not None:
            before = unit.kind


def _pair_brackets(units: list[_Unit], base: Direction) -> None:
    """Brackets around words of the line's direction take it; around others they take that of the word before."""
    opened: list[tuple[int, str]] = []
    before: str = base
    for place, unit in enumerate(units):
        if unit.text in _OPENING:
            opened = [*opened[-_DEEPEST:], (place, before)]
        elif unit.text in _BRACKETS and opened and units[opened[-1][0]].text == _BRACKETS[unit.text]:
            start, word = opened.pop()
            inside = {one.kind for one in units[start + 1 : place] if one.kind and not one.alone}
            if inside:
                unit.kind = units[start].kind = base if base in inside else word
        elif unit.kind is not None and not unit.alone:
            before = unit.kind


def _settle(units: list[_Unit], base: Direction) -> None:
    """Give what has no direction that of its neighbours, or the line's."""
    coming: list[str] = []
    after: str = base
    for unit in reversed(units):
        after = base if unit.alone else (unit.kind or after)
        coming.append(after)
    before: str = base
    for unit, following in zip(units, reversed(coming), strict=True):
        if unit.kind is None:
            unit.kind = before if before == following else base
        else:
            before = base if unit.alone else unit.kind
