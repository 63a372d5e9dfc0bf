"""How records are handled, as columns: the abstract `Handled`, audiences, and the legal bases.

Parties and persons are named by their keys, which are for good: this room stands under theirs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models import F, Q

from muntada.access import clock
from muntada.access.days import DaysAfter
from muntada.marking.handling import LONGEST, THE_FORUM, Category, Handling, Purpose, Retention
from muntada.marking.tlp import TLP

LABELS = [(label.value, label.value) for label in TLP]


class BasisNotInForce(ValueError):
    """Raised for a record about a person whose legal basis does not hold on the day it is entered."""


class LegalBasis(models.Model):
    """An instrument and its provision by which records about persons are kept, and when it is in force."""

    key = models.CharField(max_length=60, primary_key=True)
    instrument = models.CharField(max_length=200)
    provision = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)  # the first day on which it no longer holds

    class Meta:
        ordering = ["key"]
        verbose_name_plural = "legal bases"
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="access_basis_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.provision}".strip()

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on that day."""
        return self.since <= day and (self.until is None or day < self.until)


# Categories of persons about whom records are kept without an assessment of their own: those who act in public.
UNASSESSED = frozenset({Category.OFFICIAL.value, Category.AUTHOR.value})


class NotAssessed(ValueError):
    """Raised for a record about a person of a kind that nobody has assessed, or not for today."""


class Processing(models.Model):
    """That records about persons of a category may be entered for a purpose, until a day; switched on by a signed
    assessment, and read-only once that has ended."""

    purpose = models.CharField(max_length=60, choices=[(one.value, one.value) for one in Purpose])
    category = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Category])
    assessment = models.PositiveBigIntegerField()
    until = models.DateField()  # the first day on which it no longer holds

    class Meta:
        ordering = ["purpose", "category"]
        verbose_name_plural = "processing"
        constraints = [models.UniqueConstraint(fields=["purpose", "category"], name="access_processing_once")]

    def __str__(self) -> str:
        return f"{self.category} for {self.purpose} until {self.until}"


def is_assessed(purpose: str, category: str | None) -> bool:
    """Whether records about a person of this category may be entered for this purpose today."""
    if category is None or category in UNASSESSED:
        return True
    held = Processing.objects.filter(purpose=purpose, category=category, until__gt=clock.today())
    return held.exists()


class Audience(models.Model):
    """A set of parties, bodies and persons. It is kept once, under the digest of its members, and never changes:
    who shares with others points to another set."""

    digest = models.CharField(max_length=32, primary_key=True)

    class Meta:
        ordering = ["digest"]

    def __str__(self) -> str:
        return ", ".join(sorted(members_of(self.digest)))

    @classmethod
    def of(cls, members: Iterable[str]) -> Audience | None:
        """The set of these members, made where it is new; None of no members at all.

        A member is a key, or a key until a day: `EG`, `user:7@2027-01-31`, which no longer counts from that day on.
        """
        wanted = sorted(set(members))
        if not wanted:
            return None
        digest = hashlib.sha256("\n".join(wanted).encode()).hexdigest()[:32]
        audience, new = cls.objects.get_or_create(digest=digest)
        if new:
            parted = [member.partition("@") for member in wanted]
            AudienceMember.objects.bulk_create(
                [
                    AudienceMember(audience=audience, key=key, until=date.fromisoformat(day) if day else None)
                    for key, _, day in parted
                ]
            )
        return audience


class AudienceMember(models.Model):
    """A party, a body or a person in an audience: `EG`, `gctf.coco`, `user:7`; until a day, where one is given."""

    audience = models.ForeignKey(Audience, models.CASCADE, related_name="members")
    key = models.CharField(max_length=120)
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["audience", "key"]
        constraints = [
            models.UniqueConstraint(fields=["key", "audience", "until"], name="access_member_once"),
            models.CheckConstraint(condition=~Q(key__contains="@"), name="access_member_plain"),
        ]

    def __str__(self) -> str:
        return self.key if self.until is None else f"{self.key}@{self.until}"


@lru_cache(maxsize=65_536)
def members_of(digest: str) -> frozenset[str]:
    """The members of an audience. The digest is made from them, so that what was read once is true for good."""
    found = frozenset(str(member) for member in AudienceMember.objects.filter(audience=digest))
    if not found:
        raise Audience.DoesNotExist(digest)
    return found


@lru_cache(maxsize=65_536)
def in_force(members: frozenset[str], day: date) -> frozenset[str]:
    """The keys of the members that count on that day."""
    parted = (member.partition("@") for member in members)
    return frozenset(key for key, _, until in parted if not until or day < date.fromisoformat(until))


def _within_its_class() -> Q:
    """A review no later than the class of the record allows."""
    bounded = Q(category__isnull=True)
    for retention, days in LONGEST.items():
        bounded |= Q(retention=retention.value, review_by__lte=DaysAfter("kept_since", days))
    return bounded


class Handled(models.Model):
    """A record that can be shared, with all that says how it may be handled.

    A record about a person has a category of person, a legal basis, a class of retention and a day of review.
    """

    tlp = models.CharField(max_length=16, choices=LABELS, default=TLP.CLEAR.value)
    originator = models.CharField(max_length=120, default=THE_FORUM)
    audience = models.ForeignKey(Audience, models.PROTECT, null=True, blank=True, related_name="+")
    purpose = models.CharField(
        max_length=60,
        choices=[(one.value, one.value) for one in Purpose],
        default=Purpose.CONDUCT_OF_THE_FORUM.value,
    )
    legal_basis = models.ForeignKey(LegalBasis, models.PROTECT, null=True, blank=True, related_name="+")
    category = models.CharField(  # noqa: DJ001 -- null says that the record is about no person
        max_length=10, choices=[(one.value, one.value) for one in Category], null=True, blank=True
    )
    retention = models.CharField(  # noqa: DJ001 -- null says that the record is about no person
        max_length=20, choices=[(one.value, one.value) for one in Retention], null=True, blank=True
    )
    kept_since = models.DateField(default=clock.today)  # entered, or last reviewed
    review_by = models.DateField(null=True, blank=True)
    restricted = models.BooleanField(default=False)  # kept, and kept from use, while a person's word is looked into
    disputed = models.BooleanField(default=False)  # a person says that it is wrong, and that is not settled

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(tlp__in=[label.value for label in TLP]), name="%(app_label)s_%(class)s_label_known"
            ),
            models.CheckConstraint(
                condition=~Q(tlp=TLP.RED.value) | Q(audience__isnull=False), name="%(app_label)s_%(class)s_red_named"
            ),
            models.CheckConstraint(condition=~Q(originator=""), name="%(app_label)s_%(class)s_originator"),
            models.CheckConstraint(
                condition=Q(purpose__in=[one.value for one in Purpose]), name="%(app_label)s_%(class)s_purpose"
            ),
            models.CheckConstraint(
                condition=Q(category__isnull=True)
                | Q(
                    category__in=[one.value for one in Category],
                    legal_basis__isnull=False,
                    retention__isnull=False,
                    review_by__isnull=False,
                ),
                name="%(app_label)s_%(class)s_person",
            ),
            models.CheckConstraint(condition=_within_its_class(), name="%(app_label)s_%(class)s_review"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse a new record about a person whose legal basis is not in force, or that nobody has assessed."""
        basis = self.legal_basis if self._state.adding and self.category is not None else None
        if basis is not None and not basis.holds_on(clock.today()):
            raise BasisNotInForce(f"{basis} is not in force; nothing new rests on it.")
        columns = kwargs.get("update_fields")
        # Without an assessment in force a record is not entered and not changed; how it is handled still may be.
        content = columns is None or set(columns) - {column.name for column in Handled._meta.fields}
        if content and not is_assessed(self.purpose, self.category):
            raise NotAssessed(f"Nobody assessed what it means to keep this of a {self.category} for this purpose.")
        super().save(*args, **kwargs)

    @property
    def audience_keys(self) -> frozenset[str]:
        """The keys of those it is shared with today."""
        if not self.audience_id:
            return frozenset()
        return in_force(members_of(self.audience_id), clock.today())

    @property
    def handling(self) -> Handling:
        """Who may see it."""
        members = members_of(self.audience_id) if self.audience_id else frozenset()
        return Handling(TLP(self.tlp), self.originator, members)

    @property
    def may_go_further(self) -> bool:
        """Whether it may be shared with more people at all; a record that waits for somebody's consent may not."""
        return True

    def taken_out_by(self, handling: Handling, category: str | None) -> str:
        """Which field of a marking would take it out of use, though only two persons may; empty where none would."""
        return ""

    def marked(self, handling: Handling) -> None:
        """Take these columns; the record is not saved by this."""
        self.tlp, self.originator = handling.tlp.value, handling.originator
        self.audience = Audience.of(handling.audience)
