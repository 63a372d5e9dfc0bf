"""One clock, which can be put where a test wants it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from muntada.access import clock


def test_the_clock_runs_by_itself() -> None:
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_within_the_block_it_is_the_given_moment_and_afterwards_not() -> None:
    moment = datetime(2026, 1, 31, 23, 59, 59, tzinfo=UTC)
    with clock.at(moment):
        assert clock.now() == moment
        assert clock.today() == date(2026, 1, 31)
    assert clock.now() != moment


def test_the_day_turns_at_midnight_in_the_configured_zone() -> None:
    moment = datetime(2026, 1, 31, 22, 0, tzinfo=UTC)
    with clock.at(moment, "Africa/Cairo"):
        assert clock.today() == date(2026, 2, 1)
    with clock.at(moment - timedelta(seconds=1), "Africa/Cairo"):
        assert clock.today() == date(2026, 1, 31)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"), clock.at(datetime(2026, 1, 1)):
        pass


def test_the_clock_can_be_put_and_set_free() -> None:
    clock.stand_at(datetime(2030, 1, 1, tzinfo=UTC))
    try:
        assert clock.today() == date(2030, 1, 1)
    finally:
        clock.stand_at(None)
    assert clock.today() != date(2030, 1, 1)
