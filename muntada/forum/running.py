"""What can be wrong with a series, a meeting, its agenda, its sittings and its papers."""

from __future__ import annotations

import re

from muntada.evidence.values import ValueRefused
from muntada.text.gate import TextRefused, admit, admit_name, bidi_notes

_UNSEEN = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")

WHY = {
    "needed": "This must be said.",
    "name": "This holds no letter, or characters that turn its direction.",
    "too_long": "This is too long.",
    "text": "This holds characters that cannot be kept.",
    "key": "A key is made of small Latin letters, figures, dots and hyphens.",
    "key_taken": "There is such a key already.",
    "kind": "There is no such kind.",
    "zone": "There is no such time zone; one is named as Africa/Casablanca is.",
    "skipped": "On that day the clocks there pass this time over.",
    "order": "The end is not after the start.",
    "too_long_meeting": "A meeting lasts at most 90 days.",
    "year": "The year is out of reach.",
    "mode": "A meeting is in person, online, or both.",
    "place": "Say where it meets; only a meeting online has no place.",
    "language": "There is no such language of work.",
    "pair": "Interpretation goes from one language of work into another.",
    "attribution": "There is no such rule of attribution.",
    "deadline": "This day is after the meeting.",
    "number": "The number is out of reach.",
    "number_taken": "This number is taken already.",
    "other_body": "This belongs to another body.",
    "later": "A meeting does not follow one that comes after it.",
    "itself": "A meeting does not follow itself, nor one that follows it.",
    "cancelled": "The meeting was cancelled. Convene another one.",
    "over": "The meeting was held; what it was stays as it is.",
    "not_convened": "Only a meeting that the forum convened can be changed here.",
    "same_days": "These are the days that it has already.",
    "no_day": "It was postponed, and no new day is known.",
    "not_begun": "The meeting has not begun yet.",
    "sitting_open": "A sitting is still open.",
    "stale": "Somebody changed this since you opened the page.",
    "nothing": "There is no such thing to change.",
    "other_meeting": "This belongs to another meeting.",
    "too_many": "An agenda has at most 2,000 items.",
    "too_deep": "An agenda has at most five levels.",
    "cycle": "An item is no part of itself.",
    "item_twice": "This item stands there already.",
    "carried_twice": "This outcome is on the agenda already.",
    "minutes": "An item is given between one minute and five days.",
    "wider_than_parent": "A part is seen by no more people than what it is part of.",
    "wider": "What was internal stays so; enter it anew where that was wrong.",
    "staff_only": "What is hidden is seen by the secretariat alone, which enters it.",
    "named_persons": "A meeting for named persons has no internal items.",
    "leaned_on": "Something refers to this. Close it, and leave it where it is.",
    "sitting_begun": "The sitting has begun; what was announced of it stands.",
    "sitting_closed": "The sitting is closed.",
    "sitting_planned": "The sitting is not open.",
    "file": "Choose a file.",
    "same_bytes": "This version is here already, in the same language.",
    "handling": "Those who may see this would not all see what it belongs to.",
}


class RunRefused(ValueRefused):
    """Raised for what cannot be: `field` says where, `code` is a word for programs, the text is for people."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(field, WHY[code])
        self.code = code


def line(field: str, text: str, limit: int, *, needed: bool = False) -> str:
    """One line with its blanks put right. Raises RunRefused."""
    said = " ".join(text.split())
    if not said:
        if needed:
            raise RunRefused(field, "needed")
        return ""
    try:
        return admit_name(said, limit)
    except TextRefused as error:
        raise RunRefused(field, "too_long" if error.reason_code == "too_long" else "name") from error


def words(field: str, text: str, limit: int, *, needed: bool = False) -> str:
    """A few lines of somebody's own words. Raises RunRefused."""
    said = text.strip().replace("\r\n", "\n")
    if needed and not said:
        raise RunRefused(field, "needed")
    try:
        admit(said, limit=limit)
    except TextRefused as error:
        raise RunRefused(field, "too_long" if error.reason_code == "too_long" else "text") from error
    if _UNSEEN.search(said) or bidi_notes(said):
        raise RunRefused(field, "text")
    return said
