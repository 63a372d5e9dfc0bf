"""The timetable of a meeting, and what in it clashes: a warning each, no error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations

from django.db.models import Prefetch, QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.models import AgendaItem, Meeting, Sitting
from muntada.text.folding import fold_key
from muntada.text.moments import zone_of

READ = Permission.RECORD_READ
OFF = (Meeting.Status.CANCELLED, Meeting.Status.HELD)


@dataclass(frozen=True, slots=True)
class Slot:
    """A sitting with its hours of the clock at its place (`09:30`; no end where none is known) and its items."""

    sitting: Sitting
    starts: str
    ends: str
    items: tuple[AgendaItem, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A day at the place of the meeting."""

    day: date
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Timetable:
    """The sittings of a meeting by day, and those that have no time yet."""

    days: tuple[Day, ...]
    unplanned: tuple[Sitting, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """Something to look at: `code` is room, convener, item, outside, too_short (of sittings), body or place (of
    meetings); `other` is what it clashes with."""

    code: str
    one: Sitting | Meeting
    other: Sitting | Meeting | None = None


def sittings(actor: Actor | None, of: Meeting) -> QuerySet[Sitting]:
    """The sittings of a meeting in their order, with as much of their items as the actor may see."""
    items = Prefetch("items", queryset=rows(actor, READ, AgendaItem).order_by("position", "pk"))
    found = rows(actor, READ, Sitting).filter(meeting=of).select_related("convener", "meeting")
    return found.prefetch_related(items, "convener__names").order_by("starts_at", "pk")


def sitting(actor: Actor | None, pk: int) -> Sitting | None:
    """The sitting of that number, where the actor may see it and its meeting."""
    found = rows(actor, READ, Sitting).filter(meeting__in=rows(actor, READ, Meeting))
    return found.select_related("meeting__body", "convener").filter(pk=pk).first()


def timetable(actor: Actor | None, of: Meeting) -> Timetable:
    """The sittings of a meeting day by day, by the clocks of its place."""
    zone = zone_of(of.time_zone or "UTC")
    by_day: dict[date, list[Slot]] = {}
    without: list[Sitting] = []
    for one in sittings(actor, of):
        if one.starts_at is None:
            without.append(one)
            continue
        starts = one.starts_at.astimezone(zone)
        ends = one.ends_at.astimezone(zone) if one.ends_at else None
        slot = Slot(one, f"{starts:%H:%M}", f"{ends:%H:%M}" if ends else "", tuple(one.items.all()))
        by_day.setdefault(starts.date(), []).append(slot)
    return Timetable(tuple(Day(day, tuple(slots)) for day, slots in sorted(by_day.items())), tuple(without))


def clashes(actor: Actor | None, of: Meeting) -> list[Clash]:
    """What clashes in a meeting or with others, as far as the actor may see both."""
    found: list[Clash] = []
    held = [one for one in sittings(actor, of) if one.starts_at is not None]
    for one in held:
        found += _alone(of, one)
    for one, other in combinations(held, 2):
        if _meet(_span(one), _span(other)):
            found += _together(one, other)
    return [*found, *_with_others(actor, of)]


def _alone(of: Meeting, one: Sitting) -> Iterator[Clash]:
    starts, ends = _span(one)
    if of.starts_at is not None and of.ends_at is not None and not of.starts_at <= starts <= ends <= of.ends_at:
        yield Clash("outside", one)
    minutes = sum(item.minutes or 0 for item in one.items.all())
    if one.ends_at is not None and timedelta(minutes=minutes) > ends - starts:
        yield Clash("too_short", one)


def _together(one: Sitting, other: Sitting) -> Iterator[Clash]:
    if one.room and fold_key(one.room) == fold_key(other.room):
        yield Clash("room", one, other)
    if one.convener_id is not None and one.convener_id == other.convener_id:
        yield Clash("convener", one, other)
    if {item.pk for item in one.items.all()} & {item.pk for item in other.items.all()}:
        yield Clash("item", one, other)


def _with_others(actor: Actor | None, of: Meeting) -> Iterator[Clash]:
    if of.starts_at is None or of.ends_at is None or of.status in OFF:
        return
    at_once = (
        rows(actor, READ, Meeting)
        .filter(starts_at__lt=of.ends_at, ends_at__gt=of.starts_at)
        .exclude(pk=of.pk)
        .exclude(status__in=OFF)
        .select_related("body__party")
        .order_by("pk")
    )
    for other in at_once[:20]:
        if of.body_id is not None and other.body_id == of.body_id:
            yield Clash("body", of, other)
        elif of.room and (fold_key(of.room), fold_key(of.place)) == (fold_key(other.room), fold_key(other.place)):
            yield Clash("place", of, other)


def _span(one: Sitting) -> tuple[datetime, datetime]:
    assert one.starts_at is not None
    return one.starts_at, one.ends_at or one.starts_at


def _meet(one: tuple[datetime, datetime], other: tuple[datetime, datetime]) -> bool:
    """Whether two spans share time; one without an end shares its first moment."""
    if one[0] == other[0]:
        return True
    return one[0] < other[1] and other[0] < one[1]
