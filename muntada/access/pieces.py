"""Lists in pieces: a place in a list is named by what stands there, so that nothing is shown twice or left out when
things come and go, and the hundredth piece is found as fast as the first."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)
# Names of columns without NULL as `order_by` takes them, the last telling any two things apart; and each one's type.
Order = Sequence[tuple[str, type[str] | type[int]]]
BIGGEST = 2**63 - 1


class NoPlace(ValueError):
    """Raised for a text that names no place in such a list."""


@dataclass(frozen=True, slots=True)
class Piece(Generic[M]):
    """Some things of a list, and the places of the pieces before and after it; empty where there is none."""

    items: list[M]
    before: str = ""
    after: str = ""


def first_piece(found: QuerySet[M], order: Order, size: int) -> Piece[M]:
    """The beginning of a list."""
    items, more = _some(found, order, size)
    return Piece(items, "", write(values_of(items[-1], order)) if more else "")


def piece_after(found: QuerySet[M], order: Order, place: str, size: int) -> Piece[M]:
    """What comes after a place. Raises NoPlace."""
    seen = read(place, order)
    items, more = _some(found.filter(beyond(order, seen)), order, size)
    before = write(values_of(items[0], order)) if items else ""
    return Piece(items, before, write(values_of(items[-1], order)) if more else "")


def piece_before(found: QuerySet[M], order: Order, place: str, size: int) -> Piece[M]:
    """What comes before a place, as near to it as possible; at the beginning of the list the first piece is whole."""
    turned = [(name[1:] if name.startswith("-") else f"-{name}", kind) for name, kind in order]
    items, more = _some(found.filter(beyond(turned, read(place, order))), turned, size)
    if not more:
        return first_piece(found, order, size)
    items.reverse()
    return Piece(items, write(values_of(items[0], order)), write(values_of(items[-1], order)))


def _some(found: QuerySet[M], order: Order, size: int) -> tuple[list[M], bool]:
    items = list(found.order_by(*(name for name, _ in order))[: size + 1])
    return items[:size], len(items) > size


def different(found: QuerySet[M], column: str) -> list[Any]:
    """The values that a column has in a list, each once, sorted: from one to the next one by the column's index."""
    field: Any = found.model._meta.get_field(column)
    quote = connection.ops.quote_name
    name = f"{quote(found.model._meta.db_table)}.{quote(field.column)}"
    listed = found.select_related(None).prefetch_related(None).order_by(field.attname)
    listed = listed.filter(**{f"{field.attname}__isnull": False}).values_list(field.attname, flat=True)
    later = listed.extra(where=[f"{name} > known.value"])  # noqa: S610 -- names of our own
    compiled = [one[:1].query.get_compiler(connection=connection).as_sql() for one in (listed, later)]
    (begin, values), (follow, more) = compiled
    steps = f"SELECT ({begin}) UNION ALL SELECT ({follow}) FROM known WHERE value IS NOT NULL"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE known(value) AS ({steps}) SELECT value FROM known WHERE value IS NOT NULL",  # noqa: S608
            [*values, *more],
        )
        return [value for (value,) in cursor.fetchall()]


def values_of(thing: object, order: Order) -> list[Any]:
    """What names a thing's place."""
    return [getattr(thing, name.lstrip("-")) for name, _ in order]


def beyond(order: Order, seen: Sequence[Any]) -> Q:
    """What comes after these values: the same in the first columns and later in the next one."""
    after, same = Q(), Q()
    for (name, _), value in zip(order, seen, strict=True):
        column = name.lstrip("-")
        after |= same & Q(**{f"{column}__{'lt' if name.startswith('-') else 'gt'}": value})
        same &= Q(**{column: value})
    first, value = order[0][0], seen[0]
    # Says nothing new; from it the database knows where in its index the piece begins.
    return Q(**{f"{first.lstrip('-')}__{'lte' if first.startswith('-') else 'gte'}": value}) & after


def write(values: Sequence[Any]) -> str:
    """The place of these values, for an address."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read(place: str, order: Order) -> list[Any]:
    """The values of a place, as it came from anybody. Raises NoPlace."""
    try:
        values = json.loads(base64.b64decode(place + "=" * (-len(place) % 4), altchars=b"-_", validate=True).decode())
        right = isinstance(values, list) and [type(value) for value in values] == [kind for _, kind in order]
    except (ValueError, binascii.Error, RecursionError):
        right = False
    if not right or any(_odd(value) for value in values):
        raise NoPlace(place)
    return list(values)


def _odd(value: Any) -> bool:
    if isinstance(value, int):
        return not 0 <= value <= BIGGEST
    return "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value)
