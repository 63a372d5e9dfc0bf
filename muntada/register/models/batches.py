"""Many names checked at once by a job: the names for as long as their answers are fetched, and no longer."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from muntada.access.models import Handled
from muntada.jobs.models import Job

KEPT = 7  # days, after which a batch and its names are erased; the leads and the log stay


class Batch(Handled):
    """Names that somebody asks to have checked; seen by whoever asked.

    May hold personal data: the names and what is known of who bears them.
    """

    by = models.CharField(max_length=120)
    at = models.DateTimeField()
    name = models.CharField(max_length=200, blank=True)  # of the file
    case = models.CharField(max_length=120, blank=True)  # the asker's own reference
    cutoff = models.FloatField()
    most = models.PositiveSmallIntegerField()  # hits of one name
    names = models.PositiveIntegerField()
    aside = models.PositiveIntegerField(default=0)  # rows that are no question
    done = models.PositiveIntegerField(default=0)
    met = models.PositiveIntegerField(default=0)  # hits
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "batches"
        constraints = [
            *Handled.Meta.constraints,
            models.CheckConstraint(condition=Q(done__lte=F("names")), name="register_batch_done"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by}: {self.names}"

    @property
    def is_done(self) -> bool:
        """Whether every name was checked."""
        return self.done == self.names


class BatchName(models.Model):
    """One name of a batch with what became of it, or a row that was set aside with the reason; seen with the batch."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows")
    place = models.PositiveIntegerField()  # in the order in which they were brought, from 1
    key = models.CharField(max_length=120, blank=True)  # the asker's own, or where it stands in the file
    asked = models.JSONField(null=True)  # as a lead keeps it; none of a row set aside
    wrong = models.CharField(max_length=40, blank=True)  # why it was set aside: a code
    why = models.TextField(blank=True)
    leads = models.JSONField(null=True)  # their numbers, the likeliest first; null while it is not checked
    cleared = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["batch", "place"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "place"], name="register_batchname_once"),
            models.CheckConstraint(
                condition=Q(asked__isnull=False, wrong="") | (Q(asked__isnull=True) & ~Q(wrong="")),
                name="register_batchname_asked_or_wrong",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.place}"
