"""What lists say: who stands on one and since when, what each run of it brought, and the rows it could not take."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from muntada.access.models import Handled
from muntada.register.models.entities import Entity


class Run(Handled):
    """One bringing-in of a list: what it changed, or why it waits for a person."""

    class State(models.TextChoices):
        ASKED = "asked"  # a job brings it in
        HELD = "held"  # it grew or shrank beyond what is believed without a person
        DONE = "done"
        REFUSED = "refused"

    dataset = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)  # of the file
    made_at = models.CharField(max_length=40, blank=True)  # when its publisher made it, as it says
    state = models.CharField(max_length=8, choices=State.choices)
    why = models.TextField(blank=True)
    entries = models.PositiveIntegerField()
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    quarantined = models.PositiveIntegerField(default=0)
    told = models.PositiveIntegerField(default=0)  # notices to those who had been given an entry that changed or went
    by = models.CharField(max_length=120)
    at = models.DateTimeField()
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            *Handled.Meta.constraints,
            models.CheckConstraint(condition=~Q(state="held", why=""), name="register_run_held_why"),
        ]

    def __str__(self) -> str:
        return f"{self.dataset} {self.at:%Y-%m-%d %H:%M}"


class Quarantined(models.Model):
    """A row of a list that was not taken in, with the reason; seen by whoever sees the run."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="rows")
    place = models.CharField(max_length=120)  # where in the file: its reference, or the line
    code = models.CharField(max_length=40)
    reason = models.TextField()
    row = models.TextField(blank=True)

    class Meta:
        ordering = ["run", "id"]
        verbose_name_plural = "quarantined rows"

    def __str__(self) -> str:
        return f"{self.place}: {self.code}"


class Listing(models.Model):
    """That an entity stands on a list, under which reference; seen by whoever sees the entity."""

    class State(models.TextChoices):
        LISTED = "listed"
        SUSPENDED = "suspended"  # taken out upstream, or while a request is decided: never a hit
        DELISTED = "delisted"

    entity = models.ForeignKey(Entity, models.CASCADE, related_name="listings")
    dataset = models.CharField(max_length=60)
    reference = models.CharField(max_length=60, blank=True)
    programme = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.LISTED)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["dataset", "reference", "id"]
        constraints = [
            models.UniqueConstraint(fields=["dataset", "entity"], name="register_listing_once"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
                name="register_listing_ends_after",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference or self.entity_id} {self.state}"


class Tide(models.Model):
    """How many times listings have changed. Its one row is locked by whoever changes some, so that the numbers given
    out rise in the order of the commits: an index that has followed to a number has missed nothing before it."""

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)


class ListingChange(models.Model):
    """What a run, or two persons, changed of an entry: the history of a listing."""

    class What(models.TextChoices):
        NEW = "new"
        CHANGED = "changed"
        GONE = "gone"
        BACK = "back"
        DECIDED = "decided"

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="changes")
    run = models.ForeignKey(Run, models.PROTECT, null=True, blank=True, related_name="changes")
    what = models.CharField(max_length=8, choices=What.choices)
    detail = models.JSONField(default=dict)  # {"added": [[prop, value]], "ended": [[prop, value]]}
    tide = models.PositiveBigIntegerField(null=True, blank=True, db_index=True)  # which indexes of names follow
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["listing", "id"]

    def __str__(self) -> str:
        return f"{self.listing}: {self.what}"
