"""Workers: threads that claim jobs and do them, and one pulse a process that keeps their leases."""

from __future__ import annotations

import logging
import threading
import time
from datetime import timedelta

from django.db import DatabaseError, InterfaceError, close_old_connections, connection

from muntada.access import clock
from muntada.jobs import claims, wake
from muntada.jobs.claims import LEASE
from muntada.jobs.models import Job
from muntada.jobs.running import Running
from muntada.jobs.schedules import ask_for_due
from muntada.jobs.table import Table, laid

log = logging.getLogger(__name__)
LOOK_EVERY = 1.0  # seconds between two looks at a queue that was empty


class Workers:
    """So many threads of this process that do jobs; `stop` ends them in good order."""

    def __init__(self, threads: int = 1, lease: timedelta = LEASE, table: Table | None = None) -> None:
        self.table = table or laid()
        self.lease = lease
        self.stopping, self._over = threading.Event(), threading.Event()
        self._at: dict[int, Job] = {}
        self._lock = threading.Lock()
        self._asked: dict[str, str] = {}
        self._hands = [
            threading.Thread(target=self._run, name=f"jobs-{number}", daemon=True) for number in range(threads)
        ]
        self._pulse = threading.Thread(target=self._beat, name="jobs-pulse", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        for thread in (self._pulse, *self._hands):
            thread.start()

    def stop(self, grace: float = 20.0) -> None:
        """Take nothing new, let short jobs end, and give back what is not done within this many seconds.

        What a thread still does to a job that was given back is refused by the fence.
        """
        self.stopping.set()
        wake.wake()
        last = time.monotonic() + grace
        for thread in self._hands:
            thread.join(max(0.0, last - time.monotonic()))
        for job in self._now():
            try:
                claims.give_back(job)
            except (DatabaseError, InterfaceError):
                log.warning("job %s of %s: could not be given back, its lease will end", job.pk, job.task)
        self._over.set()
        self._pulse.join(1.0)

    def run_one(self) -> bool:
        """Ask for what is due, then claim a job and do it; False where there was none."""
        self._ask_for_due()
        job = claims.claim(self.table.tasks, self.lease)
        if job is None:
            return False
        with self._lock:
            self._at[job.pk] = job
        try:
            Running(job, self.table, self.lease, self.stopping).do()
        finally:
            with self._lock:
                del self._at[job.pk]
        return True

    def beat(self) -> None:
        """Prolong the leases of all jobs that this process is at."""
        for job in self._now():
            claims.renew(job, self.lease)

    def _ask_for_due(self) -> None:
        now = clock.now()
        due = [one for one in self.table.schedules if self._asked.get(one.name) != one.slot(now)]
        if due:
            ask_for_due(due, now)
            self._asked.update({one.name: one.slot(now) for one in due})

    def _now(self) -> list[Job]:
        with self._lock:
            return list(self._at.values())

    def _run(self) -> None:
        while not self.stopping.is_set():
            rung, worked = wake.heard(), False
            try:
                close_old_connections()
                worked = self.run_one()
            except (DatabaseError, InterfaceError) as error:
                # The database may be busy, full or away. What was claimed is claimed again when its lease ends.
                log.warning("jobs: the database failed (%s); trying again", type(error).__name__)
                connection.close()
            if not worked:
                wake.wait(rung, LOOK_EVERY)
        connection.close()

    def _beat(self) -> None:
        while not self._over.wait(self.lease.total_seconds() / 4):
            try:
                self.beat()
            except (DatabaseError, InterfaceError):
                connection.close()
        connection.close()
