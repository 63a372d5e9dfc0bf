"""No small fault in the policy's module goes unnoticed by its tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.soak  # hundreds of mutants, each in a child of its own: minutes
def test_every_mutant_is_noticed() -> None:
    # A process of its own: the mutants must be there before anything imports the policy.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    command = [sys.executable, "-m", "tests.access.mutants"]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    found = json.loads(ran.stdout)
    assert found["unharmed"]
    assert found["mutants"] > 200
    assert found["survivors"] == []
