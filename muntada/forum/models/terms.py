"""Seats, who holds them and when, who stands for them, and how that is decided.

Dates of terms are text at the precision that is known; a term that the forum itself begins has days.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from muntada.access.models import Handled
from muntada.forum.models.bodies import Body
from muntada.forum.models.sourced import Sourced
from muntada.parties.models import Party


class Term(Sourced):
    """A party holds a seat of a body, a co-chair's for instance; what was planned stands apart from what was.

    A term in a numbered seat has days, and no day of a seat has two holders; `end` is the day of the hand-over,
    which is the successor's first.
    """

    class Ended(models.TextChoices):
        EXPIRED = "expired"
        SUCCEEDED = "succeeded"
        RESIGNED = "resigned"
        WITHDRAWN = "withdrawn"
        DISSOLVED = "dissolved"

    body = models.ForeignKey(Body, models.CASCADE, related_name="terms")
    party = models.ForeignKey(Party, models.PROTECT, related_name="terms")
    role = models.CharField(max_length=40, default="co_chair")
    start = models.CharField(max_length=21, blank=True)
    end = models.CharField(max_length=21, blank=True)
    planned_start = models.CharField(max_length=21, blank=True)
    planned_end = models.CharField(max_length=21, blank=True)
    seat = models.ForeignKey("Seat", models.PROTECT, null=True, blank=True, related_name="terms")
    won = models.ForeignKey("Election", models.PROTECT, null=True, blank=True, related_name="terms")
    ended_because = models.CharField(max_length=20, choices=Ended.choices, blank=True)

    class Meta:
        ordering = ["body", "start", "party"]
        constraints = [
            *Handled.Meta.constraints,
            models.UniqueConstraint(
                fields=["seat", "start"], condition=Q(seat__isnull=False) & ~Q(start=""), name="forum_term_seat_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.role} of {self.body_id} {self.start}–{self.end}"


class TermChange(models.Model):
    """What changed in a term, line by line: written once, never changed. `before` and `after` are as the term held
    them; it is seen by those who see the term."""

    is_history = True  # goes with what it is the history of, and is no reason to keep that

    term = models.ForeignKey(Term, models.CASCADE, related_name="changes")
    field = models.CharField(max_length=20)
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["term", "id"]

    def __str__(self) -> str:
        return f"{self.term_id}: {self.field} {self.before} → {self.after}"


class Seat(Handled):
    """One of the seats of a body; there are two for its co-chairs, and they change one at a time."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="seats")
    role = models.CharField(max_length=40, default="co_chair")
    number = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["body", "role", "number"]
        constraints = [
            *Handled.Meta.constraints,
            models.UniqueConstraint(fields=["body", "role", "number"], name="forum_seat_once"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.number} of {self.body_id}"


class Election(Handled):
    """Filling one or more seats of a body, from the call for nominations to the decision."""

    class Phase(models.TextChoices):
        NOMINATIONS = "nominations"
        CONSULTATION = "consultation"
        DECISION = "decision"
        CLOSED = "closed"

    class Method(models.TextChoices):
        CONSENSUS = "consensus"
        SILENCE = "silence"
        VOTE = "vote"

    body = models.ForeignKey(Body, models.PROTECT, related_name="elections")
    seats = models.ManyToManyField(Seat, related_name="elections")
    phase = models.CharField(max_length=20, choices=Phase.choices, default=Phase.NOMINATIONS)
    method = models.CharField(max_length=20, choices=Method.choices, default=Method.CONSENSUS)
    opened_on = models.DateField()
    nominations_until = models.DateField()
    term_start = models.DateField()
    term_end = models.DateField()  # the day of the hand-over
    decided_on = models.DateField(null=True, blank=True)
    decided_at = models.ForeignKey("Meeting", models.PROTECT, null=True, blank=True, related_name="elections")

    class Meta:
        ordering = ["-opened_on", "-id"]
        constraints = [
            *Handled.Meta.constraints,
            models.CheckConstraint(condition=Q(term_end__gt=F("term_start")), name="forum_election_term_forward"),
            models.CheckConstraint(
                condition=~Q(phase="closed") | Q(decided_on__isnull=False), name="forum_election_closed_decided"
            ),
        ]

    def __str__(self) -> str:
        return f"election in {self.body_id} opened {self.opened_on}"


class Candidacy(Handled):
    """Parties stand, alone or together, for a seat of a body. An intention, not a term."""

    class State(models.TextChoices):
        ANNOUNCED = "announced"  # as a source states it
        SUBMITTED = "submitted"  # all who stand together have agreed
        WITHDRAWN = "withdrawn"
        ELECTED = "elected"
        NOT_ELECTED = "not_elected"

    body = models.ForeignKey(Body, models.CASCADE, related_name="candidacies")
    parties = models.ManyToManyField(Party, related_name="candidacies")
    role = models.CharField(max_length=40, default="chair")
    when = models.CharField(max_length=21, blank=True)  # of the decision that the candidates seek
    election = models.ForeignKey(Election, models.PROTECT, null=True, blank=True, related_name="candidacies")
    state = models.CharField(max_length=20, choices=State.choices, default=State.ANNOUNCED)
    statement = models.TextField(blank=True)

    class Meta:
        ordering = ["-when", "id"]
        verbose_name_plural = "candidacies"
        constraints = Handled.Meta.constraints

    def __str__(self) -> str:
        return f"{self.role} of {self.body_id} {self.when}"


class Support(Handled):
    """A party stands behind a candidacy: agrees to stand in it, or endorses it from outside."""

    class Kind(models.TextChoices):
        STANDS = "stands"
        ENDORSES = "endorses"

    candidacy = models.ForeignKey(Candidacy, models.CASCADE, related_name="supports")
    party = models.ForeignKey(Party, models.PROTECT, related_name="supports")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.ENDORSES)
    on = models.DateField()

    class Meta:
        ordering = ["candidacy", "on", "party"]
        constraints = [
            *Handled.Meta.constraints,
            models.UniqueConstraint(fields=["candidacy", "party"], name="forum_support_once"),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.kind} {self.candidacy_id}"


class Silence(Handled):
    """A silence procedure: what is put forward is adopted when its time passes and nobody breaks the silence.

    It is about an election or about an outcome of a meeting.
    """

    class State(models.TextChoices):
        OPEN = "open"
        ADOPTED = "adopted"
        BROKEN = "broken"
        WITHDRAWN = "withdrawn"

    body = models.ForeignKey(Body, models.PROTECT, related_name="silences")
    election = models.ForeignKey(Election, models.PROTECT, null=True, blank=True, related_name="silences")
    outcome = models.ForeignKey("Outcome", models.PROTECT, null=True, blank=True, related_name="silences")
    candidacy = models.ForeignKey(Candidacy, models.PROTECT, null=True, blank=True, related_name="silences")
    text = models.TextField()  # what is adopted, in words
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()  # the first moment at which it is too late to break it
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)

    class Meta:
        ordering = ["-closes_at", "-id"]
        constraints = [
            *Handled.Meta.constraints,
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="forum_silence_forward"),
        ]

    def __str__(self) -> str:
        return f"silence until {self.closes_at:%Y-%m-%d %H:%M}"


class Objection(Handled):
    """A party broke a silence, with its reason."""

    silence = models.ForeignKey(Silence, models.CASCADE, related_name="objections")
    party = models.ForeignKey(Party, models.PROTECT, related_name="objections")
    at = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        ordering = ["silence", "at"]
        constraints = [
            *Handled.Meta.constraints,
            models.UniqueConstraint(fields=["silence", "party"], name="forum_objection_once"),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} broke silence {self.silence_id}"


class Ballot(Handled):
    """How a party votes in an election, in an open vote; without a candidacy it abstains."""

    election = models.ForeignKey(Election, models.CASCADE, related_name="ballots")
    party = models.ForeignKey(Party, models.PROTECT, related_name="ballots")
    candidacy = models.ForeignKey(Candidacy, models.PROTECT, null=True, blank=True, related_name="ballots")
    at = models.DateTimeField()

    class Meta:
        ordering = ["election", "party"]
        constraints = [
            *Handled.Meta.constraints,
            models.UniqueConstraint(fields=["election", "party"], name="forum_ballot_once"),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} in election {self.election_id}"
