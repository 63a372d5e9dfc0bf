"""What a meeting leaves behind: its minutes, and outcomes that come back until they are closed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from muntada.access.models import Handled
from muntada.forum.models.floor import Statement
from muntada.forum.models.meetings import AgendaItem, Meeting
from muntada.library.models import Work
from muntada.parties.models import Party


class Minutes(Handled):
    """The minutes of a meeting, which the next meeting approves."""

    class State(models.TextChoices):
        DRAFT = "draft"
        CIRCULATED = "circulated"
        APPROVED = "approved"

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="minutes")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    approved_at = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="approved_minutes")
    approved_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "minutes"
        constraints = [
            *Handled.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approved_on__isnull=False), name="forum_minutes_approved_on"
            ),
        ]

    def __str__(self) -> str:
        return f"minutes of {self.meeting_id}"


class MinutesRevision(models.Model):
    """The text of minutes in one language as it stood: written once, never changed.

    It is seen by those who see the minutes.
    """

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2)
    text = models.TextField()
    note = models.CharField(max_length=300, blank=True)  # what changed, and at whose wish
    corrigendum = models.BooleanField(default=False)  # put right after the minutes were approved; the note says why
    named_because = models.CharField(max_length=10, choices=Statement.Named.choices, blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["minutes", "language", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "language", "number"], name="forum_minutes_revision_once"),
            models.CheckConstraint(condition=Q(corrigendum=False) | ~Q(note=""), name="forum_corrigendum_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id} {self.language} {self.number}"


class Outcome(Handled):
    """What a meeting decided, concluded, recommended, asked for, adopted or took note of.

    One that asks for something has an owner and a day, and comes back on the next agenda until it is closed.
    """

    class Kind(models.TextChoices):
        DECISION = "decision"
        CONCLUSION = "conclusion"
        RECOMMENDATION = "recommendation"
        ACTION = "action"
        ADOPTION = "adoption"
        TAKEN_NOTE = "taken_note"

    class State(models.TextChoices):
        OPEN = "open"
        DONE = "done"
        DROPPED = "dropped"
        STANDING = "standing"  # asks for nothing further

    reference = models.CharField(max_length=60, unique=True)  # 2026/CoCo/3: made when it is entered, for good
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="outcomes")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="outcomes")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    text_ar = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    text_fr = models.TextField(blank=True)
    work = models.ForeignKey(Work, models.PROTECT, null=True, blank=True, related_name="outcomes")  # what it is about
    owner = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="owned_outcomes")
    due = models.DateField(null=True, blank=True)
    named_because = models.CharField(max_length=10, choices=Statement.Named.choices, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "due"], name="forum_outcome_due")]
        constraints = [
            *Handled.Meta.constraints,
            models.CheckConstraint(condition=~Q(text_ar="", text_en="", text_fr=""), name="forum_outcome_has_words"),
        ]

    def __str__(self) -> str:
        return self.reference


class Progress(Handled):
    """What became of an outcome, as its owner or the secretariat says; a state that it brought about stands with it."""

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="progress")
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="progress")
    text = models.TextField()
    state = models.CharField(max_length=10, choices=Outcome.State.choices, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["outcome", "-id"]
        verbose_name_plural = "progress"
        constraints = Handled.Meta.constraints

    def __str__(self) -> str:
        return f"{self.outcome_id}: {self.text[:60]}"
