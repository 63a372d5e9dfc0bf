"""What a party undertook: its answer to a clause or to a meeting's outcome, and which clauses ask the same."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from muntada.access.models import Handled
from muntada.forum.models import Outcome
from muntada.library.models import Clause
from muntada.parties.models import LANGUAGES, Party


class Institution(Handled):
    """An institution of a party that leads, contributes, validates or answers: its office, no private person.

    May hold personal data: who is to be asked there.
    """

    key = models.CharField(max_length=120, primary_key=True)  # eg.moj
    party = models.ForeignKey(Party, models.PROTECT, related_name="institutions")
    name_ar = models.CharField(max_length=300, blank=True)
    name_en = models.CharField(max_length=300, blank=True)
    name_fr = models.CharField(max_length=300, blank=True)
    contact = models.CharField(max_length=300, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="ar")

    class Meta:
        ordering = ["party", "key"]
        constraints = [
            *Handled.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(name_ar="", name_en="", name_fr=""), name="followup_institution_has_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name_en or self.name_ar or self.name_fr


class Commitment(Handled):
    """What a party said to a clause of an instrument, or to an outcome of a meeting, and who leads in carrying out."""

    class Response(models.TextChoices):
        SUPPORTED = "supported"
        IN_PART = "in_part"
        NOTED = "noted"
        NONE = "none"  # the party has not answered

    party = models.ForeignKey(Party, models.PROTECT, related_name="commitments")
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, blank=True, related_name="commitments")
    outcome = models.ForeignKey(Outcome, models.PROTECT, null=True, blank=True, related_name="commitments")
    response = models.CharField(max_length=10, choices=Response.choices, default=Response.NONE)
    words_ar = models.TextField(blank=True)
    words_en = models.TextField(blank=True)
    words_fr = models.TextField(blank=True)
    lead = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="led")
    contributors = models.ManyToManyField(Institution, blank=True, related_name="contributions")
    authority = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="validated")
    cycle = models.CharField(max_length=60, blank=True)  # of review: the eighth
    since = models.CharField(max_length=21, blank=True)  # when it undertook this, at the precision known

    class Meta:
        ordering = ["party", "id"]
        constraints = [
            *Handled.Meta.constraints,
            models.CheckConstraint(
                condition=Q(clause__isnull=False) ^ Q(outcome__isnull=False), name="followup_commitment_to_one"
            ),
            # Each originator keeps its own: that another one entered the same, and shows it to few, is not found out.
            models.UniqueConstraint(
                fields=["party", "clause", "originator"], name="followup_commitment_to_clause_once"
            ),
            models.UniqueConstraint(
                fields=["party", "outcome", "originator"], name="followup_commitment_to_outcome_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} → {self.clause or self.outcome}"


class Mapping(Handled):
    """How what one clause asks for relates to what another asks for, and who says so and why (NIST IR 8477)."""

    class Relationship(models.TextChoices):
        EQUAL = "equal"
        SUBSET = "subset"  # the source asks for part of what the target asks for
        SUPERSET = "superset"  # the source asks for all of it, and more
        INTERSECTS = "intersects"
        UNRELATED = "unrelated"  # looked at, and found to ask for other things

    class Rationale(models.TextChoices):
        SYNTACTIC = "syntactic"
        SEMANTIC = "semantic"
        FUNCTIONAL = "functional"

    source = models.ForeignKey(Clause, models.CASCADE, related_name="mapped_to")
    target = models.ForeignKey(Clause, models.CASCADE, related_name="mapped_from")
    relationship = models.CharField(max_length=10, choices=Relationship.choices)
    rationale = models.CharField(max_length=10, choices=Rationale.choices)
    strength = models.PositiveSmallIntegerField(default=10, validators=[MinValueValidator(1), MaxValueValidator(10)])
    why = models.TextField()
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["source", "target"]
        constraints = [
            *Handled.Meta.constraints,
            models.UniqueConstraint(fields=["source", "target", "originator"], name="followup_mapping_once"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="followup_mapping_to_another"),
            models.CheckConstraint(condition=Q(strength__gte=1, strength__lte=10), name="followup_mapping_strength"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.relationship} {self.target}"
