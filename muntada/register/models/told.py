"""Who was given which entry, and what they are told of it when it changes or goes."""

from __future__ import annotations

from django.db import models

from muntada.access import clock
from muntada.register.models.entities import Entity
from muntada.register.models.listings import Run


class Given(models.Model):
    """That somebody was given an entry: met it in a check of a name, took it along in a file, or read it by program.

    Personal data: the key of whoever has it. Kept as long as the entry.
    """

    class How(models.TextChoices):
        CHECK = "check"
        FILE = "file"
        PROGRAM = "program"

    entity = models.ForeignKey(Entity, models.CASCADE, related_name="given")
    to = models.CharField(max_length=120)
    how = models.CharField(max_length=7, choices=How.choices)
    at = models.DateTimeField(default=clock.now)  # the last time

    class Meta:
        ordering = ["entity", "id"]
        verbose_name_plural = "given entries"
        constraints = [models.UniqueConstraint(fields=["entity", "to"], name="register_given_once")]

    def __str__(self) -> str:
        return f"{self.entity_id} → {self.to}"


class Notice(models.Model):
    """That an entry which somebody was given went from its list, came back, or says something else now.

    It is written with the change itself. Personal data: the key of whoever is told. Kept as long as the entry.
    """

    class What(models.TextChoices):
        GONE = "gone"
        CHANGED = "changed"
        BACK = "back"
        DECIDED = "decided"  # two persons decided of its listing

    entity = models.ForeignKey(Entity, models.CASCADE, related_name="notices")
    to = models.CharField(max_length=120)
    what = models.CharField(max_length=8, choices=What.choices)
    run = models.ForeignKey(Run, models.CASCADE, null=True, blank=True, related_name="notices")
    at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["run", "entity", "to"], name="register_notice_once")]
        indexes = [models.Index(fields=["to", "seen_at"], name="register_notice_to")]

    def __str__(self) -> str:
        return f"{self.entity_id} {self.what} → {self.to}"
