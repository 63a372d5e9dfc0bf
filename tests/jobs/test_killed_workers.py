"""Workers may be killed at any moment: every job is done exactly once, and none is left behind."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.jobs.hands import REGULAR
from tests.postgres import cluster

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE = 3
LOOKS = 600  # each takes a process of its own; that the last one still finds a job shows in the states
PREPARE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from muntada.access.actor import CLERK
from tests.jobs.hands import make_table, tasks
make_table()
kinds = tasks()
for number in range({jobs}):
    kinds[number % 3].using(by=CLERK, key=f"n{{number}}").enqueue(number)
    kinds[number % 3].using(by=CLERK, key=f"n{{number}}").enqueue(number)
"""
LOOK = """
import django, json; django.setup()
from muntada.jobs.models import Job, Slot
from muntada.trail.models import Entry
from tests.jobs.hands import effects
print(json.dumps({
    "states": list(Job.objects.values_list("state", flat=True)),
    "effects": effects(),
    "lines": list(Entry.objects.filter(permission="job.run", allowed=True).values_list("thing_key", flat=True)),
    "slots": Slot.objects.count(),
    "jobs": [str(pk) for pk in Job.objects.values_list("pk", flat=True)],
}))
"""
LEFT = """
import django; django.setup()
from muntada.jobs.models import Job
print(Job.objects.filter(state__in=["queued", "running"]).count())
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def environment(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """What a process needs to work on a database of the test's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MUNTADA_", "PYTEST_"))}
    kept |= {"MUNTADA_DATA": str(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": "muntada.project.settings"}
    if request.param == "sqlite":
        yield kept
        return
    with cluster() as address:
        yield kept | {"MUNTADA_DATABASE_URL": address}


def said(code: str, environment: dict[str, str]) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def worker(environment: dict[str, str]) -> subprocess.Popen[str]:
    begun = subprocess.Popen(
        [sys.executable, "-m", "tests.jobs.hands", "2"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert begun.stdout is not None
    with begun.stdout as out:
        assert out.readline() == "at work\n"
    return begun


@pytest.mark.parametrize(
    ("kills", "jobs", "seed"), [(5, 42, 1), pytest.param(100, 400, 2, marks=pytest.mark.soak)], ids=["short", "long"]
)
def test_row_45_every_job_is_done_exactly_once_however_often_workers_are_killed(
    kills: int, jobs: int, seed: int, environment: dict[str, str]
) -> None:
    chance = random.Random(seed)
    said(PREPARE.format(jobs=jobs), environment)
    workers = [worker(environment) for _ in range(AT_ONCE)]
    try:
        for _ in range(kills):
            time.sleep(chance.random() * 0.4)
            victim = workers.pop(chance.randrange(len(workers)))
            # Every third one is only asked to stop, and gives back what it has.
            asked = chance.random() < 1 / 3
            victim.send_signal(signal.SIGTERM if asked else signal.SIGKILL)
            assert victim.wait() == (0 if asked else -signal.SIGKILL)
            workers.append(worker(environment))
        for _ in range(LOOKS):
            if not int(said(LEFT, environment)):
                break
    finally:
        for one in workers:
            one.send_signal(signal.SIGTERM)
        ends = [one.wait() for one in workers]
    assert ends == [0] * AT_ONCE
    found = json.loads(said(LOOK, environment))
    # The regular job is done once in each hour that was begun, though six threads looked for it.
    slots = found["slots"]
    assert slots in {1, 2}
    assert Counter(found["states"]) == {"done": jobs + slots}
    wanted = {(number, part): 1 for number in range(jobs) for part in range(5 if number % 3 == 2 else 1)}
    wanted[REGULAR, 0] = slots
    assert Counter(map(tuple, found["effects"])) == wanted
    # Each job has one line in the trail, whatever was begun and lost.
    assert Counter(found["lines"]) == dict.fromkeys(found["jobs"], 1)
