"""That a passage of an open source speaks of an entity, as a person said; no reader of texts says it by itself."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from muntada.evidence.models import Passage
from muntada.register.models.entities import Entity


class Mention(models.Model):
    """A passage tied to an entity; seen by whoever sees both. Taken back it stays, with who took it back."""

    entity = models.ForeignKey(Entity, models.CASCADE, related_name="mentions")
    passage = models.ForeignKey(Passage, models.CASCADE, related_name="+")
    by = models.CharField(max_length=120)
    at = models.DateTimeField()
    ended_by = models.CharField(max_length=120, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "passage"], condition=Q(ended_at__isnull=True), name="register_mention_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | ~Q(ended_by=""), name="register_mention_ended_by_someone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entity_id}: {self.passage}"
