"""Meetings as iCalendar (RFC 5545, RFC 7986): one, a body's, a person's.

What a calendar program holds lies where the house does not rule, often on somebody else's machine. So a feed says of
what is above TLP:GREEN only when its reader is busy; a file that a person takes along says what its label lets go out,
under that label; what is TLP:RED goes into no calendar at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vText

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.exports.papers.shown import status_in
from muntada.forum.exports.zones import zone
from muntada.forum.models import Body, Meeting
from muntada.forum.told import is_of_days, name_in, say, summary_in, where_in
from muntada.marking.tlp import TLP
from muntada.parties.models import Party
from muntada.text.when import bounds

OPEN = (TLP.CLEAR.value, TLP.GREEN.value)
CLASSES = {TLP.CLEAR: "PUBLIC", TLP.GREEN: "PRIVATE", TLP.AMBER: "CONFIDENTIAL", TLP.AMBER_STRICT: "CONFIDENTIAL"}
STATUSES = {
    Meeting.Status.CONVENED: "CONFIRMED",
    Meeting.Status.HELD: "CONFIRMED",
    Meeting.Status.ANNOUNCED: "TENTATIVE",
    Meeting.Status.POSTPONED: "TENTATIVE",
    Meeting.Status.CANCELLED: "CANCELLED",
}
FRESH = timedelta(hours=4)  # how often a feed is worth asking for
MEDIA_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Taken:
    """A calendar as bytes, and the meetings that are in it; `left_out` counts those without a known day."""

    data: bytes
    meetings: tuple[Meeting, ...]
    left_out: int = 0

    @property
    def tlp(self) -> TLP:
        """The highest label of what is in it."""
        return max((TLP(one.tlp) for one in self.meetings), key=lambda one: one.rank, default=TLP.CLEAR)


def calendar_of(
    actor: Actor, meetings: Iterable[Meeting], *, language: str, name: str, feed: bool = False, site: str = ""
) -> Taken:
    """These meetings as a calendar; they are what the actor may read.

    In a feed what is above TLP:GREEN is busy time without a word. Meetings of which only the month or the year is
    known are left out and counted: a day is not made up for them. `site` is the address that pages begin with.
    """
    may_go = [one for one in meetings if one.tlp != TLP.RED.value]
    dated = [one for one in may_go if is_of_days(one.when)]
    left_out = sum(1 for one in may_go if one.when and one.tlp in OPEN) - sum(1 for one in dated if one.tlp in OPEN)
    seen = _Seen.by(actor, dated)
    calendar = Calendar()
    calendar.add("prodid", f"-//Muntada//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for key in ("name", "x-wr-calname"):
        calendar.add(key, _text(name, language))
    if left_out:
        note = say("calendar_undated", language, number=left_out)
        for key in ("description", "x-wr-caldesc"):
            calendar.add(key, _text(note, language))
    if feed:
        calendar.add("refresh-interval", FRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT4H")
    for meeting in dated:
        hidden = feed and meeting.tlp not in OPEN
        calendar.add_component(_busy(meeting, language) if hidden else _event(meeting, seen, language, site))
    for part in reversed(_zones(dated)):
        calendar.subcomponents.insert(0, part)  # before what speaks of them
    return Taken(calendar.to_ical(), tuple(dated), left_out)


def _zones(meetings: list[Meeting]) -> list[Timezone]:
    """The time zones that these meetings are told in."""
    moments: dict[str, list[datetime]] = defaultdict(list)
    for one in meetings:
        if one.starts_at is not None and one.time_zone:
            moments[one.time_zone] += [one.starts_at, one.ends_at or one.starts_at]
    # Programs keep the first description of a zone that they meet: all of ours are of the same years, if they can be.
    year = clock.today().year
    usual = [datetime(year - 5, 1, 1, tzinfo=UTC), datetime(year + 10, 1, 1, tzinfo=UTC)]
    spans = {name: [*usual, *named] for name, named in sorted(moments.items()) if name != "UTC"}
    return [zone(name, min(named), max(named)) for name, named in spans.items()]


@dataclass(frozen=True, slots=True)
class _Seen:
    """The keys of bodies that may be named beside their meetings, and the names of who chairs each meeting."""

    bodies: frozenset[str]
    parties: frozenset[str]

    @classmethod
    def by(cls, actor: Actor, meetings: list[Meeting]) -> _Seen:
        wanted = {one.body_id for one in meetings if one.body_id}
        bodies = rows(actor, Permission.RECORD_READ, Body).filter(pk__in=wanted).values_list("pk", flat=True)
        parties = {chair.pk for one in meetings for chair in one.chairs.all()} | wanted
        known = rows(actor, Permission.RECORD_READ, Party).filter(pk__in=parties).values_list("pk", flat=True)
        return cls(frozenset(bodies) & frozenset(known), frozenset(known))


def _event(meeting: Meeting, seen: _Seen, language: str, site: str) -> Event:
    """A meeting as far as its reader may see it."""
    event = _frame(meeting)
    event.add("summary", _text(summary_in(meeting, language, body=meeting.body_id in seen.bodies), language))
    where = where_in(meeting, language)
    if where:
        event.add("location", _text(where, language))
    event.add("description", _text(_described(meeting, seen, language), language))
    event.add("categories", [meeting.tlp])
    if site:
        event.add("url", f"{site.rstrip('/')}/{language}/meetings/{meeting.pk}/")
    return event


def _busy(meeting: Meeting, language: str) -> Event:
    """That its reader is busy, and nothing else: no title, no place, no body, no label, no page."""
    event = _frame(meeting)
    event.add("summary", _text(say("busy", language), language))
    return event


def _frame(meeting: Meeting) -> Event:
    """What every event has: who it is for good, which version of it this is, when, and whether it takes place."""
    event = Event()
    changed = (meeting.changed_at or datetime.combine(meeting.kept_since, time(), UTC)).astimezone(UTC)
    event.add("uid", meeting.uid)
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("class", CLASSES[TLP(meeting.tlp)])
    event.add("status", _status(meeting))
    free = meeting.status in {Meeting.Status.CANCELLED, Meeting.Status.POSTPONED} and not _has_new_day(meeting)
    event.add("transp", "TRANSPARENT" if free else "OPAQUE")
    if meeting.starts_at is not None and meeting.time_zone:
        place = UTC if meeting.time_zone == "UTC" else ZoneInfo(meeting.time_zone)
        event.add("dtstart", meeting.starts_at.astimezone(place))
        event.add("dtend", (meeting.ends_at or meeting.starts_at + timedelta(hours=1)).astimezone(place))
    else:
        first, last = bounds(meeting.when)
        event.add("dtstart", first)
        event.add("dtend", last + timedelta(days=1))  # the first day after it
    return event


def _status(meeting: Meeting) -> str:
    """What is postponed without a new day takes up nobody's day, and may yet come: it is tentative."""
    if meeting.status in STATUSES:
        return STATUSES[Meeting.Status(meeting.status)]
    return "CONFIRMED" if bounds(meeting.when)[1] < clock.today() else "TENTATIVE"


def _has_new_day(meeting: Meeting) -> bool:
    return bool(
        meeting.status == Meeting.Status.POSTPONED and meeting.postponed_from and meeting.postponed_from != meeting.when
    )


def _described(meeting: Meeting, seen: _Seen, language: str) -> str:
    """What else there is to say, line by line; the label comes first."""
    lines = [f"{meeting.tlp}. {say('tlp.' + meeting.tlp.removeprefix('TLP:'), language)}"]
    status = status_in(meeting, language)
    if status and meeting.status != Meeting.Status.CONVENED:
        lines.append(f"{say('status', language)}: {status}")
    if meeting.body is not None and meeting.body_id in seen.bodies:
        lines.append(name_in(meeting.body.party, language))
    chairs = [name_in(one, language) for one in meeting.chairs.all() if one.pk in seen.parties]
    if chairs:
        lines.append(f"{say('chair', language)}: {say('comma', language).join(chairs)}")
    if meeting.format in {"in_person", "virtual", "hybrid"}:
        lines.append(f"{say('mode', language)}: {say(meeting.format, language)}")
    if meeting.starts_at is not None and meeting.time_zone:
        lines.append(say("calendar_hours", language, zone=meeting.time_zone))
    return "\n".join(lines)


def _text(text: str, language: str) -> vText:
    return vText(text, params={"LANGUAGE": language})
