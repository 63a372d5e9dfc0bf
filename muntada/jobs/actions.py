"""What a person does with jobs, and the forgetting of those that are over."""

from __future__ import annotations

from datetime import timedelta

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.jobs.models import Job, Slot
from muntada.jobs.wake import wake
from muntada.trail.deed import act

KEPT = timedelta(days=30)  # how long a job that is over stays to be seen; its key is free again after that


class NotPossible(ValueError):
    """Raised where the job is no longer where it was."""


def try_again(actor: Actor, job: Job) -> None:
    """Have a dead letter tried again, now and as often as at first. Raises NotPossible."""
    with act(actor, Permission.JOBS_MANAGE, on=job) as record:
        moved = Job.objects.filter(pk=job.pk, state=Job.State.DEAD).update(
            state=Job.State.QUEUED, attempts=0, error="", run_after=clock.now(), ended_at=None
        )
        if not moved:
            raise NotPossible("This job is not one that failed.")
        record.of(job, task=job.task, tried="again")
    wake()


def drop(actor: Actor, job: Job) -> None:
    """Let a job be that waits, runs or failed; what a worker is doing of it counts no more. Raises NotPossible."""
    open_states = [Job.State.QUEUED, Job.State.RUNNING, Job.State.DEAD]
    with act(actor, Permission.JOBS_MANAGE, on=job) as record:
        moved = Job.objects.filter(pk=job.pk, state__in=open_states).update(
            state=Job.State.CANCELLED, lease_until=None, ended_at=clock.now()
        )
        if not moved:
            raise NotPossible("This job is over.")
        record.of(job, task=job.task, dropped=True)


def forget(actor: Actor) -> int:
    """Remove jobs that were done or dropped more than a month ago; how many."""
    before = clock.now() - KEPT
    with act(actor, Permission.JOBS_MANAGE) as record:
        gone, _ = Job.objects.filter(state__in=[Job.State.DONE, Job.State.CANCELLED], ended_at__lt=before).delete()
        Slot.objects.filter(at__lt=before).delete()
        record.things.append({"thing": "jobs.job", "forgotten": gone})
    return gone
