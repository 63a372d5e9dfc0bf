"""Acts over time as a picture: a row a kind, a dot an act, heaped where several fall together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from muntada.printing.report.drawing import FILLS, INK, QUIET, WIDTH, Drawing, Pen, wrapped
from muntada.text.lines import Digits
from muntada.text.when import NotADate, When, parse

_NAMES, _TOP, _ROW, _CELL = 112.0, 26.0, 27.0, 7.0


@dataclass(frozen=True, slots=True)
class Moment:
    """An act of a kind, when it was as precisely as it is known: 2016, 2016-03, 2016-03-07."""

    kind: str
    day: str


def timeline_drawing(
    moments: Sequence[Moment],
    kinds: Mapping[str, str],
    *,
    title: str,
    words: str,
    language: str,
    digits: Digits,
    head: str = "",
    legend: Mapping[str, str],
) -> Drawing | None:
    """The picture; None where no day is known. `legend` has the words for "day", "about" and "several"."""
    dated = [(one.kind, when) for one in moments if (when := _when(one.day)) is not None]
    if not dated:
        return None
    pen = Pen(language, digits)
    first, last = min(when.first.year for _, when in dated), max(when.last.year for _, when in dated) + 1
    scale = (WIDTH - _NAMES - 16) / (last - first)
    shown = [kind for kind in kinds if any(kind == one for one, _ in dated)]
    bottom = _TOP + _ROW * len(shown)
    _years(pen, first, last, scale, bottom)
    for row, kind in enumerate(shown):
        y = _TOP + _ROW * (row + 0.5)
        pen.path(((0, _TOP + _ROW * row), (WIDTH, _TOP + _ROW * row)))
        lines = wrapped(kinds[kind], _NAMES - 14, 8)
        for place, line in enumerate(lines[:2]):
            pen.say(line, 0, y + 3 + 9 * place - (4.5 if len(lines) > 1 else 0), size=8)
        _dots(pen, [when for one, when in dated if one == kind], first, scale, y)
    pen.path(((0, bottom), (WIDTH, bottom)))
    if head:
        pen.say(head, WIDTH, 8, "right", size=7, bold=True)
    return pen.drawing(title, words, _legend(pen, bottom + 16, legend))


def _years(pen: Pen, first: int, last: int, scale: float, bottom: float) -> None:
    every = next(step for step in (1, 2, 5, 10, 20, 50, 100) if scale * step >= 24 or step == 100)
    for year in range(first, last + 1):
        if year % every == 0 or first == last:
            x = _NAMES + (year - first) * scale
            pen.path(((x, _TOP - 4), (x, bottom)))
            pen.say(str(year), x, _TOP - 8, "center", size=7, colour=QUIET)


def _dots(pen: Pen, some: list[When], first: int, scale: float, y: float) -> None:
    """What falls together is one dot, as large as it is many, with the number beside it."""
    cells: Counter[tuple[int, bool]] = Counter()
    for when in some:
        middle = (_year(when.first.toordinal()) + _year(when.last.toordinal() + 1)) / 2
        cells[int((middle - first) * scale // _CELL), when.precision == "day"] += 1
    for (cell, exact), count in sorted(cells.items()):
        x = _NAMES + (cell + 0.5) * _CELL
        radius = min(9.0, 1.5 + 1.1 * sqrt(count))
        # Where the day is not known the dot is hollow and stands a little lower.
        pen.dot(x, y + (0 if exact else 6), radius, FILLS[0] if exact else "#ffffff", "#ffffff" if exact else INK)
        if count > 2:
            pen.say(pen.count(count), x, y - radius - 2, "center", size=6.4, colour=QUIET)


def _legend(pen: Pen, y: float, legend: Mapping[str, str]) -> float:
    x = 6.0
    for kind, word in legend.items():
        fill, edge = ("#ffffff", INK) if kind == "about" else (FILLS[0], "#ffffff")
        pen.dot(x + 4, y - 2.5, 5 if kind == "several" else 2.8, fill, edge)
        pen.say(word, x + 13, y, size=7.4)
        x += 26 + len(word) * 4.4
    return y + 8


def _when(day: str) -> When | None:
    try:
        return parse(day)
    except NotADate:
        return None


def _year(ordinal: int) -> float:
    """A day as a year with its fraction."""
    return (ordinal - 1) / 365.2425 + 1
