"""A meeting that comes in by a table: proposed or convened, as the row says, and changed by the same verbs."""

from __future__ import annotations

from typing import Any

from muntada.access.actor import Actor
from muntada.forum.actions.meetings import change_meeting, convene_meeting
from muntada.forum.actions.proposing import propose_meeting, revise_proposed
from muntada.forum.imports.cells import Cells, Wrong
from muntada.forum.models import Meeting

_TEXTS = ("kind", "title", "place", "room", "level", "time_zone")
_NUMBERS = ("ordinal", "quorum")
_DAYS = ("documents_by", "register_by")


def make_meeting(actor: Actor, said: Cells) -> Meeting:
    """Propose a meeting, or convene it where the row says that it is convened. Raises Wrong, ValueRefused."""
    body, kind = said.the(said.body("body"), "body"), said.text("kind", needed=True)
    status, starts, ends = said.text("status"), said.moment("starts_at"), said.moment("ends_at")
    common: dict[str, Any] = {"title": said.text("title"), "room": said.text("room"), "ordinal": said.number("ordinal")}
    common |= {"time_zone": said.text("time_zone"), "place": said.text("place")}
    if status == Meeting.Status.CONVENED:
        if starts is None or ends is None:
            raise Wrong("needed", "starts_at" if starts is None else "ends_at")
        more: dict[str, Any] = {name: said.day(name) for name in _DAYS}
        mode: dict[str, Any] = {"mode": said.text("format")} if said.text("format") else {}
        return convene_meeting(
            actor, body, kind=kind, starts_at=starts, ends_at=ends, languages=said.words("languages"),
            quorum=said.number("quorum"), **common, **more, **mode,
        )  # fmt: skip
    if status not in {"", Meeting.Status.ANNOUNCED}:
        raise Wrong("fixed", "status")
    if not common["time_zone"]:
        del common["time_zone"]
    return propose_meeting(
        actor, body, kind=kind, when=said.text("when"), starts_at=starts, ends_at=ends, uid=said.text("uid"), **common
    )


def change_a_meeting(actor: Actor, meeting: Meeting, said: Cells, changed: frozenset[str]) -> None:
    """Change what the row says otherwise. Raises Wrong, ValueRefused."""
    values: dict[str, Any] = {name: said.text(name) for name in _TEXTS if name in changed}
    values |= {name: said.number(name) for name in _NUMBERS if name in changed}
    values |= {name: said.day(name) for name in _DAYS if name in changed}
    if "languages" in changed:
        values["languages"] = said.words("languages")
    if "format" in changed:
        values["mode"] = said.text("format")
    moments = _moments(meeting, said, changed)
    if meeting.status == Meeting.Status.ANNOUNCED:
        if "when" in changed and not moments:
            values["when"] = said.text("when")
        revise_proposed(actor, meeting, **values, **moments)
        return
    if "when" in changed and not moments:
        raise Wrong("fixed", "when")  # the days of a meeting follow from its hours
    change_meeting(actor, meeting, **values, **moments)


def _moments(meeting: Meeting, said: Cells, changed: frozenset[str]) -> dict[str, Any]:
    """Both moments where one of them, or the zone that they are told in, changes."""
    if not changed & {"starts_at", "ends_at"}:
        return {}
    starts = said.moment("starts_at") or meeting.starts_at
    ends = said.moment("ends_at") or meeting.ends_at
    if starts is None or ends is None:
        raise Wrong("needed", "starts_at" if starts is None else "ends_at")
    return {"starts_at": starts, "ends_at": ends}


def following(meeting: Meeting) -> frozenset[str]:
    """Columns that follow from others: they may lag behind in a file, and are not read from it."""
    days = {"when"} if meeting.starts_at is not None else set()
    return frozenset({"sequence", "changed_at", *days})
