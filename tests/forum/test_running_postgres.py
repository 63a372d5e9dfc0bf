"""Meetings with their agenda, sittings and papers on PostgreSQL: the same tests, and what many do at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.postgres import cluster

ROOT = Path(__file__).resolve().parents[2]
THERE = [
    "tests/forum/running_on_postgres.py",
    "tests/forum/test_meetings.py",
    "tests/forum/test_agenda.py",
    "tests/forum/test_sittings.py",
    "tests/forum/test_papers.py",
]


def test_meetings_are_run_on_postgresql() -> None:
    with cluster() as address:
        environment = {**os.environ, "MUNTADA_DATABASE_URL": address}
        environment.pop("PYTEST_XDIST_WORKER", None)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider"]
        ran = subprocess.run([*command, *THERE], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert " passed" in ran.stdout
