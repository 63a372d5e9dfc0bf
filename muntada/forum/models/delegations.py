"""Who is invited to a meeting, who comes, and for whom."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from muntada.access.models import Handled, LegalBasis
from muntada.evidence.models import Document
from muntada.forum.models.meetings import Meeting
from muntada.marking.handling import Category, Retention
from muntada.parties.models import Party


class Capacity(models.TextChoices):
    """In which capacity somebody takes part."""

    HEAD = "head"
    ALTERNATE = "alternate"
    ADVISER = "adviser"
    OBSERVER = "observer"
    CSO = "cso"
    EXPERT = "expert"
    MEDIA = "media"


class Invitation(Handled):
    """A party is invited to a meeting and answers."""

    class State(models.TextChoices):
        DRAFTED = "drafted"
        SENT = "sent"
        ACCEPTED = "accepted"
        DECLINED = "declined"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitations")
    party = models.ForeignKey(Party, models.PROTECT, related_name="invitations")
    places = models.PositiveSmallIntegerField(null=True, blank=True)  # how many may come; any number where empty
    as_observer = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFTED)
    sent_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["meeting", "party"]
        constraints = [
            *Handled.Meta.constraints,
            models.UniqueConstraint(fields=["meeting", "party"], name="forum_invitation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} to {self.meeting_id}"


class Delegation(Handled):
    """A party at a meeting, with its credentials."""

    class Credentials(models.TextChoices):
        NONE = "none"
        PRESENTED = "presented"
        ACCEPTED = "accepted"
        REFUSED = "refused"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="delegations")
    party = models.ForeignKey(Party, models.PROTECT, related_name="delegations")
    credentials = models.CharField(max_length=10, choices=Credentials.choices, default=Credentials.NONE)
    # The letter names persons and is erased when its time has passed; the delegation then stands without it.
    letter = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="credentials_of")
    decided_because = models.TextField(blank=True)
    observer = models.BooleanField(default=False)  # takes part without a voice in decisions, and counts in no quorum

    class Meta:
        ordering = ["meeting", "party"]
        constraints = [
            *Handled.Meta.constraints,
            models.UniqueConstraint(fields=["meeting", "party"], name="forum_delegation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} at {self.meeting_id}"


class Registration(Handled):
    """A person comes to a meeting in a delegation.

    Personal data: name, office, address and capacity of a participant, kept for the meeting and then erased. Who sees
    it follows from `visibility`, which is written into its handling; nobody is shown more widely without consent.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        PENDING = "pending"
        APPROVED = "approved"
        REJECTED = "rejected"
        WITHDRAWN = "withdrawn"
        CHECKED_IN = "checked_in"

    class Visibility(models.TextChoices):
        NOBODY = "nobody"  # the delegation itself and the secretariat
        SAME_CATEGORY = "same_category"
        PARTICIPANTS = "participants"
        ALL = "all"

    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="registrations")
    name = models.CharField(max_length=300)
    name_latin = models.CharField(max_length=300, blank=True)  # as a badge or a visa needs it
    office = models.CharField(max_length=300, blank=True)
    capacity = models.CharField(max_length=10, choices=Capacity.choices, default=Capacity.ADVISER)
    email = models.EmailField(blank=True)
    user = models.PositiveBigIntegerField(null=True, blank=True)  # the account of the same person, where there is one
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    visibility = models.CharField(max_length=20, choices=Visibility.choices, default=Visibility.NOBODY)
    consented_on = models.DateField(null=True, blank=True)
    badge = models.PositiveIntegerField(null=True, blank=True)
    checked_in_at = models.DateTimeField(null=True, blank=True)
    decided_because = models.TextField(blank=True)
    late_because = models.TextField(blank=True)  # why it was entered after registration had closed
    category = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in Category], default=Category.OFFICIAL.value
    )
    legal_basis = models.ForeignKey(LegalBasis, models.PROTECT, related_name="+", default="public_office")
    retention = models.CharField(
        max_length=20, choices=[(one.value, one.value) for one in Retention], default=Retention.CASE.value
    )
    review_by = models.DateField()

    class Meta:
        ordering = ["delegation", "capacity", "name"]
        constraints = [
            *Handled.Meta.constraints,
            models.UniqueConstraint(
                fields=["delegation"],
                condition=Q(capacity="head", state__in=["pending", "approved", "checked_in"]),
                name="forum_one_head",
            ),
            models.CheckConstraint(
                condition=Q(visibility="nobody") | Q(consented_on__isnull=False), name="forum_registration_consent"
            ),
            models.CheckConstraint(
                condition=~Q(state="checked_in") | Q(checked_in_at__isnull=False), name="forum_registration_came"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.capacity})"
