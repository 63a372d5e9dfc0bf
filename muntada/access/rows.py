"""The policy read as a list: of which rows does an actor have a permission?"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.conditions import AnyOf, Condition, Listed, NoneOf
from muntada.access.models import AudienceMember
from muntada.access.rules import RULES, Permission, Rule

M = TypeVar("M", bound=Model)


def rows(actor: Actor | None, permission: Permission, model: type[M], *, via: str = "") -> QuerySet[M]:
    """The rows of the model of which the actor has the permission: no rows at all without an actor.

    `via` leads from the model to the thing that the rules speak of (`via="document"` for the passages of
    documents), so that what hangs on a thing is seen by exactly those who see the thing.
    """
    every = model._default_manager.all()
    wanted = allowed(actor, permission, via=via)
    if wanted is None:
        return every.none()
    return every.filter(wanted) if wanted else every


def allowed(actor: Actor | None, permission: Permission, *, via: str = "") -> Q | None:
    """The filter that `rows` sets: an empty one where every row may be seen, None where no row may."""
    if actor is None:
        return None
    prefix = f"{via}__" if via else ""
    wanted = Q()
    for rule in RULES[permission]:
        if not rule.roles & actor.roles:
            continue
        condition = _compiled(rule, actor, prefix)
        if condition is None:
            continue
        if not condition:
            return condition
        wanted |= condition
    return wanted or None


def _compiled(rule: Rule, actor: Actor, prefix: str) -> Q | None:
    """The rule as a filter: an empty one where it holds of every row, None where it can hold of none."""
    whole = Q()
    for condition in rule.conditions:
        part = _filter(condition, actor, prefix)
        if part is None:
            return None
        whole &= part
    return whole


def _filter(condition: Condition, actor: Actor, prefix: str) -> Q | None:
    if isinstance(condition, AnyOf):
        parts = [part for part in (_filter(one, actor, prefix) for one in condition.parts) if part is not None]
        if not parts:
            return None
        either = Q()
        for part in parts:
            if not part:
                return part
            either |= part
        return either
    lookup = condition.lookup(actor)
    if lookup is None:
        return None
    found = Q()
    for path, value in lookup.items():
        if isinstance(value, NoneOf):
            found &= ~Q(**{f"{prefix}{path}__in": value.values})
        else:
            found &= Q(**{prefix + path: _value(value)})
    return found


def _value(value: Any) -> Any:
    if isinstance(value, Listed):
        # A subquery without reference to the row outside: the database answers it once for the whole list.
        named = AudienceMember.objects.filter(Q(until__isnull=True) | Q(until__gt=clock.today()), key__in=value.keys)
        return named.values("audience")
    return value
