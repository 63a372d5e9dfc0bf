"""The words of the forum's files, in a language that is chosen for a file, whatever its reader's pages are in."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from muntada.forum.models import Meeting
from muntada.parties.facts import places
from muntada.parties.told import LANGUAGES, Phrases, day_in, name_in, term_in
from muntada.text.when import NotADate, parse

__all__ = [
    "LANGUAGES",
    "day_in",
    "is_of_days",
    "language_in",
    "name_in",
    "place_in",
    "say",
    "summary_in",
    "term_in",
    "time_in",
    "title_in",
    "where_in",
]

_PHRASES = Phrases(Path(__file__).parent / "facts" / "told.csv")
say = _PHRASES.say


def language_in(code: str, language: str) -> str:
    """The name of a language; its code where the table has none."""
    return say(f"language.{code}", language) if f"language.{code}" in _PHRASES.by_key else code


def place_in(name: str, language: str) -> str:
    """A city in this language, from its English name; as it was typed where it is none that is known."""
    found = next((one for one in places() if one.name_en == name), None)
    word: str = getattr(found, f"name_{language}", "") if found is not None else ""
    return word or name


def title_in(meeting: Meeting, language: str, *, body: bool = True) -> str:
    """A meeting's own title, else its kind, its number and, where `body` may be known, its body."""
    if meeting.title:
        return meeting.title
    kind = term_in("meeting_kind", meeting.kind, language)
    said = say("kind_number", language, kind=kind, number=meeting.ordinal) if meeting.ordinal else kind
    if not body or meeting.body is None:
        return said
    return f"{said}{say('comma', language)}{name_in(meeting.body.party, language)}"


def time_in(meeting: Meeting, language: str) -> str:
    """When a meeting is: its days in words, and its hours by the clocks of its place."""
    if not meeting.when:
        return ""
    days = day_in(meeting.when, language)
    if meeting.starts_at is None or not meeting.time_zone:
        return days
    zone = ZoneInfo(meeting.time_zone)
    hours = f"{meeting.starts_at.astimezone(zone):%H:%M}"
    if meeting.ends_at is not None:
        hours += f"–{meeting.ends_at.astimezone(zone):%H:%M}"
    return f"{days}{say('comma', language)}{hours} ({meeting.time_zone})"


def is_of_days(value: str) -> bool:
    """Whether a date value names days, and not a month, a year or a decade."""
    try:
        return all(parse(part).precision == "day" for part in value.split("/"))
    except NotADate:
        return False


def summary_in(meeting: Meeting, language: str, *, body: bool = True) -> str:
    """A meeting's title as calendars have it: one that is postponed or cancelled says so first."""
    title = title_in(meeting, language, body=body)
    if meeting.status in {Meeting.Status.POSTPONED, Meeting.Status.CANCELLED}:
        return say(f"summary_{meeting.status}", language, title=title)
    return title


def where_in(meeting: Meeting, language: str) -> str:
    """Its place and its room."""
    return say("comma", language).join(part for part in (place_in(meeting.place, language), meeting.room) if part)
