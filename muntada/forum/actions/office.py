"""Beginning, renewing and ending terms of office in the seats of a body, as the forum itself runs them."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.values import ValueRefused
from muntada.forum.actions.changes import NOTHING, change_term, note_changes
from muntada.forum.actions.rules import NotPossible, depart, heed
from muntada.forum.actions.seats import day, lock
from muntada.forum.actions.under import keep
from muntada.forum.models import Election, Seat, Term
from muntada.forum.queries.rules import of_term
from muntada.forum.queries.seating import Spell, spells
from muntada.parties.models import Party
from muntada.text.when import bounds
from muntada.trail.deed import Record, act

_SUCCEEDED = Term.Ended.SUCCEEDED.value


def plan_term(
    actor: Actor, seat: Seat, party: Party, *, start: date, end: date, despite: str = "", reason: str = ""
) -> Term:
    """Note that a party is to hold a seat from one day to another; nobody sits there for that.

    Raises RuleBroken where a rule speaks against it and no reason is given.
    """
    _forward(start, end)
    broken = heed(of_term(actor, seat, party, start, end), despite)
    with act(actor, Permission.TERM_KEEP, on=seat.body) as deed:
        made = _made(seat, party, planned_start=day(start), planned_end=day(end))
        note_changes(actor, deed, made, NOTHING, reason)
        depart(actor, deed, made, broken, despite)
    return made


def begin_term(
    actor: Actor,
    seat: Seat,
    party: Party | None = None,
    *,
    on: date,
    until: date | None = None,
    planned: Term | None = None,
    despite: str = "",
    reason: str = "",
) -> Term:
    """A party's term in a seat begins on a day, which ends the term of whoever sits there: that day is the
    successor's. `until` is the day on which it is planned to end; `planned` is the plan that it fulfils.

    Where a later term of the seat stands already, this one ends with the day on which that begins. Raises
    NotPossible(`taken`) where another begins on that very day, RuleBroken as `plan_term`.
    """
    party = planned.party if planned is not None else party
    if party is None:
        raise ValueRefused("party", "This must be said.")
    until = until or (bounds(planned.planned_end)[0] if planned is not None and planned.planned_end else None)
    _forward(on, until)
    broken = heed(of_term(actor, seat, party, on, until), despite)
    with act(actor, Permission.TERM_KEEP, on=seat.body) as deed:
        term = begin(actor, deed, seat, party, on=on, until=until, planned=planned, reason=reason)
        depart(actor, deed, term, broken, despite)
    return term


def begin(
    actor: Actor,
    deed: Record,
    seat: Seat,
    party: Party,
    *,
    on: date,
    until: date | None,
    planned: Term | None = None,
    won: Election | None = None,
    reason: str = "",
) -> Term:
    """As `begin_term`, within a deed, where the rules have been asked."""
    seat = lock(seat)
    if planned is not None:
        planned = Term.objects.select_for_update().get(pk=planned.pk)
        if planned.seat_id != seat.pk or planned.start or planned.ended_because:
            raise NotPossible("begun", "That plan is no longer open.")
    before, after = _neighbours(seat, on)
    if before is not None and (before.end is None or before.end > on):
        change_term(actor, deed, before.term, reason, end=day(on), ended_because=_SUCCEEDED)
    closed = {"end": day(after.first), "ended_because": _SUCCEEDED} if after is not None else {}
    if planned is not None:
        change_term(
            actor, deed, planned, reason, start=day(on), planned_end=day(until) or planned.planned_end, **closed
        )
        return planned
    made = _made(seat, party, won=won, start=day(on), planned_start=day(on), planned_end=day(until), **closed)
    note_changes(actor, deed, made, NOTHING, reason)
    return made


def extend_term(actor: Actor, term: Term, *, until: date, despite: str = "", reason: str = "") -> Term:
    """Renew or extend a term that runs: it is planned to end on another day. Raises NotPossible(`ended`) for one that
    has ended, RuleBroken where a rule speaks against it and no reason is given."""
    seat = _seat_of(term)
    first = _first(term)
    _forward(first, until)
    broken = heed(of_term(actor, seat, term.party, first, until), despite)
    with act(actor, Permission.TERM_KEEP, on=term.body) as deed:
        lock(seat)
        term.refresh_from_db()
        if term.end or term.ended_because:
            raise NotPossible("ended", "That term has ended.")
        change_term(actor, deed, term, reason, planned_end=day(until))
        depart(actor, deed, term, broken, despite)
    return term


def end_term(actor: Actor, term: Term, *, on: date, because: str, reason: str = "") -> Term:
    """End a term on a day, which is no longer its own; or say that it ended on another day than was written.

    Raises NotPossible(`taken`) where the successor sits there before that day, ValueRefused for a day that is not
    after its first.
    """
    if because not in Term.Ended.values:
        raise ValueRefused("because", f"No term ends because of {because}.")
    seat = _seat_of(term)
    with act(actor, Permission.TERM_KEEP, on=term.body) as deed:
        lock(seat)
        term.refresh_from_db()
        mine, after = _own(seat, term)
        if on <= mine.first:
            raise ValueRefused("on", f"The term begins on {mine.first}.")
        if after is not None and after.first < on:
            raise NotPossible("taken", f"From {after.first} on another party holds the seat.", "on")
        change_term(actor, deed, term, reason, end=day(on), ended_because=because)
    return term


def move_start(actor: Actor, term: Term, *, on: date, reason: str = "") -> Term:
    """A term began, or begins, on another day than was written; the hand-over of its predecessor moves with it.

    Raises NotPossible(`taken`) where the predecessor's whole term would be covered, ValueRefused for a day that is not
    before its end.
    """
    seat = _seat_of(term)
    with act(actor, Permission.TERM_KEEP, on=term.body) as deed:
        lock(seat)
        term.refresh_from_db()
        mine, _after = _own(seat, term)
        if mine.end is not None and on >= mine.end:
            raise ValueRefused("on", f"The term ends on {mine.end}.")
        earlier = [one for one in spells(seat.terms.all()) if one.first < mine.first]
        before = earlier[-1] if earlier else None
        if before is not None and on <= before.first:
            raise NotPossible("taken", f"Until then another party holds the seat since {before.first}.", "on")
        if before is not None and (before.end is None or before.end == mine.first or before.end > on):
            change_term(actor, deed, before.term, reason, end=day(on), ended_because=_SUCCEEDED)
        change_term(actor, deed, term, reason, start=day(on))
    return term


def drop_plan(actor: Actor, term: Term, *, reason: str = "") -> Term:
    """A term that was planned will not begin. Raises NotPossible(`begun`) for one that has."""
    with act(actor, Permission.TERM_KEEP, on=term.body) as deed:
        term = Term.objects.select_for_update().get(pk=term.pk)
        if term.start or term.ended_because:
            raise NotPossible("begun", "That plan is no longer open.")
        change_term(actor, deed, term, reason, ended_because=Term.Ended.WITHDRAWN.value)
    return term


def end_terms_of(actor: Actor, deed: Record, body_key: str, on: date, reason: str) -> None:
    """End every term that runs in a body that ends on that day, and every plan; within the deed that ends it."""
    running = Q(end="") | Q(end__gt=day(on))
    for term in Term.objects.select_for_update().filter(running, body=body_key, ended_because="").order_by("pk"):
        begun = bool(term.start) and bounds(term.start)[0] < on
        values = {"end": day(on)} if begun else {}
        change_term(actor, deed, term, reason, ended_because=Term.Ended.DISSOLVED.value, **values)


def _made(seat: Seat, party: Party, **values: object) -> Term:
    made = Term(body=seat.body, party=party, role=seat.role, seat=seat, source="", **values)
    return keep(made, seat.body, seat, party)


def _forward(start: date, end: date | None) -> None:
    if end is not None and end <= start:
        raise ValueRefused("until", f"{end} is not after {start}.")


def _seat_of(term: Term) -> Seat:
    if term.seat is None:
        raise NotPossible("no_seat", "That term is in none of the body's seats.")
    return term.seat


def _first(term: Term) -> date:
    value = term.start or term.planned_start
    return bounds(value)[0] if value else clock.today()


def _neighbours(seat: Seat, on: date) -> tuple[Spell | None, Spell | None]:
    """The last term that begins before that day and the first that begins after it."""
    if seat.body.dissolved and bounds(seat.body.dissolved)[1] <= on:
        raise NotPossible("dissolved", f"The body ended on {seat.body.dissolved}.", "on")
    held = spells(seat.terms.select_related("party"))
    if any(one.first == on for one in held):
        raise NotPossible("taken", f"Another term of that seat begins on {on}.", "on")
    earlier, later = [one for one in held if one.first < on], [one for one in held if one.first > on]
    return (earlier[-1] if earlier else None), (later[0] if later else None)


def _own(seat: Seat, term: Term) -> tuple[Spell, Spell | None]:
    """The term's own days and those of the next one in its seat."""
    held = spells(seat.terms.all())
    place = next((number for number, one in enumerate(held) if one.term.pk == term.pk), None)
    if place is None:
        raise NotPossible("not_begun", "That term has not begun.")
    return held[place], held[place + 1] if place + 1 < len(held) else None
