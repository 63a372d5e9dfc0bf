"""The register on PostgreSQL: the same lists, checks and decisions behind the wall."""

from __future__ import annotations

from tests.postgres import pass_there

THERE = [
    "tests/register/test_bringing.py",
    "tests/register/test_screening.py",
    "tests/register/test_listings.py",
    "tests/register/test_exports.py",
]


def test_lists_come_in_and_names_are_checked_on_postgresql() -> None:
    pass_there(THERE)
