"""The reading room: sources, the findings drafted from them, and the decisions of a person."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from muntada.evidence.models import Document


class Story(models.Model):
    """One article, however many sites published it: its copies are grouped and counted once."""

    started_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "stories"

    def __str__(self) -> str:
        return f"story {self.pk}"


class Source(models.Model):
    """A document in the reading room."""

    document = models.OneToOneField(Document, models.CASCADE, related_name="source")
    story = models.ForeignKey(Story, models.PROTECT, related_name="sources")
    reader = models.CharField(max_length=20, blank=True)  # the version of the rules that read it last
    read_at = models.DateTimeField(null=True, blank=True)
    mentions = models.JSONField(
        default=dict
    )  # {"topics": [...], "sectors": [...], "groups": [...], "organisations": [...]}

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.document)


class Band(models.Model):
    """A band of a source's MinHash signature: two sources that share one are compared in full."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="bands")
    number = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=32)

    class Meta:
        ordering = ["source", "number"]
        indexes = [models.Index(fields=["number", "value"])]

    def __str__(self) -> str:
        return f"{self.number}:{self.value}"


class Finding(models.Model):
    """A fact that a rule read from a passage, and where it stands with the person who reviews it."""

    class State(models.TextChoices):
        DRAFT = "draft"
        ACCEPTED = "accepted"
        REJECTED = "rejected"
        WITHDRAWN = "withdrawn"  # better rules no longer draft it, and nobody had decided it

    source = models.ForeignKey(Source, models.CASCADE, related_name="findings")
    type = models.CharField(max_length=20)
    attrs = models.JSONField()  # as drafted, never changed
    corrected = models.JSONField(null=True, blank=True)  # as a person corrected them
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    rule = models.CharField(max_length=80)
    confidence = models.FloatField()
    reader = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    record_type = models.CharField(max_length=60, blank=True)
    record_key = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["source", "start", "id"]
        indexes = [models.Index(fields=["state"]), models.Index(fields=["record_type", "record_key"])]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="sources_finding_not_empty"),
            models.CheckConstraint(
                condition=Q(confidence__gte=0) & Q(confidence__lte=1),
                name="sources_finding_confidence_is_share",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type}: {self.quote[:60]}"

    @property
    def values(self) -> dict[str, object]:
        """What the finding states: the correction where there is one, else the draft."""
        values: dict[str, object] = self.corrected if self.corrected is not None else self.attrs
        return values


class Decision(models.Model):
    """What a person decided of a finding, and all that it brought about, so that it can be undone."""

    class Verdict(models.TextChoices):
        ACCEPT = "accept"
        CORRECT = "correct"
        REJECT = "reject"

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="decisions")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    by = models.CharField(max_length=100)
    at = models.DateTimeField(auto_now_add=True)
    before = models.JSONField(default=dict)  # the finding's state, correction and record before
    effects = models.JSONField(default=dict)  # what was created and changed, for the way back
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.verdict} {self.finding_id}"
