"""Words, names and days in a language that is chosen for a file, whatever language its reader's pages are in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from muntada.forum.models import Meeting
from muntada.parties.facts import places
from muntada.parties.models import Party
from muntada.text.lexicon import by_id
from muntada.text.table import read_table
from muntada.text.when import NotADate, display, parse

LANGUAGES = ("ar", "en", "fr")
_GAP = re.compile(r"\{([a-z]+)\}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of files in the three languages; names in braces are filled."""

    key: str
    ar: str
    en: str
    fr: str


@cache
def phrases() -> dict[str, Phrase]:
    """Every phrase under its key."""
    return {one.key: one for one in read_table(Phrase, Path(__file__).parent / "facts" / "told.csv")}


def say(key: str, language: str, **fields: object) -> str:
    """The phrase in this language with its gaps filled. Raises KeyError for one that is not in the table."""
    text: str = getattr(phrases()[key], language)
    # In one go: what fills a gap may itself hold braces, and is never a pattern.
    return _GAP.sub(lambda gap: str(fields[gap[1]]), text)


def language_in(code: str, language: str) -> str:
    """The name of a language; its code where the table has none."""
    return say(f"language.{code}", language) if f"language.{code}" in phrases() else code


def name_in(party: Party, language: str) -> str:
    """The shown name of a party in this language, else in another, else its acronym or its key."""
    shown = {name.language: name.text for name in party.names.all() if name.preferred}
    return next((shown[one] for one in (language, *LANGUAGES) if shown.get(one)), party.acronym or party.key)


def term_in(kind: str, key: str, language: str) -> str:
    """The lexicon's word for an id without its prefix, with a capital where the language has them."""
    term = by_id().get(f"{kind}.{key}")
    word: str = getattr(term, language) if term is not None else key.replace("_", " ")
    return word[:1].upper() + word[1:]


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


def day_in(value: str, language: str) -> str:
    """A date value in words; as it stands where it is none."""
    try:
        return display(value, language)
    except NotADate:
        return value


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
