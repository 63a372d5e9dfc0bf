"""Texts on PostgreSQL: the same verbs, and many hands at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.postgres import cluster

ROOT = Path(__file__).resolve().parents[2]
THERE = [
    "tests/library/on_postgres.py",
    "tests/library/test_texts.py",
    "tests/library/test_correcting.py",
    "tests/library/test_making.py",
    "tests/library/test_exports.py",
    "tests/library/test_relating.py",
    "tests/library/test_treaties.py",
    "tests/web/test_window.py",
]


def test_texts_are_brought_in_corrected_and_settled_on_postgresql() -> None:
    with cluster() as address:
        environment = {**os.environ, "MUNTADA_DATABASE_URL": address}
        environment.pop("PYTEST_XDIST_WORKER", None)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-m", "not soak"]
        ran = subprocess.run([*command, *THERE], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert " passed" in ran.stdout
