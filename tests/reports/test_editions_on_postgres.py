"""Editions on PostgreSQL: the same verbs, and many editors at once."""

from __future__ import annotations

from tests.postgres import pass_there

THERE = ["tests/reports/on_postgres.py", "tests/reports/test_editions.py", "tests/web/test_edition_pages.py"]


def test_an_edition_is_written_and_frozen_on_postgresql() -> None:
    pass_there(THERE)
