"""The words of works: language versions, clauses with one address for ever, and each clause in each version."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from muntada.access.models import Handled
from muntada.evidence.models import Document
from muntada.library.models.works import Work
from muntada.parties.models import LANGUAGES


class Expression(Handled):
    """A work in one language as of a day: its words are what its clauses say in it."""

    class Quality(models.TextChoices):
        NATIVE = "native"  # DOCX, Akoma Ntoso, HTML: the letters as they were written
        PDF = "pdf"  # read from a PDF that has letters
        OCR = "ocr"
        TYPED = "typed"

    class State(models.TextChoices):
        PROPOSED = "proposed"  # the machine's proposal of its structure, which a person has yet to correct
        SETTLED = "settled"
        REPLACED = "replaced"  # by a later version in the same language

    work = models.ForeignKey(Work, models.CASCADE, related_name="expressions")
    language = models.CharField(max_length=2, choices=LANGUAGES)
    version = models.CharField(max_length=21, blank=True)  # the day of this wording, at the precision known
    title = models.CharField(max_length=600, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    quality = models.CharField(max_length=10, choices=Quality.choices)
    authentic = models.BooleanField(default=True)  # one of the languages in which it was adopted
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="expressions")
    address = models.URLField(max_length=2000, blank=True)
    note = models.TextField(blank=True)
    settled_by = models.CharField(max_length=100, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)  # of its structure; whoever corrects it says which they saw
    lends = models.JSONField(default=list)  # what it told of its open work: title, language
    notes = models.JSONField(default=list)  # what the recogniser wants a person to know, as message codes

    class Meta:
        ordering = ["work", "language", "-version", "-id"]
        constraints = [
            *Handled.Meta.constraints,
            models.UniqueConstraint(
                fields=["work", "language"], condition=Q(state="settled"), name="library_one_settled_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.work} ({self.language})"


class Clause(models.Model):
    """A clause of a work, in no language: its address `wid` is for ever and the same in all of them.

    `wid` follows the naming convention of Akoma Ntoso: `recitals_1__rec_3`, `para_5__point_a`, `art_2__para_1`. It is
    seen by whoever sees the work and one of its texts.
    """

    class Kind(models.TextChoices):
        PART = "part"  # a heading over others: chapter, section, pillar
        PREAMBULAR = "preambular"
        OPERATIVE = "operative"
        GOOD_PRACTICE = "good_practice"
        RECOMMENDATION = "recommendation"
        ACTION = "action"
        OBJECTIVE = "objective"
        ARTICLE = "article"
        PARAGRAPH = "paragraph"
        POINT = "point"  # one of an enumeration within another
        ANNEX = "annex"

    class Addressee(models.TextChoices):
        STATES = "states"
        FORUM = "forum"
        SECRETARIAT = "secretariat"
        UN_ENTITY = "un_entity"
        OTHER = "other"

    work = models.ForeignKey(Work, models.CASCADE, related_name="clauses")
    wid = models.CharField(max_length=160)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    order = models.PositiveIntegerField()  # in the work, from 1, depth first
    kind = models.CharField(max_length=20, choices=Kind.choices)
    opening = models.CharField(max_length=40, blank=True)  # what it does, in no language: decides, calls_upon
    addressee = models.CharField(max_length=12, choices=Addressee.choices, blank=True)
    topics = models.JSONField(default=list)  # ids of the lexicon
    pillar = models.PositiveSmallIntegerField(null=True, blank=True)  # I to IV of the Strategy
    lifecycle = models.CharField(max_length=60, blank=True)
    sector = models.CharField(max_length=60, blank=True)
    repealed = models.CharField(max_length=21, blank=True)  # when it went out of the work; its address stays

    class Meta:
        ordering = ["work", "order"]
        constraints = [models.UniqueConstraint(fields=["work", "wid"], name="library_clause_once")]

    def __str__(self) -> str:
        return f"{self.work_id}/{self.wid}"


class ClauseText(models.Model):
    """What a clause says in one language version: its printed number, its heading, its words, and where they stand in
    the captured document (code points), where there is one."""

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="texts")
    expression = models.ForeignKey(Expression, models.CASCADE, related_name="texts")
    order = models.PositiveIntegerField()  # in this version, from 1, depth first
    number = models.CharField(max_length=40, blank=True)  # as printed: 5., (أ), ثانياً
    heading = models.CharField(max_length=600, blank=True)
    text = models.TextField(blank=True)  # its own words, without those of the clauses within it
    opening = models.CharField(max_length=80, blank=True)  # the opening words as printed: Decides also
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    confidence = models.FloatField(null=True, blank=True)  # of the proposal, 0 to 1; none where a person said so

    class Meta:
        ordering = ["expression", "order"]
        constraints = [
            models.UniqueConstraint(fields=["clause", "expression"], name="library_clause_text_once"),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True) | Q(end__gte=models.F("start")),
                name="library_clause_text_span",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.text[:60]}".strip()
