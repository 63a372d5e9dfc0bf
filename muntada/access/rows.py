"""The policy read as a list: of which rows does an actor have a permission?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Model, QuerySet

from muntada.access.actor import Actor
from muntada.access.conditions import AnyOf, Condition
from muntada.access.filters import Either, Every, Part, Test, Wanted
from muntada.access.rules import RULES, Permission

M = TypeVar("M", bound=Model)
EVERYWHERE, NOWHERE = Every(), Either()


def rows(actor: Actor | None, permission: Permission, model: type[M], *, via: str = "") -> QuerySet[M]:
    """The rows of the model of which the actor has the permission: no rows at all without an actor.

    `via` leads from the model to the thing that the rules speak of (`via="document"` for the passages of
    documents), so that what hangs on a thing is seen by exactly those who see the thing.
    """
    every = model._default_manager.all()
    wanted = allowed(actor, permission, via=via)
    if wanted == NOWHERE:
        return every.none()
    return every if wanted == EVERYWHERE else every.filter(Wanted(wanted))


def allowed(actor: Actor | None, permission: Permission, *, via: str = "") -> Part:
    """The filter that `rows` sets: EVERYWHERE where every row may be seen, NOWHERE where no row may."""
    if actor is None:
        return NOWHERE
    prefix = f"{via}__" if via else ""
    rules = [rule for rule in RULES[permission] if rule.roles & actor.roles]
    # What every rule asks is asked once, in front: there is less to write, to plan and to ask of each row.
    shared = [one for one in rules[0].conditions if all(one in rule.conditions for rule in rules)] if rules else []
    own = [_every([one for one in rule.conditions if one not in shared], actor, prefix) for rule in rules]
    return _both(_every(shared, actor, prefix), _either(own))


def _every(conditions: Iterable[Condition], actor: Actor, prefix: str) -> Part:
    parts = [part for part in (_part(one, actor, prefix) for one in conditions) if part != EVERYWHERE]
    if NOWHERE in parts:
        return NOWHERE
    return parts[0] if len(parts) == 1 else Every(tuple(parts))


def _either(parts: Iterable[Part]) -> Part:
    found = [part for part in parts if part != NOWHERE]
    if EVERYWHERE in found:
        return EVERYWHERE
    return found[0] if len(found) == 1 else Either(tuple(found))


def _both(one: Part, other: Part) -> Part:
    if NOWHERE in (one, other):
        return NOWHERE
    return other if one == EVERYWHERE else one if other == EVERYWHERE else Every((one, other))


def _part(condition: Condition, actor: Actor, prefix: str) -> Part:
    if isinstance(condition, AnyOf):
        return _either(_part(one, actor, prefix) for one in condition.parts)
    lookup = condition.lookup(actor)
    if lookup is None:
        return NOWHERE
    tests = [Test.of(prefix, path, value) for path, value in lookup.items()]
    return tests[0] if len(tests) == 1 else Every(tuple(tests))
