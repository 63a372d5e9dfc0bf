"""Jobs, and the slots of time in which what is regular was done."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from muntada.access import clock


def _any_key() -> str:
    return uuid.uuid4().hex


class Job(models.Model):
    """One piece of work for later: a task's name and the ids that it works on.

    Whoever works on it holds a lease until `lease_until` and the number `fence`, which rises with every claim: what
    a worker does counts only while the row still bears its number. `attempts` counts towards `max_attempts` and
    begins anew when a person says so; the fence never does. `saved` is what a long job has to remember between two
    steps. Personal data: the requester's key. Neither arguments nor errors hold any: ids and names of kinds only.
    """

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        DEAD = "dead"  # waits for a person, who has it tried again or drops it
        CANCELLED = "cancelled"

    task = models.CharField(max_length=100)
    args = models.JSONField(default=list)
    requested_by = models.CharField(max_length=120)
    via = models.CharField(max_length=40, blank=True)  # the token it was asked for by; it lasts no longer than that
    once = models.CharField(max_length=120, default=_any_key)  # the same key of the same task is the same job
    run_after = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    fence = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=8)
    lease_until = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    saved = models.JSONField(default=dict)
    result = models.JSONField(null=True, blank=True)
    error = models.CharField(max_length=100, blank=True)
    queued_at = models.DateTimeField(default=clock.now)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["task", "once"], name="jobs_job_once"),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running", "done", "dead", "cancelled"]), name="jobs_job_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="running", lease_until__isnull=False)
                | (~Q(state="running") & Q(lease_until__isnull=True)),
                name="jobs_job_leased_while_running",
            ),
        ]
        indexes = [
            models.Index(fields=["run_after", "id"], condition=Q(state="queued"), name="jobs_job_queued"),
            models.Index(fields=["lease_until"], condition=Q(state="running"), name="jobs_job_running"),
            models.Index(fields=["requested_by"], name="jobs_job_requester"),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.pk}"


class Slot(models.Model):
    """A schedule's job was asked for in this slot of time; there is at most one."""

    schedule = models.CharField(max_length=100)
    slot = models.CharField(max_length=20)  # `2026-02-01` or `2026-02-01T06:00Z`
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["schedule", "slot"], name="jobs_slot_once")]

    def __str__(self) -> str:
        return f"{self.schedule} {self.slot}"
