"""Power cuts on SQLite: what was acknowledged is there, nothing is damaged or done twice, and the log verifies."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.upkeep.houses import ROOT, House
from tests.upkeep.power import STRACE

WRONG = ("lost", "damaged", "twice", "halved", "unsound")


def recorded(house: House, times: int, log: Path) -> Path:
    """The data folder as it was before, all of it on the disk; the log tells what the installation did after."""
    house.python("from tests.jobs.hands import make_table; make_table()")
    house.ask("PRAGMA wal_checkpoint(TRUNCATE)")
    before = log.with_name("before")
    house.data.rename(before)
    shutil.copytree(before, house.data)
    command = [*STRACE, str(log), sys.executable, "-m", "tests.upkeep.busy", "0", str(times)]
    ran = subprocess.run(
        command, cwd=ROOT, env=house.environment, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert ran.returncode == 0, ran.stderr.decode()
    shutil.rmtree(house.data)
    before.rename(house.data)
    return house.data


def cut(data: Path, log: Path, cuts: int, seed: int, *more: str) -> dict[str, int]:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as memory:
        ran = subprocess.run(
            [sys.executable, "-m", "tests.upkeep.cutting", str(log), str(data), str(cuts), str(seed), *more],
            cwd=ROOT, env=House(Path(memory)).environment, check=False, capture_output=True, text=True,
        )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    found: dict[str, int] = json.loads(ran.stdout)
    return found


@pytest.mark.parametrize(
    ("times", "cuts"), [(12, 200), pytest.param(100, 10_000, marks=pytest.mark.soak)], ids=["short", "long"]
)
def test_a_power_cut_loses_nothing_that_was_acknowledged(times: int, cuts: int, house: House, tmp_path: Path) -> None:
    log = tmp_path / "calls"
    found = cut(recorded(house, times, log), log, cuts, 1)
    print(found)
    assert (found["cuts"], found["saved"], found["done"]) == (cuts, times, times)
    assert found["syncs"] > 4 * times
    assert found["torn"] > cuts // 3, "most cuts must take something"
    assert {name: found.get(name, 0) for name in WRONG} == dict.fromkeys(WRONG, 0)
    if cuts == 200:
        # A simulation that finds nothing would prove nothing: the same on a disk that does not wait.
        worse = cut(house.data, log, 40, 2, "ignore")
        assert worse.get("lost", 0) > 5
