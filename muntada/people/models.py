"""People who sign in, and the dated offices that their rights follow from."""

from __future__ import annotations

from datetime import date
from typing import Self, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from muntada.access import clock
from muntada.access.actor import IMPLIED, Role
from muntada.marking.tlp import TLP
from muntada.parties.models import LANGUAGES, Party

GIVEN = [(role.value, role.value) for role in Role if role not in IMPLIED]
OF_A_PARTY = (Role.FOCAL_POINT.value, Role.CO_CHAIR.value, Role.VALIDATOR.value)


class User(AbstractBaseUser):
    """A person who may sign in. Personal data: name, address, language.

    There are no passwords: the inherited column stays unusable.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="ar")
    arabic_digits = models.BooleanField(default=False)  # on Arabic pages, as is the next
    hijri = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    invited_at = models.DateTimeField(auto_now_add=True)

    objects = BaseUserManager["User"]()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


M = TypeVar("M", bound=models.Model, covariant=True)


class DatedQuerySet(models.QuerySet[M]):
    """Rows with `since` and `until`: the last day is the day before `until`, the right ends at its midnight."""

    def held_on(self, day: date) -> Self:
        """The rows whose term covers the day."""
        return self.filter(Q(since__lte=day), Q(until__isnull=True) | Q(until__gt=day))

    def ahead_of(self, day: date) -> Self:
        """The rows that cover the day or will begin after it."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day))


class Dated(models.Model):
    """Something that holds for a person from a day on, until the day (exclusive) on which it ends."""

    since = models.DateField(default=clock.today)
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True


def _ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=models.F("since")), name=name)


class Office(Dated):
    """A role that a person holds for a time, for a party where the role is one of a party's.

    A co-chair's office names the body too, and gives rights only while the party's term in that body lasts. An
    alternate stands in for the one whose office it is, and acts at any time.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="offices")
    role = models.CharField(max_length=20, choices=GIVEN)
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True)
    body = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+")
    alternate = models.BooleanField(default=False)

    class Meta:
        ordering = ["user", "since"]
        constraints = [
            _ends_after_start("people_office_ends_after_start"),
            models.CheckConstraint(
                condition=~Q(role__in=OF_A_PARTY) | Q(party__isnull=False), name="people_office_has_party"
            ),
            models.CheckConstraint(
                condition=Q(role=Role.CO_CHAIR.value, body__isnull=False)
                | (~Q(role=Role.CO_CHAIR.value) & Q(body__isnull=True)),
                name="people_co_chair_has_body",
            ),
            models.CheckConstraint(condition=Q(role__in=[role for role, _ in GIVEN]), name="people_office_is_given"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role}"


class Affiliation(Dated):
    """A person belongs to a state, an organisation or a body. It gives no right by itself."""

    user = models.ForeignKey(User, models.CASCADE, related_name="affiliations")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    post = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["user", "since"]
        constraints = [_ends_after_start("people_affiliation_ends_after_start")]

    def __str__(self) -> str:
        return f"{self.user} of {self.party_id}"


class Clearance(Dated):
    """Up to which label a person may see things, and for what; an empty list of purposes clears for none."""

    user = models.ForeignKey(User, models.CASCADE, related_name="clearances")
    label = models.CharField(max_length=20, choices=[(label.value, label.value) for label in TLP])
    purposes = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["user", "since"]
        constraints = [_ends_after_start("people_clearance_ends_after_start")]

    def __str__(self) -> str:
        return f"{self.user} up to {self.label}"


class Delegation(Dated):
    """One person lends roles of their own to another until a day. It lends what the giver has that day, no more.

    What was lent cannot be lent on, and it always has an end. Personal data: the address that the giver lent to, which
    is all that the giver is shown; without a `taker` it reached nobody, and the giver does not learn it.
    """

    giver = models.ForeignKey(User, models.CASCADE, related_name="lent")
    taker = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="borrowed")
    address = models.EmailField(blank=True)
    roles = models.JSONField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            _ends_after_start("people_delegation_ends_after_start"),
            models.CheckConstraint(condition=Q(until__isnull=False), name="people_delegation_ends"),
            models.CheckConstraint(condition=~Q(giver=models.F("taker")), name="people_delegation_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.giver} to {self.taker} until {self.until}"


class Proposal(models.Model):
    """What one administrator proposed for a person and another one has to confirm."""

    class Kind(models.TextChoices):
        OFFICE = "office"
        CLEARANCE = "clearance"
        LINK = "link"

    class Outcome(models.TextChoices):
        OPEN = "open"
        CONFIRMED = "confirmed"
        DECLINED = "declined"

    user = models.ForeignKey(User, models.CASCADE, related_name="proposals")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    details = models.JSONField(default=dict)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-proposed_at"]
        constraints = [
            # The wall behind the verb: whatever door is used, one person is never both.
            models.CheckConstraint(
                condition=~Q(outcome="confirmed")
                | (Q(decided_by__isnull=False) & ~Q(decided_by=models.F("proposed_by"))),
                name="people_proposal_by_two",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.user}"
