"""Meetings with their agenda, sittings and papers on PostgreSQL: the same tests, and what many do at once."""

from __future__ import annotations

from tests.postgres import pass_there

THERE = [
    "tests/forum/running_on_postgres.py",
    "tests/forum/test_meetings.py",
    "tests/forum/test_agenda.py",
    "tests/forum/test_sittings.py",
    "tests/forum/test_papers.py",
]


def test_meetings_are_run_on_postgresql() -> None:
    pass_there(THERE)
