"""`@task()`: a function that can be done later. Shaped as `django.tasks` of Django 6, which can take its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import transaction

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.jobs.models import Job
from muntada.jobs.wake import wake
from muntada.trail.via import way

# Ids, keys, days and labels. No room for a name, an address or a sentence: job rows hold no personal data.
_WORD = re.compile(r"[A-Za-z0-9_.:+/-]{0,120}", re.ASCII)


class NotAnId(TypeError):
    """Raised for an argument or a result that is neither an id nor a list or table of ids."""


class Status(StrEnum):
    """Where a job stands, in the words of Django 6."""

    READY = "READY"
    RUNNING = "RUNNING"
    FAILED = "FAILED"
    SUCCESSFUL = "SUCCESSFUL"


_STATUS = {
    Job.State.QUEUED: Status.READY,
    Job.State.RUNNING: Status.RUNNING,
    Job.State.DONE: Status.SUCCESSFUL,
    Job.State.DEAD: Status.FAILED,
    Job.State.CANCELLED: Status.FAILED,
}


@dataclass(slots=True)
class TaskResult:
    """What became of a job, as of when it was read; `refresh` reads it again."""

    job: Job

    @property
    def id(self) -> str:
        """The job's number, as text."""
        return str(self.job.pk)

    @property
    def status(self) -> Status:
        """Where the job stands."""
        return _STATUS[Job.State(self.job.state)]

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will be done unless a person says so."""
        return self.status in {Status.FAILED, Status.SUCCESSFUL}

    @property
    def attempts(self) -> int:
        """How often it was tried since it was asked for, or since a person had it tried again."""
        return self.job.attempts

    @property
    def return_value(self) -> Any:
        """What the function returned. Raises ValueError before it has."""
        if self.status is not Status.SUCCESSFUL:
            raise ValueError("This job has no result.")
        return self.job.result

    def refresh(self) -> None:
        """Read the row again."""
        self.job.refresh_from_db()


@dataclass(frozen=True, slots=True)
class Task:
    """A function that can be done later, and how.

    A short task runs wholly in the transaction that completes it. A `long` one runs outside; what it writes it writes
    in the steps of its context, or in a function that it returns, which then runs in the completing transaction.
    """

    func: Callable[..., Any]
    name: str
    takes_context: bool = False
    long: bool = False
    max_attempts: int = 8
    by: Actor | None = None
    run_after: datetime | timedelta | None = None
    key: str = ""

    def using(self, **changed: Any) -> Task:
        """The same task asked for in another way: `by` (who asks), `run_after` (a moment or a delay), `key`."""
        return replace(self, **changed)

    def enqueue(self, *args: Any) -> TaskResult:
        """Ask for it. The row is part of the caller's transaction: what is rolled back was never asked for.

        A key that this task was asked under before gives the job of that time. Raises PermissionError where nobody
        asks, NotAnId for an argument that is no id.
        """
        if self.by is None:
            raise PermissionError("Nobody asks for this job: there is no job without an actor.")
        moment = self.run_after
        if isinstance(moment, timedelta):
            moment = clock.now() + moment
        values = {
            "args": ids(list(args)),
            "requested_by": self.by.key,
            "via": way(),
            "run_after": moment or clock.now(),
            "max_attempts": self.max_attempts,
        }
        if self.key:
            job, new = Job.objects.get_or_create(task=self.name, once=ids(self.key), defaults=values)
        else:
            job, new = Job.objects.create(task=self.name, **values), True
        if new:
            transaction.on_commit(wake)
        return TaskResult(job)

    def call(self, *args: Any) -> Any:
        """Do it now, in the caller's own transaction and rights; for what takes no context."""
        return self.func(*args)


def task(*, takes_context: bool = False, long: bool = False, max_attempts: int = 8) -> Callable[..., Task]:
    """Make a task of a function; its name is `room.function`. It runs only where the project's table lists it."""

    def make(func: Callable[..., Any]) -> Task:
        room = func.__module__.removeprefix("muntada.").partition(".")[0]
        return Task(func, f"{room}.{func.__name__}", takes_context, long, max_attempts)

    return make


def ids(value: Any) -> Any:
    """The value itself, where it is made of ids alone. Raises NotAnId."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str) and _WORD.fullmatch(value):
        return value
    if isinstance(value, list | tuple):
        return [ids(one) for one in value]
    if isinstance(value, dict):
        return {ids(name): ids(one) for name, one in value.items()}
    raise NotAnId("A job's arguments, saved state and result are ids, keys, days and counts: no names, no sentences.")
