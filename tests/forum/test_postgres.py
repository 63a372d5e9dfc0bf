"""Seats, terms and elections on PostgreSQL."""

from __future__ import annotations

from tests.postgres import pass_there

THERE = [
    "tests/forum/on_postgres.py",
    "tests/forum/test_terms.py",
    "tests/forum/test_elections.py",
    "tests/forum/test_term_histories.py",
]


def test_seats_terms_and_elections_hold_on_postgresql() -> None:
    pass_there(THERE)
