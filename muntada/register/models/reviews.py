"""What goes with a listing of our own: exemptions from its measures, and the reviews whether it still has to stand."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from muntada.register.models.leads import Proposal
from muntada.register.models.listings import Listing


class Exemption(models.Model):
    """What somebody who is listed may do all the same, until a day: proposed by one person, decided by another.

    May hold personal data: what the person needs it for.
    """

    class Kind(models.TextChoices):
        BASIC = "basic"  # food, rent, medicine, counsel
        EXTRAORDINARY = "extraordinary"
        TRAVEL = "travel"
        HUMANITARIAN = "humanitarian"
        PROCEEDINGS = "proceedings"  # to appear before a court

    class State(models.TextChoices):
        OPEN = "open"
        AGREED = "agreed"
        DECLINED = "declined"

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="exemptions")
    kind = models.CharField(max_length=13, choices=Kind.choices)
    scope = models.TextField()  # what is allowed
    provision = models.CharField(max_length=300)  # by which provision
    since = models.DateField()
    until = models.DateField()  # the last day
    reason = models.TextField()
    by = models.CharField(max_length=120)
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="register_exemption_ends_after"),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(scope="") & ~Q(provision=""), name="register_exemption_whole"
            ),
            models.CheckConstraint(
                condition=Q(state="open") | (~Q(decision="") & ~Q(decided_by="") & ~Q(decided_by=F("by"))),
                name="register_exemption_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listing}: {self.kind}, {self.state}"


class Review(models.Model):
    """That somebody looked whether a listing still has to stand, with the reasons; kept, or its end proposed."""

    class Result(models.TextChoices):
        KEPT = "kept"
        ENDING = "ending"  # its end was proposed, and a second person decides

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="reviews")
    result = models.CharField(max_length=6, choices=Result.choices)
    reason = models.TextField()
    proposal = models.OneToOneField(Proposal, models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.CharField(max_length=120)
    on = models.DateField()
    next_on = models.DateField()  # the day by which it is looked at again

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="register_review_has_reason"),
            models.CheckConstraint(condition=Q(next_on__gt=F("on")), name="register_review_comes_again"),
        ]

    def __str__(self) -> str:
        return f"{self.listing}: {self.result}"
