"""Lists in pieces: a cursor names the last thing seen, so that nothing is given twice or left out when things come."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cmp_to_key
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from muntada.access.pieces import NoPlace, Order, beyond, read, values_of, write
from muntada.api.problems import Problem

M = TypeVar("M", bound=Model)


def piece(items: QuerySet[M] | list[M], order: Order, cursor: str, limit: int) -> tuple[list[M], str | None]:
    """The things after the cursor, as many as the limit, and the cursor of the next piece. Raises Problem."""
    try:
        seen = read(cursor, order) if cursor else None
    except NoPlace:
        raise Problem("cursor") from None
    if isinstance(items, QuerySet):
        ordered = items.order_by(*(name for name, _ in order))
        found = list((ordered.filter(beyond(order, seen)) if seen else ordered)[: limit + 1])
    else:
        later = [one for one in items if seen is None or _compare(order, values_of(one, order), seen) > 0]
        found = sorted(later, key=cmp_to_key(lambda a, b: _compare(order, values_of(a, order), values_of(b, order))))
    if len(found) <= limit:
        return found, None
    return found[:limit], write(values_of(found[limit - 1], order))


def _compare(order: Order, a: Sequence[Any], b: Sequence[Any]) -> int:
    """Below zero where the first comes first in this order."""
    for (name, _), one, other in zip(order, a, b, strict=True):
        if one != other:
            return (1 if one > other else -1) * (-1 if name.startswith("-") else 1)
    return 0
