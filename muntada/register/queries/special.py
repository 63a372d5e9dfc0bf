"""Special categories of data: who may state and see a value of one, by what two persons opened. Nobody else does."""

from __future__ import annotations

from django.db.models import QuerySet

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.models import Processing
from muntada.access.rules import Permission, decide
from muntada.register.entered import SPECIAL
from muntada.register.models import Entity, Special, Statement


def open_to(actor: Actor | None, entity: Entity) -> frozenset[str]:
    """The special categories that the actor may state and see of this entity today.

    What was opened rests on an assessment: once that has ended it is closed, whatever its own day says.
    """
    if actor is None or entity.category is None:
        return frozenset()
    opened = Special.objects.filter(
        state=Special.State.OPENED, purpose=entity.purpose, category=entity.category, until__gt=clock.today()
    )
    held = Processing.objects.filter(purpose=entity.purpose, category=entity.category, until__gt=clock.today())
    assessed = set(held.values_list("assessment", flat=True))
    return frozenset(one.prop for one in opened if one.assessment in assessed and actor.key in one.persons)


def without_closed(actor: Actor | None, entity: Entity, found: QuerySet[Statement]) -> QuerySet[Statement]:
    """Statements of an entity but for those of special categories that are not open to the actor."""
    return found.exclude(prop__in=set(SPECIAL) - open_to(actor, entity))


def openings(actor: Actor | None) -> QuerySet[Special]:
    """What was asked for and decided: for those who ask and decide, what waits first."""
    if not decide(actor, Permission.SPECIAL_ASK):
        return Special.objects.none()
    return Special.objects.order_by("state", "-pk")
