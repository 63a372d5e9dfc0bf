"""Jobs are asked for with what they belong to, claimed by one worker, tried again, and left to a person at last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.db import transaction

from muntada.access import clock
from muntada.access.actor import CLERK, Actor, Role
from muntada.access.rules import Permission
from muntada.jobs import claims
from muntada.jobs.actions import NotPossible, drop, forget, try_again
from muntada.jobs.claims import LEASE, LeaseLost, claim
from muntada.jobs.later import NotAnId, Status, TaskResult, task
from muntada.jobs.models import Job, Slot
from muntada.jobs.queries import how_many, jobs_of
from muntada.jobs.running import Context
from muntada.jobs.schedules import Daily, Every, ask_for_due
from muntada.jobs.table import Table
from muntada.jobs.worker import Workers
from muntada.parties.models import Party
from muntada.trail.deed import Refused, act
from muntada.trail.models import Entry
from tests.cast import ADMINISTRATOR, ANALYST, READER

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)
PEOPLE: dict[str, Actor] = {CLERK.key: CLERK}


@task(takes_context=True, max_attempts=3)
def enter(context: Context, key: str) -> str:
    with act(context.actor, Permission.RECORD_WRITE) as record:
        record.of(Party.objects.create(key=key, kind="state"))
    return key


@task(max_attempts=3)
def stumble() -> None:
    Party.objects.create(key="HALF", kind="state")
    raise OSError("Salim, salim@example.org, is not to be kept")


@task(takes_context=True, long=True)
def count(context: Context, to: int) -> Callable[[], int]:
    for number in range(to):
        context.progress(number + 1, to)
    return lambda: to


TASKS = (enter, stumble, count)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    PEOPLE[ANALYST.key] = Actor(ANALYST.key, ANALYST.name, ANALYST.roles | {Role.PERSON})
    with clock.at(NOON):
        yield


def workers(*schedules: Any) -> Workers:
    return Workers(table=Table.of(TASKS, schedules, lambda key, _via: PEOPLE.get(key)))


def names() -> list[str]:
    return [one.name for one in TASKS]


def asked(what: Any, *args: Any, by: Actor = ANALYST) -> Job:
    return what.using(by=by).enqueue(*args).job


def test_what_is_rolled_back_was_never_asked_for() -> None:
    with transaction.atomic():
        asked(enter, "XX")
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_nobody_asks_for_nothing() -> None:
    with pytest.raises(PermissionError):
        enter.enqueue("XX")


def test_the_same_key_is_the_same_job() -> None:
    first = enter.using(by=ANALYST, key="enter:XX").enqueue("XX")
    assert enter.using(by=ANALYST, key="enter:XX").enqueue("XX").id == first.id
    assert Job.objects.count() == 1


@pytest.mark.parametrize("given", ["Salim Karim", "salim@example.org", "سالم", 1.5, ["two words"]])
def test_a_job_holds_no_names_and_no_addresses(given: Any) -> None:
    with pytest.raises(NotAnId):
        asked(enter, given)


def test_a_job_is_done_with_one_line_and_its_result() -> None:
    result = TaskResult(asked(enter, "XX"))
    assert result.status is Status.READY
    assert workers().run_one()
    result.refresh()
    assert (result.status, result.return_value, result.attempts) == (Status.SUCCESSFUL, "XX", 1)
    assert Party.objects.filter(key="XX").exists()
    line = Entry.objects.get(permission="job.run")
    assert (line.actor, line.thing_type, line.thing_key) == (ANALYST.key, "jobs.job", result.id)
    assert not workers().run_one()


def test_a_job_waits_for_its_moment() -> None:
    enter.using(by=ANALYST, run_after=timedelta(hours=2)).enqueue("XX")
    assert not workers().run_one()
    with clock.at(NOON + timedelta(hours=2)):
        assert workers().run_one()


def test_a_worker_that_lost_its_lease_cannot_complete() -> None:
    asked(enter, "XX")
    first = claim(names())
    with clock.at(NOON + LEASE * 2):
        second = claim(names())
    assert first is not None
    assert second is not None
    assert (first.pk, first.fence, second.fence) == (second.pk, 1, 2)
    for late in (claims.hold, lambda job: claims.complete(job, None), lambda job: claims.note(job, done=1)):
        with pytest.raises(LeaseLost):
            late(first)
    assert not claims.renew(first)
    assert not claims.fail(first, "late")
    assert not claims.give_back(first)
    claims.complete(second, None)


def test_what_a_worker_did_that_lost_its_lease_is_rolled_back() -> None:
    job = asked(enter, "XX")

    @task(takes_context=True, long=True)
    def slow(context: Context) -> Callable[[], None]:
        # While it is at work, another worker takes the job over.
        Job.objects.filter(pk=context.job).update(fence=99)
        return lambda: Party.objects.create(key="LATE", kind="state") and None

    Job.objects.filter(pk=job.pk).update(task=slow.name, args=[])
    Workers(table=Table.of([slow], [], lambda key, _via: PEOPLE.get(key))).run_one()
    assert not Party.objects.filter(key="LATE").exists()
    assert not Entry.objects.filter(permission="job.run").exists()


def test_a_lease_that_is_renewed_is_not_lost() -> None:
    asked(enter, "XX")
    job = claim(names())
    assert job is not None
    with clock.at(NOON + LEASE / 2):
        assert claims.renew(job)
    with clock.at(NOON + LEASE * 1.25):
        assert claim(names()) is None


def test_what_fails_is_tried_again_later_each_time_and_then_left_to_a_person() -> None:
    job = asked(stumble)
    moment, waits = NOON, []
    for _ in range(3):
        with clock.at(moment):
            assert workers().run_one()
            assert not workers().run_one()
        job.refresh_from_db()
        waits.append(job.run_after - moment)
        moment = job.run_after
    assert (job.state, job.error, job.attempts) == ("dead", "OSError", 3)
    assert timedelta(seconds=5) <= waits[0] <= timedelta(seconds=15)
    assert timedelta(seconds=10) <= waits[1] <= timedelta(seconds=30)
    assert not Party.objects.exists()


def test_no_wait_is_longer_than_an_hour_and_a_half() -> None:
    assert claims.delay(Job(pk=1, fence=60, attempts=60)) <= timedelta(hours=1.5)


def test_a_job_that_keeps_losing_its_workers_is_left_to_a_person() -> None:
    job = asked(enter, "XX")
    for times in range(4):
        with clock.at(NOON + LEASE * 2 * times):
            claim(names())
    job.refresh_from_db()
    assert (job.state, job.error, job.fence) == ("dead", "lost", 3)


def test_a_person_has_a_failed_job_tried_again_from_the_beginning() -> None:
    job = asked(stumble)
    Job.objects.filter(pk=job.pk).update(state="dead", attempts=3, fence=7)
    try_again(ADMINISTRATOR, job)
    again = claim(names())
    assert again is not None
    assert (again.attempts, again.fence) == (1, 8)
    with pytest.raises(NotPossible):
        try_again(ADMINISTRATOR, job)


def test_a_job_that_is_dropped_while_it_runs_counts_no_more() -> None:
    job = asked(enter, "XX")
    running = claim(names())
    assert running is not None
    drop(ADMINISTRATOR, job)
    with pytest.raises(LeaseLost):
        claims.hold(running)
    with pytest.raises(NotPossible):
        drop(ADMINISTRATOR, job)


def test_only_an_administrator_looks_after_jobs_and_others_see_their_own() -> None:
    job = asked(enter, "XX")
    for verb in (drop, try_again):
        with pytest.raises(Refused):
            verb(READER, job)
    own = PEOPLE[ANALYST.key]
    assert list(jobs_of(ADMINISTRATOR)) == list(jobs_of(own)) == [job]
    assert not jobs_of(READER).exists()
    assert how_many(ADMINISTRATOR)["queued"] == 1


def test_row_57_rights_that_ended_while_a_job_waited_refuse_it() -> None:
    job = asked(enter, "XX")
    PEOPLE[ANALYST.key] = Actor(ANALYST.key, ANALYST.name, frozenset({Role.PERSON}))
    workers().run_one()
    job.refresh_from_db()
    assert (job.state, job.error) == ("dead", "refused")
    assert not Party.objects.exists()
    lines = Entry.objects.order_by("permission").values_list("permission", "allowed", "actor")
    assert list(lines) == [("job.run", False, ANALYST.key), ("record.write", False, ANALYST.key)]


def test_row_57_one_who_may_no_longer_enter_has_nothing_done() -> None:
    job = asked(enter, "XX")
    del PEOPLE[ANALYST.key]
    workers().run_one()
    job.refresh_from_db()
    assert (job.state, job.error) == ("dead", "refused")
    assert not Party.objects.exists()


def test_row_58_rights_that_end_between_two_steps_end_the_job_there() -> None:
    @task(takes_context=True, long=True)
    def stepwise(context: Context) -> None:
        for number in range(3):
            with context.step(saved={"at": number}) as actor, act(actor, Permission.RECORD_WRITE):
                Party.objects.create(key=f"S{number}", kind="state")
            PEOPLE[ANALYST.key] = Actor(ANALYST.key, ANALYST.name, frozenset({Role.PERSON}))

    job = asked(stepwise)
    Workers(table=Table.of([stepwise], [], lambda key, _via: PEOPLE.get(key))).run_one()
    job.refresh_from_db()
    assert (job.state, job.error) == ("dead", "refused")
    assert list(Party.objects.values_list("key", flat=True)) == ["S0"]


def test_a_long_job_shows_how_far_it_is_and_goes_back_when_its_worker_stops() -> None:
    job = asked(count, 3)
    stopped = workers()
    stopped.stopping.set()
    stopped.run_one()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.fence) == ("queued", 0, 1)
    workers().run_one()
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.result) == ("done", 3, 3, 3)


def test_a_task_that_a_worker_does_not_know_is_left_alone() -> None:
    asked(enter, "XX")
    assert not Workers(table=Table.of([count], [], lambda _key, _via: None)).run_one()


def test_a_slot_has_one_job_however_often_it_is_looked_at() -> None:
    daily = Daily("digest", count, CLERK, at=time(6, 30))
    assert [ask_for_due([daily], NOON + timedelta(hours=hours)) for hours in (0, 0, 18, 19)] == [1, 0, 0, 1]
    assert (Slot.objects.count(), Job.objects.count()) == (2, 2)


def test_a_worker_asks_for_what_is_due() -> None:
    @task()
    def tidy() -> None: ...

    every = Every("tidy", tidy, CLERK, hours=6)
    mine = Workers(table=Table.of([tidy], [every], lambda key, _via: PEOPLE.get(key)))
    assert mine.run_one()
    assert not mine.run_one()
    with clock.at(NOON + timedelta(hours=6)):
        assert mine.run_one()
    assert list(Slot.objects.order_by("pk").values_list("slot", flat=True)) == [
        "2026-02-01T12:00Z",
        "2026-02-01T18:00Z",
    ]


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-03-29T00:59:00+00:00", "2026-03-28"),  # 01:59 in Paris; at 02:00 it is 03:00
        ("2026-03-29T01:30:00+00:00", "2026-03-29"),
        ("2026-10-25T00:29:00+00:00", "2026-10-24"),  # 02:29 in Paris, for the first time
        ("2026-10-25T00:31:00+00:00", "2026-10-25"),
        ("2026-10-25T01:10:00+00:00", "2026-10-25"),  # 02:10, for the second time
    ],
)
def test_an_hour_that_is_there_twice_or_not_at_all_makes_one_slot(now: str, day: str) -> None:
    with clock.at(datetime.fromisoformat(now), "Europe/Paris"):
        assert Daily("digest", count, CLERK, at=time(2, 30)).slot(clock.now()) == day


def test_a_job_that_is_over_is_forgotten_after_a_month() -> None:
    done, dead = asked(enter, "XX"), asked(enter, "YY")
    Job.objects.filter(pk=done.pk).update(state="done", ended_at=NOON)
    Job.objects.filter(pk=dead.pk).update(state="dead", ended_at=NOON)
    assert forget(CLERK) == 0
    with clock.at(NOON + timedelta(days=31)):
        assert forget(CLERK) == 1
    assert Job.objects.get() == dead
