"""Invitations, delegations and registrations on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.postgres import cluster

ROOT = Path(__file__).resolve().parents[2]
THERE = [
    "tests/forum/coming_on_postgres.py",
    "tests/forum/test_invitations.py",
    "tests/forum/test_registrations.py",
    "tests/forum/test_who_sees_whom.py",
    "tests/outreach/test_meeting_letters.py",
]


def test_who_comes_to_a_meeting_holds_on_postgresql() -> None:
    with cluster() as address:
        environment = {**os.environ, "MUNTADA_DATABASE_URL": address}
        environment.pop("PYTEST_XDIST_WORKER", None)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider"]
        ran = subprocess.run([*command, *THERE], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert " passed" in ran.stdout
