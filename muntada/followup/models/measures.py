"""What a party does to carry out what it undertook: measures, which commitments they serve, evidence and progress."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from muntada.access.models import Handled
from muntada.evidence.models import Document, Passage
from muntada.followup.models.commitments import Commitment, Institution
from muntada.parties.models import Party


class Measure(Handled):
    """A law, an institution, a procedure, a training or a programme by which a party carries out what it undertook."""

    class Kind(models.TextChoices):
        LAW = "law"
        INSTITUTION = "institution"
        PROCEDURE = "procedure"
        TRAINING = "training"
        PROGRAMME = "programme"

    class Status(models.TextChoices):
        PLANNED = "planned"
        IN_PREPARATION = "in_preparation"
        IN_PROGRESS = "in_progress"
        COMPLETED = "completed"
        SUSPENDED = "suspended"

    reference = models.CharField(max_length=60, unique=True)  # EG/2026/14: made when it is entered, for good
    party = models.ForeignKey(Party, models.PROTECT, related_name="measures")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title_ar = models.CharField(max_length=600, blank=True)
    title_en = models.CharField(max_length=600, blank=True)
    title_fr = models.CharField(max_length=600, blank=True)
    text_ar = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    text_fr = models.TextField(blank=True)
    owner = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="measures")
    status = models.CharField(max_length=14, choices=Status.choices, default=Status.PLANNED)
    start = models.CharField(max_length=21, blank=True)
    target = models.CharField(max_length=21, blank=True)  # when it is to be done
    target_note = models.CharField(max_length=600, blank=True)
    completed = models.CharField(max_length=21, blank=True)
    sectors = models.JSONField(default=list)  # ids of the lexicon
    topics = models.JSONField(default=list)
    lifecycle = models.CharField(max_length=60, blank=True)
    report_every = models.PositiveSmallIntegerField(null=True, blank=True)  # months
    report_from = models.DateField(null=True, blank=True)
    report_until = models.DateField(null=True, blank=True)
    archived = models.BooleanField(default=False)  # nothing that was reported is ever deleted

    class Meta:
        ordering = ["-id"]
        constraints = [
            *Handled.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(title_ar="", title_en="", title_fr=""), name="followup_measure_has_title"
            ),
            models.CheckConstraint(
                condition=Q(report_every__isnull=True) | Q(report_every__gte=1, report_from__isnull=False),
                name="followup_measure_frequency",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Contribution(models.Model):
    """That a measure serves a commitment, wholly or in part, and how; seen by whoever sees both."""

    class Extent(models.TextChoices):
        WHOLE = "whole"  # done, it carries out all that the clause asks for
        PART = "part"

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="contributions")
    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="contributions")
    extent = models.CharField(max_length=5, choices=Extent.choices)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["measure", "commitment"]
        constraints = [models.UniqueConstraint(fields=["measure", "commitment"], name="followup_contribution_once")]

    def __str__(self) -> str:
        return f"{self.measure} → {self.commitment}"


class Evidence(Handled):
    """What shows that a measure was taken: a law in the gazette, figures, a photograph; who holds it."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=60)
    title_ar = models.CharField(max_length=600, blank=True)
    title_en = models.CharField(max_length=600, blank=True)
    title_fr = models.CharField(max_length=600, blank=True)
    holder = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="held_evidence")

    class Meta:
        ordering = ["measure", "id"]
        constraints = [
            *Handled.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(title_ar="", title_en="", title_fr=""), name="followup_evidence_has_title"
            ),
        ]

    def __str__(self) -> str:
        return self.title_en or self.title_ar or self.title_fr


class EvidenceRevision(models.Model):
    """One state of a piece of evidence: a file kept here or an address, from when to when it holds, and the passage
    that it rests on. Earlier ones stay."""

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    address = models.URLField(max_length=2000, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    passage = models.ForeignKey(Passage, models.PROTECT, null=True, blank=True, related_name="+")
    effective = models.DateField(null=True, blank=True)
    received = models.DateField()
    expires = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=600, blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["evidence", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["evidence", "number"], name="followup_revision_once"),
            models.CheckConstraint(
                condition=Q(document__isnull=False) | ~Q(address=""), name="followup_revision_of_something"
            ),
            models.CheckConstraint(
                condition=Q(expires__isnull=True) | Q(effective__isnull=True) | Q(expires__gte=F("effective")),
                name="followup_revision_expires_after",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evidence} ({self.number})"


class Report(Handled):
    """What became of a measure by a day that was due, in the institution's words."""

    class State(models.TextChoices):
        DRAFT = "draft"
        VALIDATED = "validated"

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="reports")
    due = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    text_ar = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    text_fr = models.TextField(blank=True)
    status = models.CharField(max_length=14, choices=Measure.Status.choices)
    evidence = models.ManyToManyField(Evidence, blank=True, related_name="reports")
    by = models.CharField(max_length=120)
    at = models.DateTimeField()
    validated_by = models.CharField(max_length=120, blank=True)
    validated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["measure", "-due"]
        constraints = [
            *Handled.Meta.constraints,
            models.UniqueConstraint(fields=["measure", "due"], name="followup_report_once"),
            models.CheckConstraint(condition=~Q(text_ar="", text_en="", text_fr=""), name="followup_report_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.due}"
