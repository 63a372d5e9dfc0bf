"""People who sign in, and the dated offices that their rights follow from."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from muntada.access.actor import Role
from muntada.parties.models import LANGUAGES, Party


class User(AbstractBaseUser):
    """A person who may sign in. Personal data: name, address, language.

    There are no passwords: the inherited column stays unusable.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="ar")
    is_active = models.BooleanField(default=True)
    invited_at = models.DateTimeField(auto_now_add=True)

    objects = BaseUserManager["User"]()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class OfficeQuerySet(models.QuerySet["Office"]):
    def held_on(self, day: date) -> OfficeQuerySet:
        """The offices whose term covers the day; the last day is the day before `until`."""
        return self.filter(Q(since__lte=day), Q(until__isnull=True) | Q(until__gt=day))


class Office(models.Model):
    """A role that a person holds for a time, for a party where the role is one of a party's."""

    user = models.ForeignKey(User, models.CASCADE, related_name="offices")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        ordering = ["user", "since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=models.F("since")),
                name="people_office_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.FOCAL_POINT.value) | Q(party__isnull=False),
                name="people_focal_point_has_party",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role}"
