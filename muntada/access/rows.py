"""The policy read as a list: of which rows does an actor have a permission?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import TypeVar

from django.db.models import Model, QuerySet

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.conditions import AnyOf, Condition
from muntada.access.filters import Compare, Either, Every, Part, Wanted
from muntada.access.rules import RULES, Permission

M = TypeVar("M", bound=Model)


def rows(actor: Actor | None, permission: Permission, model: type[M], *, via: str = "") -> QuerySet[M]:
    """The rows of the model of which the actor has the permission: no rows at all without an actor.

    `via` leads from the model to the thing that the rules speak of (`via="document"` for the passages of
    documents), so that what hangs on a thing is seen by exactly those who see the thing.
    """
    every = model._default_manager.all()
    if actor is None:
        return every.none()
    return every.filter(_filter(actor, permission, via, clock.today()))


@lru_cache(maxsize=4_096)
def _filter(actor: Actor, permission: Permission, via: str, _today: date) -> Wanted:
    """Kept, because it follows from these four alone; Django works on copies of it."""
    return Wanted(allowed(actor, permission, via=via))


def allowed(actor: Actor, permission: Permission, *, via: str = "") -> Part:
    """The filter that `rows` sets."""
    prefix = f"{via}__" if via else ""
    rules = [rule.conditions for rule in RULES[permission] if rule.roles & actor.roles]
    # What every rule asks is asked once, in front: there is less to write, to plan and to ask of each row.
    shared = [one for one in rules[0] if all(one in asked for asked in rules)] if rules else []
    own = [_all_of((one for one in asked if one not in shared), actor, prefix) for asked in rules]
    return Every((_all_of(shared, actor, prefix), Either(tuple(own))))


def _all_of(conditions: Iterable[Condition], actor: Actor, prefix: str) -> Every:
    return Every(tuple(_part(one, actor, prefix) for one in conditions))


def _part(condition: Condition, actor: Actor, prefix: str) -> Part:
    if isinstance(condition, AnyOf):
        return Either(tuple(_part(one, actor, prefix) for one in condition.parts))
    lookup = condition.lookup(actor)
    if lookup is None:
        return Either()
    return Every(tuple(Compare.of(prefix, path, value) for path, value in lookup.items()))
