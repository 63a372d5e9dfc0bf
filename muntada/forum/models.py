"""Bodies, and what they are made of and do: memberships, terms, candidacies, meetings, initiatives.

Dates are text at the precision that is known (`2021`, `2021-10`, `2021/2022`; see `text.when`). Kinds, roles and
levels are ids of the lexicon without their prefix. A value that two sources state differently is not settled
here: the citations of the record hold both.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from muntada.access.models import Handled, LegalBasis
from muntada.marking.handling import Category, Retention
from muntada.parties.models import Confidence, Party


class Sourced(Handled):
    """What reference tables say of a row: how sure they are, and from where."""

    note = models.TextField(blank=True)
    confidence = models.CharField(max_length=6, choices=Confidence.choices, default=Confidence.HIGH)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


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
    """One task of a body, in the words of a source."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="mandates")
    title = models.TextField()

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


class Term(Sourced):
    """A party holds a seat of a body, a co-chair's for instance; what was planned stands apart from what was."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="terms")
    party = models.ForeignKey(Party, models.PROTECT, related_name="terms")
    role = models.CharField(max_length=40, default="co_chair")
    start = models.CharField(max_length=21, blank=True)
    end = models.CharField(max_length=21, blank=True)
    planned_start = models.CharField(max_length=21, blank=True)
    planned_end = models.CharField(max_length=21, blank=True)

    class Meta:
        ordering = ["body", "start", "party"]
        constraints = Handled.Meta.constraints

    def __str__(self) -> str:
        return f"{self.party_id} {self.role} of {self.body_id} {self.start}–{self.end}"


class Candidacy(Handled):
    """Parties stand, alone or together, for a seat of a body. An intention, not a term."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="candidacies")
    parties = models.ManyToManyField(Party, related_name="candidacies")
    role = models.CharField(max_length=40, default="chair")
    when = models.CharField(max_length=21, blank=True)  # of the decision that the candidates seek

    class Meta:
        ordering = ["-when", "id"]
        verbose_name_plural = "candidacies"
        constraints = Handled.Meta.constraints

    def __str__(self) -> str:
        return f"{self.role} of {self.body_id} {self.when}"


class Meeting(Sourced):
    """A meeting, held or announced. `when` may be a day, a range of days, a month or a year."""

    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="meetings")
    kind = models.CharField(max_length=60)
    reference = models.CharField(max_length=40, blank=True)  # its id in the reference tables: coco21
    ordinal = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.CharField(max_length=600, blank=True)
    when = models.CharField(max_length=21, blank=True, db_index=True)
    place = models.CharField(max_length=200, blank=True)
    level = models.CharField(max_length=60, blank=True)
    format = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=20, blank=True)
    attendance = models.PositiveIntegerField(null=True, blank=True)
    organiser = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="organised_meetings")
    host = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="hosted_meetings")
    chairs = models.ManyToManyField(Party, blank=True, related_name="chaired_meetings")

    class Meta:
        ordering = ["-when", "-id"]
        constraints = [
            *Handled.Meta.constraints,
            models.UniqueConstraint(
                fields=["reference"], condition=~Q(reference=""), name="forum_meeting_reference_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.body_id or ''} {self.when}"


class AgendaItem(Handled):
    """What a meeting takes up, in the words of a source."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    title = models.TextField()

    class Meta:
        ordering = ["meeting", "id"]
        constraints = [
            *Handled.Meta.constraints,
            models.UniqueConstraint(fields=["meeting", "title"], name="forum_agenda_item_once"),
        ]

    def __str__(self) -> str:
        return self.title[:80]


class Participation(Handled):
    """A party takes part in what a body does, in one of its meetings where that is known."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="participations")
    body = models.ForeignKey(Body, models.CASCADE, related_name="participations")
    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, blank=True, related_name="participations")

    class Meta:
        ordering = ["body", "party"]
        constraints = Handled.Meta.constraints

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
