"""Meetings, from the series they belong to through agenda and sittings to the papers before them."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from muntada.access.folded import Findable, FoldedField
from muntada.access.models import Handled
from muntada.evidence.models import Document
from muntada.forum.models.bodies import Body
from muntada.forum.models.sourced import Sourced
from muntada.library.models import Work
from muntada.parties.models import Party


class Attribution(models.TextChoices):
    """What may be said of who said something."""

    ATTRIBUTED = "attributed"  # person and party
    PARTY_ONLY = "party_only"
    NOT_ATTRIBUTED = "not_attributed"  # the Chatham House Rule


def new_uid() -> str:
    """What a calendar knows a meeting by; one that came from another calendar keeps the one it had there."""
    return f"{uuid4()}@muntada"


class Series(Handled):
    """Meetings of one kind that follow one another: the plenaries, a committee's, a working group's."""

    key = models.CharField(max_length=120, unique=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="series")
    kind = models.CharField(max_length=60)
    title_ar = models.CharField(max_length=300, blank=True)
    title_en = models.CharField(max_length=300, blank=True)
    title_fr = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["body", "key"]
        verbose_name_plural = "series"
        constraints = Handled.Meta.constraints

    def __str__(self) -> str:
        return self.title_en or self.title_ar or self.key


class Meeting(Findable, Sourced):
    """A meeting, held or announced. `when` may be a day, a range of days, a month or a year.

    A meeting that the forum itself convenes has moments too, in the time zone of its place. `sequence` grows with
    every change that a calendar must learn of.
    """

    class Status(models.TextChoices):
        ANNOUNCED = "announced"
        CONVENED = "convened"
        POSTPONED = "postponed"
        CANCELLED = "cancelled"
        HELD = "held"

    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="meetings")
    kind = models.CharField(max_length=60)
    reference = models.CharField(max_length=40, blank=True)  # its id in the reference tables: coco21
    ordinal = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.CharField(max_length=600, blank=True)
    when = models.CharField(max_length=21, blank=True, db_index=True)
    place = models.CharField(max_length=200, blank=True)
    level = models.CharField(max_length=60, blank=True)
    format = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=20, blank=True)
    attendance = models.PositiveIntegerField(null=True, blank=True)
    organiser = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="organised_meetings")
    host = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="hosted_meetings")
    chairs = models.ManyToManyField(Party, blank=True, related_name="chaired_meetings")
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="meetings")
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    time_zone = models.CharField(max_length=60, blank=True)  # of the place: Africa/Casablanca
    room = models.CharField(max_length=200, blank=True)
    languages = models.JSONField(default=list)  # of work, by their codes
    interpretation = models.JSONField(default=list)  # pairs of codes: ["ar", "en"]
    attribution = models.CharField(max_length=20, choices=Attribution.choices, default=Attribution.ATTRIBUTED)
    documents_by = models.DateField(null=True, blank=True)
    register_by = models.DateField(null=True, blank=True)
    quorum = models.PositiveSmallIntegerField(null=True, blank=True)  # delegations present
    status_note = models.CharField(max_length=300, blank=True)  # why it was postponed or cancelled
    # What `when` was before it was postponed; while `when` is still the same, no new day is known.
    postponed_from = models.CharField(max_length=21, blank=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    uid = models.CharField(max_length=200, default=new_uid, unique=True)  # by which calendars know it, for good
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True)
    sought = FoldedField(of=["title", "note", "place"])
    sought_place = FoldedField(of=["place"])

    class Meta:
        ordering = ["-when", "-id"]
        constraints = [
            *Handled.Meta.constraints,
            models.UniqueConstraint(
                fields=["reference"], condition=~Q(reference=""), name="forum_meeting_reference_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=False, ends_at__gte=F("starts_at")),
                name="forum_meeting_forward",
            ),
        ]
        indexes = [
            models.Index(fields=["body", "when", "id"], name="forum_meeting_of_body"),
            models.Index(fields=["kind", "when", "id"], name="forum_meeting_of_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.body_id or ''} {self.when}"


class AgendaItem(Findable, Handled):
    """What a meeting takes up, in the words of a source or of the agenda, in a tree.

    What is internal is for the body's own members, what is hidden for the forum's staff: their handling says so.
    """

    class Kind(models.TextChoices):
        COMMON = "common"
        INTERNAL = "internal"
        HIDDEN = "hidden"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    position = models.PositiveSmallIntegerField(default=0)
    number = models.CharField(max_length=20, blank=True)  # as it is printed: "3", "3 (b)"
    number_given = models.BooleanField(default=False)  # by a person; else it follows from the place in the tree
    title = models.TextField()
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.COMMON)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)  # how long it is given
    work = models.ForeignKey(Work, models.PROTECT, null=True, blank=True, related_name="agenda_items")
    carries = models.ForeignKey("Outcome", models.PROTECT, null=True, blank=True, related_name="carried_to")
    closed = models.BooleanField(default=False)
    sought = FoldedField(of=["title"])

    class Meta:
        ordering = ["meeting", "position", "id"]
        constraints = [
            *Handled.Meta.constraints,
            models.UniqueConstraint(
                fields=["meeting", "title"], condition=Q(parent__isnull=True), name="forum_agenda_item_once"
            ),
            models.UniqueConstraint(
                fields=["parent", "title"], condition=Q(parent__isnull=False), name="forum_agenda_part_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title[:80]


class Sitting(Handled):
    """A stretch of a meeting in one room: its items, who convenes it, and what may be said of who spoke."""

    class State(models.TextChoices):
        PLANNED = "planned"
        OPEN = "open"
        CLOSED = "closed"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="sittings")
    title = models.CharField(max_length=300)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    room = models.CharField(max_length=200, blank=True)
    convener = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="convened_sittings")
    items = models.ManyToManyField(AgendaItem, blank=True, related_name="sittings")
    attribution = models.CharField(max_length=20, choices=Attribution.choices, default=Attribution.ATTRIBUTED)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)

    class Meta:
        ordering = ["meeting", "starts_at", "id"]
        constraints = [
            *Handled.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=False, ends_at__gte=F("starts_at")),
                name="forum_sitting_forward",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Paper(Handled):
    """A document before a meeting, by agenda item; its versions follow one another."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="papers")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="papers")
    title = models.CharField(max_length=300)
    symbol = models.CharField(max_length=60, blank=True)
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="papers")  # who submits it
    due = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["meeting", "item", "id"]
        constraints = Handled.Meta.constraints

    def __str__(self) -> str:
        return self.title


class PaperVersion(models.Model):
    """One version of a paper in one language; it is seen by those who see the paper, and never changed."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2)
    document = models.ForeignKey(Document, models.PROTECT, related_name="paper_versions")
    at = models.DateTimeField()
    late = models.BooleanField(default=False)  # after the day on which documents were due

    class Meta:
        ordering = ["paper", "-number", "language"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "number", "language"], name="forum_paper_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} v{self.number} {self.language}"


class Participation(Handled):
    """A party takes part in what a body does, in one of its meetings where that is known."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="participations")
    body = models.ForeignKey(Body, models.CASCADE, related_name="participations")
    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, blank=True, related_name="participations")

    class Meta:
        ordering = ["body", "party"]
        constraints = Handled.Meta.constraints

    def __str__(self) -> str:
        return f"{self.party_id} in {self.body_id}"
