"""Follow-up on PostgreSQL: the same verbs and files behind the wall, and many hands at once."""

from __future__ import annotations

from tests.postgres import pass_there

THERE = [
    "tests/followup/on_postgres.py",
    "tests/followup/test_records.py",
    "tests/followup/test_formats.py",
    "tests/followup/test_matrix.py",
    "tests/followup/test_judging.py",
    "tests/followup/test_positions.py",
]


def test_what_parties_undertook_and_did_is_kept_on_postgresql() -> None:
    pass_there(THERE)
