"""States, organisations, organs, bodies and national institutions: whoever can act under one key."""

from __future__ import annotations

from django.db import models

from muntada.access.models import Handled

LANGUAGES = [("ar", "العربية"), ("en", "English"), ("fr", "Français")]


class Confidence(models.TextChoices):
    """How sure a reference table is of a row."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Party(Handled):
    """Whoever can act, under one key for good: `EG`, `EU`, `un.sc`, `EG.ministry_of_foreign_affairs`.

    Holds no personal data.
    """

    class Kind(models.TextChoices):
        STATE = "state"
        ORGANISATION = "organisation"
        BODY = "body"  # an organ, committee, working group or mechanism
        INSTITUTION = "institution"  # of one state: a ministry, a unit, an agency

    key = models.CharField(max_length=120, primary_key=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    acronym = models.CharField(max_length=40, blank=True)
    iso3 = models.CharField(max_length=3, blank=True)
    m49 = models.CharField(max_length=3, blank=True)
    regional_group = models.CharField(max_length=10, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    note = models.TextField(blank=True)
    confidence = models.CharField(max_length=6, choices=Confidence.choices, default=Confidence.HIGH)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["key"]
        verbose_name_plural = "parties"
        constraints = Handled.Meta.constraints

    def __str__(self) -> str:
        return self.key


class Name(models.Model):
    """A name of a party in one language; one of them is the one shown."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="names")
    language = models.CharField(max_length=2, choices=LANGUAGES)
    text = models.CharField(max_length=300)
    preferred = models.BooleanField(default=False)

    class Meta:
        ordering = ["party", "language", "-preferred", "text"]
        constraints = [
            models.UniqueConstraint(fields=["party", "language", "text"], name="parties_name_once"),
            models.UniqueConstraint(
                fields=["party", "language"],
                condition=models.Q(preferred=True),
                name="parties_one_shown_name",
            ),
        ]

    def __str__(self) -> str:
        return self.text
