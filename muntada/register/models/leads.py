"""Checks of names, and what becomes of a hit: a lead that a person confirms or clears. A hit changes nothing."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from muntada.access.models import Handled, LegalBasis
from muntada.register.models.entities import Entity
from muntada.register.models.listings import Listing


class Screening(models.Model):
    """That somebody checked names, what for and by which right; the names themselves only where there were hits."""

    by = models.CharField(max_length=120)
    at = models.DateTimeField()
    purpose = models.CharField(max_length=60)
    legal_basis = models.ForeignKey(LegalBasis, models.PROTECT, related_name="+")
    case = models.CharField(max_length=120, blank=True)  # the asker's own reference
    names = models.PositiveIntegerField()  # how many were asked for
    hits = models.PositiveIntegerField()

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=~Q(purpose=""), name="register_screening_has_purpose")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by}: {self.names}"


class Lead(Handled):
    """That a name asked for may mean an entity: a reason for an officer to look, with all that speaks for it.

    May hold personal data: the name and facts asked for.
    """

    class State(models.TextChoices):
        OPEN = "open"
        SAME = "same"  # an officer found them to be one; nothing follows by itself
        OTHER = "other"  # not the same: this pair does not come again until something changes

    screening = models.ForeignKey(Screening, models.PROTECT, related_name="leads")
    entity = models.ForeignKey(Entity, models.PROTECT, related_name="leads")
    asked = models.JSONField()  # {"name": ..., "born": [...], "nationalities": [...], "identifiers": [...]}
    pair = models.CharField(max_length=64, db_index=True)  # digest of what was asked and of the entity
    known = models.CharField(max_length=64)  # digest of what the entity was screened by at that time
    score = models.FloatField()
    explained = models.JSONField()
    state = models.CharField(max_length=5, choices=State.choices, default=State.OPEN)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            *Handled.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state="open") | (~Q(reason="") & ~Q(decided_by="")), name="register_lead_decided_by_someone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked.get('name', '')} ~ {self.entity_id}"


class Proposal(models.Model):
    """That somebody proposes another state for a listing of our own; a second person decides. Both give reasons."""

    class State(models.TextChoices):
        OPEN = "open"
        AGREED = "agreed"
        DECLINED = "declined"
        LAPSED = "lapsed"  # nobody decided against it within its time, and the rule gave it effect

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="proposals")
    to = models.CharField(max_length=10, choices=Listing.State.choices)
    reason = models.TextField()
    criteria = models.JSONField(default=list)  # [{"criterion": ..., "passage": id}], for a new listing
    by = models.CharField(max_length=120)
    at = models.DateTimeField()
    until = models.DateField(null=True, blank=True)  # the sixtieth day of a delisting request (resolution 2083)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="register_proposal_has_reason"),
            models.CheckConstraint(condition=~Q(state="agreed", decided_by=F("by")), name="register_proposal_two"),
        ]

    def __str__(self) -> str:
        return f"{self.listing} → {self.to}: {self.state}"
