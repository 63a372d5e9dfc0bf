"""When reports are due."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from muntada.followup.due import due_days, month_later, next_due

FAR = date(2100, 1, 1)


@pytest.mark.parametrize(
    ("first", "months", "day"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2027, 1, 31), 2, date(2027, 3, 31)),
        (date(2027, 1, 31), 3, date(2027, 4, 30)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2100, 1, 29), 1, date(2100, 2, 28)),
        (date(2027, 11, 15), 3, date(2028, 2, 15)),
        (date(2027, 12, 31), 0, date(2027, 12, 31)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month(first: date, months: int, day: date) -> None:
    assert month_later(first, months) == day


def test_a_short_month_does_not_shorten_those_that_follow() -> None:
    days = due_days(1, date(2027, 12, 31), None, date(2028, 4, 30))
    assert [one.isoformat() for one in days] == ["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]


def test_nothing_is_due_after_the_last_day_nor_before_the_first() -> None:
    assert due_days(6, date(2027, 1, 1), date(2028, 1, 1), FAR) == [
        date(2027, 1, 1),
        date(2027, 7, 1),
        date(2028, 1, 1),
    ]
    assert due_days(6, date(2027, 1, 1), None, date(2026, 12, 31)) == []
    assert due_days(6, None, None, FAR) == []


def test_what_is_reported_on_once_is_due_once() -> None:
    assert due_days(None, date(2027, 5, 31), None, FAR) == [date(2027, 5, 31)]


def test_every_day_for_a_hundred_years_agrees_with_counting_month_by_month() -> None:
    """Another way to the same days: the last day of a month that has no such day is found by going back."""
    first = date(2027, 8, 31)
    for number, day in enumerate(due_days(1, first, None, date(2126, 12, 31))):
        month = first.month - 1 + number
        wanted = None
        for back in range(4):
            try:
                wanted = date(first.year + month // 12, month % 12 + 1, first.day - back)
                break
            except ValueError:
                continue
        assert day == wanted


def test_the_next_day_is_today_or_later_until_there_is_none() -> None:
    first = date(2027, 1, 31)
    assert next_due(3, first, None, first) == first
    assert next_due(3, first, None, first + timedelta(1)) == date(2027, 4, 30)
    assert next_due(3, first, date(2027, 4, 30), date(2027, 5, 1)) is None
    assert next_due(None, None, None, first) is None
    assert next_due(120, date(2027, 1, 31), None, date(2030, 1, 1)) == date(2037, 1, 31)


def test_the_end_of_the_calendar_is_no_fault() -> None:
    assert due_days(12, date(9998, 12, 31), None, date.max) == [date(9998, 12, 31), date(9999, 12, 31)]
