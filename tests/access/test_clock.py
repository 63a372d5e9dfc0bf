"""One clock, which can be put where a test wants it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

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
        assert clock.today() == clock.day_of(moment) == date(2026, 2, 1)
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


OTHERS = re.compile(r"timezone\.(localdate|localtime|now)\(|date\.today\(|datetime\.(now|utcnow|today)\(")
# What keeps the clock, and what names a file that nobody else has.
OF_THE_MACHINE = {"access/clock.py", "trail/heads.py"}


def test_nothing_looks_at_another_clock() -> None:
    room = Path(clock.__file__).parents[1]
    files = [path for path in room.rglob("*.py") if "migrations" not in path.parts]
    found = {path.relative_to(room).as_posix() for path in files if OTHERS.search(path.read_text(encoding="utf-8"))}
    assert found <= OF_THE_MACHINE
    assert len(files) > 200
