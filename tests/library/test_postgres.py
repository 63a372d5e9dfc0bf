"""Texts on PostgreSQL: the same verbs, and many hands at once."""

from __future__ import annotations

from tests.postgres import pass_there

THERE = [
    "tests/library/on_postgres.py",
    "tests/library/test_texts.py",
    "tests/library/test_correcting.py",
    "tests/library/test_making.py",
    "tests/library/test_exports.py",
    "tests/library/test_relating.py",
    "tests/library/test_treaties.py",
    "tests/web/test_window.py",
]


def test_texts_are_brought_in_corrected_and_settled_on_postgresql() -> None:
    pass_there(THERE)
