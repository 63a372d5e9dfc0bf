"""What the house measures, as Prometheus reads it: counts and spans, nobody's data.

Requests are told by the name of their route: addresses hold keys and words that somebody looked for. Requests are
counted by all processes of a server together; what is kept is asked of the database when somebody reads.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from muntada.access import clock
from muntada.jobs.models import Job
from muntada.outreach.models import Message
from muntada.trail.models import Pending
from muntada.trail.queries import size_of_log
from muntada.upkeep import folder as layout
from muntada.upkeep.erasures import known_folders

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
NO_ROUTE = "none"

_registry = CollectorRegistry()
_requests = Counter("muntada_requests", "Requests answered.", ["route", "method", "status"], registry=_registry)
_seconds = Histogram(
    "muntada_request_seconds",
    "How long a request took.",
    ["route"],
    registry=_registry,
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def note_request(route: str, method: str, status: int, seconds: float) -> None:
    """Count a request that was answered. A method that nobody knows is one kind: it is the visitor's word."""
    _requests.labels(route, method if method in _METHODS else "other", str(status)).inc()
    _seconds.labels(route).observe(seconds)


def text() -> bytes:
    """All of it in Prometheus's text format."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(_registry)
    every = CollectorRegistry()
    MultiProcessCollector(every)  # type: ignore[no-untyped-call]
    every.register(_Kept())
    return generate_latest(every)


class _Kept(Collector):
    """What stands in the database and beside it."""

    def collect(self) -> Iterator[Metric]:
        up = GaugeMetricFamily("muntada_database_up", "Whether the database answers.")
        try:
            found = list(_of_rows())
            up.add_metric([], 1)
        except DatabaseError:
            connection.close()
            found = []
            up.add_metric([], 0)
        yield up
        yield from found
        yield from _of_backups()


def _of_rows() -> Iterator[Metric]:
    now = clock.now()
    jobs = GaugeMetricFamily("muntada_jobs", "Jobs by where they stand.", labels=["state"])
    counted = dict(Job.objects.order_by().values_list("state").annotate(many=Count("pk")))
    for state in Job.State.values:
        jobs.add_metric([state], counted.get(state, 0))
    yield jobs
    due = Job.objects.filter(state=Job.State.QUEUED, run_after__lte=now).order_by("run_after")
    oldest = due.values_list("run_after", flat=True).first()
    yield _gauge(
        "muntada_jobs_oldest_due_seconds", "How long the job waits that has waited longest.", _age(oldest, now)
    )
    outbox = GaugeMetricFamily("muntada_messages", "Messages by where they stand.", labels=["state"])
    counted = dict(Message.objects.order_by().values_list("state").annotate(many=Count("pk")))
    for state in Message.State.values:
        outbox.add_metric([state], counted.get(state, 0))
    yield outbox
    yield _gauge("muntada_trail_leaves", "How many leaves the log has.", size_of_log())
    yield _gauge("muntada_trail_waiting", "How many lines wait for their place in the log.", Pending.objects.count())


def _of_backups() -> Iterator[Metric]:
    latest: list[datetime] = []
    for folder in known_folders():
        try:
            latest += [layout.moment_of(name) for name in layout.backups(folder)[-1:]]
        except layout.BackupFailed:
            continue
    if latest:
        age = max(0.0, (clock.now() - max(latest)).total_seconds())
        yield _gauge("muntada_backup_age_seconds", "How old the latest backup is; absent where there is none.", age)
    every = settings.BACKUP_HOURS * 3600 if settings.BACKUP is not None else 0
    yield _gauge("muntada_backup_every_seconds", "How often the schedule makes one; 0: it makes none.", every)


def _gauge(name: str, said: str, value: float) -> Metric:
    made = GaugeMetricFamily(name, said)
    made.add_metric([], value)
    return made


def _age(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since is not None else 0.0


_registry.register(_Kept())
