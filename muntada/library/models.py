"""Works: the instruments that bodies adopt, their titles in three languages, their relations and distribution."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from muntada.access.models import Handled
from muntada.parties.models import LANGUAGES, Confidence, Party


class Work(Handled):
    """An instrument in whatever language: `sc2178`, `hague_marrakech_2014`. Dates are at the precision known."""

    key = models.CharField(max_length=120, primary_key=True)
    kind = models.CharField(max_length=60)  # an instrument_kind of the lexicon
    symbol = models.CharField(max_length=60, blank=True)
    body = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="works")
    adopted = models.CharField(max_length=21, blank=True)
    in_force = models.CharField(max_length=21, blank=True)
    reviewed = models.CharField(max_length=21, blank=True)
    edition = models.PositiveSmallIntegerField(null=True, blank=True)
    languages = models.JSONField(default=list)
    status = models.CharField(max_length=20, blank=True)
    binding = models.CharField(max_length=10, blank=True)
    topics = models.JSONField(default=list)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="addenda")
    leads = models.ManyToManyField(Party, blank=True, related_name="led_works")
    note = models.TextField(blank=True)
    confidence = models.CharField(max_length=6, choices=Confidence.choices, default=Confidence.HIGH)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-adopted", "key"]
        constraints = Handled.Meta.constraints

    def __str__(self) -> str:
        return self.symbol or self.key


class Title(models.Model):
    """A title of a work in one language; one of them is the one shown."""

    work = models.ForeignKey(Work, models.CASCADE, related_name="titles")
    language = models.CharField(max_length=2, choices=LANGUAGES)
    text = models.CharField(max_length=600)
    preferred = models.BooleanField(default=False)
    standing = models.CharField(max_length=40, blank=True)  # official, attested, translated by us

    class Meta:
        ordering = ["work", "language", "-preferred", "text"]
        constraints = [
            models.UniqueConstraint(fields=["work", "language", "text"], name="library_title_once"),
            models.UniqueConstraint(
                fields=["work", "language"], condition=Q(preferred=True), name="library_one_shown_title"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Relation(Handled):
    """A work, or a party by what it does, stands in a relation to a work: implements, extends, supersedes."""

    class Predicate(models.TextChoices):
        IMPLEMENTS = "implements"
        EXTENDS = "extends"
        SUPERSEDES = "supersedes"

    subject_work = models.ForeignKey(Work, models.CASCADE, null=True, blank=True, related_name="relations")
    subject_party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="relations")
    predicate = models.CharField(max_length=20, choices=Predicate.choices)
    object_work = models.ForeignKey(Work, models.CASCADE, related_name="related_from")

    class Meta:
        ordering = ["object_work", "id"]
        constraints = [
            *Handled.Meta.constraints,
            models.CheckConstraint(
                condition=Q(subject_work__isnull=False) ^ Q(subject_party__isnull=False),
                name="library_relation_one_subject",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_work or self.subject_party} {self.predicate} {self.object_work}"


class Distribution(Handled):
    """To whom an instrument was sent, as a source states it; recipients are kinds such as `missions_abroad`."""

    work = models.ForeignKey(Work, models.CASCADE, related_name="distributions")
    recipients = models.JSONField(default=list)

    class Meta:
        ordering = ["work", "id"]
        constraints = Handled.Meta.constraints

    def __str__(self) -> str:
        return f"{self.work} → {', '.join(self.recipients)}"
