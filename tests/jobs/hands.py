"""Tasks for the tests, and a worker process that does them; `python -m tests.jobs.hands` is one that may be killed."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from muntada.access.actor import CLERK, Actor

REGULAR = -1
NUMBERS = "tests_effect"  # a table without any key, so that what is done twice stands there twice


def make_table() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {NUMBERS} (job integer, part integer)")


def effect(job: int, part: int = 0) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {NUMBERS} VALUES (%s, %s)", [job, part])


def effects() -> list[tuple[int, int]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT job, part FROM {NUMBERS} ORDER BY job, part")
        return [tuple(row) for row in cursor.fetchall()]


def tasks() -> list[Any]:
    """A short task, a long one, a long one of five steps, and a regular one."""
    from muntada.jobs.later import task
    from muntada.jobs.running import Context

    @task(takes_context=True, max_attempts=50)
    def short(context: Context, number: int) -> int:
        time.sleep(0.02)
        effect(number)
        return number

    @task(takes_context=True, long=True, max_attempts=50)
    def long(context: Context, number: int) -> Callable[[], None]:
        for done in range(5):
            time.sleep(0.02)
            context.progress(done, 5)
        return lambda: effect(number)

    @task(takes_context=True, long=True, max_attempts=50)
    def stepping(context: Context, number: int) -> None:
        for part in range(context.saved.get("part", 0), 5):
            with context.step(saved={"part": part + 1}, done=part + 1, total=5):
                effect(number, part)
            time.sleep(0.01)

    @task(max_attempts=50)
    def regular() -> None:
        effect(REGULAR)

    return [short, long, stepping, regular]


def actor_of(key: str, _via: str) -> Actor | None:
    return CLERK if key == CLERK.key else None


def main(threads: int) -> None:
    import django

    django.setup()
    from muntada.cli.working import at_work
    from muntada.jobs.schedules import Every
    from muntada.jobs.table import Table, lay

    kinds = tasks()
    lay(Table.of(kinds, [Every("regular", kinds[-1], CLERK, hours=1)], actor_of))
    with at_work(threads, lease=timedelta(seconds=2)):
        sys.stdout.write("at work\n")
        sys.stdout.flush()
        while True:
            time.sleep(3600)


if __name__ == "__main__":
    # By its name, since a task is named after its module.
    from tests.jobs import hands

    hands.main(int(sys.argv[1]))
