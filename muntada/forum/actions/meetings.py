"""Entering meetings and what they take up, as sources state them."""

from __future__ import annotations

from collections.abc import Sequence

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.matching import Into, choose
from muntada.evidence.named import checked_date, checked_term, named_party, required
from muntada.evidence.pen import Pen, Written
from muntada.forum.actions.bodies import named_body
from muntada.forum.matching import meeting_candidates
from muntada.forum.models import AgendaItem, Meeting
from muntada.trail.deed import act


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
