"""Who sits in a seat on which day, from terms whose dates are known at different precisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.values import dates_agree
from muntada.forum.models import Body, Seat, Term, TermChange
from muntada.text.when import NotADate, bounds

# What of a term changes while it runs; all of it is text.
FIELDS = ("start", "end", "planned_start", "planned_end", "seat", "ended_because")


@dataclass(frozen=True, slots=True)
class Spell:
    """A term's days in its seat, from the first on to the day (no longer its own) of the hand-over; None is open."""

    term: Term
    first: date
    end: date | None

    def covers(self, day: date) -> bool:
        """Whether the seat is held in this term on that day."""
        return self.first <= day and (self.end is None or day < self.end)


def spells(terms: Iterable[Term]) -> list[Spell]:
    """The terms of one seat that began, in their order.

    A date that is not known to the day counts from its first day on. Where the end of one term and the start of the
    next can be the same day, they are: the more precise of the two says which.
    """
    begun = sorted((one for one in terms if _edge(one.start)), key=_in_order)
    days = [[_edge(one.start), _edge(one.end)] for one in begun]
    for (earlier, its), (later, other) in pairwise(zip(begun, days, strict=True)):
        if earlier.end and dates_agree(earlier.end, later.start):
            precise = earlier.end if len(earlier.end) >= len(later.start) else later.start
            its[1] = other[0] = _edge(precise)
    return [Spell(one, first, end) for one, (first, end) in zip(begun, days, strict=True) if first is not None]


def overlapping(terms: Iterable[Term]) -> list[tuple[Spell, Spell]]:
    """The neighbours among the terms of one seat that share a day: there must be none."""
    return [(one, other) for one, other in pairwise(spells(terms)) if one.end is None or one.end > other.first]


def handed_over(terms: Iterable[Term]) -> dict[int, str]:
    """The day on which each of these terms was handed over in its seat, by the number of its row; nothing of a term
    that runs, or is in no seat."""
    by_seat: dict[int, list[Term]] = {}
    for term in terms:
        if term.seat_id is not None:
            by_seat.setdefault(term.seat_id, []).append(term)
    return {one.term.pk: one.end.isoformat() for held in by_seat.values() for one in spells(held) if one.end}


def holders_on(actor: Actor | None, of: Body, day: date) -> dict[int, Term]:
    """Who holds the seats of the body on that day: a term by the number of its seat's row."""
    held: dict[int, list[Term]] = {}
    found = rows(actor, Permission.RECORD_READ, Term).filter(body=of, seat__isnull=False).select_related("party")
    for term in found.prefetch_related("party__names"):
        held.setdefault(term.seat_id or 0, []).append(term)
    sitting = {seat: next((one.term for one in spells(terms) if one.covers(day)), None) for seat, terms in held.items()}
    return {seat: term for seat, term in sitting.items() if term is not None}


def seats_of(actor: Actor | None, of: Body) -> list[Seat]:
    """The seats of the body."""
    return list(rows(actor, Permission.RECORD_READ, Seat).filter(body=of).select_related("body__party"))


def seated(actor: Actor | None) -> list[Term]:
    """Every term in a seat of a body: body after body, seat after seat, the earliest first."""
    found = rows(actor, Permission.RECORD_READ, Term).filter(seat__isnull=False)
    named = found.select_related("body__party", "party", "seat").prefetch_related("party__names", "body__party__names")
    return list(named.order_by("body__parent", "body", "seat__number", "start", "pk"))


def term_of(actor: Actor | None, pk: int) -> Term | None:
    """The term of that number, or None."""
    found = rows(actor, Permission.RECORD_READ, Term).select_related("body__party", "party", "seat", "won")
    return found.prefetch_related("party__names", "body__party__names").filter(pk=pk).first()


def changes_of(actor: Actor | None, term: Term) -> list[TermChange]:
    """What changed in a term, the first line first."""
    return list(rows(actor, Permission.RECORD_READ, TermChange, via="term").filter(term=term).order_by("pk"))


def states_of(term: Term, lines: Iterable[TermChange]) -> list[dict[str, str]]:
    """Every state that the term was in, the first one first: built back from what it is by its lines.

    The last is what stands now, so that n lines give n + 1 states.
    """
    state = {name: said(term, name) for name in FIELDS}
    states = [dict(state)]
    for line in sorted(lines, key=lambda one: one.pk, reverse=True):
        state[line.field] = line.before
        states.append(dict(state))
    return states[::-1]


def said(term: Term, field: str) -> str:
    """What the term holds in a field, as its lines write it."""
    return str(term.seat_id or "") if field == "seat" else str(getattr(term, field))


def _edge(value: str) -> date | None:
    try:
        return bounds(value)[0] if value else None
    except NotADate:
        return None


def _in_order(term: Term) -> tuple[date, date]:
    return _edge(term.start) or date.min, _edge(term.end) or date.max
