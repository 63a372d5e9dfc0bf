"""The policy read as a list: of which rows does an actor have a permission?"""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from muntada.access.actor import Actor
from muntada.access.rules import RULES, Permission, Rule

M = TypeVar("M", bound=Model)


def rows(actor: Actor | None, permission: Permission, model: type[M], *, via: str = "") -> QuerySet[M]:
    """The rows of the model of which the actor has the permission: no rows at all without an actor.

    `via` leads from the model to the thing that the rules speak of (`via="document"` for the passages of
    documents), so that what hangs on a thing is seen by exactly those who see the thing.
    """
    every = model._default_manager.all()
    if actor is None:
        return every.none()
    wanted = Q()
    for rule in RULES[permission]:
        if not rule.roles & actor.roles:
            continue
        condition = _compiled(rule, actor, via)
        if condition is None:
            continue
        if not condition:
            return every
        wanted |= condition
    return every.filter(wanted) if wanted else every.none()


def _compiled(rule: Rule, actor: Actor, via: str) -> Q | None:
    """The rule as a filter: an empty one where it holds of every row, None where it can hold of none."""
    prefix = f"{via}__" if via else ""
    condition = Q()
    for part in rule.conditions:
        lookup = part.lookup(actor)
        if lookup is None:
            return None
        condition &= Q(**{prefix + path: value for path, value in lookup.items()})
    return condition
