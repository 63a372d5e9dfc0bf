"""What may be chosen in the forms of bodies, seats and elections, as far as whoever asks may see it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from muntada.access import clock
from muntada.access.actor import Actor, Role
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum import queries
from muntada.forum.models import Body, Seat
from muntada.forum.queries.rules import members_on
from muntada.forum.queries.seating import seats_of
from muntada.library.models import Work
from muntada.parties.models import Party
from muntada.text.lexicon import terms
from muntada.web.labels import choices, label, plain
from muntada.web.looks import digits
from muntada.web.names import name_of
from muntada.web.people.forms import NONE

Pairs = list[tuple[Any, Any]]
SPEAKERS = frozenset({Role.FOCAL_POINT, Role.VALIDATOR})
LONGEST = 100


def named(things: Iterable[Model]) -> Pairs:
    """Things with their names, in the order of the names."""
    return sorted(((one.pk, _short(plain(name_of(one)))) for one in things), key=lambda pair: pair[1])


def bodies(actor: Actor, without: Body | None = None, *, none: bool = False) -> Pairs:
    """Every body, or every other one."""
    found = named(one for one in queries.bodies(actor) if without is None or one.pk != without.pk)
    return [NONE, *found] if none else found


def parties(actor: Actor) -> Pairs:
    """States and organisations."""
    kinds = [Party.Kind.STATE, Party.Kind.ORGANISATION]
    return named(rows(actor, Permission.RECORD_READ, Party).filter(kind__in=kinds).prefetch_related("names"))


def members(actor: Actor, body: Body) -> Pairs:
    """The parties that belong to the body today."""
    keys = members_on(actor, body, clock.today())
    return named(rows(actor, Permission.RECORD_READ, Party).filter(pk__in=keys).prefetch_related("names"))


def own(actor: Actor, body: Body) -> Pairs:
    """The members for which the actor may act in the body: all for the secretariat, which enters what reaches it."""
    speaks = speaks_for(actor)
    return [pair for pair in members(actor, body) if speaks is None or pair[0] in speaks]


def speaks_for(actor: Actor) -> frozenset[str] | None:
    """The keys of the parties that the actor acts for; None is any, for the secretariat."""
    if Role.SECRETARIAT in actor.roles:
        return None
    return frozenset({actor.party} if actor.party and SPEAKERS & actor.roles else ())


def seats(actor: Actor, body: Body) -> Pairs:
    """The seats of a body by their numbers."""
    return [(seat.pk, seat_word(seat)) for seat in seats_of(actor, body)]


def seat_word(seat: Seat) -> str:
    """A seat's role and number."""
    return f"{label('role', seat.role)} {digits(seat.number)}"


def works(actor: Actor) -> Pairs:
    """Every instrument."""
    return [NONE, *named(rows(actor, Permission.RECORD_READ, Work).prefetch_related("titles"))]


def body_kinds() -> Pairs:
    """The kinds of bodies that the lexicon knows."""
    return choices("body_kind", [term.id.partition(".")[2] for term in terms() if term.id.startswith("body_kind.")])


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
