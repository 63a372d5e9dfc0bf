"""The charts of a report: bars, stacked bars, lines over years, and a matrix of dots, each in its direction."""

from __future__ import annotations

from collections.abc import Callable

from muntada.printing.report.drawing import (
    DASHES,
    FILLS,
    INK,
    QUIET,
    SIZE,
    WIDTH,
    Drawing,
    Pen,
    Shape,
    ticks,
    width_of,
    wrapped,
)
from muntada.printing.report.shape import Chart
from muntada.text.lines import Digits, number

_LEAD = 12.0  # from line to line
_BAR = 12.0
_PLOT = 170.0  # height of the field that lines are drawn in
_NAMES = 0.36  # the share of the width that names of categories may take


def drawn(chart: Chart, language: str, digits: Digits = "as written") -> Drawing:
    """The chart as a drawing."""
    pen = Pen(language, digits)
    height = _KINDS[chart.kind](pen, chart)
    return pen.drawing(chart.caption, chart.words, height)


def table_of(chart: Chart, language: str, digits: Digits = "as written") -> tuple[list[str], list[list[str]]]:
    """The chart's data: the heads of the columns, and a row for each category; a dash where nobody knows."""
    head = [chart.heading, *(series.name for series in chart.series)]
    rows = [
        [
            category,
            *(
                "–" if value is None else number(value, language, digits)
                for value in (series.values[place] for series in chart.series)
            ),
        ]
        for place, category in enumerate(chart.categories)
    ]
    return head, rows


def _bars(pen: Pen, chart: Chart) -> float:
    """Bars from the start of the line, one for each series of a category."""
    names = _names_width(chart)
    top = _legend(pen, chart)
    marks = ticks(max((value or 0 for series in chart.series for value in series.values), default=0))
    scale = (WIDTH - names - 46) / marks[-1]
    y = top + 4
    for place, category in enumerate(chart.categories):
        lines = wrapped(category, names - 10)
        tall = max(len(lines) * _LEAD, len(chart.series) * (_BAR + 1)) + 6
        _name(pen, lines, names, y, tall)
        start = y + (tall - len(chart.series) * (_BAR + 1)) / 2
        for look, series in enumerate(chart.series):
            value = series.values[place]
            wide = (value or 0) * scale
            if wide:
                pen.box(names, start, wide, _BAR, look)
            pen.say(pen.count(value), names + wide + 4, start + _BAR - 3, colour=QUIET if value is None else INK)
            start += _BAR + 1
        y += tall
    return _axis(pen, chart, marks, names, scale, top, y)


def _stacked(pen: Pen, chart: Chart) -> float:
    """Bars of parts, each with its number in it where it has room, and the sum at the end."""
    names = _names_width(chart)
    top = _legend(pen, chart)
    sums = [sum(series.values[place] or 0 for series in chart.series) for place in range(len(chart.categories))]
    marks = ticks(max(sums))
    scale = (WIDTH - names - 46) / marks[-1]
    y = top + 4
    for place, category in enumerate(chart.categories):
        lines = wrapped(category, names - 10)
        tall = max(len(lines) * _LEAD, _BAR + 4) + 6
        _name(pen, lines, names, y, tall)
        x, start = names, y + (tall - _BAR - 3) / 2
        for look, series in enumerate(chart.series):
            wide = (series.values[place] or 0) * scale
            if wide:
                pen.box(x, start, wide, _BAR + 3, look)
                _inside(pen, pen.count(series.values[place]), x, start, wide, look)
            x += wide
        pen.say(pen.count(sums[place]), x + 4, start + _BAR - 1, bold=True)
        y += tall
    return _axis(pen, chart, marks, names, scale, top, y)


def _inside(pen: Pen, said: str, x: float, y: float, wide: float, look: int) -> None:
    """A number inside its part; on a hatched one it has a clear ground behind it."""
    needed = width_of(said) + 6
    if needed > wide:
        return
    dark = look % 2 == 0
    if not dark:
        middle = x + wide / 2
        pen.items.append(_ground(middle - needed / 2 + 1, y + 2, needed - 2, _BAR - 1, FILLS[look % len(FILLS)]))
    pen.say(said, x + wide / 2, y + _BAR - 1, "center", colour="#ffffff" if dark else INK)


def _lines(pen: Pen, chart: Chart) -> float:
    """Lines over time, which runs as the report's lines do; a gap where nobody knows."""
    top = _legend(pen, chart) + 12
    marks = ticks(max((value or 0 for series in chart.series for value in series.values), default=0))
    side = max(width_of(pen.count(mark)) for mark in marks) + 10
    bottom = top + _PLOT
    field = WIDTH - side - 24
    step = field / max(1, len(chart.categories) - 1)
    for mark in marks:
        y = bottom - mark / marks[-1] * _PLOT
        pen.path(((side, y), (WIDTH - 12, y)))
        pen.say(pen.count(mark), side - 5, y + 3, "right", colour=QUIET)
    if chart.unit:
        pen.say(chart.unit, 0, top - 10, colour=QUIET, size=8.5)
    for look, series in enumerate(chart.series):
        _series(pen, series.values, look, lambda at: side + 12 + at * step, bottom, _PLOT / marks[-1])
    every = max(1, round(max(width_of(one) for one in chart.categories) / max(step, 1) + 0.7))
    for place, category in enumerate(chart.categories):
        if place % every == 0:
            pen.say(category, side + 12 + place * step, bottom + 14, "center")
    return bottom + 22


def _series(
    pen: Pen,
    values: tuple[float | None, ...],
    look: int,
    place: Callable[[int], float],
    bottom: float,
    scale: float,
) -> None:
    known: list[tuple[float, float]] = []
    for at, value in enumerate((*values, None)):
        if value is not None:
            known.append((place(at), bottom - value * scale))
            continue
        if len(known) > 1:
            pen.path(tuple(known), colour=_stroke(look), width=1.6, dash=DASHES[look % len(DASHES)])
        for x, y in known:
            pen.marker(x, y, look)
        known = []


def _dots(pen: Pen, chart: Chart) -> float:
    """Categories down and series across; the dot's area is its number, which stands beside it."""
    names = _names_width(chart)
    cell = (WIDTH - names) / len(chart.series)
    most = max((value or 0 for series in chart.series for value in series.values), default=0)
    heads = [wrapped(series.name, cell - 6) for series in chart.series]
    top = max(map(len, heads)) * _LEAD + 4
    for place, lines in enumerate(heads):
        for row, words in enumerate(lines):
            x = names + (place + 0.5) * cell
            pen.say(words, x, top - 6 - (len(lines) - row - 1) * _LEAD, "center", bold=True)
    y = top
    largest = min(10.0, cell / 2 - 14)
    for place, category in enumerate(chart.categories):
        lines = wrapped(category, names - 10)
        tall = max(len(lines) * _LEAD + 6, 24.0)
        pen.path(((0, y), (WIDTH, y)))
        _name(pen, lines, names, y, tall)
        for column, series in enumerate(chart.series):
            value = series.values[place]
            x = names + (column + 0.5) * cell
            radius = largest * ((value or 0) / most) ** 0.5 if most else 0
            if radius:
                pen.dot(x - 6, y + tall / 2, radius, FILLS[0])
            pen.say(pen.count(value), x - 6 + radius + 4, y + tall / 2 + 3, colour=INK if value else QUIET)
        y += tall
    pen.path(((0, y), (WIDTH, y)))
    return y + 4


def _names_width(chart: Chart) -> float:
    """The width that names of categories take: no more than they need, and no more than their share."""
    longest = max(map(width_of, chart.categories))
    return max(60.0, min(WIDTH * _NAMES, longest + 12))


def _name(pen: Pen, lines: list[str], names: float, y: float, tall: float) -> None:
    first = y + (tall - len(lines) * _LEAD) / 2 + SIZE
    for row, words in enumerate(lines):
        pen.say(words, names - 8, first + row * _LEAD, "right")


def _legend(pen: Pen, chart: Chart) -> float:
    """Which look is which series, over the chart; the height it takes."""
    if len(chart.series) < 2:
        return 0.0
    x, y = 0.0, 10.0
    for look, series in enumerate(chart.series):
        wide = 20 + width_of(series.name) + 14
        if x and x + wide > WIDTH:
            x, y = 0.0, y + 15
        if chart.kind == "line":
            pen.path(((x, y - 3), (x + 16, y - 3)), colour=_stroke(look), width=1.6, dash=DASHES[look % len(DASHES)])
            pen.marker(x + 8, y - 3, look)
        else:
            pen.box(x, y - 8, 14, 10, look, edge=QUIET)
        pen.say(series.name, x + 20, y)
        x += wide
    return y + 10


def _axis(pen: Pen, chart: Chart, marks: list[float], names: float, scale: float, top: float, bottom: float) -> float:
    """Thin lines with their numbers under the bars, drawn behind them."""
    front, pen.items = pen.items, []
    for mark in marks:
        x = names + mark * scale
        pen.path(((x, top), (x, bottom + 2)), colour=QUIET if not mark else "#ded9cd")
        pen.say(pen.count(mark), x, bottom + 13, "center", colour=QUIET)
    pen.items += front
    if chart.unit:
        pen.say(chart.unit, WIDTH, bottom + 26, "right", colour=QUIET, size=8.5)
        return bottom + 32
    return bottom + 18


def _ground(x: float, y: float, width: float, height: float, fill: str) -> Shape:
    return Shape(((x, y), (x + width, y), (x + width, y + height), (x, y + height)), fill)


def _stroke(look: int) -> str:
    """A line's colour is dark whatever the look: a pale one would not be seen."""
    return (FILLS[0], "#8a5a00", FILLS[2], "#39706a", FILLS[4], "#7a5c2e")[look % 6]


_KINDS: dict[str, Callable[[Pen, Chart], float]] = {"bar": _bars, "stacked": _stacked, "line": _lines, "dots": _dots}
