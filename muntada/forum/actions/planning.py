"""What is said of a meeting as it is convened or changed: each value checked, and the days that follow from it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from muntada.evidence.named import checked_term
from muntada.evidence.values import ValueRefused
from muntada.forum.models import Attribution, Body, Meeting, Series
from muntada.forum.running import RunRefused, line
from muntada.text.moments import NotAMoment, days, moment, zone_of
from muntada.text.when import bounds

MODES = ("in_person", "virtual", "hybrid")
# Languages that a meeting may work in: those of the United Nations first, then those of its members that are asked for.
LANGUAGES: tuple[str, ...] = ("ar", "en", "fr", "zh", "ru", "es", "de", "fa", "ha", "hi", "id", "it")
LANGUAGES += ("ja", "nl", "pt", "so", "sw", "tr", "ur")
YEARS = (1945, 2200)
LONGEST = timedelta(days=90)
# What a calendar shows of a meeting: with each change of these it must be told.
IN_CALENDARS = frozenset(
    {"kind", "ordinal", "title", "when", "starts_at", "ends_at", "time_zone", "place", "room", "format"}
    | {"status", "status_note", "body_id", "host_id"}
)
_PLAIN = frozenset({"organiser", "host", "follows", "series"})


def checked(said: Mapping[str, Any], before: Meeting, *, whole: bool = True) -> dict[str, Any]:
    """The columns that what is said comes to, for a meeting that stood as `before`. Raises RunRefused.

    What is only proposed need not be `whole`: it may lack a place. `mode` is the column `format`; times without an
    offset are those of the clocks of the meeting's place.
    """
    values: dict[str, Any] = {}
    for name, value in said.items():
        check = _CHECKS.get(name)
        if check is not None:
            values["format" if name == "mode" else name] = check(name, value)
        elif name in _PLAIN:
            values[name] = value
        elif name not in {"starts_at", "ends_at"}:
            raise RunRefused(name, "nothing")
    after = _as_it_will_be(before, values)
    if {"starts_at", "ends_at", "time_zone"} & set(said):
        values |= spanned(
            said.get("starts_at", before.starts_at), said.get("ends_at", before.ends_at), after("time_zone")
        )
        after = _as_it_will_be(before, values)
    if whole:
        _fits(after)
    return values


def spanned(starts_at: datetime | None, ends_at: datetime | None, zone: str) -> dict[str, Any]:
    """The moments of a span and its days, `when`. Raises RunRefused for what is no span of time."""
    if starts_at is None or ends_at is None:
        raise RunRefused("starts_at" if starts_at is None else "ends_at", "needed")
    starts, ends = at("starts_at", starts_at, zone), at("ends_at", ends_at, zone)
    if ends <= starts:
        raise RunRefused("ends_at", "order")
    if ends - starts > LONGEST:
        raise RunRefused("ends_at", "too_long_meeting")
    return {"starts_at": starts, "ends_at": ends, "time_zone": zone, "when": days(starts, ends, zone)}


def at(field: str, local: datetime, zone: str) -> datetime:
    """The moment that the clocks of a zone show so. Raises RunRefused."""
    if not YEARS[0] <= local.year <= YEARS[1]:
        raise RunRefused(field, "year")
    try:
        return moment(local, zone)
    except NotAMoment as error:
        raise RunRefused("time_zone" if error.code == "zone" else field, error.code) from error


def in_line(meeting: Meeting, follows: Meeting | None, body: Body | None) -> None:
    """Refuse to follow a meeting of another body, one that comes later, or one that follows this one."""
    if follows is None:
        return
    if body is not None and follows.body_id not in (None, body.pk):
        raise RunRefused("follows", "other_body")
    if follows.when and meeting.when and bounds(follows.when)[0] > bounds(meeting.when)[1]:
        raise RunRefused("follows", "later")
    earlier: Meeting | None = follows
    seen: set[int] = set()
    while earlier is not None and earlier.pk not in seen:
        if earlier.pk == meeting.pk and meeting.pk is not None:
            raise RunRefused("follows", "itself")
        seen.add(earlier.pk)
        earlier = earlier.follows


def deadlines_follow(meeting: Meeting, values: dict[str, Any]) -> None:
    """A deadline keeps its distance from the first day when a meeting moves to other days."""
    if "when" not in values or not meeting.when:
        return
    first, last = bounds(values["when"])
    moved = first - bounds(meeting.when)[0]
    for name in ("documents_by", "register_by"):
        day = getattr(meeting, name)
        if day is not None:
            values[name] = min(day + moved, last)


def sittings_follow(meeting: Meeting, when: str, zone: str) -> None:
    """The sittings of a meeting that had these days and this zone move with it, at the same hours of its clocks."""
    if not when or not meeting.when or not zone:
        return
    moved = bounds(meeting.when)[0] - bounds(when)[0]
    if not moved and zone == meeting.time_zone:
        return
    for sitting in meeting.sittings.filter(state="planned", starts_at__isnull=False):
        assert sitting.starts_at is not None
        starts = _moved(sitting.starts_at, moved, zone, meeting.time_zone)
        sitting.starts_at = starts
        if sitting.ends_at is not None:
            sitting.ends_at = max(_moved(sitting.ends_at, moved, zone, meeting.time_zone), starts)
        sitting.save(update_fields=["starts_at", "ends_at"])


def _moved(moment_: datetime, by: timedelta, zone: str, to: str) -> datetime:
    local = moment_.astimezone(zone_of(zone)).replace(tzinfo=None) + by
    try:
        return moment(local, to)
    except NotAMoment:  # the clocks pass that hour over on the new day
        return moment(local + timedelta(hours=1), to)


def _as_it_will_be(before: Meeting, values: Mapping[str, Any]) -> Any:
    return lambda name: values.get(name, getattr(before, name))


def _fits(after: Any) -> None:
    """What must agree between values: place and form, the body of the series, deadlines and the last day."""
    if after("format") != "virtual" and not after("place"):
        raise RunRefused("place", "place")
    series: Series | None = after("series")
    if series is not None and series.body_id != after("body").pk:
        raise RunRefused("series", "other_body")
    last = bounds(after("when"))[1] if after("when") else None
    for name in ("documents_by", "register_by"):
        if last is not None and after(name) is not None and after(name) > last:
            raise RunRefused(name, "deadline")
    spoken = set(after("languages"))
    if any(set(pair) - spoken for pair in after("interpretation")):
        raise RunRefused("interpretation", "pair")


def kind_of(field: str, value: str) -> str:
    """A kind of meeting, as the lexicon has them. Raises RunRefused."""
    if not value:
        raise RunRefused(field, "needed")
    return _term(field, "meeting_kind", value)


def _term(field: str, family: str, value: str) -> str:
    try:
        return checked_term(field, family, value)
    except ValueRefused as error:
        raise RunRefused(field, "kind") from error


def _zone(field: str, value: str) -> str:
    try:
        zone_of(value)
    except NotAMoment as error:
        raise RunRefused(field, "zone") from error
    return value


def _mode(field: str, value: str) -> str:
    if value not in MODES:
        raise RunRefused("mode", "mode")
    return value


def _languages(field: str, value: Sequence[str]) -> list[str]:
    if any(one not in LANGUAGES for one in value):
        raise RunRefused(field, "language")
    return list(dict.fromkeys(value))


def _pairs(field: str, value: Sequence[Sequence[str]]) -> list[list[str]]:
    pairs = [list(pair) for pair in value]
    if any(len(pair) != 2 or pair[0] == pair[1] or not set(pair) <= set(LANGUAGES) for pair in pairs):
        raise RunRefused(field, "pair")
    return [list(pair) for pair in dict.fromkeys((pair[0], pair[1]) for pair in pairs)]


def attribution_of(field: str, value: str) -> str:
    """One of the rules of attribution. Raises RunRefused."""
    if value not in Attribution.values:
        raise RunRefused(field, "attribution")
    return str(value)


def counted(field: str, value: int | None) -> int | None:
    """A number from 1 to 10,000. Raises RunRefused."""
    if value is not None and not 1 <= value <= 10_000:
        raise RunRefused(field, "number")
    return value


def _day(field: str, value: date | None) -> date | None:
    if value is not None and not YEARS[0] <= value.year <= YEARS[1]:
        raise RunRefused(field, "year")
    return value


_CHECKS: dict[str, Any] = {
    "kind": kind_of,
    "level": lambda field, value: _term(field, "level", value),
    "title": lambda field, value: line(field, value, 600),
    "place": lambda field, value: line(field, value, 200),
    "room": lambda field, value: line(field, value, 200),
    "time_zone": _zone,
    "mode": _mode,
    "languages": _languages,
    "interpretation": _pairs,
    "attribution": attribution_of,
    "ordinal": counted,
    "quorum": counted,
    "documents_by": _day,
    "register_by": _day,
}

KEY = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*", re.ASCII)
