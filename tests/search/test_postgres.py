"""The index of an installation on PostgreSQL: the same tests, on a server of their own."""

from __future__ import annotations

from tests.postgres import pass_there


def test_the_index_does_on_postgresql_what_it_does_on_sqlite() -> None:
    pass_there(["tests/search/test_index.py"])
