"""Works: the instruments that bodies adopt, their symbols and titles in three languages, and their distribution."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from muntada.access.models import Handled
from muntada.parties.models import LANGUAGES, Confidence, Party


class Work(Handled):
    """An instrument in whatever language: `sc2178`, `hague_marrakech_2014`. Dates are at the precision known."""

    class Adoption(models.TextChoices):
        CONSENSUS = "consensus"
        VOTE = "vote"
        SIGNATURE = "signature"  # opened for signature, as treaties are

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
    adopted_by = models.CharField(max_length=20, choices=Adoption.choices, blank=True)
    votes = models.CharField(max_length=40, blank=True)  # for, against, abstaining: 13-0-2
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


class Symbol(models.Model):
    """A symbol under which a work was issued, in its canonical form; old and further forms lead to the same work."""

    work = models.ForeignKey(Work, models.CASCADE, related_name="symbols")
    text = models.CharField(max_length=80, unique=True)

    class Meta:
        ordering = ["work", "text"]

    def __str__(self) -> str:
        return self.text


class Distribution(Handled):
    """To whom an instrument was sent, as a source states it; recipients are kinds such as `missions_abroad`."""

    work = models.ForeignKey(Work, models.CASCADE, related_name="distributions")
    recipients = models.JSONField(default=list)

    class Meta:
        ordering = ["work", "id"]
        constraints = Handled.Meta.constraints

    def __str__(self) -> str:
        return f"{self.work} → {', '.join(self.recipients)}"
