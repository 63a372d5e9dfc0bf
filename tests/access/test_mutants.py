"""No small fault in the policy goes unnoticed by its tests: neither in its table nor in what reads it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.access.mutants import EQUIVALENT, MACHINERY, mutants

ROOT = Path(__file__).resolve().parents[2]


def tried(*options: str) -> dict[str, dict[str, object]]:
    """What came of the mutants, in a process of its own: they must be there before anything imports the policy."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    command = [sys.executable, "-m", "tests.access.mutants", *options]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    found: dict[str, dict[str, object]] = json.loads(ran.stdout.splitlines()[-1])
    return found


def test_of_a_dozen_mutants_of_table_and_readings_each_is_noticed() -> None:
    whole = {"unharmed": True, "mutants": 12, "survivors": []}
    assert tried("--sample", "12") == {"table": whole, "readings": whole}


def test_what_is_said_to_change_nothing_is_still_there() -> None:
    assert set(EQUIVALENT) <= {str(mutant) for module in ("rules", *MACHINERY) for mutant in mutants(module)}


@pytest.mark.soak  # some six hundred mutants, each in a child of its own: minutes
def test_every_mutant_is_noticed() -> None:
    found = tried()
    assert {kind: (of["unharmed"], of["survivors"]) for kind, of in found.items()} == {
        "table": (True, []),
        "readings": (True, []),
    }
    assert sum(int(str(of["mutants"])) for of in found.values()) > 550
