"""A time zone as calendars carry it (VTIMEZONE): each change of its clocks, at the moment at which it happens.

Every change between the first and the last moment that a calendar names is written by itself, without a rule of
recurrence: what a ministry decides of its clocks from year to year follows none, and programs read rules differently.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vUTCOffset

_DAY = timedelta(days=1)


def zone(name: str, first: datetime, last: datetime) -> Timezone:
    """The clocks of a place from a day before the first moment to a day after the last one."""
    place = ZoneInfo(name)
    start = first.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) - 2 * _DAY
    made = Timezone()
    made.add("tzid", name)
    before = _offset(start, place)
    made.add_component(_observance(start, before, place))
    for year in range(start.year, (last + 2 * _DAY).year + 1):
        for moment in changes(name, year):
            if start < moment <= last.astimezone(UTC) + 2 * _DAY:
                made.add_component(_observance(moment, before, place))
                before = _offset(moment, place)
    return made


@lru_cache(maxsize=4096)
def changes(name: str, year: int) -> tuple[datetime, ...]:
    """The moments of a year, in UTC, at which the clocks of a place change."""
    return tuple(_changes(ZoneInfo(name), year))


def _changes(place: ZoneInfo, year: int) -> Iterator[datetime]:
    day, until = datetime(year, 1, 1, tzinfo=UTC), datetime(year, 12, 31, tzinfo=UTC)
    while day <= until:
        if _offset(day, place) != _offset(day + _DAY, place):
            early, late = day, day + _DAY
            while late - early > timedelta(seconds=1):
                middle = early + timedelta(seconds=int((late - early).total_seconds()) // 2)
                early, late = (middle, late) if _offset(middle, place) == _offset(day, place) else (early, middle)
            yield late
        day += _DAY


def _observance(moment: datetime, before: timedelta, place: ZoneInfo) -> TimezoneStandard | TimezoneDaylight:
    """The clocks from this moment on; its beginning is told by the clocks that were, as the standard asks."""
    there = moment.astimezone(place)
    made = TimezoneDaylight() if (there.dst() or timedelta()) > timedelta() else TimezoneStandard()
    made.add("dtstart", (moment + before).replace(tzinfo=None))
    made.add("tzoffsetfrom", vUTCOffset(before))
    made.add("tzoffsetto", vUTCOffset(_offset(moment, place)))
    made.add("tzname", there.tzname() or place.key)
    return made


def _offset(moment: datetime, place: ZoneInfo) -> timedelta:
    return moment.astimezone(place).utcoffset() or timedelta()
