"""Bodies: the tree, their members, and who held their seats when."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.models import Body, Candidacy, Initiative, Mandate, Membership, Term
from muntada.text.when import NotADate, bounds

READ = Permission.RECORD_READ


@dataclass(frozen=True, slots=True)
class Branch:
    """A body in the tree, with the bodies under it and those that it took over from."""

    body: Body
    children: tuple[Branch, ...]
    preceded_by: tuple[Body, ...]


@dataclass(frozen=True, slots=True)
class Seat:
    """A party's time in a seat of a body; days are the outer ones of what is known, both inside.

    `end` is None while the term runs or its end is not known, `start` where only a plan is known. What was
    planned stands apart.
    """

    term: Term
    start: date | None
    end: date | None
    planned_start: date | None
    planned_end: date | None


def bodies(actor: Actor | None) -> QuerySet[Body]:
    """Every body with its names."""
    return rows(actor, READ, Body).select_related("party").prefetch_related("party__names")


def body(actor: Actor | None, key: str) -> Body | None:
    """The body of that key, or None; the one above it and the one after it where the actor may know of them."""
    near = [Prefetch(name, queryset=bodies(actor)) for name in ("parent", "succeeded_by")]
    return bodies(actor).prefetch_related(*near).filter(pk=key).first()


def terms(actor: Actor | None, of: Body) -> QuerySet[Term]:
    """Who held a seat of the body, the latest first."""
    found = rows(actor, READ, Term).filter(body=of).select_related("party", "seat", "body__party")
    return found.order_by("-start", "party").prefetch_related("party__names")


def memberships(actor: Actor | None, of: Body) -> QuerySet[Membership]:
    """Who belongs to the body."""
    return rows(actor, READ, Membership).filter(body=of).select_related("party").prefetch_related("party__names")


def initiatives(actor: Actor | None, of: Body) -> QuerySet[Initiative]:
    """What members lead within the body."""
    return rows(actor, READ, Initiative).filter(body=of).prefetch_related("leads__names")


def candidacies(actor: Actor | None, of: Body) -> QuerySet[Candidacy]:
    """Who stands for a seat of the body."""
    return rows(actor, READ, Candidacy).filter(body=of).prefetch_related("parties__names")


def body_tree(actor: Actor | None, year: int | None = None) -> tuple[Branch, ...]:
    """Every body under the one that it is part of, those without one on top; of a year, those that it had."""
    every = [one for one in bodies(actor) if year is None or stood_in(one, year)]
    known = {one.pk for one in every}
    under: dict[str | None, list[Body]] = defaultdict(list)
    before: dict[str | None, list[Body]] = defaultdict(list)
    for one in every:
        under[one.parent_id if one.parent_id in known else None].append(one)
        before[one.succeeded_by_id].append(one)

    def branch(one: Body) -> Branch:
        return Branch(one, tuple(branch(child) for child in under[one.pk]), tuple(before[one.pk]))

    return tuple(branch(one) for one in under[None])


def stood_in(body: Body, year: int) -> bool:
    """Whether the body may have existed on some day of the year; what is not known speaks for it."""
    first, last = _edge(body.established, 0), _edge(body.dissolved, 1)
    return (first is None or first.year <= year) and (last is None or last.year >= year)


def predecessors(actor: Actor | None, of: Body) -> QuerySet[Body]:
    """The bodies that this one took over from."""
    return bodies(actor).filter(succeeded_by=of)


def children(actor: Actor | None, of: Body) -> QuerySet[Body]:
    """The bodies right under this one."""
    return bodies(actor).filter(parent=of)


def mandate(actor: Actor | None, of: Body) -> QuerySet[Mandate]:
    """The tasks of the body, in the words of sources."""
    return rows(actor, READ, Mandate).filter(body=of)


def seats_over_years(actor: Actor | None, of: Body) -> tuple[Seat, ...]:
    """Who held a seat of the body from when to when, for a picture: the earliest first."""
    seats = [
        Seat(term, _edge(term.start, 0), _edge(term.end, 1), _edge(term.planned_start, 0), _edge(term.planned_end, 1))
        for term in terms(actor, of).select_related("party")
    ]
    return tuple(sorted(seats, key=lambda seat: (seat.start or seat.planned_start or date.max, seat.term.party_id)))


def _edge(value: str, side: int) -> date | None:
    try:
        return bounds(value)[side] if value else None
    except NotADate:
        return None
