"""The nouns of the room: indexes on disk, and the changes that each has yet to take in. They hold no texts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from muntada.access import clock


class Index(models.Model):
    """An index on disk. One serves; another may be built beside it and then takes its place.

    `kind` and `last` name the thing that was taken in last while it is built, so that it goes on from there.
    """

    class State(models.TextChoices):
        BUILDING = "building"
        SERVING = "serving"

    folder = models.CharField(max_length=40, unique=True)
    made_by = models.CharField(max_length=60)  # the version of the terms, and the encoder
    state = models.CharField(max_length=10, choices=State.choices, default=State.BUILDING)
    kind = models.CharField(max_length=30, blank=True)
    last = models.CharField(max_length=120, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    soiled = models.BooleanField(default=False)  # something was taken out, whose terms its files may still hold
    begun_at = models.DateTimeField(default=clock.now)
    served_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "indexes"
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=Q(state="serving"), name="search_one_serves"),
            models.UniqueConstraint(fields=["state"], condition=Q(state="building"), name="search_one_is_built"),
        ]

    def __str__(self) -> str:
        return self.folder


class Change(models.Model):
    """A thing that changed and that an index has yet to look at again. The database's triggers write it."""

    index = models.ForeignKey(Index, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=120)
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"
