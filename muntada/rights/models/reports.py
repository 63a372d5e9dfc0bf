"""What is reported in confidence: that a rule on persons' data is broken here."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from muntada.access import clock
from muntada.parties.models import LANGUAGES


class Report(models.Model):
    """A report of an infringement (LED, article 48), which the reviewer alone reads and answers.

    `code` is the digest of the receipt by which whoever reported reads the answer; no address, network or moment is
    kept, and who reported only where they say it. Personal data: what the report says, how its author wants to be
    reached, the answer. They are taken out a year after the report was closed (`forget_by`).
    """

    class State(models.TextChoices):
        RECEIVED = "received"
        TAKEN_UP = "taken_up"
        ANSWERED = "answered"
        CLOSED = "closed"

    said = models.TextField(blank=True)
    contact = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="ar")
    code = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.RECEIVED)
    received_on = models.DateField(default=clock.today)
    review_by = models.DateField()
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=100, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    forget_by = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="rights_report_code_once"),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False, forget_by__isnull=False)
                | (~Q(state="closed") & Q(closed_on__isnull=True, forget_by__isnull=True)),
                name="rights_report_closed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["answered", "closed"]) | (~Q(answered_by="") & Q(answered_on__isnull=False)),
                name="rights_report_answered",
            ),
            models.CheckConstraint(condition=Q(state="closed") | ~Q(said=""), name="rights_report_says"),
        ]

    def __str__(self) -> str:
        return f"report {self.pk}"

    @property
    def is_overdue(self) -> bool:
        """Whether its review is due: somebody has to say how it goes on."""
        return self.state != self.State.CLOSED and self.review_by < clock.today()
