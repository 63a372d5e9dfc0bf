"""What time it is, for everything that begins or ends on a day; a test or a rehearsal sets the hands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo

# Of the whole process, not of a thread: a page served by another thread must see the same hands.
_hands: list[datetime | None] = [None]
_zones: list[tzinfo] = [UTC]


def now() -> datetime:
    """This moment, in the zone of the clock."""
    return (_hands[-1] or datetime.now(UTC)).astimezone(_zones[-1])


def today() -> date:
    """This day in the zone of the clock."""
    return now().date()


def day_of(moment: datetime) -> date:
    """The day on which a moment fell, in the zone of the clock."""
    return _zoned(moment).astimezone(_zones[-1]).date()


def keep_zone(name: str) -> None:
    """From now on days begin and end in this zone, such as `Africa/Cairo`; UTC before that."""
    _zones[0] = ZoneInfo(name)


def stand_at(moment: datetime | None) -> None:
    """From now on it is this moment; None lets the clock run again."""
    _hands[0] = _zoned(moment) if moment is not None else None


@contextmanager
def at(moment: datetime | date, zone: str = "") -> Iterator[None]:
    """Within the block it is this moment, or the first one of this day, in this zone where one is given."""
    _zones.append(ZoneInfo(zone) if zone else _zones[-1])
    try:
        if not isinstance(moment, datetime):
            moment = datetime(moment.year, moment.month, moment.day, tzinfo=_zones[-1])
        _hands.append(_zoned(moment))
        try:
            yield
        finally:
            _hands.pop()
    finally:
        _zones.pop()


def _zoned(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A moment without a time zone is several moments: say which zone it is in.")
    return moment
