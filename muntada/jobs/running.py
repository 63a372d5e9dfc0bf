"""One job being done: with the requester's rights as they are now, and only as long as the job is one's own."""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

from django.db import transaction

from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.access.wall import under_ceiling
from muntada.jobs import claims
from muntada.jobs.claims import LeaseLost
from muntada.jobs.later import ids
from muntada.jobs.models import Job
from muntada.jobs.table import Table
from muntada.trail.deed import Refused, act, refuse
from muntada.trail.later import written_at_the_end
from muntada.trail.via import coming_by

log = logging.getLogger(__name__)
NO_LONGER = "Whoever asked for this job may not do it now."


class Stopping(Exception):
    """Raised in a long job when its worker has to stop: the job goes back to the queue."""


class Context:
    """What a task that takes a context may ask and say while it runs."""

    def __init__(self, run: Running) -> None:
        self._run = run

    @property
    def job(self) -> int:
        """The job's number."""
        return self._run.job.pk

    @property
    def attempt(self) -> int:
        """Which attempt this is, from 1."""
        return self._run.job.attempts

    @property
    def fence(self) -> int:
        """The number under which the job is held; no later attempt has the same."""
        return self._run.job.fence

    @property
    def last_attempt(self) -> bool:
        """Whether the job becomes a dead letter if this attempt fails."""
        return self._run.job.attempts >= self._run.job.max_attempts

    @property
    def actor(self) -> Actor:
        """Who asked for the job, with the rights of this moment. Raises Refused where there are none any more."""
        return self._run.leave()

    @property
    def saved(self) -> dict[str, Any]:
        """What the last step told to remember, in this attempt or one before it."""
        return dict(self._run.job.saved)

    def progress(self, done: int, total: int) -> None:
        """Say how far a long job is. Raises LeaseLost, Stopping."""
        self._run.go_on()
        claims.note(self._run.job, done=done, total=total)

    @contextmanager
    def step(self, *, saved: dict[str, Any] | None = None, **progress: int) -> Iterator[Actor]:
        """One transaction of a long job: what is written in it counts once, and only while the job is one's own.

        `saved` is remembered with it (ids and counts), `done` and `total` are shown. Raises LeaseLost, Stopping,
        Refused.
        """
        run = self._run
        run.go_on()
        actor = run.leave()
        with transaction.atomic():
            claims.hold(run.job, run.lease)
            yield actor
            if saved is not None or progress:
                columns: dict[str, Any] = {**progress, **({"saved": ids(saved)} if saved is not None else {})}
                claims.note(run.job, **columns)
        if saved is not None:
            run.job.saved = saved


class Running:
    """A claimed job with all that is needed to do it."""

    def __init__(self, job: Job, table: Table, lease: timedelta, stop: threading.Event) -> None:
        self.job, self.table, self.lease, self.stop = job, table, lease, stop
        self.task = table.tasks[job.task]

    def leave(self) -> Actor:
        """The requester's actor, built anew. Raises Refused."""
        actor = self.table.actor_of(self.job.requested_by, self.job.via) or self._nobody()
        decision = decide(actor, Permission.JOB_RUN, self.job)
        if not decision:
            raise Refused(decision.reason)
        return actor

    def go_on(self) -> None:
        """Raises Stopping where the worker has to stop."""
        if self.stop.is_set():
            raise Stopping(str(self.job))

    def do(self) -> None:
        """Do it, and write down what became of it; what is not completed leaves nothing behind."""
        try:
            with written_at_the_end(), coming_by(self.job.via), under_ceiling(self.leave()):
                self._work()
        except LeaseLost:
            log.warning("job %s of %s: the lease was lost, nothing of it counts", self.job.pk, self.job.task)
        except Stopping:
            claims.give_back(self.job)
        except Refused:
            self._refused()
        except Exception as error:
            # The text of an exception may quote what was worked on, so that only its kind and place are kept.
            place = traceback.extract_tb(error.__traceback__)[-1]
            kind = type(error).__name__[:100]
            log.warning("job %s of %s: %s at %s:%s", self.job.pk, self.job.task, kind, place.filename, place.lineno)
            claims.fail(self.job, kind)

    def _work(self) -> None:
        args = [Context(self), *self.job.args] if self.task.takes_context else list(self.job.args)

        def whole() -> Any:
            return self.task.func(*args)

        if not self.task.long:
            self._complete(whole)
            return
        made = whole()
        self._complete(made if callable(made) else lambda: made)

    def _complete(self, effects: Callable[[], Any]) -> None:
        with act(self.leave(), Permission.JOB_RUN, on=self.job) as record:
            claims.hold(self.job, self.lease)
            result = effects()
            record.of(self.job, task=self.job.task)
            claims.complete(self.job, ids(result))

    def _refused(self) -> None:
        with transaction.atomic():
            if claims.fail(self.job, claims.REFUSED, again=False):
                # The refused deed has a line of its own; this one stands and falls with the job's end.
                with suppress(Refused):
                    refuse(self._nobody(), Permission.JOB_RUN, self.job, NO_LONGER)

    def _nobody(self) -> Actor:
        return Actor(self.job.requested_by, self.job.requested_by)
