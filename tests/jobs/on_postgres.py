"""Many workers at once, on PostgreSQL; `test_postgres` runs this file on a server of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from muntada.access import clock
from muntada.access.actor import CLERK
from muntada.jobs.claims import claim, hold
from muntada.jobs.later import task
from muntada.jobs.models import Job, Slot
from muntada.jobs.schedules import Daily, ask_for_due

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)


@task()
def tidy(*_numbers: int) -> None: ...


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.at(NOON):
        yield


def together(times: int, what: Callable[[], Any]) -> list[Any]:
    """What so many threads get that do the same at once."""
    found: list[Any] = []
    start = threading.Barrier(times)

    def one() -> None:
        start.wait()
        try:
            found.append(what())
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_many_workers_claim_each_job_once() -> None:
    for number in range(24):
        tidy.using(by=CLERK).enqueue(number)
    taken: list[int] = []

    def take_all() -> None:
        while (job := claim([tidy.name])) is not None:
            taken.append(job.pk)

    together(4, take_all)
    assert sorted(taken) == sorted(Job.objects.values_list("pk", flat=True))


def test_a_job_that_is_being_completed_is_not_taken_over() -> None:
    tidy.using(by=CLERK).enqueue()
    job = claim([tidy.name])
    assert job is not None
    with transaction.atomic():
        hold(job)
        with clock.at(NOON + timedelta(hours=1)):
            assert together(2, lambda: claim([tidy.name])) == [None, None]


def test_a_slot_has_one_job_however_many_workers_look() -> None:
    daily = Daily("digest", tidy, CLERK, at=time(6, 30))
    asked_for = together(4, lambda: ask_for_due([daily], NOON))
    assert sum(asked_for) == 1
    assert (Slot.objects.count(), Job.objects.count()) == (1, 1)
    assert ask_for_due([daily], NOON + timedelta(hours=18)) == 0
    assert ask_for_due([daily], NOON + timedelta(hours=19)) == 1
