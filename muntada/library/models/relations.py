"""What relates texts: a work to a work, a clause to a clause, a passage to the text it names, a party to a treaty."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from muntada.access.models import Handled
from muntada.evidence.models import Passage
from muntada.library.models.texts import Clause, ClauseText
from muntada.library.models.works import Work
from muntada.parties.models import Party


class Relation(Handled):
    """A work, a clause of it, or a party by what it does, stands in a relation to a work or a clause of it."""

    class Predicate(models.TextChoices):
        IMPLEMENTS = "implements"
        EXTENDS = "extends"
        SUPERSEDES = "supersedes"
        RECALLS = "recalls"
        REPEATS = "repeats"
        ELABORATES = "elaborates"
        AMENDS = "amends"
        CONTRADICTS = "contradicts"

    class Standing(models.TextChoices):
        CONFIRMED = "confirmed"  # entered or confirmed by a person, or of the shipped tables
        PROPOSED = "proposed"  # read off a text's own words; a person has yet to confirm it
        REMOVED = "removed"  # a person said no: it is not proposed again

    subject_work = models.ForeignKey(Work, models.CASCADE, null=True, blank=True, related_name="relations")
    subject_clause = models.ForeignKey(Clause, models.CASCADE, null=True, blank=True, related_name="relations")
    subject_party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="relations")
    predicate = models.CharField(max_length=20, choices=Predicate.choices)
    object_work = models.ForeignKey(Work, models.CASCADE, related_name="related_from")
    object_clause = models.ForeignKey(Clause, models.CASCADE, null=True, blank=True, related_name="related_from")
    passage = models.ForeignKey(Passage, models.PROTECT, null=True, blank=True, related_name="+")  # which says so
    standing = models.CharField(max_length=9, choices=Standing.choices, default=Standing.CONFIRMED)

    class Meta:
        ordering = ["object_work", "id"]
        constraints = [
            *Handled.Meta.constraints,
            models.CheckConstraint(
                condition=Q(subject_work__isnull=False) ^ Q(subject_party__isnull=False),
                name="library_relation_one_subject",
            ),
            models.CheckConstraint(
                condition=Q(subject_clause__isnull=True) | Q(subject_work__isnull=False),
                name="library_relation_clause_of_work",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_work or self.subject_party} {self.predicate} {self.object_work}"


class Citation(models.Model):
    """A place in a clause's text that names another text: `text[start:end] == quote`. What it names is found by its
    symbol; a symbol that is well formed and of no text that exists, or that cannot exist, is flagged."""

    class Standing(models.TextChoices):
        KNOWN = "known"  # the library has the text
        POSSIBLE = "possible"  # well formed, and not in the library
        IMPOSSIBLE = "impossible"  # no such text: its number, year or session cannot be

    text = models.ForeignKey(ClauseText, models.CASCADE, related_name="citations")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.CharField(max_length=300)
    symbol = models.CharField(max_length=80)  # canonical, of what is named
    provision = models.CharField(max_length=80, blank=True)  # its clause, where one is named: para_5
    standing = models.CharField(max_length=10, choices=Standing.choices)
    work = models.ForeignKey(Work, models.SET_NULL, null=True, blank=True, related_name="cited_by")

    class Meta:
        ordering = ["text", "start"]
        constraints = [
            models.UniqueConstraint(fields=["text", "start", "symbol"], name="library_citation_once"),
            models.CheckConstraint(condition=Q(end__gt=models.F("start")), name="library_citation_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.quote} → {self.symbol}"


class PartyStatus(Handled):
    """Where a party stands with a treaty: when it signed, was bound, deposited, with what reservation. Dates are at
    the precision known; none is no statement that it did not."""

    class Act(models.TextChoices):
        RATIFICATION = "ratification"
        ACCESSION = "accession"
        ACCEPTANCE = "acceptance"
        APPROVAL = "approval"
        SUCCESSION = "succession"

    work = models.ForeignKey(Work, models.CASCADE, related_name="party_statuses")
    party = models.ForeignKey(Party, models.PROTECT, related_name="treaties")
    signed = models.CharField(max_length=21, blank=True)
    act = models.CharField(max_length=12, choices=Act.choices, blank=True)
    bound = models.CharField(max_length=21, blank=True)  # when it ratified, acceded, accepted, approved or succeeded
    deposited = models.CharField(max_length=21, blank=True)
    in_force = models.CharField(max_length=21, blank=True)  # for this party
    withdrawn = models.CharField(max_length=21, blank=True)
    reservation = models.TextField(blank=True)
    reservation_withdrawn = models.CharField(max_length=21, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["work", "party"]
        constraints = [
            *Handled.Meta.constraints,
            models.UniqueConstraint(fields=["work", "party"], name="library_party_status_once"),
        ]

    def __str__(self) -> str:
        return f"{self.party} / {self.work}"
