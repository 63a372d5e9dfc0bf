"""The log on PostgreSQL: what is true of it on SQLite, and what many writers at once do to it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.postgres import cluster

ROOT = Path(__file__).resolve().parents[2]
THERE = [
    "tests/trail/on_postgres.py",
    "tests/trail/test_verifying.py",
    "tests/trail/test_deed.py",
    "tests/rights/test_rows_21_35_36_39_the_trail.py",
    "tests/web/test_trail.py",
]


def test_the_log_holds_on_postgresql() -> None:
    with cluster() as address:
        environment = {**os.environ, "MUNTADA_DATABASE_URL": address}
        environment.pop("PYTEST_XDIST_WORKER", None)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", *THERE]
        ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
