"""The seats of a body, and which of them a term is of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.named import checked_term
from muntada.evidence.values import ValueRefused
from muntada.forum.actions.changes import change_term
from muntada.forum.actions.rules import NotPossible, depart, heed
from muntada.forum.actions.under import Given, keep
from muntada.forum.models import Body, Seat, Term
from muntada.forum.queries.rules import of_seats
from muntada.forum.queries.seating import overlapping
from muntada.trail.deed import Record, act

MOST = 20  # seats of one role in a body


def set_seats(
    actor: Actor, body: Body, *, role: str = "co_chair", count: int, despite: str = "", handling: Given = None
) -> list[Seat]:
    """Let a body have so many seats of a role: those that are missing are made, empty ones too many are taken away.

    Raises RuleBroken where a rule says another number and no reason is given, NotPossible(`held`) where a seat that
    would go has had a holder.
    """
    checked_term("role", "role", role)
    if not 0 < count <= MOST:
        raise ValueRefused("count", f"A body has between 1 and {MOST} seats of a role.")
    broken = heed(of_seats(actor, body, count, clock.today()), despite)
    with act(actor, Permission.BODY_KEEP, on=body) as deed:
        Body.objects.select_for_update().get(pk=body.pk)
        seats = {seat.number: seat for seat in Seat.objects.filter(body=body, role=role)}
        for number in [number for number in seats if number > count]:
            _take_away(deed, seats.pop(number))
        for number in range(1, count + 1):
            if number not in seats:
                seats[number] = keep(Seat(body=body, role=role, number=number), body, given=handling)
                deed.of(seats[number])
        depart(actor, deed, body, broken, despite)
    return [seats[number] for number in sorted(seats)]


def _take_away(deed: Record, seat: Seat) -> None:
    if seat.terms.exists() or seat.elections.exists():
        raise NotPossible("held", f"Seat {seat.number} has had a holder and stays.", "count")
    deed.of(seat, gone=True)
    seat.delete()


def seat_terms(actor: Actor, deed: Record, terms: Iterable[Term]) -> list[Term]:
    """Put terms of co-chairs that a table gives into the two seats of their body where that is plain.

    A term goes to the seat whose holder it follows on the same day, else to the first that is empty then; a number
    says no more than that. Where neither seat is free the dates contradict one another: the term stays without a
    seat and is among the answer.
    """
    by_body: dict[str, list[Term]] = {}
    for term in terms:
        if term.role == "co_chair" and term.start and term.seat_id is None:
            by_body.setdefault(term.body_id, []).append(term)
    left: list[Term] = []
    for waiting in by_body.values():
        seats = _two_seats(deed, waiting[0].body)
        waiting.sort(key=lambda one: one.start)
        left += [term for term in waiting if not _seated(actor, deed, term, seats)]
    return left


def _two_seats(deed: Record, body: Body) -> list[tuple[Seat, list[Term]]]:
    seats = []
    for number in (1, 2):
        seat = Seat.objects.filter(body=body, role="co_chair", number=number).first()
        if seat is None:
            seat = keep(Seat(body=body, number=number), body)
            deed.of(seat)
        seats.append((seat, list(seat.terms.all())))
    return seats


def _seated(actor: Actor, deed: Record, term: Term, seats: list[tuple[Seat, list[Term]]]) -> bool:
    free = [(seat, held) for seat, held in seats if not overlapping([*held, term])]
    if not free:
        return False
    # Whoever left on the day on which this one came is who it followed; two who left on one day are told apart by
    # nothing, and the first seat is as good as the other.
    seat, held = next(((seat, held) for seat, held in free if term.start in {one.end for one in held}), free[0])
    change_term(actor, deed, term, seat=seat)
    held.append(term)
    return True


def lock(seat: Seat) -> Seat:
    """The seat's row, which nobody else changes the holders of until the deed is done."""
    found: Seat = Seat.objects.select_for_update().get(pk=seat.pk)
    return found


def day(value: Any) -> str:
    """A day as terms hold it; empty for none."""
    return value.isoformat() if isinstance(value, date) else ""
