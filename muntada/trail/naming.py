"""Which lines of the trail name a thing or a word, for those who owe somebody an answer or an erasure.

These questions give keys and numbers of lines. What a line says stays with whoever oversees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from muntada.access.operations import Operation
from muntada.trail.models import Entry

Thing = tuple[str, str]  # kind and key
_ONE_LINE = 400  # things asked about in one query


@dataclass(frozen=True, slots=True)
class Received:
    """Somebody or some place received a thing: who, when, by which permission."""

    recipient: str
    at: datetime
    permission: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What was done with data in a span of time: one line of the trail, without what it says beside keys."""

    at: datetime
    actor: str
    operation: str
    things: tuple[Thing, ...]
    recipients: tuple[str, ...]


def lines_about(things: Iterable[Thing]) -> list[int]:
    """The lines that were written for these things: those on one of them, and those whose deed touched one.

    A list in which one of them stood among others is not among these: it speaks of the others too.
    """
    wanted = set(things)
    found: set[int] = set()
    for kind in {kind for kind, _key in wanted}:
        keys = sorted(key for other, key in wanted if other == kind)
        for start in range(0, len(keys), _ONE_LINE):
            piece = keys[start : start + _ONE_LINE]
            on = Entry.objects.filter(salt__isnull=False, thing_type=kind, thing_key__in=piece)
            found |= set(on.values_list("pk", flat=True))
        touched = Entry.objects.filter(salt__isnull=False, detail__contains=f'"thing":"{kind}"')
        for pk, detail in touched.values_list("pk", "detail").iterator():
            if any((one.get("thing"), str(one.get("key"))) in wanted for one in _things(detail)):
                found.add(pk)
    return sorted(found)


def lines_saying(says: Callable[[Any], bool]) -> list[int]:
    """The lines one of whose words is meant: `says` is asked of each text, key and detail."""
    every = Entry.objects.filter(salt__isnull=False).exclude(detail={}, thing_key="", recipient="")
    columns = ("thing_key", "recipient", "reason", "detail")
    return sorted(
        pk for pk, *values in every.values_list("pk", *columns).iterator() if any(says(value) for value in values)
    )


def lines_by(actor: str) -> list[int]:
    """The lines of deeds and looks of one actor, and of what was given to that actor."""
    mine = Entry.objects.filter(salt__isnull=False).filter(Q(actor=actor) | Q(recipient=actor))
    return sorted(mine.values_list("pk", flat=True))


def recipients_of(kind: str, key: str) -> list[Received]:
    """Who received a thing, alone or in a list, the first time of each: parties, persons, places outside."""
    given = Entry.objects.filter(operation=Operation.DISCLOSE.value, allowed=True, salt__isnull=False)
    given = given.filter(Q(thing_type=kind, thing_key=key) | Q(detail__contains=f'"kind":"{kind}"')).order_by("pk")
    first: dict[str, Received] = {}
    for line in given.iterator():
        if (line.thing_type, line.thing_key) == (kind, key) or _listed(line.detail, kind, key):
            for one in line.recipient.split(","):
                if one:
                    first.setdefault(one, Received(one, line.at, line.permission))
    return list(first.values())


def between(began: datetime, ended: datetime, actors: Iterable[str]) -> list[Seen]:
    """What these actors, or all where none is named, consulted, took along and changed in a span of time."""
    found = Entry.objects.filter(at__gte=began, at__lte=ended, allowed=True, salt__isnull=False).order_by("pk")
    named = list(actors)
    if named:
        found = found.filter(actor__in=named)
    return [
        Seen(
            line.at,
            line.actor,
            line.operation,
            tuple(_named(line)),
            tuple(one for one in line.recipient.split(",") if one),
        )
        for line in found.iterator()
    ]


def counted_for(kind: str, key: str) -> dict[str, int]:
    """How often each of the six operations was done with one thing."""
    lines = Entry.objects.filter(thing_type=kind, thing_key=key, allowed=True).values_list("operation", flat=True)
    return {one.value: list(lines).count(one.value) for one in Operation}


def _named(line: Entry) -> set[Thing]:
    things = {(line.thing_type, line.thing_key)} if line.thing_type and not line.thing_key.startswith("#") else set()
    detail = line.detail if isinstance(line.detail, dict) else {}
    things |= {(str(one["thing"]), str(one["key"])) for one in _things(detail) if "thing" in one and "key" in one}
    for one in (detail, *_things(detail)):
        keys = one.get("keys")
        if isinstance(keys, list) and one.get("kind"):
            things |= {(str(one["kind"]), str(key)) for key in keys}
    return things


def _things(detail: Any) -> list[dict[str, Any]]:
    things = detail.get("things", []) if isinstance(detail, dict) else []
    return [one for one in things if isinstance(one, dict)]


def _listed(detail: Any, kind: str, key: str) -> bool:
    if not isinstance(detail, dict):
        return False
    for one in (detail, *_things(detail)):
        keys = one.get("keys")
        if one.get("kind") == kind and isinstance(keys, list) and key in [str(other) for other in keys]:
            return True
    return False
