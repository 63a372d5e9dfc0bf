"""Bodies and what they are made of: mandates, memberships with their dated standing, the forum's own rules.

Dates are text at the precision that is known (`2021`, `2021-10`, `2021/2022`; see `text.when`). Kinds, roles and
levels are ids of the lexicon without their prefix. A value that two sources state differently is not settled
here: the citations of the record hold both.
"""

from __future__ import annotations

from datetime import date

from django.db import models

from muntada.access.models import Handled
from muntada.forum.models.sourced import Sourced
from muntada.library.models import Work
from muntada.parties.models import Party


class Body(Sourced):
    """A party as something that meets, has chairs and members, and may be succeeded by another."""

    party = models.OneToOneField(Party, models.CASCADE, primary_key=True, related_name="body")
    kind = models.CharField(max_length=40)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    succeeded_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="preceded_by")
    established = models.CharField(max_length=21, blank=True)
    dissolved = models.CharField(max_length=21, blank=True)
    place = models.CharField(max_length=200, blank=True)
    member_count = models.PositiveIntegerField(null=True, blank=True)  # as a source states it, not a count of rows

    class Meta:
        ordering = ["party"]
        verbose_name_plural = "bodies"
        constraints = Handled.Meta.constraints

    def __str__(self) -> str:
        return self.party_id

    @property
    def key(self) -> str:
        return self.party_id


class Mandate(Handled):
    """One task of a body, in the words of a source, with the clause that gives it."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="mandates")
    title = models.TextField()
    work = models.ForeignKey(Work, models.PROTECT, null=True, blank=True, related_name="mandates")
    clause = models.CharField(max_length=60, blank=True)  # as it is printed: "OP 5", "IV.2"

    class Meta:
        ordering = ["body", "id"]
        constraints = [
            *Handled.Meta.constraints,
            models.UniqueConstraint(fields=["body", "title"], name="forum_mandate_once"),
        ]

    def __str__(self) -> str:
        return self.title[:80]


class Membership(Sourced):
    """A party belongs to a body."""

    class Kind(models.TextChoices):
        FOUNDING = "founding"
        MEMBER = "member"
        PARTNER = "partner"
        OBSERVER = "observer"

    body = models.ForeignKey(Body, models.CASCADE, related_name="memberships")
    party = models.ForeignKey(Party, models.PROTECT, related_name="memberships")
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.MEMBER)
    start = models.CharField(max_length=21, blank=True)
    end = models.CharField(max_length=21, blank=True)
    status = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["body", "party"]
        constraints = [
            *Handled.Meta.constraints,
            models.UniqueConstraint(fields=["body", "party"], name="forum_membership_once"),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} in {self.body_id}"


class Cooperation(Handled):
    """Bodies or organisations work together, as a source states it."""

    parties = models.ManyToManyField(Party, related_name="cooperations")

    class Meta:
        ordering = ["id"]
        constraints = Handled.Meta.constraints

    def __str__(self) -> str:
        return f"cooperation {self.pk}"


class Initiative(Sourced):
    """Something that members start and lead within a body."""

    key = models.CharField(max_length=120, unique=True)
    name_ar = models.CharField(max_length=300, blank=True)
    name_en = models.CharField(max_length=300, blank=True)
    name_fr = models.CharField(max_length=300, blank=True)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="initiatives")
    leads = models.ManyToManyField(Party, blank=True, related_name="initiatives")
    start = models.CharField(max_length=21, blank=True)
    end = models.CharField(max_length=21, blank=True)
    partner = models.CharField(max_length=300, blank=True)
    outputs = models.JSONField(default=list)  # keys of works

    class Meta:
        ordering = ["-start", "key"]
        constraints = Handled.Meta.constraints

    def __str__(self) -> str:
        return self.name_en or self.name_ar or self.key


class Programme(Handled):
    """A programme of projects: who runs it, how many projects and entities, which stages it covers."""

    key = models.CharField(max_length=120, unique=True)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="programmes")
    projects = models.PositiveIntegerField(null=True, blank=True)
    entities = models.PositiveIntegerField(null=True, blank=True)
    stages = models.JSONField(default=list)

    class Meta:
        ordering = ["key"]
        constraints = Handled.Meta.constraints

    def __str__(self) -> str:
        return self.key


class Standing(Sourced):
    """Where a member stands from a day on: the history of a membership, of which nothing is written over."""

    class Status(models.TextChoices):
        FOUNDING = "founding"
        ANNOUNCED = "announced"  # will join
        MEMBER = "member"
        PARTNER = "partner"
        OBSERVER = "observer"
        WITHDRAWN = "withdrawn"

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="standings")
    status = models.CharField(max_length=20, choices=Status.choices)
    since = models.CharField(max_length=21)

    class Meta:
        ordering = ["membership", "since", "id"]
        constraints = [
            *Handled.Meta.constraints,
            models.UniqueConstraint(fields=["membership", "since"], name="forum_standing_once"),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id}: {self.status} since {self.since}"


class Rule(Handled):
    """A rule of a forum about seats, bids and membership, as data: what it asks, of which bodies, and how much.

    A forum is a body without a parent, or any body that has rules of its own; a body is under the rules of the
    nearest one above it that has a rule of that kind.
    """

    class Kind(models.TextChoices):
        TERM_YEARS = "term_years"  # a term lasts this many years
        RENEWALS = "renewals"  # and may be renewed this many times
        SEATS = "seats"  # a body has this many seats
        PAIRED_BID = "paired_bid"  # this many parties stand together
        REGIONS_DIFFER = "regions_differ"  # those who stand, or sit, together come from different regions
        NOMINATION_MONTHS = "nomination_months"  # nominations are in this long before the earliest term ends
        ONE_AT_A_TIME = "one_at_a_time"  # the seats of a body do not change on one day
        BODIES_AT_MOST = "bodies_at_most"  # a member sits in this many bodies of the kind
        CONSENSUS = "consensus"  # decisions are taken without a vote
        SILENCE_DAYS = "silence_days"  # a silence procedure runs this long
        QUORUM_PERCENT = "quorum_percent"  # this part of the members makes a quorum

    body = models.ForeignKey(Body, models.CASCADE, related_name="rules")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    of_kind = models.CharField(max_length=40, blank=True)  # the bodies it is about, by their kind; all where empty
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    work = models.ForeignKey(Work, models.PROTECT, null=True, blank=True, related_name="rules")  # where it is laid down
    clause = models.CharField(max_length=60, blank=True)
    words_ar = models.TextField(blank=True)  # the rule as the forum words it
    words_en = models.TextField(blank=True)
    words_fr = models.TextField(blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)  # the first day on which it no longer holds

    class Meta:
        ordering = ["body", "kind", "of_kind", "since"]
        constraints = [
            *Handled.Meta.constraints,
            models.UniqueConstraint(fields=["body", "kind", "of_kind", "since"], name="forum_rule_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number or ''} of {self.body_id}"

    def holds_on(self, day: date) -> bool:
        """Whether it holds on that day."""
        return self.since <= day and (self.until is None or day < self.until)


class Departure(Handled):
    """A rule of the forum was departed from knowingly: in which record, by whom, and why."""

    rule = models.ForeignKey(Rule, models.PROTECT, related_name="departures")
    record_type = models.CharField(max_length=60)
    record_key = models.CharField(max_length=120)
    warning = models.TextField()  # what the rule said of it
    reason = models.TextField()
    by = models.CharField(max_length=120)  # the key of whoever did
    on = models.DateField()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = Handled.Meta.constraints

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_key} departs from {self.rule_id}"
