"""Of two clerks who press the same button at once, one does it and the other is told: on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.forum.two_clerks import ROUNDS
from tests.postgres import cluster

ROOT = Path(__file__).resolve().parents[2]


def run(folder: Path, database: str = "") -> dict[str, Any]:
    names = {"MUNTADA_DATA": str(folder), "MUNTADA_DATABASE_URL": database, "MUNTADA_HOSTS": "testserver,localhost"}
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"} | names
    command = [sys.executable, "-m", "tests.forum.two_clerks"]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    said: dict[str, Any] = json.loads(ran.stdout)
    return said


def check(said: dict[str, Any]) -> None:
    assert said["came"] == [["floor_taken", "given"]] * ROUNDS
    assert said["references"] == list(range(1, 2 * ROUNDS + 1))
    assert said["left"] == ["closed", "sitting_closed"]


def test_two_clerks_on_sqlite(tmp_path: Path) -> None:
    check(run(tmp_path))


def test_two_clerks_on_postgresql(tmp_path: Path) -> None:
    with cluster() as address:
        check(run(tmp_path, address))
