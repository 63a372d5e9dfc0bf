"""What can be wrong with an invitation, a delegation or a registration, and the days that count for them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from muntada.access import clock
from muntada.evidence.values import ValueRefused
from muntada.forum.models import Meeting
from muntada.marking.handling import LONGEST, Retention
from muntada.text.gate import TextRefused, admit, admit_name, bidi_notes
from muntada.text.when import NotADate, bounds

KEPT_AFTER = timedelta(days=90)  # a registration is reviewed, and then erased, this long after the meeting
KEPT_AFTER_NOTHING = timedelta(days=30)  # and this long after the day on which it was cancelled
KEPT_AT_MOST = timedelta(days=LONGEST[Retention.CASE])
_UNSEEN = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")

WHY = {
    "name": "This is no name.",
    "text": "This holds characters that cannot be kept.",
    "too_long": "This is too long.",
    "email": "This is no e-mail address.",
    "capacity": "There is no such capacity.",
    "visibility": "There is no such choice of who may see it.",
    "consent": "Nobody is shown more widely without having consented.",
    "reason": "Say why.",
    "over": "The meeting is over or cancelled.",
    "clearance": "You are cleared for less than TLP:AMBER+STRICT, and would not see what you enter.",
    "red": "A meeting under TLP:RED is for the persons it names; parties are not invited to it.",
    "unseen": "Those who act for this party may not see the meeting: share it with them first.",
    "invited": "This party is invited already.",
    "not_invited": "This party is not invited; the secretariat invites it first.",
    "places": "All places of this delegation are taken.",
    "places_number": "A number of places is from 1 to 999.",
    "fewer_places": "More persons are registered than there would be places.",
    "sent": "The invitation has gone out.",
    "answered": "The invitation was answered already.",
    "declined": "This party has declined.",
    "closed": "Registration has closed; the secretariat can still enter somebody, with a reason.",
    "late_reason": "Registration has closed: say why this is entered now.",
    "head": "This delegation has a head already.",
    "moved": "This registration is no longer where it was.",
    "refused": "The credentials of this delegation were refused.",
    "early": "It is too early: what is known of persons is kept for a year at most.",
    "not_assessed": "Nobody has assessed what keeping this of such a person means; a signed assessment comes first.",
    "file": "This file cannot be read.",
    "none": "There is nothing to decide: no credentials were presented.",
}


class ComingRefused(ValueRefused):
    """Raised for what cannot be: `field` says where, `code` is a word for programs, the text is for people."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(field, WHY[code])
        self.code = code


def name_said(field: str, text: str, *, limit: int = 300, needed: bool = False) -> str:
    """One line that names somebody or something, with its blanks put right. Raises ComingRefused."""
    line = " ".join(text.split())
    if not line:
        if needed:
            raise ComingRefused(field, "name")
        return ""
    try:
        return admit_name(line, limit)
    except TextRefused as error:
        raise ComingRefused(field, "too_long" if error.reason_code == "too_long" else "name") from error


def words_said(field: str, text: str, *, limit: int = 2_000, needed: bool = False) -> str:
    """A few lines of somebody's own words. Raises ComingRefused."""
    said = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
    if needed and not said:
        raise ComingRefused(field, "reason")
    try:
        admit(said, limit=limit)
    except TextRefused as error:
        raise ComingRefused(field, "too_long" if error.reason_code == "too_long" else "text") from error
    if _UNSEEN.search(said) or bidi_notes(said):
        raise ComingRefused(field, "text")
    return said


def last_day_of(meeting: Meeting) -> date | None:
    """The last day of the meeting at its place; None where no day is known."""
    moment = meeting.ends_at or meeting.starts_at
    if moment is not None:
        return moment.astimezone(ZoneInfo(meeting.time_zone or "UTC")).date()
    try:
        return bounds(meeting.when)[1] if meeting.when else None
    except NotADate:
        return None


def review_of(meeting: Meeting, since: date) -> date:
    """When a registration entered on that day is reviewed: 90 days after the meeting, within a year in any case.

    Raises ComingRefused where it would be hidden before the meeting ends.
    """
    last, longest = last_day_of(meeting), since + KEPT_AT_MOST
    if meeting.status == "cancelled":
        # Nobody comes: what was registered is of no use any more.
        return max(min(clock.today() + KEPT_AFTER_NOTHING, longest), since)
    if last is None:
        return longest
    if longest < last:
        raise ComingRefused("meeting", "early")
    return max(min(last + KEPT_AFTER, longest), since)


def is_over(meeting: Meeting) -> bool:
    """Whether nobody comes to it any more: it was cancelled, or is past."""
    last = last_day_of(meeting)
    return meeting.status in {"cancelled", "held"} or (last is not None and last < clock.today())


def has_closed(meeting: Meeting) -> bool:
    """Whether the last day for registration has passed."""
    return meeting.register_by is not None and clock.today() > meeting.register_by
