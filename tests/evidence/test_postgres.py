"""Handling, reviews and invitations on PostgreSQL: the same tests, on a server of their own."""

from __future__ import annotations

from tests.postgres import pass_there

SAME = ("tests/evidence/test_given.py", "tests/evidence/test_reviewing.py", "tests/outreach/test_inviting.py")


def test_what_is_said_of_handling_and_reviews_holds_on_postgresql() -> None:
    pass_there(SAME)
