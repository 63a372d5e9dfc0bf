"""Follow-up on PostgreSQL: the same verbs and files behind the wall, and many hands at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.postgres import cluster

ROOT = Path(__file__).resolve().parents[2]
THERE = [
    "tests/followup/on_postgres.py",
    "tests/followup/test_records.py",
    "tests/followup/test_formats.py",
    "tests/followup/test_matrix.py",
    "tests/followup/test_judging.py",
    "tests/followup/test_positions.py",
]


def test_what_parties_undertook_and_did_is_kept_on_postgresql() -> None:
    with cluster() as address:
        environment = {**os.environ, "MUNTADA_DATABASE_URL": address}
        environment.pop("PYTEST_XDIST_WORKER", None)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-m", "not soak"]
        ran = subprocess.run([*command, *THERE], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert " passed" in ran.stdout
