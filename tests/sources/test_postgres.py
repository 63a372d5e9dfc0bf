"""Taking in on PostgreSQL, by two at once."""

from __future__ import annotations

from tests.postgres import pass_there


def test_two_take_in_the_same_at_the_same_time_on_postgresql() -> None:
    pass_there(["tests/sources/on_postgres.py"])
