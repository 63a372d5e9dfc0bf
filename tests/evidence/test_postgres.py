"""Handling, reviews and invitations on PostgreSQL: the same tests, on a server of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.postgres import cluster

ROOT = Path(__file__).resolve().parents[2]
SAME = ("tests/evidence/test_given.py", "tests/evidence/test_reviewing.py", "tests/outreach/test_inviting.py")


def test_what_is_said_of_handling_and_reviews_holds_on_postgresql() -> None:
    with cluster() as address:
        environment = {**os.environ, "MUNTADA_DATABASE_URL": address}
        environment.pop("PYTEST_XDIST_WORKER", None)
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", *SAME],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert " passed" in ran.stdout
