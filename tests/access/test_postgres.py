"""The policy on PostgreSQL: the two readings, and the wall in the database."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgres import cluster

ROOT = Path(__file__).resolve().parents[2]
THERE = [
    "tests/access/on_postgres.py",
    "tests/access/test_folded.py",
    "tests/access/test_pieces.py",
    "tests/signin/on_postgres.py",
    "tests/signin/test_actors.py",
]


def run_there(which: str) -> str:
    """Run these tests, with one of the marks or without, on a server of their own; what they print."""
    with cluster() as address:
        environment = {**os.environ, "MUNTADA_DATABASE_URL": address}
        environment.pop("PYTEST_XDIST_WORKER", None)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider"]
        ran = subprocess.run(
            [*command, "-m", which, *THERE],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_the_policy_holds_on_postgresql() -> None:
    assert " passed" in run_there("not soak")


@pytest.mark.soak
def test_the_policy_holds_on_postgresql_over_a_million_pairs() -> None:
    assert "1 passed" in run_there("soak")
