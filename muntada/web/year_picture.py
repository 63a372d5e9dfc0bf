"""A year of meetings as a picture to take away: twelve months, the days of meetings filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date

from django.template.loader import render_to_string

WIDTH, COLUMN, ROW, TOP = 960, 240, 176, 64
DAY, WEEK = 30, 22


@dataclass(frozen=True, slots=True)
class Day:
    """A day as drawn, in units of the picture; `busy` names what is held on it, `off` says that nothing of it is."""

    number: int
    x: float
    y: float
    left: float
    above: float
    busy: str
    off: bool = False


@dataclass(slots=True)
class Month:
    """A month as drawn."""

    name: str
    x: float
    y: float
    days: list[Day] = field(default_factory=list)


def year_picture(
    title: str,
    names: Sequence[str],
    weeks: Sequence[Sequence[Sequence[date | None]]],
    busy: Mapping[date, str],
    off: Set[date] = frozenset(),
    *,
    right_to_left: bool,
) -> str:
    """The year as SVG text: `names` and `weeks` of its twelve months, `busy` the words for each day with a meeting.

    Days of which all meetings were postponed or cancelled are `off`: an outline, struck through.
    """
    months: list[Month] = []
    for at, (name, rows) in enumerate(zip(names, weeks, strict=True)):
        start, above = at % 4 * COLUMN + 12, TOP + at // 4 * ROW
        month = Month(name, _turned(start, right_to_left), above)
        for line, row in enumerate(rows):
            for column, day in enumerate(row):
                if day is not None:
                    x = _turned(start + 12 + column * DAY, right_to_left)
                    y = above + 24 + line * WEEK
                    month.days.append(Day(day.day, x, y, x - 12, y - 14, busy.get(day, ""), day in off))
        months.append(month)
    context = {
        "title": title,
        "months": months,
        "height": TOP + 3 * ROW,
        "title_x": _turned(12, right_to_left),
        "way": "rtl" if right_to_left else "ltr",
    }
    return render_to_string("components/year.svg", context)


def _turned(x: float, right_to_left: bool) -> float:
    return WIDTH - x if right_to_left else x
