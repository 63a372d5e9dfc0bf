"""An empty database is founded at once, and stands as if it had gone through every migration."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.postgres import cluster

ROOT = Path(__file__).resolve().parents[2]


def shape(way: str, **where: str) -> dict[str, Any]:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "muntada.project.settings", **where}
    ran = subprocess.run(
        [sys.executable, "-m", "tests.upkeep.shapes", way],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    said: dict[str, Any] = json.loads(ran.stdout)
    return said


# PostgreSQL words these two otherwise where a column was unique from the start, or nullable from the start; they mean
# the same: a check that is neither true nor false holds.
SAME = {
    "forum_meeting_uid_76c5a9ea_uniq": "forum_meeting_uid_key",
    "CHECK ((NOT (giver_id = taker_id)))": "CHECK ((NOT ((giver_id = taker_id) AND (taker_id IS NOT NULL))))",
}


def in_one_wording(shape: dict[str, Any]) -> dict[str, Any]:
    told = json.dumps(shape)
    for one, other in SAME.items():
        told = told.replace(one, other)
    return {
        name: sorted(one)
        if isinstance(one, list)
        else {key: sorted(said) if isinstance(said, list) else said for key, said in one.items()}
        for name, one in json.loads(told).items()
    }


def compare(shape_of: Callable[[str], dict[str, Any]]) -> None:
    founded, walked = in_one_wording(shape_of("founded")), in_one_wording(shape_of("walked"))
    assert sorted(founded) == sorted(walked)
    assert len(founded) > 100
    assert {name: founded[name] for name in founded if founded[name] != walked[name]} == {}


def test_on_sqlite(tmp_path: Path) -> None:
    compare(lambda way: shape(way, MUNTADA_DATA=str(tmp_path / way)))


@pytest.mark.soak
def test_on_postgresql(tmp_path: Path) -> None:
    def of(way: str) -> dict[str, Any]:
        with cluster() as address:
            return shape(way, MUNTADA_DATABASE_URL=address, MUNTADA_DATA=str(tmp_path / way))

    compare(of)
