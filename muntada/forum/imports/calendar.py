"""A calendar that comes in: each of its entries as a meeting that is proposed, or as news of one that is known.

A meeting is known by its UID, so that a calendar that is brought twice makes nothing twice; it is as new as its
SEQUENCE says. What an entry says is compared with what our own calendar says of the meeting, so that a calendar that
went out from here and comes back changes nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component
from icalendar.timezone import tzp

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.actions.meetings import change_meeting
from muntada.forum.actions.planning import LONGEST, YEARS
from muntada.forum.actions.proposing import propose_meeting, revise_proposed
from muntada.forum.imports.cells import Wrong
from muntada.forum.imports.clocks import are_tame
from muntada.forum.imports.plan import Row, State, Try, attempt
from muntada.forum.models import Body, Meeting
from muntada.forum.told import say, summary_in, where_in
from muntada.marking.handling import PUBLIC, Handling
from muntada.marking.tlp import TLP
from muntada.text.moments import zone_names
from muntada.text.tables import FileRefused
from muntada.text.when import bounds

MOST_BYTES, MOST_EVENTS = 1024 * 1024, 500
_LONGEST_UID, _LAST_NUMBER = 200, 2**31 - 1
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Entry:
    """What an entry says: `first` and `last` are its days, the moments are None for one of whole days."""

    uid: str
    sequence: int
    title: str
    language: str
    place: str
    first: date
    last: date
    starts_at: datetime | None
    ends_at: datetime | None
    zone: str
    cancelled: bool
    tlp: TLP | None

    @property
    def when(self) -> str:
        """Its days as a date value."""
        return self.first.isoformat() if self.first == self.last else f"{self.first}/{self.last}"


def read_calendar(data: bytes) -> list[Component]:
    """The entries of a calendar, as the parser has them. Raises FileRefused."""
    if not data.strip():
        raise FileRefused("empty")
    if len(data) > MOST_BYTES:
        raise FileRefused("too_large", most=MOST_BYTES // (1024 * 1024))
    try:
        text = data.decode("utf-8").lstrip("\ufeff")
    except UnicodeDecodeError:
        raise FileRefused("not_text") from None
    if not text.lstrip().upper().startswith("BEGIN:VCALENDAR") or "\0" in text:
        raise FileRefused("no_calendar")
    try:
        with _ONE_AT_A_TIME:
            # The parser keeps the clocks of every calendar for the next one, which may be somebody else's.
            tzp.use_zoneinfo()
            calendars = Calendar.from_ical(text, multiple=True)
            tzp.use_zoneinfo()
        tame = all(are_tame(zone) for one in calendars for zone in one.walk("VTIMEZONE"))
    except Exception:
        # A parser may fail in any way on a hostile file: to the person it is a file that cannot be read.
        raise FileRefused("unreadable") from None
    if not calendars or not tame:  # without one, it breaks off before its end
        raise FileRefused("unreadable")
    found = [event for one in calendars for event in one.walk("VEVENT")]
    if len(found) > MOST_EVENTS:
        raise FileRefused("too_many_events", most=MOST_EVENTS)
    return found


def tries_of_calendar(actor: Actor, body: Body, events: Iterable[Component], *, kind: str = "meeting") -> list[Try]:
    """One try for each entry: a meeting of this body and kind is proposed, or one that is known learns its news."""
    seen: set[str] = set()
    return [_try(actor, body, kind, number, event, seen) for number, event in enumerate(events, start=1)]


def _try(actor: Actor, body: Body, kind: str, number: int, event: Component, seen: set[str]) -> Try:
    name = str(event.get("summary", ""))[:120]

    def do() -> Row:
        entry = entry_of(event)
        if entry.uid in seen:
            raise Wrong("twice")
        seen.add(entry.uid)
        known = rows(actor, Permission.RECORD_READ, Meeting).filter(uid=entry.uid).first()
        if known is not None:
            return _news(actor, known, entry, number, name)
        if entry.cancelled:
            raise Wrong("cancelled", "status")
        _proposed(actor, body, kind, entry)
        said = (("title", "", entry.title), ("when", "", _told(entry)), ("place", "", entry.place))
        return Row(number, State.NEW, name, tuple(one for one in said if one[2]))

    return lambda: attempt(number, name, do)


def entry_of(event: Any) -> Entry:
    """What an entry says, checked. Raises Wrong."""
    if event.get("rrule") or event.get("rdate") or event.get("recurrence-id"):
        raise Wrong("recurs", "rrule")
    uid = str(event.get("uid", "")).strip()
    if not uid or len(uid) > _LONGEST_UID:
        raise Wrong("no_uid", "uid")
    summary = event.get("summary")
    title = " ".join(str(summary or "").split())
    if not title:
        raise Wrong("untitled", "title")
    start, end = _times(event)
    days, moments, zone = _span(start, end)
    try:
        sequence = int(event.get("sequence", 0))
    except (TypeError, ValueError):
        raise Wrong("number", "sequence") from None
    if not 0 <= sequence < _LAST_NUMBER:
        raise Wrong("number", "sequence")
    language = str(getattr(summary, "params", {}).get("LANGUAGE", "en"))[:2]
    return Entry(
        uid, sequence, title, language if language in {"ar", "en", "fr"} else "en",
        " ".join(str(event.get("location", "")).split()), *days, *moments, zone,
        str(event.get("status", "")).upper() == "CANCELLED", _label(event),
    )  # fmt: skip


def _times(event: Any) -> tuple[date, date | None]:
    try:
        start = event["dtstart"].dt
        if "dtend" in event:
            return start, event["dtend"].dt
        if "duration" in event:
            return start, start + event["duration"].dt
    except KeyError:
        raise Wrong("undated", "when") from None
    except Exception:
        raise Wrong("cannot", "when") from None
    return start, None


def _span(start: date, end: date | None) -> tuple[tuple[date, date], tuple[datetime | None, datetime | None], str]:
    """Its days, its moments and their zone. Raises Wrong."""
    # Before anything is reckoned with it: it may be an hour without a day, a length of time, or at the end of time.
    if any(not isinstance(one, date) or not YEARS[0] <= one.year <= YEARS[1] for one in (start, end or start)):
        raise Wrong("cannot", "when")
    if not isinstance(start, datetime):
        last = end - timedelta(days=1) if end is not None and not isinstance(end, datetime) else start
        if last < start and end != start:
            raise Wrong("order", "when")
        if last - start > LONGEST:
            raise Wrong("too_long", "when")
        return (start, max(start, last)), (None, None), ""
    zone = _zone(start)
    until = end if isinstance(end, datetime) and end.tzinfo else start + timedelta(hours=1)
    if until <= start:
        raise Wrong("order", "when")
    if until - start > LONGEST:
        raise Wrong("too_long", "when")
    place = ZoneInfo(zone)
    days = start.astimezone(place).date(), (until - timedelta(microseconds=1)).astimezone(place).date()
    return days, (start.astimezone(UTC), until.astimezone(UTC)), zone


def _zone(start: datetime) -> str:
    """The zone that an hour is told in, by the name of its place. Raises Wrong for an hour in none."""
    if start.tzinfo is None:
        raise Wrong("no_zone", "starts_at")
    name = getattr(start.tzinfo, "key", None) or str(start.tzname())
    return name if name in zone_names() else "UTC"


def _label(event: Any) -> TLP | None:
    """The label that an entry carries among its categories, as ours do."""
    listed = event.get("categories")
    named = [
        str(one) for group in (listed if isinstance(listed, list) else [listed]) for one in getattr(group, "cats", [])
    ]
    return max((TLP(one) for one in named if one in set(TLP)), key=lambda one: one.rank, default=None)


def _proposed(actor: Actor, body: Body, kind: str, entry: Entry) -> None:
    """Propose it, marked as its label says. An unmarked one is handled as its body is."""
    marked = Handling(entry.tlp) if entry.tlp is not None and entry.tlp != TLP.RED else PUBLIC
    if entry.tlp == TLP.RED:
        raise Wrong("handling", "tlp")
    propose_meeting(
        actor, body, kind=kind, title=entry.title, place=entry.place[:200], uid=entry.uid, sequence=entry.sequence,
        handling=marked, **_when(entry),
    )  # fmt: skip


def _when(entry: Entry) -> dict[str, Any]:
    if entry.starts_at is None:
        return {"when": entry.when}
    return {"starts_at": entry.starts_at, "ends_at": entry.ends_at, "time_zone": entry.zone}


def _news(actor: Actor, meeting: Meeting, entry: Entry, number: int, name: str) -> Row:
    """What an entry says otherwise than the meeting that it is about."""
    values: dict[str, Any] = {}
    changes: list[tuple[str, str, str]] = []
    knows_body = rows(actor, Permission.RECORD_READ, Body).filter(pk=meeting.body_id).exists()
    held = summary_in(meeting, entry.language, body=knows_body)
    if entry.title != " ".join(held.split()):
        values["title"], changes = _plain(entry, meeting), [("title", held, entry.title)]
    where = " ".join(where_in(meeting, entry.language).split())
    if entry.place != where:
        values["place"] = entry.place[:200]
        changes.append(("place", where, entry.place))
    if not _same_time(meeting, entry):
        values |= _when(entry)
        changes.append(("when", meeting.when, _told(entry)))
    if entry.cancelled and meeting.status != Meeting.Status.CANCELLED:
        raise Wrong("fixed", "status")
    if not changes:
        return Row(number, State.UNCHANGED, name)
    if entry.sequence <= meeting.sequence:
        raise Wrong("older", "sequence")
    if meeting.status == Meeting.Status.ANNOUNCED:
        revise_proposed(actor, meeting, sequence=entry.sequence, **values)
    elif "when" in values:
        raise Wrong("fixed", "when")
    else:
        change_meeting(actor, meeting, **values)
    return Row(number, State.CHANGED, name, tuple(changes))


def _plain(entry: Entry, meeting: Meeting) -> str:
    """The title of an entry without what our calendar says before it of a meeting that is postponed."""
    if meeting.status != Meeting.Status.POSTPONED:
        return entry.title
    return entry.title.removeprefix(say("summary_postponed", entry.language, title="").strip()).strip() or entry.title


def _same_time(meeting: Meeting, entry: Entry) -> bool:
    if meeting.starts_at is not None and entry.starts_at is not None:
        ends = meeting.ends_at or meeting.starts_at + timedelta(hours=1)
        return _minute(meeting.starts_at) == _minute(entry.starts_at) and _minute(ends) == _minute(entry.ends_at)
    if meeting.starts_at is not None or entry.starts_at is not None or not meeting.when:
        return False
    return bounds(meeting.when) == (entry.first, entry.last)


def _minute(moment: datetime | None) -> datetime | None:
    return moment.astimezone(UTC).replace(second=0, microsecond=0) if moment is not None else None


def _told(entry: Entry) -> str:
    if entry.starts_at is None or entry.ends_at is None:
        return entry.when
    zone = ZoneInfo(entry.zone)
    begins, until = entry.starts_at.astimezone(zone), entry.ends_at.astimezone(zone)
    return f"{begins:%Y-%m-%d %H:%M}–{until:%Y-%m-%d %H:%M} ({entry.zone})"
