"""Meetings: entering those that sources state, convening, changing and holding those of the forum."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import F

from muntada.access import clock
from muntada.access.actor import CLERK, Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.access.wall import under_ceiling
from muntada.evidence.matching import Into, choose
from muntada.evidence.named import checked_date, checked_term, named_party, required
from muntada.evidence.pen import Pen, Written
from muntada.forum.actions.bodies import named_body
from muntada.forum.actions.carrying import carry_over
from muntada.forum.actions.floor import clear_list
from muntada.forum.actions.planning import (
    IN_CALENDARS,
    checked,
    counted,
    deadlines_follow,
    in_line,
    sittings_follow,
    spanned,
)
from muntada.forum.actions.registrations import follow_meeting
from muntada.forum.actions.under import Given, keep
from muntada.forum.events import MeetingCancelled, MeetingChanged, MeetingConvened, MeetingHeld, MeetingPostponed
from muntada.forum.matching import meeting_candidates
from muntada.forum.models import AgendaItem, Body, Meeting, Series
from muntada.forum.running import RunRefused, line
from muntada.parties.models import Party
from muntada.trail.deed import act

ANNOUNCED = (Meeting.Status.ANNOUNCED, "planned")  # as the forum itself says it, and as reference tables do


def record_meeting(
    actor: Actor,
    *,
    kind: str,
    body: str = "",
    ordinal: int | None = None,
    title: str = "",
    when: str = "",
    place: str = "",
    organiser: str = "",
    level: str = "",
    attendance: int | None = None,
    chairs: Sequence[str] = (),
    into: Into = None,
) -> Written:
    """Enter a meeting that a source states, in the record that it is or in a new one.

    Raises ValueRefused for an unknown kind, level, party or date, Ambiguous where several meetings may be meant.
    """
    checked_date("when", when)
    checked_term("kind", "meeting_kind", required("kind", kind))
    checked_term("level", "level", level)
    with act(actor, Permission.RECORD_WRITE) as deed:
        pen = Pen()
        candidates = meeting_candidates(
            kind=kind, body=body, ordinal=ordinal, title=title, when=when, place=place, organiser=organiser
        )
        meeting = choose(Meeting, candidates, into)
        if meeting is None:
            meeting = pen.make(Meeting, {"kind": kind})
        else:
            pen.say(meeting, kind=kind)
        pen.say(meeting, body=named_body(pen, "body", body) if body else None)
        pen.say(meeting, ordinal=ordinal, title=title, when=when, place=place, level=level, attendance=attendance)
        pen.say(meeting, organiser=named_party(pen, "organiser", organiser) if organiser else None)
        pen.say_each(meeting, "chairs", [named_party(pen, "chair", chair) for chair in chairs])
        deed.of(meeting)
        return pen.done(meeting)


def record_agenda_item(actor: Actor, meeting: Meeting, *, title: str) -> Written:
    """Enter an item of a meeting's agenda, in the words of a source."""
    with act(actor, Permission.RECORD_WRITE, on=meeting) as deed:
        pen = Pen()
        item = AgendaItem.objects.filter(meeting=meeting, title=required("title", title)).first()
        if item is None:
            item = pen.make(AgendaItem, {"meeting": meeting, "title": title})
        else:
            pen.say(item, meeting=meeting, title=title)
        deed.of(item)
        return pen.done(item)


def convene_meeting(
    actor: Actor,
    body: Body,
    *,
    kind: str,
    starts_at: datetime,
    ends_at: datetime,
    time_zone: str,
    title: str = "",
    place: str = "",
    mode: str = "in_person",
    series: Series | None = None,
    follows: Meeting | None = None,
    chairs: Sequence[Party] = (),
    handling: Given = None,
    **more: Any,
) -> Meeting:
    """Convene a meeting of a body. Times without an offset are those of the clocks of its time zone.

    `mode` is in_person, virtual or hybrid; `more` are room, level, ordinal, languages (codes), interpretation (pairs of
    codes), attribution, documents_by, register_by, quorum, host and organiser. What is still open of the meetings
    before comes first on the agenda of one that `follows` another. Raises RunRefused.
    """
    said = {"kind": kind, "title": title, "place": place, "mode": mode, "time_zone": time_zone, **more}
    meeting = Meeting(body=body, status=Meeting.Status.CONVENED)
    values = checked(said | {"starts_at": starts_at, "ends_at": ends_at, "series": series}, meeting)
    for name, value in values.items():
        setattr(meeting, name, value)
    in_line(meeting, follows, body)
    meeting.follows, meeting.changed_at = follows, clock.now()
    with act(actor, Permission.MEETING_CONVENE, on=body) as deed:
        _number_free(actor, meeting)
        keep(meeting, *[one for one in (body, series) if one is not None], given=handling)
        meeting.chairs.set(chairs)
        if follows is not None:
            carry_over(actor, meeting)
        deed.of(meeting, when=meeting.when)
        deed.tell(MeetingConvened(meeting.pk))
    return meeting


def convene_announced(actor: Actor, meeting: Meeting, *, chairs: Sequence[Party] | None = None, **said: Any) -> Meeting:
    """Convene a meeting that was only announced, by a source or a calendar, with what is said of it now; named as
    `convene_meeting` names it. It keeps its record, and what calendars know it by. Raises RunRefused.
    """
    if meeting.body is None:
        raise RunRefused("body", "needed")
    with act(actor, Permission.MEETING_CONVENE, on=meeting.body) as deed:
        held = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if held.status not in ANNOUNCED:
            raise RunRefused("meeting", "over" if held.status == Meeting.Status.HELD else "nothing")
        values = checked(said, held)
        if values.get("starts_at", held.starts_at) is None:
            raise RunRefused("starts_at", "needed")
        _follow(held, values)
        changed = _written(held, {**values, "status": Meeting.Status.CONVENED})
        _number_free(actor, held)
        if chairs is not None:
            held.chairs.set(chairs)
        if held.follows is not None:
            carry_over(actor, held)
        deed.of(held, fields=sorted(changed))
        deed.tell(MeetingConvened(held.pk))
    meeting.refresh_from_db()
    return meeting


def change_meeting(
    actor: Actor, meeting: Meeting, *, seen: int | None = None, chairs: Sequence[Party] | None = None, **said: Any
) -> Meeting:
    """Change what is said of a meeting that the forum convened; named as `convene_meeting` names it.

    `seen` is the `sequence` that whoever changes it had before them. What calendars show lets `sequence` grow.
    Raises RunRefused, with `stale` where it was changed since.
    """
    with act(actor, Permission.MEETING_RUN, on=meeting) as deed:
        held = _running(meeting)
        if seen is not None and seen != held.sequence:
            raise RunRefused("meeting", "stale")
        values = checked(said, held)
        _follow(held, values)
        changed = _written(held, values)
        if "ordinal" in changed or "kind" in changed:
            _number_free(actor, held)
        if chairs is not None:
            held.chairs.set(chairs)
        deed.of(held, fields=sorted(changed))
        follow_meeting(deed, held)
        if IN_CALENDARS & changed:
            deed.tell(MeetingChanged(held.pk, tuple(sorted(IN_CALENDARS & changed))))
    meeting.refresh_from_db()
    return meeting


def postpone_meeting(
    actor: Actor,
    meeting: Meeting,
    *,
    reason: str,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> Meeting:
    """Postpone a meeting, to another time where one is known; it says so from now on, and from which days.

    While no new day is known the days that were planned stay, as `postponed_from` too. Raises RunRefused.
    """
    why = line("reason", reason, 300, needed=True)
    with act(actor, Permission.MEETING_RUN, on=meeting) as deed:
        held = _running(meeting)
        values: dict[str, Any] = {"status": Meeting.Status.POSTPONED, "status_note": why}
        if starts_at is not None or ends_at is not None:
            values |= spanned(starts_at, ends_at, held.time_zone)
            if values["starts_at"] == held.starts_at and values["ends_at"] == held.ends_at:
                raise RunRefused("starts_at", "same_days")
        values["postponed_from"] = held.postponed_from or held.when
        deadlines_follow(held, values)
        _written(held, values)
        deed.of(held, when=held.when, postponed_from=held.postponed_from)
        follow_meeting(deed, held)
        deed.tell(MeetingPostponed(held.pk))
    meeting.refresh_from_db()
    return meeting


def cancel_meeting(actor: Actor, meeting: Meeting, *, reason: str) -> Meeting:
    """Cancel a meeting for good: it stays, and says so. Raises RunRefused."""
    why = line("reason", reason, 300, needed=True)
    with act(actor, Permission.MEETING_RUN, on=meeting) as deed:
        held = _running(meeting)
        _none_open(held)
        _written(held, {"status": Meeting.Status.CANCELLED, "status_note": why})
        _clear_lists(held)
        deed.of(held)
        follow_meeting(deed, held)
        deed.tell(MeetingCancelled(held.pk))
    meeting.refresh_from_db()
    return meeting


def hold_meeting(actor: Actor, meeting: Meeting, *, attendance: int | None = None) -> Meeting:
    """Note that a meeting was held, once it has begun and none of its sittings is open. Raises RunRefused."""
    with act(actor, Permission.MEETING_RUN, on=meeting) as deed:
        held = _running(meeting)
        _none_open(held)
        if is_without_day(held):
            raise RunRefused("meeting", "no_day")
        if held.starts_at is None or clock.now() < held.starts_at:
            raise RunRefused("meeting", "not_begun")
        values: dict[str, Any] = {"status": Meeting.Status.HELD, "status_note": ""}
        if attendance is not None:
            values["attendance"] = counted("attendance", attendance)
        _written(held, values)
        _clear_lists(held)
        deed.of(held)
        deed.tell(MeetingHeld(held.pk))
    meeting.refresh_from_db()
    return meeting


def is_without_day(meeting: Meeting) -> bool:
    """Whether a meeting was postponed and no new day is known: the days that it shows are those it will not have."""
    return meeting.status == Meeting.Status.POSTPONED and meeting.postponed_from == meeting.when


def calendars_learn(meeting: Meeting) -> None:
    """Within a deed: something that a calendar shows of the meeting has changed, in its sittings for instance."""
    Meeting.objects.filter(pk=meeting.pk).update(sequence=F("sequence") + 1, changed_at=clock.now())


def _running(meeting: Meeting) -> Meeting:
    """The meeting, locked until the deed is done. Raises RunRefused where it can change no more."""
    held = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if held.status == Meeting.Status.CANCELLED:
        raise RunRefused("meeting", "cancelled")
    if held.status == Meeting.Status.HELD:
        raise RunRefused("meeting", "over")
    if held.status not in (Meeting.Status.CONVENED, Meeting.Status.POSTPONED):
        raise RunRefused("meeting", "not_convened")
    return held


def _follow(held: Meeting, values: dict[str, Any]) -> None:
    """Refuse a place in the line of meetings that these values would give it and that cannot be."""
    if "follows" in values or "when" in values:
        for name in ("when", "follows"):
            setattr(held, name, values.get(name, getattr(held, name)))
        in_line(held, held.follows, held.body)
        held.refresh_from_db()


def _written(meeting: Meeting, values: dict[str, Any]) -> set[str]:
    """Write what differs; `sequence` grows where a calendar must learn of it. The columns that changed."""
    changed = {name for name, value in values.items() if getattr(meeting, name) != value}
    before = meeting.when, meeting.time_zone
    for name in changed:
        setattr(meeting, name, values[name])
    columns = {"host_id" if name == "host" else name for name in changed}
    if changed:
        meeting.changed_at = clock.now()
        meeting.sequence += 1 if IN_CALENDARS & columns else 0
        meeting.save(update_fields=[*changed, "changed_at", "sequence"])
        sittings_follow(meeting, *before)
    return columns


def _number_free(actor: Actor, meeting: Meeting) -> None:
    """Two meetings of one kind of a body have not the same number, as far as the actor may know."""
    if meeting.ordinal is None:
        return
    same = rows(actor, Permission.RECORD_READ, Meeting).filter(
        body=meeting.body, kind=meeting.kind, ordinal=meeting.ordinal
    )
    if same.exclude(pk=meeting.pk).exists():
        raise RunRefused("ordinal", "number_taken")


def _clear_lists(meeting: Meeting) -> None:
    """Who asked for the floor in a sitting that never began waits no more, and is erased where nobody is named."""
    with under_ceiling(CLERK):
        for sitting in meeting.sittings.filter(state="planned", lists__isnull=False).distinct():
            clear_list(sitting)


def _none_open(meeting: Meeting) -> None:
    if meeting.sittings.filter(state="open").exists():
        raise RunRefused("meeting", "sitting_open")
