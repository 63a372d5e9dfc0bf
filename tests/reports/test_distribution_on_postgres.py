"""Distribution on PostgreSQL: the same verbs, and a recipient's page behind the second wall."""

from __future__ import annotations

from tests.postgres import pass_there

THERE = [
    "tests/reports/test_sending.py",
    "tests/reports/test_recipients.py",
    "tests/reports/test_notes.py",
    "tests/web/test_distribution.py",
]


def test_an_edition_is_sent_and_answered_on_postgresql() -> None:
    pass_there(THERE)
