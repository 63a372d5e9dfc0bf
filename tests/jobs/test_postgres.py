"""The queue, and what goes out by it, on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.postgres import cluster

ROOT = Path(__file__).resolve().parents[2]


def test_the_queue_and_the_outbox_hold_on_postgresql() -> None:
    with cluster() as address:
        environment = {**os.environ, "MUNTADA_DATABASE_URL": address}
        environment.pop("PYTEST_XDIST_WORKER", None)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-m", "not soak"]
        ran = subprocess.run(
            [*command, "tests/jobs/test_queue.py", "tests/jobs/on_postgres.py", "tests/outreach/test_sending.py"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert ran.returncode == 0, ran.stdout + ran.stderr
