"""What an edition may speak of: the record as its writer sees it, no more strictly handled than the edition is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.models import Handled
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.models import Citation
from muntada.forum.models import Body, Membership, Term
from muntada.parties.models import Party
from muntada.reports.models import Edition
from muntada.reports.proposing import Based
from muntada.sources.models import Finding
from muntada.text.when import NotADate, bounds
from muntada.trail.deed import key_of, label

M = TypeVar("M", bound=Handled)
_AFTER = 90  # days into the next year in which sources still tell of this one


class Scope:
    """The record of a year as far as an edition may tell of it."""

    def __init__(self, actor: Actor, edition: Edition) -> None:
        self.actor, self.edition = actor, edition
        self.party: Party = edition.party
        self.year: int = edition.year
        self.languages: list[str] = list(edition.languages)
        self.today = clock.today()
        self._passages: dict[str, dict[str, list[tuple[int, date | None, int]]]] = {}

    def see(self, model: type[M]) -> QuerySet[M]:
        """The records of this kind that the writer sees and that are not being looked into."""
        return rows(self.actor, Permission.RECORD_READ, model).filter(restricted=False)

    def fits(self, record: Handled) -> bool:
        """Whether everybody who may see the edition may see this record."""
        return record.handling.flows_to(self.edition.handling)

    def fitting(self, found: Iterable[M]) -> list[M]:
        """Those of the records that the edition may tell of."""
        return [one for one in found if self.fits(one)]

    def known(self, parties: Iterable[Party]) -> list[Party]:
        """Those of the parties of which the edition may tell."""
        return [one for one in parties if one.pk in self._parties and self.fits(one)]

    @cached_property
    def _parties(self) -> set[str]:
        return set(self.see(Party).values_list("pk", flat=True))

    def based(self, record: Model) -> Based:
        """That something rests on this record, with the passage that says so, where one does."""
        found = self._all_of(record)
        return Based(label(record), key_of(record), found[0][0] if found else None)

    def told_on(self, record: Model) -> str | None:
        """The day of a source that tells of this record and of this year: "" of one that bears no day, None of none."""
        days: list[date | None] = []
        for _passage, day, document in self._all_of(record):
            if day is None:
                days += [None] if document in self._of_the_year else []
            elif date(self.year, 1, 1) <= day and (day - date(self.year, 12, 31)).days <= _AFTER:
                days.append(day)
        dated = [day for day in days if day is not None]
        return dated[0].isoformat() if dated else ("" if days else None)

    @cached_property
    def _of_the_year(self) -> set[int]:
        """The documents of which something was accepted that was in the year."""
        seen = rows(self.actor, Permission.SOURCE_READ, Finding, via="source__document")
        found = seen.filter(state=Finding.State.ACCEPTED).select_related("source")
        return {
            one.source.document_id
            for one in found
            if any(self.within(str(one.values.get(name, ""))) for name in ("when", "start"))
        }

    def _all_of(self, record: Model) -> list[tuple[int, date | None, int]]:
        kind = label(record)
        if kind not in self._passages:
            seen = rows(self.actor, Permission.CITATION_READ, Citation).filter(
                record_type=kind, passage__isnull=False, standing__in=["stands", "preferred"], restricted=False
            )
            found: dict[str, list[tuple[int, date | None, int]]] = {}
            for one in seen.select_related("passage__document").order_by("pk"):
                if one.passage is not None and self.fits(one):
                    document = one.passage.document
                    told = (one.passage.pk, document.published, document.pk)
                    found.setdefault(one.record_key, []).append(told)
            self._passages[kind] = found
        return self._passages[kind].get(key_of(record), [])

    def within(self, value: str) -> bool:
        """Whether a date value lies within the year."""
        span = _bounds(value)
        return span is not None and span[0].year == span[1].year == self.year

    def touches(self, value: str) -> bool:
        """Whether a date value has a day in the year."""
        span = _bounds(value)
        return span is not None and span[0].year <= self.year <= span[1].year

    def past(self, value: str) -> bool:
        """Whether a date value is over."""
        span = _bounds(value)
        return span is not None and span[1] < self.today

    @cached_property
    def bodies(self) -> set[str]:
        """The bodies that the party belongs to, with all that stand under them; empty where none is known."""
        own = set(self.see(Membership).filter(party=self.party).values_list("body", flat=True))
        own |= set(self.see(Term).filter(party=self.party).values_list("body", flat=True))
        under: dict[str, set[str]] = {}
        for key, parent in self.see(Party).filter(parent__isnull=False).values_list("pk", "parent"):
            under.setdefault(str(parent), set()).add(key)
        for key, parent in self.see(Body).filter(parent__isnull=False).values_list("pk", "parent"):
            under.setdefault(str(parent), set()).add(key)
        waiting = list(own)
        while waiting:
            new = under.get(waiting.pop(), set()) - own
            own |= new
            waiting += new
        return own

    def of_its_bodies(self, column: str) -> Q:
        """What concerns a body of the party's; everything where the record names none."""
        return Q(**{f"{column}__in": self.bodies}) if self.bodies else Q()


def _bounds(value: str) -> tuple[date, date] | None:
    try:
        return bounds(value) if value else None
    except NotADate:
        return None
