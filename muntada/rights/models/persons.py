"""What persons ask for, what was decided of it, and what has to be known before persons' data are processed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import F, Q

from muntada.access import clock
from muntada.marking.handling import Category, Purpose
from muntada.parties.models import LANGUAGES
from muntada.people.models import User

NAMES = 20  # spellings of one name


class Request(models.Model):
    """What a person asks for in their own matter, with its clock: a month, twice prolonged by a month at most; of a
    petition, which came by the public form, what its own rules say.

    Personal data: the person's names, the address for the answer, and what they say. Names, address and words are
    taken out three years after the answer (`forget_by`); that somebody asked and how it ended stays.
    """

    class Kind(models.TextChoices):
        ACCESS = "access"
        CORRECTION = "correction"
        RESTRICTION = "restriction"
        ERASURE = "erasure"
        DELISTING = "delisting"  # to be taken off a list that is kept here

    class State(models.TextChoices):
        OPEN = "open"
        GRANTED = "granted"
        PARTLY = "partly"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    class Ground(models.TextChoices):
        """Why a request may be refused (LED, articles 13, 15 and 16; Convention 108+, article 11)."""

        NOT_IDENTIFIED = "not_identified"
        NOTHING_KEPT = "nothing_kept"
        INQUIRIES = "inquiries"  # it would obstruct inquiries
        SECURITY = "security"  # public or national security
        OTHERS = "others"  # the rights and freedoms of others
        ACCURATE = "accurate"  # what is disputed is right
        EVIDENCE = "evidence"  # it has to be kept as evidence
        EXCESSIVE = "excessive"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    names = models.JSONField(default=list)  # the person's name in every spelling to be looked for
    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    address = models.EmailField(blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="ar")
    said = models.TextField(blank=True)  # in the person's own words
    received_on = models.DateField(default=clock.today)
    due_on = models.DateField()
    prolonged = models.PositiveSmallIntegerField(default=0)
    taken_by = models.CharField(max_length=100)
    identified_how = models.CharField(max_length=200, blank=True)
    identified_by = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    ground = models.CharField(max_length=16, choices=Ground.choices, blank=True)
    reason = models.TextField(blank=True)
    answered_by = models.CharField(max_length=100, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    forget_by = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["state", "due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="refused") | (~Q(ground="") & ~Q(reason="")), name="rights_request_refused_why"
            ),
            models.CheckConstraint(
                condition=Q(state="open", answered_on__isnull=True) | (~Q(state="open") & Q(answered_on__isnull=False)),
                name="rights_request_answered",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("received_on")), name="rights_request_due"),
            models.CheckConstraint(condition=Q(prolonged__lte=2), name="rights_request_prolonged"),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}: {self.kind}"

    @property
    def is_overdue(self) -> bool:
        """Whether the answer is late."""
        return self.state == self.State.OPEN and self.due_on < clock.today()

    @property
    def days_left(self) -> int:
        """How many days are left for the answer; negative where it is late."""
        return (self.due_on - clock.today()).days


class Erasure(models.Model):
    """That something is to be erased: a record, all that concerns a person, or what is over its time.

    What names the thing (key, names, account) is taken out once it is done; `digest` lets whoever still has the key
    find that it was erased. `files` are digests of stored files that are still to be removed.
    """

    class What(models.TextChoices):
        RECORD = "record"
        PERSON = "person"

    class Why(models.TextChoices):
        RETENTION = "retention"  # the review date passed and nobody prolonged it
        REQUEST = "request"
        UNLAWFUL = "unlawful"
        ORDERED = "ordered"  # by a court or an authority

    class State(models.TextChoices):
        PROPOSED = "proposed"
        DECIDED = "decided"
        ERASED = "erased"  # from the database; files and free pages are still to come
        DONE = "done"
        DECLINED = "declined"

    what = models.CharField(max_length=8, choices=What.choices)
    why = models.CharField(max_length=10, choices=Why.choices)
    record_type = models.CharField(max_length=60, blank=True)
    record_key = models.CharField(max_length=120, blank=True)
    with_copies = models.BooleanField(default=True)  # of a document: the same article on other sites too
    names = models.JSONField(default=list)
    user = models.PositiveBigIntegerField(null=True, blank=True)
    request = models.ForeignKey(Request, models.SET_NULL, null=True, blank=True, related_name="erasures")
    digest = models.CharField(max_length=33, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    proposed_by = models.CharField(max_length=100)
    proposed_at = models.DateTimeField(default=clock.now)
    decided_by = models.CharField(max_length=100, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    files = models.JSONField(default=list)
    counted = models.JSONField(default=dict)  # by kind of record: how many were removed or masked
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            # The wall behind the verb: only what is over its time is erased without a second person.
            models.CheckConstraint(
                condition=Q(why="retention") | ~Q(decided_by=F("proposed_by")), name="rights_erasure_by_two"
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by="") | (~Q(state="proposed") & ~Q(decided_by="")),
                name="rights_erasure_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["erased", "done"]) | Q(record_key="", user__isnull=True, names=[]),
                name="rights_erasure_says_nothing",
            ),
            models.CheckConstraint(condition=~Q(state="done") | Q(files=[]), name="rights_erasure_whole"),
        ]

    def __str__(self) -> str:
        return f"erasure {self.pk}: {self.what}"


class Concern(models.Model):
    """That a record is kept from use, or that a person disputes it; ended by a person with a reason.

    Personal data: what the person says of the record.
    """

    class Kind(models.TextChoices):
        RESTRICTION = "restriction"
        DISPUTE = "dispute"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    record_type = models.CharField(max_length=60)
    record_key = models.CharField(max_length=120)
    field = models.CharField(max_length=40, blank=True)  # none: the whole record
    statement = models.TextField(blank=True)  # the person's own, kept beside the record
    request = models.ForeignKey(Request, models.SET_NULL, null=True, blank=True, related_name="concerns")
    begun_by = models.CharField(max_length=100)
    begun_at = models.DateTimeField(default=clock.now)
    ended_by = models.CharField(max_length=100, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["record_type", "record_key"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="") | (Q(ended_at__isnull=False) & ~Q(outcome="")),
                name="rights_concern_ended_why",
            ),
            models.UniqueConstraint(
                fields=["kind", "record_type", "record_key", "field"],
                condition=Q(ended_at__isnull=True),
                name="rights_concern_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.record_type} {self.record_key}"


class Correction(models.Model):
    """That a value of a record was corrected; it names the field, and keeps neither the old value nor the new one."""

    record_type = models.CharField(max_length=60)
    record_key = models.CharField(max_length=120)
    field = models.CharField(max_length=40)
    request = models.ForeignKey(Request, models.SET_NULL, null=True, blank=True, related_name="corrections")
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["record_type", "record_key"])]

    def __str__(self) -> str:
        return f"correction of {self.record_type} {self.record_key}"


class Telling(models.Model):
    """That one past recipient is to be told of a correction; `message` is the letter in the outbox, where there is one.

    A recipient is a person's key, a party's, or the name of a place outside. Whom no letter can be written to is told
    by other means; who confirmed that, and when, stands here.
    """

    correction = models.ForeignKey(Correction, models.CASCADE, related_name="tellings")
    recipient = models.CharField(max_length=120)
    message = models.PositiveBigIntegerField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=100, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["correction", "recipient"]
        constraints = [
            models.UniqueConstraint(fields=["correction", "recipient"], name="rights_telling_once"),
        ]

    def __str__(self) -> str:
        return f"{self.recipient} of {self.correction_id}"


class Reminder(models.Model):
    """That the review of a record is due within six months was told, once for each review date."""

    record_type = models.CharField(max_length=60)
    record_key = models.CharField(max_length=120)
    review_by = models.DateField()
    told_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["review_by", "id"]
        constraints = [
            models.UniqueConstraint(fields=["record_type", "record_key", "review_by"], name="rights_reminder_once"),
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_key} by {self.review_by}"


class Assessment(models.Model):
    """What a kind of processing means for persons, written by one and signed by another, for a time.

    A record about a person of a category that asks for an assessment is entered only while a signed one holds.
    """

    purpose = models.CharField(max_length=60, choices=[(one.value, one.value) for one in Purpose])
    category = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Category])
    necessity = models.TextField()
    risks = models.TextField()
    measures = models.TextField()
    written_by = models.CharField(max_length=100)
    written_at = models.DateTimeField(default=clock.now)
    signed_by = models.CharField(max_length=100, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    until = models.DateField()  # the first day on which it no longer holds

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(signed_by=F("written_by")), name="rights_assessment_by_two"),
            models.CheckConstraint(
                condition=~Q(necessity="") & ~Q(risks="") & ~Q(measures=""), name="rights_assessment_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"assessment {self.pk}: {self.purpose}, {self.category}"

    def holds_on(self, day: date) -> bool:
        """Whether it is signed and in force on that day."""
        return bool(self.signed_by) and day < self.until


class Breach(models.Model):
    """A file on a breach: what happened, when it was known, who is concerned, and whom that was told within 72 hours.

    `actors` are the keys of those whose deeds are looked at, `began` and `ended` the time in which; `facts` is what
    the trail gave for that: numbers and keys, never content.
    """

    what = models.TextField()
    known_at = models.DateTimeField()
    began = models.DateTimeField()
    ended = models.DateTimeField()
    actors = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    opened_by = models.CharField(max_length=100)
    opened_at = models.DateTimeField(default=clock.now)
    measures = models.TextField(blank=True)
    told_authority_at = models.DateTimeField(null=True, blank=True)
    late_because = models.TextField(blank=True)
    closed_by = models.CharField(max_length=100, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "breaches"
        constraints = [
            models.CheckConstraint(condition=Q(ended__gte=F("began")), name="rights_breach_in_order"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by="") | (Q(closed_at__isnull=False) & ~Q(measures="")),
                name="rights_breach_closed_with_measures",
            ),
        ]

    def __str__(self) -> str:
        return f"breach {self.pk}"

    @property
    def due_at(self) -> datetime:
        """When the authority has to be told: 72 hours after it was known (LED, article 30)."""
        moment: datetime = self.known_at + timedelta(hours=72)
        return moment
