"""Meetings: one, those that fit a question, and the days of a year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from muntada.access.actor import Actor
from muntada.access.folded import folded, holds, stands_in, wanted
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.access.sought import is_common
from muntada.forum.models import AgendaItem, Body, Meeting, Participation
from muntada.forum.queries.years import in_year
from muntada.parties.facts import places
from muntada.text.folding import fold_key
from muntada.text.when import NotADate, bounds

READ = Permission.RECORD_READ


def day_of(value: str) -> date:
    """The first day of a date for sorting; what has no date, or none that is one, comes before everything."""
    try:
        return bounds(value)[0]
    except NotADate:
        return date.min


@dataclass(frozen=True, slots=True)
class Agenda:
    """The meetings of a year or a month: by day, and those whose day is not known."""

    by_day: Mapping[date, tuple[Meeting, ...]]
    without_day: tuple[Meeting, ...]


def meetings(actor: Actor | None) -> QuerySet[Meeting]:
    """Every meeting, the latest first, with body and chairs."""
    found = rows(actor, READ, Meeting).select_related("body__party", "host", "organiser")
    return found.prefetch_related("body__party__names", "chairs__names", "host__names", "organiser__names")


def _agenda(actor: Actor | None) -> Prefetch[Any]:
    """The items of a meeting's agenda that the actor may see: one may be handled more strictly than its meeting."""
    return Prefetch("agenda", queryset=rows(actor, READ, AgendaItem))


def meeting(actor: Actor | None, pk: int) -> Meeting | None:
    """The meeting with its agenda and who takes part, or None."""
    taking_part = rows(actor, READ, Participation).select_related("party").prefetch_related("party__names")
    found = meetings(actor).prefetch_related(_agenda(actor), Prefetch("participations", queryset=taking_part))
    return found.filter(pk=pk).first()


def meetings_where(
    actor: Actor | None, *, body: str = "", kind: str = "", year: int | None = None, place: str = "", text: str = ""
) -> QuerySet[Meeting]:
    """Meetings, the latest first, narrowed by what is given.

    `place` may be typed in any of the three languages; `text` is looked for in titles, agenda and notes whatever
    its spelling; a meeting is of a year when any day of it may be.
    """
    found = meetings(actor)
    if body:
        found = found.filter(body=body)
    if kind:
        found = found.filter(kind=kind)
    if year is not None:
        found = in_year(found, "when", year)
    if place:
        found = found.filter(Q(place__in=places_called(place)) | holds("sought_place", place))
    words = wanted(text)
    if text.strip() and not words:
        return found.none()
    called = _names_of_bodies(actor) if words else {}
    for word in words:
        named = [body for body, names in called.items() if stands_in(names, word)]
        told = holds("sought", word) | _taken_up(actor, word)
        found = found.filter(told | Q(body__in=named) if named else told)
    return found.order_by("-when", "-pk")


def _taken_up(actor: Actor | None, word: str) -> Q:
    """Meetings with an item in which a word stands; of a common one each meeting's own items are looked at."""
    said = rows(actor, READ, AgendaItem).filter(holds("sought", word)).order_by()
    if is_common(AgendaItem._meta.db_table, "sought", [word]):
        return Q(Exists(said.filter(meeting=OuterRef("pk"))))
    return Q(pk__in=said.values("meeting"))


def _names_of_bodies(actor: Actor | None) -> dict[str, str]:
    """The words in the names of each body; they are few enough to be looked through."""
    found = rows(actor, READ, Body).prefetch_related("party__names")
    return {one.pk: folded(name.text for name in one.party.names.all()) for one in found}


def places_called(text: str) -> frozenset[str]:
    """The English exonyms of the places that have such a name in one of the three languages."""
    typed = fold_key(text)
    return frozenset(
        one.name_en
        for one in places()
        if any(typed == fold_key(name) for name in (one.name_en, *one.en_alt, one.name_ar, *one.ar_alt, one.name_fr))
    )


def agenda_of(actor: Actor | None, year: int, month: int | None = None) -> Agenda:
    """The meetings of a year, or of one month of it, each under every day that it lasts."""
    by_day: dict[date, list[Meeting]] = defaultdict(list)
    without: list[Meeting] = []
    for one in meetings_where(actor, year=year).reverse():
        first, last = bounds(one.when)
        if month is not None and not (first.year, first.month) <= (year, month) <= (last.year, last.month):
            continue
        if len(one.when.partition("/")[0]) < len("2000-01-01"):
            without.append(one)
            continue
        for step in range((last - first).days + 1):
            day = first + timedelta(step)
            if day.year == year and month in (None, day.month):
                by_day[day].append(one)
    return Agenda({day: tuple(held) for day, held in sorted(by_day.items())}, tuple(without))
