"""On which days an institution is reminded of a request. Pure: it knows no database and no clock.

Before the day that is due an institution is told twice, after it three times. What a day was missed for, because
nothing ran, is not made up for by several letters at once: only the last one that has come due is written.
"""

from __future__ import annotations

from datetime import date, timedelta

BEFORE, AFTER = (-7, -1), (1, 7, 21)  # days from the day that is due
STEPS = (*BEFORE, *AFTER)


def step_due(asked: date, due: date, today: date) -> int | None:
    """The reminder to be written by today, as days from the day due; None where none is.

    A step before the due day is left out where it lies on the day of asking or before it, and once that day is past.
    """
    come = [step for step in STEPS if due + timedelta(days=step) <= today and due + timedelta(days=step) > asked]
    if not come:
        return None
    last = come[-1]
    return None if last < 0 and today > due else last


def calendar(asked: date, due: date) -> list[tuple[int, date]]:
    """All days on which this request brings a reminder if nothing is answered."""
    return [(step, due + timedelta(days=step)) for step in STEPS if due + timedelta(days=step) > asked]
