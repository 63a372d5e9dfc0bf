"""Pictures drawn on the server: seats over years as bars, in the direction of the page, with no style attribute.

Colours stand in attributes, so that a picture taken away keeps them; the sheet of the page overrides them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string

from muntada.text.when import NotADate, bounds

WIDTH = 960
ROW = 34
TOP = 34
NAMES = 210


@dataclass(frozen=True, slots=True)
class Span:
    """A bar: who, in which row, from when to when; an empty end is open. Dates are at the precision known.

    `doubts` are other dates that sources state for its start or its end, each drawn as a mark of its own.
    """

    row: str
    name: str
    start: str
    end: str = ""
    planned: bool = False
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar as drawn, in units of the picture."""

    x: float
    y: float
    width: float
    text: str
    text_x: float
    planned: bool
    open: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A date that a source states otherwise, as drawn."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A year and where its line stands."""

    year: int
    x: float
    shown: bool


def timeline(spans: list[Span], *, title: str, right_to_left: bool, today: date, alone: bool = False) -> str:
    """The picture as SVG text; empty where no span has a known start. `alone` makes it a file of its own."""
    dated = [(span, *found) for span in spans if (found := _years(span, today))]
    if not dated:
        return ""
    doubted = [(span, at) for span, *_ in dated for value in span.doubts if (at := _first(value)) is not None]
    edges = [at for _, at in doubted]
    first = int(min([at for _, at, _ in dated] + edges))
    last = int(max([to for *_, to in dated] + edges)) + 1
    scale = (WIDTH - NAMES - 30) / max(1, last - first)

    def place(year: float) -> float:
        x = NAMES + (year - first) * scale
        return round(WIDTH - x if right_to_left else x, 1)

    rows: list[str] = list(dict.fromkeys(span.row for span, *_ in dated))
    every = 1 if scale >= 42 else 2 if scale >= 21 else 5
    ticks = [Tick(year, place(year), (year - first) % every == 0) for year in range(first, last + 1)]
    bars = [_bar(span, at, to, rows, place, right_to_left) for span, at, to in dated]
    now = today.year + today.timetuple().tm_yday / 366
    context = {
        "title": title,
        "width": WIDTH,
        "height": TOP + ROW * len(rows) + 6,
        "top": TOP - 10,
        "bottom": TOP + ROW * len(rows),
        "ticks": ticks,
        "bars": bars,
        "marks": [Mark(place(at), TOP + ROW * rows.index(span.row) + 2) for span, at in doubted],
        "rows": [(name, TOP + ROW * number + 21, TOP + ROW * number) for number, name in enumerate(rows)],
        "names_x": WIDTH if right_to_left else 0,
        "way": "rtl" if right_to_left else "ltr",
        "today": place(now) if first <= now <= last else None,
        "alone": alone,
    }
    return render_to_string("components/timeline.svg", context)


def _bar(span: Span, at: float, to: float, rows: list[str], place: object, right_to_left: bool) -> Bar:
    assert callable(place)
    one, other = place(at), place(to)
    left, width = min(one, other), max(4.0, abs(other - one) - 2)
    fits = width > 9 * len(span.name)
    inset = 8 if span.name else 0
    text_x = left + width - inset if right_to_left else left + inset
    return Bar(
        x=left + 1,
        y=TOP + ROW * rows.index(span.row) + 5,
        width=round(width, 1),
        text=span.name if fits else "",
        text_x=round(text_x, 1),
        planned=span.planned,
        open=not span.end,
    )


def _years(span: Span, today: date) -> tuple[float, float] | None:
    """Start and end as years with a fraction; an open end reaches to the end of this year."""
    try:
        start = bounds(span.start)[0]
        end = bounds(span.end)[1] if span.end else max(date(today.year, 12, 31), start)
    except NotADate:
        return None
    return _year(start), max(_year(end), _year(start) + 0.1)


def _first(value: str) -> float | None:
    try:
        return _year(bounds(value)[0])
    except NotADate:
        return None


def _year(day: date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 366
