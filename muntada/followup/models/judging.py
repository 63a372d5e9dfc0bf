"""How far a commitment is carried out, in somebody's judgement; what institutions are asked; positions in drafting."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from muntada.access.models import Handled
from muntada.evidence.models import Document
from muntada.followup.models.commitments import Commitment, Institution
from muntada.followup.models.measures import Measure
from muntada.forum.models import AgendaItem, Meeting
from muntada.library.models import Clause
from muntada.parties.models import Party


class Assessment(Handled):
    """Who judged how far a commitment is carried out, when, with what reasons; never what was done, which measures say.

    It is released to others only with the consent of the party.
    """

    class Result(models.TextChoices):
        NONE = "none"
        PARTLY = "partly"
        LARGELY = "largely"
        FULLY = "fully"
        NOT_APPLICABLE = "not_applicable"

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="assessments")
    result = models.CharField(max_length=14, choices=Result.choices)
    as_of = models.DateField()
    assessor = models.CharField(max_length=300)  # who judged: a mission, a committee, an institution
    campaign = models.CharField(max_length=120, blank=True)
    reasons_ar = models.TextField(blank=True)
    reasons_en = models.TextField(blank=True)
    reasons_fr = models.TextField(blank=True)
    comment_ar = models.TextField(blank=True)  # the party's
    comment_en = models.TextField(blank=True)
    comment_fr = models.TextField(blank=True)
    commented_by = models.CharField(max_length=120, blank=True)
    commented_at = models.DateTimeField(null=True, blank=True)
    consented_by = models.CharField(max_length=120, blank=True)
    consented_at = models.DateTimeField(null=True, blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["commitment", "-as_of", "-id"]
        constraints = [
            *Handled.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(reasons_ar="", reasons_en="", reasons_fr=""), name="followup_assessment_has_reasons"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment}: {self.result} ({self.as_of})"

    @property
    def may_go_further(self) -> bool:
        """Others see it only once the party has consented."""
        return self.consented_at is not None


class Request(Handled):
    """What an institution is asked to answer by a day; it answers on a page of its own or in a workbook."""

    class State(models.TextChoices):
        OPEN = "open"
        ANSWERED = "answered"
        CLOSED = "closed"

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="requests")
    measures = models.ManyToManyField(Measure, blank=True, related_name="requests")
    commitments = models.ManyToManyField(Commitment, blank=True, related_name="requests")
    text = models.TextField()
    due = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    digest = models.CharField(max_length=64, blank=True, db_index=True)  # of the secret in the address of its page
    turn = models.PositiveIntegerField(default=1)  # which address it is: a new one ends those before it
    ends = models.DateTimeField(null=True, blank=True)  # when that address ends
    version = models.PositiveIntegerField(default=1)  # the round: another one begins when an answer is sent back
    by = models.CharField(max_length=120)
    at = models.DateTimeField()
    closed_by = models.CharField(max_length=120, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due", "id"]
        constraints = Handled.Meta.constraints

    def __str__(self) -> str:
        return f"{self.institution} {self.due}"


class Answer(models.Model):
    """What an institution answered of one measure or commitment; it changes nothing before somebody takes it over."""

    class State(models.TextChoices):
        DRAFT = "draft"  # not sent: the institution still writes
        OPEN = "open"
        TAKEN = "taken"
        REFUSED = "refused"

    request = models.ForeignKey(Request, models.CASCADE, related_name="answers")
    measure = models.ForeignKey(Measure, models.CASCADE, null=True, blank=True, related_name="+")
    commitment = models.ForeignKey(Commitment, models.CASCADE, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=14, choices=Measure.Status.choices, blank=True)  # of a measure
    response = models.CharField(
        max_length=10, choices=Commitment.Response.choices, blank=True
    )  # to a clause or outcome
    completed = models.CharField(max_length=21, blank=True)
    text = models.TextField(blank=True)
    said_by = models.CharField(max_length=300, blank=True)  # the office that answered
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["request", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(measure__isnull=False) ^ Q(commitment__isnull=False), name="followup_answer_of_one"
            ),
            models.UniqueConstraint(
                fields=["request", "measure"],
                condition=Q(state__in=["draft", "open"]),
                name="followup_answer_of_measure_once",
            ),
            models.UniqueConstraint(
                fields=["request", "commitment"],
                condition=Q(state__in=["draft", "open"]),
                name="followup_answer_of_commitment_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="followup_answer_refused_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Attachment(models.Model):
    """What an institution put to an answer to show it: a file, or the address of a page."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="attachments")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    address = models.URLField(max_length=2000, blank=True)
    title = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["answer", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(document__isnull=False, address="") | (Q(document__isnull=True) & ~Q(address="")),
                name="followup_attachment_of_one",
            )
        ]

    def __str__(self) -> str:
        return self.title or self.address or str(self.document)


class Position(Handled):
    """What a party is going to say: on a clause in drafting, on an item of an agenda; cleared by its institutions."""

    class State(models.TextChoices):
        DRAFT = "draft"
        CONSULTED = "consulted"
        CLEARED = "cleared"
        WITHDRAWN = "withdrawn"

    party = models.ForeignKey(Party, models.PROTECT, related_name="positions")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="positions")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="positions")
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, blank=True, related_name="positions")
    title = models.CharField(max_length=300)
    text_ar = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    text_fr = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = Handled.Meta.constraints

    def __str__(self) -> str:
        return self.title


class PositionVersion(models.Model):
    """What a position said in one of its versions: each stays, so that what an institution agreed to can be read."""

    position = models.ForeignKey(Position, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    text_ar = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    text_fr = models.TextField(blank=True)
    why = models.CharField(max_length=300, blank=True)  # what changed, and at whose wish
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["position", "-number"]
        constraints = [models.UniqueConstraint(fields=["position", "number"], name="followup_position_version_once")]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class Clearance(models.Model):
    """What an institution says of a version of a position: that it agrees, or what is to be changed."""

    class Said(models.TextChoices):
        ASKED = "asked"
        AGREES = "agrees"
        CHANGES = "changes"  # agrees if that is changed
        OBJECTS = "objects"

    position = models.ForeignKey(Position, models.CASCADE, related_name="clearances")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    said = models.CharField(max_length=8, choices=Said.choices, default=Said.ASKED)
    text = models.TextField(blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["position", "version", "institution"]
        constraints = [
            models.UniqueConstraint(fields=["position", "institution", "version"], name="followup_clearance_once")
        ]

    def __str__(self) -> str:
        return f"{self.institution}: {self.said}"
