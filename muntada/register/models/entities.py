"""Entities of the register, made of statements: each value with its source, dates and language."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from muntada.access.models import Handled
from muntada.evidence.models import Passage
from muntada.marking.handling import Category, Handling


class Entity(Handled):
    """A person, group, act, facility or what relates them; what is known of it are its statements.

    May hold personal data: of whom it speaks, under the category of person that it carries.
    """

    key = models.CharField(max_length=120, primary_key=True)  # un-6907993: as its list names it, for good
    schema = models.CharField(max_length=40)  # of FollowTheMoney, or ours beneath it
    caption = models.CharField(max_length=600)
    dataset = models.CharField(max_length=60, db_index=True)  # the list it came with; "own" where it was entered here
    # Another entity that a person found to be the same; it speaks for this one too, until somebody parts them.
    canonical = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="same")
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()
    changed_at = models.DateTimeField()
    gone = models.BooleanField(default=False)  # its list does not name it any more; the history stays

    class Meta:
        ordering = ["caption", "key"]
        verbose_name_plural = "entities"
        constraints = [
            *Handled.Meta.constraints,
            models.CheckConstraint(condition=~Q(canonical=F("key")), name="register_entity_not_its_own"),
        ]
        indexes = [
            models.Index(fields=["schema", "caption"], name="register_entity_schema"),
            models.Index(fields=["caption", "key"], name="register_entity_caption"),
        ]

    def __str__(self) -> str:
        return self.caption

    @property
    def may_go_further(self) -> bool:
        """Not while it is flagged for its neutrality, and no reviewer let it go."""
        return not self.neutrality.exclude(state="passes").exists()

    def taken_out_by(self, handling: Handling, category: str | None) -> str:
        """Who stands on a list is met by whoever checks names: no marking hides what a publisher says, and by none is
        somebody who is listed a victim or a witness."""
        if not self.listings.filter(state="listed").exists():
            return ""
        if category in (Category.VICTIM.value, Category.WITNESS.value):
            return "category"
        return "tlp" if self.dataset != "own" and handling != self.handling else ""


class Statement(models.Model):
    """One value of an entity as one source gives it; seen by whoever sees the entity."""

    class Kind(models.TextChoices):
        FACT = "fact"  # as the source records it
        ASSESSMENT = "assessment"  # what somebody makes of it

    class Reliability(models.TextChoices):  # of the source (Admiralty code)
        A = "A"
        B = "B"
        C = "C"
        D = "D"
        E = "E"
        F = "F"

    entity = models.ForeignKey(Entity, models.CASCADE, related_name="statements")
    prop = models.CharField(max_length=40)
    value = models.TextField()
    original = models.TextField(blank=True)  # as printed, where the value is a cleaned form of it
    language = models.CharField(max_length=3, blank=True)
    dataset = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.FACT)
    reliability = models.CharField(max_length=1, choices=Reliability.choices, default=Reliability.F)
    credibility = models.PositiveSmallIntegerField(default=6)  # 1 confirmed ... 6 cannot be judged
    passage = models.ForeignKey(Passage, models.PROTECT, null=True, blank=True, related_name="+")
    external = models.BooleanField(default=False)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)  # since when the source does not say so any more

    class Meta:
        ordering = ["entity", "prop", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(credibility__gte=1, credibility__lte=6), name="register_statement_credibility"
            ),
        ]
        indexes = [models.Index(fields=["prop", "entity"], name="register_statement_prop")]

    def __str__(self) -> str:
        return f"{self.entity_id} {self.prop}: {self.value[:60]}"


class Judgement(models.Model):
    """That two entities are the same, or are not, as a person said; taken back by another judgement, never deleted."""

    class Said(models.TextChoices):
        SAME = "same"
        OTHER = "other"
        OPEN = "open"  # taken back

    left = models.ForeignKey(Entity, models.CASCADE, related_name="+")
    right = models.ForeignKey(Entity, models.CASCADE, related_name="+")
    said = models.CharField(max_length=5, choices=Said.choices)
    reason = models.TextField()
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="register_judgement_has_reason"),
            models.CheckConstraint(condition=~Q(left=F("right")), name="register_judgement_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.left_id} {self.said} {self.right_id}"
