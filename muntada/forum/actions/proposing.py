"""Meetings that are proposed: taken in from a calendar or a table, announced until somebody convenes them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.named import checked_date, required
from muntada.forum.actions.planning import IN_CALENDARS, checked
from muntada.forum.actions.under import Given, keep
from muntada.forum.models import Body, Meeting
from muntada.forum.models.meetings import new_uid
from muntada.forum.running import RunRefused
from muntada.trail.deed import act


def propose_meeting(
    actor: Actor,
    body: Body,
    *,
    kind: str,
    when: str = "",
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    time_zone: str = "",
    uid: str = "",
    sequence: int = 0,
    handling: Given = None,
    **more: Any,
) -> Meeting:
    """Announce a meeting of a body, on a day or at a moment; `uid` and `sequence` are those of the calendar it is from.

    `more` are title, place, room, ordinal. Raises ValueRefused.
    """
    meeting = Meeting(body=body, status=Meeting.Status.ANNOUNCED, uid=uid or new_uid(), sequence=sequence)
    _say(meeting, {"kind": required("kind", kind), **more}, when, starts_at, ends_at, time_zone)
    meeting.changed_at = clock.now()
    with act(actor, Permission.MEETING_CONVENE, on=body) as deed:
        keep(meeting, body, given=handling)
        deed.of(meeting, when=meeting.when)
    return meeting


def revise_proposed(
    actor: Actor,
    meeting: Meeting,
    *,
    when: str = "",
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    time_zone: str = "",
    sequence: int | None = None,
    **more: Any,
) -> Meeting:
    """Change what is said of a meeting that is only announced. Its `sequence` grows, to at least the one given.

    Raises RunRefused for one that is convened or over, ValueRefused.
    """
    with act(actor, Permission.MEETING_RUN, on=meeting) as deed:
        held = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if held.status != Meeting.Status.ANNOUNCED:
            raise RunRefused("meeting", "over" if held.status == Meeting.Status.HELD else "nothing")
        before = {name: getattr(held, name) for name in IN_CALENDARS}
        _say(held, more, when, starts_at, ends_at, time_zone)
        changed = {name for name, value in before.items() if getattr(held, name) != value}
        if changed:
            held.sequence = max(held.sequence + 1, sequence or 0)
            held.changed_at = clock.now()
        held.save()
        deed.of(held, fields=sorted(changed))
    return held


def _say(
    meeting: Meeting,
    said: dict[str, Any],
    when: str,
    starts_at: datetime | None,
    ends_at: datetime | None,
    time_zone: str,
) -> None:
    """Write what is said, each value checked; moments make the days, and days alone take away the moments."""
    if starts_at is not None:
        zone = time_zone or meeting.time_zone
        said = {**said, "starts_at": starts_at, "ends_at": ends_at, "time_zone": zone}
    for name, value in checked(said, meeting, whole=False).items():
        setattr(meeting, name, value)
    if when and starts_at is None:
        meeting.when = checked_date("when", when)
        meeting.starts_at = meeting.ends_at = None
