"""What was captured, which passages of it are quoted, and which values of which records rest on them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from muntada.access import clock
from muntada.access.models import LABELS, Audience, Handled, in_force, members_of


class Document(Handled):
    """A file exactly as it came in, and its text exactly as it was read.

    The bytes lie in the content store under their SHA-256. The same bytes are one document, but for whoever brings them
    too and may not know of it: that is another `copy`. Offsets into `text` are code points.
    May hold personal data: whatever the source says.
    """

    sha256 = models.CharField(max_length=64)
    copy = models.PositiveSmallIntegerField(default=0)  # of the same bytes, apart for those who may not know of another
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    text = models.TextField()
    language = models.CharField(max_length=3)
    published = models.DateField(null=True, blank=True)
    published_given = models.BooleanField(default=False)  # said by a person, not read from the text
    address = models.URLField(max_length=2000, blank=True)
    title = models.CharField(max_length=500, blank=True)
    furniture = models.JSONField(default=list)  # [[start, end], ...]: web boilerplate, marked and never deleted
    notes = models.JSONField(default=list)  # what the capture wants a person to know, as message codes
    captured_at = models.DateTimeField(auto_now_add=True)
    captured_by = models.CharField(max_length=100)

    class Meta:
        ordering = ["-captured_at", "-id"]
        constraints = [
            *Handled.Meta.constraints,
            models.UniqueConstraint(fields=["sha256", "copy"], name="evidence_document_once"),
        ]
        indexes = [models.Index(fields=["captured_by", "captured_at"])]

    def __str__(self) -> str:
        return self.title or self.name


class Passage(models.Model):
    """A piece of a document's text that something rests on: `text[start:end] == quote`."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="passages")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()

    class Meta:
        ordering = ["document", "start"]
        constraints = [
            models.UniqueConstraint(fields=["document", "start", "end"], name="evidence_passage_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="evidence_passage_not_empty"),
        ]

    def __str__(self) -> str:
        return self.quote[:80]


class Citation(Handled):
    """One source's word on one value of one record.

    A record is named by its kind and key (`forum.meeting`, `17`), so that any room's record can be cited without
    this room knowing it. `value` is the value this source gives; where two standing citations of a field do not
    agree, the record is in conflict until a person settles it. The word comes from a passage, or, for reference
    facts, from a named reference.
    """

    class Standing(models.TextChoices):
        STANDS = "stands"
        PREFERRED = "preferred"  # a person decided that the record follows this one
        SET_ASIDE = "set_aside"  # a person decided that it does not follow this one

    record_type = models.CharField(max_length=60)
    record_key = models.CharField(max_length=120)
    field = models.CharField(max_length=40)
    value = models.JSONField()
    passage = models.ForeignKey(Passage, models.PROTECT, null=True, blank=True, related_name="citations")
    reference = models.CharField(max_length=300, blank=True)
    confidence = models.FloatField(default=1.0)
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.STANDS)
    finding = models.PositiveBigIntegerField(null=True, blank=True)  # the finding it was accepted from
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["record_type", "record_key", "field", "id"]
        indexes = [models.Index(fields=["record_type", "record_key", "field"])]
        constraints = [
            *Handled.Meta.constraints,
            models.CheckConstraint(
                condition=Q(passage__isnull=False) | ~Q(reference=""),
                name="evidence_citation_rests_on_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_key} {self.field}"


class Release(models.Model):
    """The originator lets a record go further than it was shared: asked for by one person, answered by another.

    The record is named by its kind and key. A release of some `fields` only leaves the record as it is and shows
    these fields to the audience. A wider label has no end: what was opened to all cannot be taken back on a day.
    """

    class State(models.TextChoices):
        ASKED = "asked"
        GIVEN = "given"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    record_type = models.CharField(max_length=60)
    record_key = models.CharField(max_length=120)
    originator = models.CharField(max_length=120)
    audience = models.ForeignKey(Audience, models.PROTECT, null=True, blank=True, related_name="+")
    to_label = models.CharField(max_length=16, choices=LABELS, blank=True)
    fields = models.JSONField(default=list)  # names of fields; none stands for the whole record
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_by = models.CharField(max_length=100)
    asked_at = models.DateTimeField(default=clock.now)
    why = models.TextField()
    answered_by = models.CharField(max_length=100, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    until = models.DateField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=100, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    base = models.JSONField(default=dict)  # the record's marking without any release

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["record_type", "record_key"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(audience__isnull=False) | ~Q(to_label=""), name="evidence_release_to_somebody"
            ),
            # The wall behind the verb: whatever door is used, nobody answers what they asked for themselves.
            models.CheckConstraint(condition=~Q(answered_by=F("asked_by")), name="evidence_release_by_two"),
            models.CheckConstraint(
                condition=Q(state="asked", answered_by="") | (~Q(state="asked") & ~Q(answered_by="") & ~Q(reason="")),
                name="evidence_release_answered",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | (~Q(state="withdrawn") & Q(withdrawn_at__isnull=True)),
                name="evidence_release_withdrawn",
            ),
            models.CheckConstraint(condition=Q(to_label="") | Q(until__isnull=True), name="evidence_label_has_no_end"),
        ]

    def __str__(self) -> str:
        return f"release {self.pk}"

    @property
    def audience_keys(self) -> frozenset[str]:
        """The keys of those it is released to today."""
        return in_force(members_of(self.audience_id), clock.today()) if self.audience_id else frozenset()
