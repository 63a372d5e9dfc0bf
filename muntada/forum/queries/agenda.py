"""The agenda of a meeting as a tree in its order, and series of meetings."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.models import AgendaItem, Meeting, Outcome, Series
from muntada.library.models import Work

READ = Permission.RECORD_READ


@dataclass(frozen=True, slots=True)
class Entry:
    """An item in its place: `depth` counts what it is part of, `minutes` its own time, else that of its parts.

    `work` and `carries` are there only where the actor may see them.
    """

    item: AgendaItem
    depth: int
    minutes: int
    work: Work | None
    carries: Outcome | None


def items_of(actor: Actor | None, of: Meeting) -> list[AgendaItem]:
    """The items of a meeting in the order of its agenda, as far as the actor may see them."""
    return [entry.item for entry in agenda_tree(actor, of)]


def agenda_tree(actor: Actor | None, of: Meeting) -> list[Entry]:
    """The items of a meeting in the order of its agenda, each before its parts."""
    items = list(rows(actor, READ, AgendaItem).filter(meeting=of).order_by("position", "pk"))
    known = {one.pk for one in items}
    under: dict[int | None, list[AgendaItem]] = defaultdict(list)
    for one in items:
        under[one.parent_id if one.parent_id in known else None].append(one)
    works = rows(actor, READ, Work).prefetch_related("titles").in_bulk({one.work_id for one in items if one.work_id})
    carried = rows(actor, READ, Outcome).in_bulk({one.carries_id for one in items if one.carries_id})
    found: list[Entry] = []
    waiting = [(one, 0) for one in reversed(under[None])]
    while waiting:
        one, depth = waiting.pop()
        work = works.get(one.work_id) if one.work_id else None
        outcome = carried.get(one.carries_id) if one.carries_id else None
        found.append(Entry(one, depth, _minutes(one, under), work, outcome))
        waiting += [(part, depth + 1) for part in reversed(under[one.pk])]
    return found


def item(actor: Actor | None, pk: int) -> AgendaItem | None:
    """The item of that number, where the actor may see it and its meeting."""
    found = rows(actor, READ, AgendaItem).filter(meeting__in=rows(actor, READ, Meeting))
    return found.select_related("meeting__body", "parent").filter(pk=pk).first()


def series(actor: Actor | None) -> QuerySet[Series]:
    """Every series, with its body."""
    return rows(actor, READ, Series).select_related("body__party").prefetch_related("body__party__names")


def _minutes(one: AgendaItem, under: dict[int | None, list[AgendaItem]]) -> int:
    if one.minutes is not None:
        return one.minutes
    total, waiting = 0, list(under[one.pk])
    while waiting:
        part = waiting.pop()
        total += part.minutes or 0
        waiting += under[part.pk] if part.minutes is None else []
    return total
