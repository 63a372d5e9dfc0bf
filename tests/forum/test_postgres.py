"""Seats, terms and elections on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.postgres import cluster

ROOT = Path(__file__).resolve().parents[2]
THERE = [
    "tests/forum/on_postgres.py",
    "tests/forum/test_terms.py",
    "tests/forum/test_elections.py",
    "tests/forum/test_term_histories.py",
]


def test_seats_terms_and_elections_hold_on_postgresql() -> None:
    with cluster() as address:
        environment = {**os.environ, "MUNTADA_DATABASE_URL": address}
        environment.pop("PYTEST_XDIST_WORKER", None)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-m", "not soak"]
        ran = subprocess.run([*command, *THERE], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert " passed" in ran.stdout
