"""Which meetings stand in whose calendar."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.models import Delegation, Invitation, Meeting, Registration
from muntada.forum.queries.meetings import meetings

READ = Permission.RECORD_READ
MOST = 2_000  # meetings that a calendar holds: a program asks for all of them each time


def lately_and_to_come(found: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Of these, those since the beginning of last year, as many as a calendar holds: what a feed is read for."""
    return found.filter(when__gte=str(clock.today().year - 1)).order_by("when", "pk")[:MOST]


def meetings_of_body(actor: Actor | None, key: str) -> QuerySet[Meeting]:
    """The meetings of a body, the latest first."""
    return meetings(actor).filter(body=key).order_by("-when", "-pk")


def own_meetings(actor: Actor | None) -> QuerySet[Meeting]:
    """The meetings that concern somebody: of bodies that they chair or their party belongs to, of which their party is
    host, to which it is invited or has a delegation, or to which they are registered themselves; the earliest first."""
    found = meetings(actor)
    if actor is None:
        return found.none()
    concerns = Q(body__in=actor.bodies | actor.chairs)
    if actor.party:
        invited = rows(actor, READ, Invitation).filter(party=actor.party).exclude(state=Invitation.State.DRAFTED)
        coming = rows(actor, READ, Delegation).filter(party=actor.party)
        concerns |= Q(host=actor.party) | Q(organiser=actor.party)
        concerns |= Q(pk__in=invited.values("meeting")) | Q(pk__in=coming.values("meeting"))
    kind, _, number = actor.key.partition(":")
    if kind == "user" and number.isdecimal():
        registered = rows(actor, READ, Registration).filter(user=int(number))
        concerns |= Q(pk__in=registered.values("delegation__meeting"))
    return found.filter(concerns).order_by("when", "pk")
