"""Public offices of persons, as sources state them."""

from __future__ import annotations

from django.db import models

from muntada.access.models import Handled, LegalBasis
from muntada.marking.handling import Category, Retention
from muntada.parties.models import Party


class Post(Handled):
    """A person holds a public office, as a source states it.

    Personal data: the name and office of a public official.
    """

    person = models.CharField(max_length=300)
    role = models.CharField(max_length=60)
    party = models.ForeignKey(Party, models.PROTECT, related_name="posts")
    category = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in Category], default=Category.OFFICIAL.value
    )
    legal_basis = models.ForeignKey(LegalBasis, models.PROTECT, related_name="+", default="public_office")
    retention = models.CharField(
        max_length=20,
        choices=[(one.value, one.value) for one in Retention],
        default=Retention.PUBLIC_OFFICE.value,
    )
    review_by = models.DateField()

    class Meta:
        ordering = ["party", "role", "person"]
        constraints = [
            *Handled.Meta.constraints,
            models.UniqueConstraint(fields=["person", "role", "party"], name="forum_post_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.role} of {self.party_id}"
