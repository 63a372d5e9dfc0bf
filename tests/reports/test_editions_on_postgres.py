"""Editions on PostgreSQL: the same verbs, and many editors at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.postgres import cluster

ROOT = Path(__file__).resolve().parents[2]
THERE = ["tests/reports/on_postgres.py", "tests/reports/test_editions.py", "tests/web/test_edition_pages.py"]


def test_an_edition_is_written_and_frozen_on_postgresql() -> None:
    with cluster() as address:
        environment = {**os.environ, "MUNTADA_DATABASE_URL": address}
        environment.pop("PYTEST_XDIST_WORKER", None)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-m", "not soak"]
        ran = subprocess.run([*command, *THERE], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert " passed" in ran.stdout
