"""The national report: editions, chapters, paragraphs in pairs with their sources, clearance, recipients."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from muntada.access.models import Handled
from muntada.evidence.models import Document, Passage
from muntada.followup.models import Institution
from muntada.parties.models import LANGUAGES, Party


class Edition(Handled):
    """The report of a party for a year."""

    class State(models.TextChoices):
        DRAFTING = "drafting"
        CLEARANCE = "clearance"
        FROZEN = "frozen"  # its words and its files never change again
        PUBLISHED = "published"

    party = models.ForeignKey(Party, models.PROTECT, related_name="editions")
    year = models.PositiveSmallIntegerField()
    languages = models.JSONField(default=list)  # ["ar", "en"]: the first is the one it is written in
    title_ar = models.CharField(max_length=300, blank=True)
    title_en = models.CharField(max_length=300, blank=True)
    title_fr = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFTING)
    sha256 = models.CharField(max_length=64, blank=True)  # of its words and sources, once it is frozen
    frozen_by = models.CharField(max_length=120, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-year", "party"]
        constraints = [
            *Handled.Meta.constraints,
            models.UniqueConstraint(fields=["party", "year"], name="reports_edition_once"),
            models.CheckConstraint(
                condition=Q(state__in=["drafting", "clearance"], sha256="") | ~Q(sha256=""), name="reports_edition_hash"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.year}"


class Chapter(models.Model):
    """A chapter of an edition, in the order of its plan."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="chapters")
    order = models.PositiveSmallIntegerField()
    topic = models.CharField(max_length=120, blank=True)  # what of the record is proposed for it
    title_ar = models.CharField(max_length=300, blank=True)
    title_en = models.CharField(max_length=300, blank=True)
    title_fr = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["edition", "order"]
        constraints = [
            models.CheckConstraint(condition=~Q(title_ar="", title_en="", title_fr=""), name="reports_chapter_title")
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.title_en or self.title_ar or self.title_fr}"


class Paragraph(models.Model):
    """A paragraph of a chapter in each language of the edition, or a table or chart with its data."""

    class Kind(models.TextChoices):
        TEXT = "text"
        TABLE = "table"
        CHART = "chart"

    class State(models.TextChoices):
        PROPOSED = "proposed"  # made from the record; nobody has read it yet
        WRITTEN = "written"
        CLEARED = "cleared"

    chapter = models.ForeignKey(Chapter, models.CASCADE, related_name="paragraphs")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=5, choices=Kind.choices, default=Kind.TEXT)
    text_ar = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    text_fr = models.TextField(blank=True)
    data = models.JSONField(default=dict)  # of a table or chart: {"columns": [...], "rows": [[...]], "chart": "bar"}
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    version = models.PositiveIntegerField(default=1)
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="paragraphs")
    cleared_by = models.CharField(max_length=120, blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)  # what the institution wants changed

    class Meta:
        ordering = ["chapter", "order"]

    def __str__(self) -> str:
        return (self.text_en or self.text_ar or self.text_fr)[:60]


class Footing(models.Model):
    """What a paragraph rests on: a record, or a passage of a source. A paragraph without one is not frozen."""

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="footings")
    record_type = models.CharField(max_length=60)  # followup.measure
    record_key = models.CharField(max_length=120)
    passage = models.ForeignKey(Passage, models.PROTECT, null=True, blank=True, related_name="+")
    sentence = models.PositiveSmallIntegerField(default=0)  # which of the paragraph, from 1; 0 for all of it

    class Meta:
        ordering = ["paragraph", "sentence", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["paragraph", "record_type", "record_key", "sentence"], name="reports_footing_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_key}"


class Printing(models.Model):
    """A file of a frozen edition in one language and form; made again it has the same bytes."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="printings")
    language = models.CharField(max_length=2, choices=LANGUAGES)
    form = models.CharField(max_length=4)  # pdf, docx, html
    sha256 = models.CharField(max_length=64)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["edition", "language", "form"]
        constraints = [models.UniqueConstraint(fields=["edition", "language", "form"], name="reports_printing_once")]

    def __str__(self) -> str:
        return f"{self.edition} {self.language} {self.form}"


class Recipient(Handled):
    """To whom editions are sent: a mission abroad or one accredited here, a state, an organisation; with its contact.

    May hold personal data: who receives mail there.
    """

    class List(models.TextChoices):
        ABROAD = "abroad"  # missions of the party abroad
        ACCREDITED = "accredited"  # missions accredited to it
        OTHER = "other"

    owner = models.ForeignKey(Party, models.PROTECT, related_name="recipients")  # whose list it is on
    list = models.CharField(max_length=10, choices=List.choices)
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="received")  # where, or whose
    name = models.CharField(max_length=300)
    place = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=300, blank=True)
    email = models.EmailField(max_length=254)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="ar")
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["list", "name"]
        constraints = [
            *Handled.Meta.constraints,
            models.UniqueConstraint(fields=["owner", "list", "name"], name="reports_recipient_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """That an edition goes to a recipient, exactly once, and what came back; seen by whoever sees the edition."""

    class State(models.TextChoices):
        HELD = "held"  # waits in the outbox for a person
        SENT = "sent"
        RECEIVED = "received"
        ON_BEHALF = "on_behalf"  # somebody else received it for them
        DECLINED = "declined"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="deliveries")
    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="deliveries")
    state = models.CharField(max_length=9, choices=State.choices, default=State.HELD)
    digest = models.CharField(max_length=64, unique=True)  # of the secret in the address of its page
    message = models.PositiveBigIntegerField(null=True, blank=True)  # of the outbox
    sent_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=600, blank=True)
    reminded = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["edition", "recipient"]
        constraints = [models.UniqueConstraint(fields=["edition", "recipient"], name="reports_delivery_once")]

    def __str__(self) -> str:
        return f"{self.edition} → {self.recipient}: {self.state}"
