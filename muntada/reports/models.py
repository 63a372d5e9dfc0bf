"""The national report: editions, chapters, paragraphs in pairs with their sources, clearance, recipients."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from muntada.access import clock
from muntada.access.models import Handled
from muntada.evidence.models import Document, Passage
from muntada.followup.models import Institution
from muntada.parties.models import LANGUAGES, Party
from muntada.reports.still import AT_REST, STILL_MOVES, FrozenForGood, Kept, OfEdition


class Edition(Handled):
    """The report of a party for a year."""

    class State(models.TextChoices):
        DRAFTING = "drafting"
        CLEARANCE = "clearance"
        FROZEN = "frozen"  # its words and its files never change again
        PUBLISHED = "published"

    way_to_edition = ""
    objects = Kept.as_manager()

    party = models.ForeignKey(Party, models.PROTECT, related_name="editions")
    year = models.PositiveSmallIntegerField()
    languages = models.JSONField(default=list)  # ["ar", "en"]: the first is the one it is written in
    title_ar = models.CharField(max_length=300, blank=True)
    title_en = models.CharField(max_length=300, blank=True)
    title_fr = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFTING)
    handed_by = models.CharField(max_length=120, blank=True)  # who gave it in for clearance; another one freezes it
    sha256 = models.CharField(max_length=64, blank=True)  # of its words and sources, once it is frozen
    frozen_by = models.CharField(max_length=120, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-year", "party"]
        constraints = [
            *Handled.Meta.constraints,
            models.UniqueConstraint(fields=["originator", "party", "year"], name="reports_edition_once"),
            models.CheckConstraint(
                condition=Q(state__in=["drafting", "clearance"], sha256="") | ~Q(sha256=""), name="reports_edition_hash"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.year}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As ever, but for an edition at rest, of which only its standing and its handling still move."""
        columns = kwargs.get("update_fields")
        before = type(self).objects.filter(pk=self.pk, state__in=AT_REST).values().first() if self.pk else None
        if before is not None:
            named = [column.attname for column in self._meta.concrete_fields]
            moved = {name for name in named if before[name] != getattr(self, name)}
            said = moved if columns is None else {*columns} & moved
            if said - STILL_MOVES or self.state not in AT_REST:
                raise FrozenForGood
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """As ever, but for an edition at rest."""
        if type(self).objects.filter(pk=self.pk, state__in=AT_REST).exists():
            raise FrozenForGood
        return super().delete(*args, **kwargs)


class Chapter(OfEdition):
    """A chapter of an edition, in the order of its plan."""

    way_to_edition = "edition"
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


class Paragraph(OfEdition):
    """A paragraph of a chapter in each language of the edition, or a table or chart with its data.

    `sides` says with which version of the paragraph each language agrees: {"ar": 3, "en": 2} where only the Arabic
    was changed by the third.
    """

    way_to_edition = "chapter__edition"

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
    data = models.JSONField(default=dict)  # of a table or chart, by language: {"ar": {"columns", "rows", "chart"}}
    proposal = models.CharField(max_length=200, blank=True)  # what of the record it was made from
    sides = models.JSONField(default=dict)
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


class Footing(OfEdition):
    """What a paragraph rests on: a record, or a passage of a source. A paragraph without one is not frozen."""

    way_to_edition = "paragraph__chapter__edition"
    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="footings")
    record_type = models.CharField(max_length=60)  # followup.measure
    record_key = models.CharField(max_length=120)
    passage = models.ForeignKey(Passage, models.PROTECT, null=True, blank=True, related_name="+")
    sentence = models.PositiveSmallIntegerField(default=0)  # which of the paragraph, from 1; 0 for all of it
    told = models.JSONField(default=dict)  # how it was listed on the day of freezing, in each language; empty before

    class Meta:
        ordering = ["paragraph", "sentence", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["paragraph", "record_type", "record_key", "sentence"], name="reports_footing_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_key}"


class Revision(models.Model):
    """A paragraph as it stood, with what it rested on, who left it so and by what: written once, never changed.

    It outlives the paragraph, whose number stays in `of`.
    """

    is_history = True  # goes with what it is the history of, and is no reason to keep that

    class Did(models.TextChoices):
        PROPOSED = "proposed"
        WRITTEN = "written"
        SOURCED = "sourced"  # what it rests on changed
        PAIRED = "paired"  # the languages were said to agree
        MOVED = "moved"
        SPLIT = "split"
        JOINED = "joined"
        REMOVED = "removed"
        ASSIGNED = "assigned"
        CLEARED = "cleared"
        SENT_BACK = "sent_back"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="revisions")
    of = models.PositiveBigIntegerField()
    proposal = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField()
    did = models.CharField(max_length=9, choices=Did.choices)
    text_ar = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    text_fr = models.TextField(blank=True)
    footings = models.JSONField(default=list)
    note = models.TextField(blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["edition", "of", "id"]
        indexes = [models.Index(fields=["edition", "of"], name="reports_revision_of")]

    def __str__(self) -> str:
        return f"{self.of} {self.version}: {self.did}"


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
    shared = models.BooleanField(default=False)  # its address is known to be another recipient's too
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["list", "name"]
        constraints = [
            *Handled.Meta.constraints,
            # Among what one originator keeps: nobody finds out by a refusal what another one keeps for the same party.
            models.UniqueConstraint(fields=["originator", "owner", "list", "name"], name="reports_recipient_once"),
            # Two recipients with one address get the same thing twice, unless somebody says that this is meant.
            models.UniqueConstraint(
                Lower("email"),
                "owner",
                "originator",
                condition=Q(shared=False, until__isnull=True),
                name="reports_recipient_address_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Sending(models.Model):
    """What goes to recipients of an edition at once: prepared by one person, let go by another.

    `step` is 0 for the edition itself and counts the reminders from 1. Of a reminder the deliveries are those that
    nobody answered when its letters are written.
    """

    class State(models.TextChoices):
        HELD = "held"
        RELEASED = "released"
        STOPPED = "stopped"  # its letters that have not gone out wait; it may go on
        DROPPED = "dropped"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="sendings")
    step = models.PositiveSmallIntegerField(default=0)
    lists = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State.choices, default=State.HELD)
    made_by = models.CharField(max_length=120)
    made_at = models.DateTimeField(default=clock.now)
    released_by = models.CharField(max_length=120, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    turn = models.PositiveSmallIntegerField(default=0)  # how often it was let go

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(released_by=F("made_by")), name="reports_sending_released_by_another"),
            models.CheckConstraint(
                condition=Q(state__in=["held", "dropped"]) | ~Q(released_by=""), name="reports_sending_released_by_one"
            ),
            models.UniqueConstraint(
                fields=["edition"], condition=Q(state="held", step__gt=0), name="reports_sending_one_reminder_waits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.step}"


class Delivery(models.Model):
    """That an edition goes to a recipient, exactly once, and what came back; seen by whoever sees the edition.

    Personal data: who answered for the recipient.
    """

    class State(models.TextChoices):
        HELD = "held"  # waits for a person, or for its turn
        SENT = "sent"
        FAILED = "failed"  # the address is refused, or the letter did not arrive
        RECEIVED = "received"
        ON_BEHALF = "on_behalf"  # somebody else received it for them
        DECLINED = "declined"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="deliveries")
    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="deliveries")
    sending = models.ForeignKey(Sending, models.RESTRICT, null=True, blank=True, related_name="deliveries")
    state = models.CharField(max_length=9, choices=State.choices, default=State.HELD)
    digest = models.CharField(max_length=64, unique=True)  # of the secret in the address of its page
    message = models.PositiveBigIntegerField(null=True, blank=True)  # of the outbox
    error = models.CharField(max_length=60, blank=True)  # why the letter did not arrive
    sent_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=600, blank=True)
    reminded = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["edition", "recipient"]
        constraints = [models.UniqueConstraint(fields=["edition", "recipient"], name="reports_delivery_once")]
        indexes = [models.Index(fields=["sending", "message"], name="reports_delivery_unwritten")]

    def __str__(self) -> str:
        return f"{self.edition} → {self.recipient}: {self.state}"


class Note(models.Model):
    """A note verbale that goes with an edition: numbered in its year, dated, to one recipient or to a whole list."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="notes")
    owner = models.ForeignKey(Party, models.PROTECT, related_name="notes_verbales")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    day = models.DateField()
    recipient = models.ForeignKey(Recipient, models.PROTECT, null=True, blank=True, related_name="notes")
    list = models.CharField(max_length=10, choices=Recipient.List.choices, blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGES)
    sender = models.CharField(max_length=300)  # who writes it: a ministry, an embassy
    place = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=120)

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "year", "number"], name="reports_note_numbered_once"),
            models.CheckConstraint(
                condition=Q(recipient__isnull=False, list="") | (Q(recipient__isnull=True) & ~Q(list="")),
                name="reports_note_to_one_or_a_list",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"
