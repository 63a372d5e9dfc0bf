"""The sittings of a meeting: when, in which room, on which items, and what may be said of who spoke."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.pen import leaning_on
from muntada.forum.actions.floor import clear_list
from muntada.forum.actions.meetings import calendars_learn
from muntada.forum.actions.planning import at, attribution_of
from muntada.forum.actions.refusals import NotPossible
from muntada.forum.actions.statements import set_attribution
from muntada.forum.actions.under import Given, keep
from muntada.forum.events import SittingClosed, SittingOpened
from muntada.forum.models import AgendaItem, Meeting, Sitting
from muntada.forum.running import RunRefused, line
from muntada.parties.models import Party
from muntada.trail.deed import act

State = Sitting.State
_IT_IS = {State.PLANNED: "sitting_planned", State.OPEN: "sitting_begun", State.CLOSED: "sitting_closed"}
_NEVER_AFTER_IT_BEGAN = ("attribution", "starts_at")


def add_sitting(
    actor: Actor,
    meeting: Meeting,
    *,
    title: str,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    room: str = "",
    convener: Party | None = None,
    attribution: str | None = None,
    items: Sequence[AgendaItem] = (),
    handling: Given = None,
) -> Sitting:
    """Add a sitting. Times without an offset are those of the meeting's place; without a rule of attribution the
    meeting's holds. That it clashes with another is for `clashes` to say: it is a warning. Raises RunRefused.
    """
    sitting = Sitting(
        meeting=meeting,
        title=line("title", title, 300, needed=True),
        room=line("room", room, 200),
        convener=convener,
        attribution=attribution_of("attribution", attribution or meeting.attribution),
        **_span(meeting, starts_at, ends_at),
    )
    with act(actor, Permission.MEETING_RUN, on=meeting) as deed:
        _going_on(meeting)
        keep(sitting, meeting, given=handling)
        sitting.items.set(_own(meeting, items))
        if sitting.starts_at is not None:
            calendars_learn(meeting)
        deed.of(sitting)
    return sitting


def change_sitting(
    actor: Actor, sitting: Sitting, *, items: Sequence[AgendaItem] | None = None, **said: Any
) -> Sitting:
    """Change a sitting's title, starts_at, ends_at, room, convener, attribution or items.

    Once it has begun, its rule of attribution and its beginning stand. Raises RunRefused.
    """
    with act(actor, Permission.MEETING_RUN, on=sitting.meeting) as deed:
        meeting = _going_on(sitting.meeting)
        held = Sitting.objects.select_for_update().get(pk=sitting.pk)
        if held.state == State.CLOSED:
            raise RunRefused("sitting", "sitting_closed")
        values = _checked(meeting, held, said)
        changed = {name for name, value in values.items() if getattr(held, name) != value}
        for name in _NEVER_AFTER_IT_BEGAN:
            if held.state == State.OPEN and name in changed:
                raise RunRefused(name, "sitting_begun")
        if "attribution" in changed:
            _attribute(actor, held, values["attribution"])
        for name in changed:
            setattr(held, name, values[name])
        held.save()
        if items is not None:
            held.items.set(_own(meeting, items))
        if changed & {"title", "starts_at", "ends_at", "room"}:
            calendars_learn(meeting)
        deed.of(held, fields=sorted(changed))
    sitting.refresh_from_db()
    return sitting


def open_sitting(actor: Actor, sitting: Sitting) -> Sitting:
    """Open a sitting: from now on its rule of attribution stands. Raises RunRefused."""
    with act(actor, Permission.MEETING_RUN, on=sitting.meeting) as deed:
        _going_on(sitting.meeting)
        _turn(sitting, State.PLANNED, State.OPEN)
        deed.of(sitting)
        deed.tell(SittingOpened(sitting.pk))
    return sitting


def close_sitting(actor: Actor, sitting: Sitting) -> Sitting:
    """Close a sitting and its lists. Where it is not attributed, who asked for the floor is erased with that.

    Raises RunRefused.
    """
    with act(actor, Permission.MEETING_RUN, on=sitting.meeting) as deed:
        _turn(sitting, State.OPEN, State.CLOSED)
        clear_list(sitting)
        deed.of(sitting)
        deed.tell(SittingClosed(sitting.pk))
    return sitting


def remove_sitting(actor: Actor, sitting: Sitting) -> None:
    """Take out a sitting that has not begun and that nothing refers to. Raises RunRefused."""
    with act(actor, Permission.MEETING_RUN, on=sitting.meeting) as deed:
        held = Sitting.objects.select_for_update().get(pk=sitting.pk)
        if held.state != State.PLANNED:
            raise RunRefused("sitting", "sitting_begun")
        if leaning_on(held):
            raise RunRefused("sitting", "leaned_on")
        calendars_learn(held.meeting)
        deed.of(held, removed=True)
        held.delete()


def _attribute(actor: Actor, held: Sitting, rule: str) -> None:
    """Change the rule before the sitting begins; who is on its lists already is named no further than it allows."""
    try:
        set_attribution(actor, held, rule)
    except NotPossible as error:
        raise RunRefused("attribution", "sitting_begun") from error


def _turn(sitting: Sitting, before: str, after: str) -> None:
    """From one state into the next, by whoever is first."""
    if not Sitting.objects.filter(pk=sitting.pk, state=before).update(state=after):
        sitting.refresh_from_db()
        raise RunRefused("sitting", _IT_IS[State(sitting.state)])
    sitting.refresh_from_db()


def _going_on(meeting: Meeting) -> Meeting:
    held = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if held.status in (Meeting.Status.CANCELLED, Meeting.Status.HELD):
        raise RunRefused("meeting", "cancelled" if held.status == Meeting.Status.CANCELLED else "over")
    return held


def _checked(meeting: Meeting, held: Sitting, said: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in said.items():
        if name == "title":
            values[name] = line(name, value, 300, needed=True)
        elif name == "room":
            values[name] = line(name, value, 200)
        elif name == "attribution":
            values[name] = attribution_of(name, value)
        elif name == "convener":
            values[name] = value
        elif name not in {"starts_at", "ends_at"}:
            raise RunRefused(name, "nothing")
    if {"starts_at", "ends_at"} & set(said):
        values |= _span(meeting, said.get("starts_at", held.starts_at), said.get("ends_at", held.ends_at))
    return values


def _span(meeting: Meeting, starts_at: datetime | None, ends_at: datetime | None) -> dict[str, Any]:
    if starts_at is None:
        if ends_at is not None:
            raise RunRefused("starts_at", "needed")
        return {"starts_at": None, "ends_at": None}
    zone = meeting.time_zone or "UTC"
    starts = at("starts_at", starts_at, zone)
    ends = at("ends_at", ends_at, zone) if ends_at is not None else None
    if ends is not None and ends <= starts:
        raise RunRefused("ends_at", "order")
    return {"starts_at": starts, "ends_at": ends}


def _own(meeting: Meeting, items: Sequence[AgendaItem]) -> list[AgendaItem]:
    if any(one.meeting_id != meeting.pk for one in items):
        raise RunRefused("items", "other_meeting")
    return list(items)
