"""One line for every deed."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from muntada.access import clock


class Entry(models.Model):
    """A deed that was done or refused. Lines are added, never changed or removed.

    Personal data: the actor's key. Kept for as long as the records it speaks of.
    """

    at = models.DateTimeField(default=clock.now, db_index=True)
    actor = models.CharField(max_length=100)
    permission = models.CharField(max_length=50)
    allowed = models.BooleanField()
    reason = models.CharField(max_length=300)
    thing_type = models.CharField(max_length=60, blank=True)
    thing_key = models.CharField(max_length=120, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["thing_type", "thing_key"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.permission} {self.thing_type} {self.thing_key}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            self._refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise TypeError("A line of the trail is never changed or removed.")


class Answer(models.Model):
    """The first answer to a change that a program asked for under a key of its own. Kept for a day.

    May hold what the change gave; it is given again to the same actor alone, who has to have the right again.
    """

    actor = models.CharField(max_length=100)
    key = models.CharField(max_length=200)
    asked = models.CharField(max_length=64)  # a digest of the request, to know another one by
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="trail_answer_once")]

    def __str__(self) -> str:
        return f"{self.actor} {self.key}"
