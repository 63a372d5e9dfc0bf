"""One line for every deed, and the log that holds a commitment to each."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from django.db import models
from django.db.models import Q

from muntada.access import clock
from muntada.access.operations import Operation
from muntada.trail.canonical import SALT, canonical, plain


class Canonical(models.TextField):  # type: ignore[type-arg]  # Django does not take the arguments at run time
    """A JSON object, kept as text in its one spelling, so that what is read back is what was committed to."""

    def from_db_value(self, value: str | None, *_: Any) -> Any:
        return None if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else canonical(plain(value))


class Entry(models.Model):
    """A deed that was done or refused, or a look at something. Lines are added, never changed or removed.

    The log holds no entry, only a commitment to it: the digest of what it says with a salt of its own. Where the
    law wants personal data gone, what it says and its salt are taken away, and the log stays as it was.
    Personal data: the keys of actor, thing and recipient. Kept for as long as the records it speaks of.
    """

    at = models.DateTimeField(default=clock.now, db_index=True)
    actor = models.CharField(max_length=100)
    operation = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Operation])
    permission = models.CharField(max_length=50)
    allowed = models.BooleanField()
    reason = models.CharField(max_length=300)
    purpose = models.CharField(max_length=200)
    recipient = models.CharField(max_length=300, blank=True)
    thing_type = models.CharField(max_length=60, blank=True)
    thing_key = models.CharField(max_length=120, blank=True)
    detail = Canonical(default=dict)
    salt = models.BinaryField(max_length=SALT, null=True)  # null: what the entry said was taken away
    commitment = models.BinaryField(max_length=32)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "entries"
        indexes = [models.Index(fields=["thing_type", "thing_key"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(operation__in=[one.value for one in Operation]), name="trail_entry_operation"
            ),
            models.CheckConstraint(
                condition=Q(salt__isnull=True) | (~Q(actor="") & ~Q(reason="") & ~Q(purpose="")),
                name="trail_entry_who_why",
            ),
            models.CheckConstraint(
                condition=Q(salt__isnull=True)
                | ~Q(operation=Operation.DISCLOSE.value)
                | Q(allowed=False)
                | ~Q(recipient=""),
                name="trail_entry_to_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.permission} {self.thing_type} {self.thing_key}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._refuse()

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise TypeError("A line of the trail is written by `act` and its kin, and never changed or removed.")


class Pending(models.Model):
    """An entry that has no place in the log yet (PostgreSQL; on SQLite an entry has its place at once)."""

    entry = models.BigIntegerField(primary_key=True)

    class Meta:
        ordering = ["entry"]

    def __str__(self) -> str:
        return f"{self.entry}"


class Leaf(models.Model):
    """An entry's place in the log, with the hash that stands there."""

    index = models.BigIntegerField(primary_key=True)
    entry = models.BigIntegerField(unique=True)  # no foreign key: the log names what it holds also when that is gone
    hash = models.BinaryField(max_length=32)

    class Meta:
        ordering = ["index"]
        verbose_name_plural = "leaves"

    def __str__(self) -> str:
        return f"{self.index}: {self.entry}"


class Frozen(models.Model):
    """The hash of a complete subtree of 2**level leaves, from level TILE on; it never changes."""

    level = models.PositiveSmallIntegerField()
    position = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        ordering = ["level", "position"]
        verbose_name_plural = "frozen"
        constraints = [models.UniqueConstraint(fields=["level", "position"], name="trail_frozen_once")]

    def __str__(self) -> str:
        return f"{self.level}/{self.position}"


class Tree(models.Model):
    """How large the log is, and the hashes of its complete subtrees one after the other, the largest first."""

    size = models.BigIntegerField()
    peaks = models.BinaryField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.size} leaves"


class Head(models.Model):
    """A signed tree head: what the log was at a moment, for a witness to keep."""

    size = models.BigIntegerField()
    at = models.CharField(max_length=27)  # as it was signed
    root = models.CharField(max_length=64)  # hexadecimal, as are key and signature
    key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.size} leaves at {self.at}"


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
