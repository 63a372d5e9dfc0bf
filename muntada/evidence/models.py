"""What was captured, which passages of it are quoted, and which values of which records rest on them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from muntada.marking.tlp import TLP

LABELS = [(label.value, label.value) for label in TLP]


class Document(models.Model):
    """A file exactly as it came in, and its text exactly as it was read.

    The bytes lie in the content store under their SHA-256. Offsets into `text` are code points.
    May hold personal data: whatever the source says.
    """

    sha256 = models.CharField(max_length=64, unique=True)
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
    tlp = models.CharField(max_length=16, choices=LABELS, default=TLP.CLEAR.value)
    captured_at = models.DateTimeField(auto_now_add=True)
    captured_by = models.CharField(max_length=100)

    class Meta:
        ordering = ["-captured_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(tlp__in=[label.value for label in TLP]), name="evidence_tlp_known")
        ]

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


class Citation(models.Model):
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
    tlp = models.CharField(max_length=16, choices=LABELS, default=TLP.CLEAR.value)
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["record_type", "record_key", "field", "id"]
        indexes = [models.Index(fields=["record_type", "record_key", "field"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(passage__isnull=False) | ~Q(reference=""),
                name="evidence_citation_rests_on_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_key} {self.field}"
