"""Invitations, delegations and registrations on PostgreSQL."""

from __future__ import annotations

from tests.postgres import pass_there

THERE = [
    "tests/forum/coming_on_postgres.py",
    "tests/forum/test_invitations.py",
    "tests/forum/test_registrations.py",
    "tests/forum/test_who_sees_whom.py",
    "tests/outreach/test_meeting_letters.py",
]


def test_who_comes_to_a_meeting_holds_on_postgresql() -> None:
    pass_there(THERE)
