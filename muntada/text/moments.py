"""Moments in the time zone of a place: typed as the clocks there show them, checked, and laid out as days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones


class NotAMoment(ValueError):
    """A time that is none; ``code`` is 'zone' (no such time zone) or 'skipped' (the clocks there pass it over)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@cache
def zone_names() -> tuple[str, ...]:
    """The names of all time zones of places, such as `Africa/Cairo`, and `UTC`."""
    named = {name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/"))}
    return tuple(sorted(named | {"UTC"}))


def zone_of(name: str) -> ZoneInfo:
    """The time zone of this name. Raises `NotAMoment` with 'zone'; nothing is looked for on the disk."""
    if name not in zone_names():
        raise NotAMoment("zone", f"There is no time zone {name[:60]!r}; one is named as Africa/Casablanca is.")
    return ZoneInfo(name)


def moment(local: datetime, zone: str) -> datetime:
    """A time as the clocks of a place show it, in UTC; one that has an offset already keeps its moment.

    Of an hour that comes twice when clocks are set back it is the first. Raises `NotAMoment`.
    """
    place = zone_of(zone)
    if local.tzinfo is not None:
        return local.astimezone(UTC)
    there = local.replace(tzinfo=place, fold=0)
    back = there.astimezone(UTC)
    if back.astimezone(place).replace(tzinfo=None) != local:
        raise NotAMoment("skipped", f"On that day the clocks in {zone} pass {local:%H:%M} over.")
    return back


def days(starts: datetime, ends: datetime, zone: str) -> str:
    """The days of a span in its place: `2026-03-01`, or `2026-03-01/2026-03-03`. What ends at midnight ends the day
    before."""
    place = zone_of(zone)
    first = starts.astimezone(place).date()
    until = ends.astimezone(place)
    if until.time().isoformat() == "00:00:00" and until.date() > first:
        until -= timedelta(microseconds=1)
    last = until.date()
    return first.isoformat() if last <= first else f"{first.isoformat()}/{last.isoformat()}"
