"""Lists in pieces: a cursor names the last thing seen, so that nothing is given twice or left out when things come."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from functools import cmp_to_key
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from muntada.api.asked import BIGGEST
from muntada.api.problems import Problem

M = TypeVar("M", bound=Model)
# Names of fields as `order_by` takes them, the last one telling any two things apart; and each one's type.
Order = Sequence[tuple[str, type[str] | type[int]]]


def piece(items: QuerySet[M] | list[M], order: Order, cursor: str, limit: int) -> tuple[list[M], str | None]:
    """The things after the cursor, as many as the limit, and the cursor of the next piece. Raises Problem."""
    seen = _read(cursor, order) if cursor else None
    if isinstance(items, QuerySet):
        ordered = items.order_by(*(name for name, _ in order))
        found = list((ordered.filter(_after(order, seen)) if seen else ordered)[: limit + 1])
    else:
        later = [one for one in items if seen is None or _compare(order, _values(one, order), seen) > 0]
        found = sorted(later, key=cmp_to_key(lambda a, b: _compare(order, _values(a, order), _values(b, order))))
    if len(found) <= limit:
        return found, None
    return found[:limit], _write(_values(found[limit - 1], order))


def _values(thing: object, order: Order) -> list[Any]:
    return [getattr(thing, name.lstrip("-")) for name, _ in order]


def _compare(order: Order, a: Sequence[Any], b: Sequence[Any]) -> int:
    """Below zero where the first comes first in this order."""
    for (name, _), one, other in zip(order, a, b, strict=True):
        if one != other:
            return (1 if one > other else -1) * (-1 if name.startswith("-") else 1)
    return 0


def _after(order: Order, seen: Sequence[Any]) -> Q:
    """What comes after these values: the same in the first fields and later in the next one."""
    after, same = Q(), Q()
    for (name, _), value in zip(order, seen, strict=True):
        field = name.lstrip("-")
        after |= same & Q(**{f"{field}__{'lt' if name.startswith('-') else 'gt'}": value})
        same &= Q(**{field: value})
    return after


def _write(values: Sequence[Any]) -> str:
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str, order: Order) -> list[Any]:
    try:
        values = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode())
        right = isinstance(values, list) and [type(value) for value in values] == [kind for _, kind in order]
    except (ValueError, binascii.Error, RecursionError):
        right = False
    if not right or any(_odd(value) for value in values):
        raise Problem("cursor")
    return list(values)


def _odd(value: Any) -> bool:
    if isinstance(value, int):
        return not 0 <= value <= BIGGEST
    return "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value)
