"""Moments in the time zone of a place."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from muntada.text.moments import NotAMoment, days, moment, zone_names


def test_a_time_is_what_the_clocks_of_the_place_show() -> None:
    assert moment(datetime(2026, 1, 5, 9, 30), "Asia/Riyadh") == datetime(2026, 1, 5, 6, 30, tzinfo=UTC)
    assert moment(datetime(2026, 7, 5, 9, 30), "Europe/Paris") == datetime(2026, 7, 5, 7, 30, tzinfo=UTC)


def test_what_has_an_offset_keeps_its_moment() -> None:
    given = datetime(2026, 7, 5, 9, 30, tzinfo=UTC)
    assert moment(given, "Asia/Tokyo") == given


@pytest.mark.parametrize("zone", ["", "Africa/Nowhere", "../../etc/passwd", "/etc/localtime", "Cairo", "x" * 9_999])
def test_a_time_zone_that_there_is_none_of_is_refused(zone: str) -> None:
    with pytest.raises(NotAMoment) as caught:
        moment(datetime(2026, 1, 5), zone)
    assert caught.value.code == "zone"


def test_an_hour_that_the_clocks_pass_over_is_refused() -> None:
    with pytest.raises(NotAMoment) as caught:
        moment(datetime(2026, 3, 29, 2, 30), "Europe/Paris")
    assert caught.value.code == "skipped"


def test_of_an_hour_that_comes_twice_it_is_the_first() -> None:
    assert moment(datetime(2026, 10, 25, 2, 30), "Europe/Paris") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_days_are_those_of_the_place_not_of_the_machine() -> None:
    starts, ends = datetime(2026, 3, 1, 22, tzinfo=UTC), datetime(2026, 3, 3, 1, tzinfo=UTC)
    assert days(starts, ends, "UTC") == "2026-03-01/2026-03-03"
    assert days(starts, ends, "Asia/Tokyo") == "2026-03-02/2026-03-03"
    assert days(starts, datetime(2026, 3, 1, 23, tzinfo=UTC), "America/New_York") == "2026-03-01"


def test_what_ends_at_midnight_ends_the_day_before() -> None:
    starts, midnight = datetime(2026, 3, 1, 9, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)
    assert days(starts, midnight, "UTC") == "2026-03-01"


def test_places_of_the_forum_are_among_the_names() -> None:
    assert {"Africa/Cairo", "Africa/Casablanca", "Asia/Riyadh", "Europe/Brussels", "UTC"} <= set(zone_names())
    assert "localtime" not in zone_names()
