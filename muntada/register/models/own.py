"""What goes with entities that are entered here: what waits for a second and a third person, what may not go further,
which special categories were opened, and which entities may be the same."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from muntada.access import clock
from muntada.access.models import Audience, Handled, in_force, members_of
from muntada.marking.handling import Category, Purpose
from muntada.register.models.entities import Entity

APPROVALS = 2  # of what is entered about a child, by others than whoever enters it


class Waiting(Handled):
    """What somebody enters about a child: in the register only once two others approve it. It goes nowhere before.

    Holds personal data: what is to be stated.
    """

    class State(models.TextChoices):
        OPEN = "open"
        ENTERED = "entered"
        DECLINED = "declined"

    schema = models.CharField(max_length=40)
    entity = models.ForeignKey(Entity, models.CASCADE, null=True, blank=True, related_name="waiting")
    told = models.JSONField(default=list)  # [{"prop", "value", "original", "language", "grades"}]; emptied at the end
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "waiting entries"
        constraints = [*Handled.Meta.constraints]

    def __str__(self) -> str:
        return f"waiting {self.pk}: {self.schema}"

    @property
    def may_go_further(self) -> bool:
        """Never: what waits is for those who decide of it."""
        return False


class Approval(models.Model):
    """That somebody approves, or declines, what is entered about a child; seen by whoever sees what waits."""

    waiting = models.ForeignKey(Waiting, models.CASCADE, related_name="approvals")
    agrees = models.BooleanField()
    reason = models.TextField()
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["waiting", "by"], name="register_approval_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="register_approval_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.waiting_id}: {'yes' if self.agrees else 'no'}"


class Neutrality(models.Model):
    """That a record touches on politics, the military, religion or race, as somebody flagged; a reviewer decides
    whether it may go further all the same (INTERPOL's Constitution, article 3). Seen by whoever sees the entity."""

    class Aspect(models.TextChoices):
        POLITICAL = "political"
        MILITARY = "military"
        RELIGIOUS = "religious"
        RACIAL = "racial"

    class State(models.TextChoices):
        OPEN = "open"
        MAY_GO = "passes"
        STAYS = "stays"

    entity = models.ForeignKey(Entity, models.CASCADE, related_name="neutrality")
    aspect = models.CharField(max_length=9, choices=Aspect.choices)
    reason = models.TextField()
    by = models.CharField(max_length=120)
    at = models.DateTimeField()
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    decision = models.TextField(blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "neutrality reviews"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="register_neutrality_has_reason"),
            models.CheckConstraint(
                condition=Q(state="open") | (~Q(decision="") & ~Q(decided_by="") & ~Q(decided_by=F("by"))),
                name="register_neutrality_decided",
            ),
            models.UniqueConstraint(
                fields=["entity", "aspect"], condition=Q(state="open"), name="register_neutrality_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entity_id} {self.aspect}: {self.state}"


class Special(models.Model):
    """That values of a special category may be stated, and seen by the persons who are named: asked for by one under
    an assessment in force, with why it is strictly necessary, and opened by another, until a day."""

    class Prop(models.TextChoices):
        RELIGION = "religion"
        ETHNICITY = "ethnicity"
        POLITICAL = "political"

    class State(models.TextChoices):
        ASKED = "asked"
        OPENED = "opened"
        REFUSED = "refused"
        ENDED = "ended"

    prop = models.CharField(max_length=9, choices=Prop.choices)
    purpose = models.CharField(max_length=60, choices=[(one.value, one.value) for one in Purpose])
    category = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Category])
    assessment = models.PositiveBigIntegerField()  # the number of the signed assessment that it rests on
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+")  # the persons who may state and see it
    necessity = models.TextField()
    until = models.DateField()  # the first day on which it no longer holds
    state = models.CharField(max_length=7, choices=State.choices, default=State.ASKED)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()
    decision = models.TextField(blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(necessity=""), name="register_special_necessity"),
            models.CheckConstraint(
                condition=Q(state="asked") | (~Q(decision="") & ~Q(decided_by="") & ~Q(decided_by=F("by"))),
                name="register_special_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prop} of a {self.category} for {self.purpose}: {self.state}"

    @property
    def persons(self) -> frozenset[str]:
        """The keys of the persons who are named today."""
        return in_force(members_of(self.audience_id), clock.today())


class Likeness(models.Model):
    """That two entities may be the same, as the engine found; a person says so or not, by a judgement.

    Seen by whoever sees both.
    """

    left = models.ForeignKey(Entity, models.CASCADE, related_name="+")
    right = models.ForeignKey(Entity, models.CASCADE, related_name="+")
    score = models.FloatField()
    explained: Any = models.JSONField()
    known = models.CharField(max_length=64)  # digest of what both were compared by
    waits = models.BooleanField(default=True)  # nobody judged it since either of them changed
    rank = models.PositiveSmallIntegerField(default=0, db_index=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-rank", "id"]
        verbose_name_plural = "likenesses"
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="register_likeness_once"),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="register_likeness_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.left_id} ~ {self.right_id}"

    def waits_for(self, person: bool) -> None:
        """Note whether it waits for a person; what waits stands above what does not, the likest first."""
        self.waits, self.rank = person, round(self.score * 1_000) + (2_000 if person else 0)
