"""No small fault in the policy's module goes unnoticed by its tests."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from tests.access.mutants import mutants

ROOT = Path(__file__).resolve().parents[2]
# What must notice: the policy's own tests that need no database.
WITNESSES = ["tests/access/test_rules.py", "tests/access/test_printed.py"]
RUN = (
    "import sys; from tests.access.mutants import install; install(sys.argv[1]); "
    "import pytest; sys.exit(pytest.main(['-q', '-x', '-p', 'no:cacheprovider', '-p', 'no:xdist', '-p', 'no:randomly', "
    "*sys.argv[2:]]))"
)


def survives(mutant: tuple[str, str], folder: Path) -> str:
    """What was changed, where no test failed of it; else nothing."""
    what, text = mutant
    path = folder / f"{abs(hash(what + text))}.py"
    path.write_text(text, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    ran = subprocess.run(
        [sys.executable, "-c", RUN, str(path), *WITNESSES], cwd=ROOT, env=environment, capture_output=True, check=False
    )
    return "" if ran.returncode else what


def survivors(chosen: list[tuple[str, str]], folder: Path) -> list[str]:
    with ThreadPoolExecutor(2) as pool:
        return [what for what in pool.map(lambda one: survives(one, folder), chosen) if what]


def test_the_policy_itself_passes_and_there_are_mutants(tmp_path: Path) -> None:
    text = (ROOT / "muntada" / "access" / "rules.py").read_text(encoding="utf-8")
    assert survives(("nothing", text), tmp_path) == "nothing"
    assert len(list(mutants())) > 150


def test_some_mutants_are_all_noticed(tmp_path: Path) -> None:
    every = list(mutants())
    assert survivors(Random(5).sample(every, 6), tmp_path) == []


@pytest.mark.soak
def test_every_mutant_is_noticed(tmp_path: Path) -> None:
    assert survivors(list(mutants()), tmp_path) == []
