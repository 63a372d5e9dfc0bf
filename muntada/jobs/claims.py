"""Who is at a job: claims, leases and the fence. Safety rests on the fence alone; clocks decide only how soon."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from muntada.access import clock
from muntada.jobs.models import Job

LEASE = timedelta(seconds=60)
FIRST_DELAY, LONGEST_DELAY = timedelta(seconds=10), timedelta(hours=1)
LOST, REFUSED = "lost", "refused"  # beside these, an error is the name of an exception's kind


class LeaseLost(Exception):
    """Raised where somebody else has the job by now, or a person has dropped it: what was done is rolled back."""


def claim(known: Iterable[str], lease: timedelta = LEASE) -> Job | None:
    """Take the next job of these tasks: one whose worker was lost, else the one that has waited longest.

    A job that has lost its workers as often as it may be tried becomes a dead letter instead.
    """
    known = list(known)
    # A look takes no lock, so that an idle worker disturbs nobody.
    for ready in (_lost, _waiting):
        if ready(known).exists() and (job := _take(ready, known, lease)) is not None:
            return job
    return None


def hold(job: Job, lease: timedelta = LEASE) -> None:
    """Keep the row for the rest of the transaction: nobody can claim the job before it ends. Raises LeaseLost."""
    if not _held(job).update(lease_until=clock.now() + lease):
        raise LeaseLost(str(job))


def renew(job: Job, lease: timedelta = LEASE) -> bool:
    """Prolong the lease; False where it is lost. A row that is being completed is left alone."""
    with transaction.atomic():
        if _held(job).select_for_update(skip_locked=True).first() is None:
            return Job.objects.filter(pk=job.pk, fence=job.fence, state=Job.State.RUNNING).exists()
        return bool(_held(job).update(lease_until=clock.now() + lease))


def note(job: Job, **columns: Any) -> None:
    """Write progress or what is to be remembered. Raises LeaseLost."""
    if not _held(job).update(**columns):
        raise LeaseLost(str(job))


def complete(job: Job, result: Any) -> None:
    """Done; in the transaction of what was done. Raises LeaseLost."""
    done = _held(job).update(
        state=Job.State.DONE, lease_until=None, result=result, saved={}, error="", ended_at=clock.now()
    )
    if not done:
        raise LeaseLost(str(job))


def fail(job: Job, error: str, *, again: bool = True) -> bool:
    """Have it tried again after a growing delay, or make it a dead letter; False where somebody else has it."""
    now = clock.now()
    if again and job.attempts < job.max_attempts:
        return bool(
            _held(job).update(state=Job.State.QUEUED, lease_until=None, error=error, run_after=now + delay(job))
        )
    return bool(_held(job).update(state=Job.State.DEAD, lease_until=None, error=error, ended_at=now))


def give_back(job: Job) -> bool:
    """Hand the job to whoever comes next, as if this attempt had not been made."""
    return bool(
        _held(job).update(state=Job.State.QUEUED, lease_until=None, attempts=F("attempts") - 1, run_after=clock.now())
    )


def delay(job: Job) -> timedelta:
    """How long the next attempt waits: ten seconds, doubled each time up to an hour, spread by half either way.

    The spread is made from the job and its fence, so that jobs which failed together do not come back together and
    the same failure always waits as long.
    """
    whole: timedelta = min(FIRST_DELAY * 2 ** min(job.attempts - 1, 12), LONGEST_DELAY)
    spread = zlib.crc32(f"{job.pk}:{job.fence}".encode()) / 2**32
    return whole * (0.5 + spread)


def _take(ready: Callable[[list[str]], QuerySet[Job]], known: list[str], lease: timedelta) -> Job | None:
    with transaction.atomic():
        while (job := ready(known).select_for_update(skip_locked=True).first()) is not None:
            now = clock.now()
            if job.state == Job.State.RUNNING and job.attempts >= job.max_attempts:
                _held(job).update(state=Job.State.DEAD, lease_until=None, error=LOST, ended_at=now)
                continue
            taken = Job.objects.filter(pk=job.pk, fence=job.fence, state=job.state).update(
                state=Job.State.RUNNING,
                fence=F("fence") + 1,
                attempts=F("attempts") + 1,
                lease_until=now + lease,
                started_at=now,
            )
            if taken:
                job.refresh_from_db()
                return job
    return None


def _held(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, fence=job.fence, state=Job.State.RUNNING)


def _lost(known: list[str]) -> QuerySet[Job]:
    return Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=clock.now(), task__in=known).order_by(
        "lease_until"
    )


def _waiting(known: list[str]) -> QuerySet[Job]:
    return Job.objects.filter(state=Job.State.QUEUED, run_after__lte=clock.now(), task__in=known).order_by(
        "run_after", "id"
    )
