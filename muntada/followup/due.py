"""When reports are due. Pure: days in, days out."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

MOST = 1_200  # days that anybody is given at once


def month_later(first: date, months: int) -> date:
    """The day so many months after the first, or the last of its month where that has no such day: a month after
    31 January is 28 February, or 29 in a leap year; two months after it is 31 March."""
    month = first.month - 1 + months
    year, month = first.year + month // 12, month % 12 + 1
    return date(year, month, min(first.day, monthrange(year, month)[1]))


def due_days(every: int | None, first: date | None, last: date | None, until: date) -> list[date]:
    """The days on which a report is due, from the first of them to the last one or to `until`, whichever is earlier.

    Each is counted from the first, so that a short month does not shorten those that follow. No days where nothing is
    reported on; the first alone where it is reported on once.
    """
    if first is None:
        return []
    end = until if last is None else min(last, until)
    days: list[date] = []
    while len(days) < MOST and (not days or every):
        if first.year + (first.month - 1 + len(days) * (every or 0)) // 12 > end.year:
            break
        day = month_later(first, len(days) * (every or 0))
        if day > end:
            break
        days.append(day)
    return days


def next_due(every: int | None, first: date | None, last: date | None, today: date) -> date | None:
    """The next day on which a report is due, today included; None where there is none any more."""
    horizon = date(min(today.year + 11, 9999), 12, 31)
    ahead = (day for day in due_days(every, first, last, max(horizon, first or horizon)) if day >= today)
    return next(ahead, None)
