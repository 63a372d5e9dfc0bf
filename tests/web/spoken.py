"""What was said and decided in the small forum, for the tests that walk every page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from muntada.access import clock
from muntada.forum.models import (
    Meeting,
    Minutes,
    MinutesRevision,
    Outcome,
    Progress,
    Sitting,
    Speaker,
    SpeakersList,
    Statement,
)

CAST = ("administrator", "secretariat", "analyst", "focal_point", "reader")
EVERYBODY = dict.fromkeys(CAST, 200)
NOWHERE = dict.fromkeys(CAST, 404)
THE_STAFF = {**dict.fromkeys(CAST, 403), "secretariat": 200, "analyst": 200}
# name: (arguments, method, what each of the cast gets), as in the table of every address
ADDRESSES: dict[str, tuple[str, str, dict[str, int]]] = {
    "floor": ("sitting", "GET", EVERYBODY),
    "floor-do": ("dropped", "POST", NOWHERE),
    "sitting-statements": ("sitting", "GET", EVERYBODY),
    "sitting-rule": ("absent", "POST", NOWHERE),
    "statements": ("", "GET", EVERYBODY),
    "statement-edit": ("statement", "GET", THE_STAFF),
    "minutes": ("meeting", "GET", EVERYBODY),
    "minutes-do": ("dropped", "POST", NOWHERE),
    "minutes-write": ("minuted", "GET", THE_STAFF),
    "minutes-changes": ("minuted", "GET", EVERYBODY),
    "meeting-outcomes": ("meeting", "GET", EVERYBODY),
    "outcomes": ("", "GET", EVERYBODY),
    "overdue": ("", "GET", EVERYBODY),
    "outcome": ("outcome", "GET", EVERYBODY),
}
ARGUMENTS: dict[str, Callable[[Any], list[object]]] = {
    "sitting": lambda forum: [_said(forum.meeting)["sitting"]],
    "statement": lambda forum: [_said(forum.meeting)["statement"]],
    "outcome": lambda forum: [_said(forum.meeting)["outcome"]],
    "minuted": lambda forum: [_said(forum.meeting)["meeting"], "en"],
}
# What looking at each of these writes into the trail.
LOOKS: dict[str, str | None] = {
    "floor": "forum.sitting",
    "sitting-statements": "forum.sitting",
    "statement-edit": "forum.statement",
    "minutes": "forum.meeting",
    "minutes-write": "forum.meeting",
    "minutes-changes": "forum.meeting",
    "meeting-outcomes": "forum.meeting",
    "outcome": "forum.outcome",
}
_WRITERS = {"secretariat": 200, "analyst": 200}
# A route about what was said in a state, as the closed matrix asks it; `key` names which of the rows.
ABOUT: dict[str, dict[str, Any]] = {
    "floor": {"arguments": lambda s: [s.said["sitting"]]},
    # What is refused because the form is empty is said on the page to whoever sees it.
    "floor-do": {"arguments": lambda s: [s.said["sitting"], "open"], "method": "POST", "otherwise": 302},
    "sitting-rule": {"arguments": lambda s: [s.said["sitting"]], "method": "POST", "otherwise": 302},
    "sitting-statements": {"arguments": lambda s: [s.said["sitting"]]},
    "statement-edit": {"arguments": lambda s: [s.said["statement"]], "seen": _WRITERS, "otherwise": 403},
    "minutes": {"arguments": lambda s: [s.meeting.pk]},
    "minutes-do": {
        "arguments": lambda s: [s.meeting.pk, "circulate"],
        "method": "POST",
        "seen": dict.fromkeys(_WRITERS, 302),
        "otherwise": 403,
    },
    "minutes-write": {"arguments": lambda s: [s.meeting.pk, "en"], "seen": _WRITERS, "otherwise": 403},
    "minutes-changes": {"arguments": lambda s: [s.meeting.pk, "en"]},
    "meeting-outcomes": {"arguments": lambda s: [s.meeting.pk]},
    "outcome": {"arguments": lambda s: [s.said["outcome"]]},
}
_NAMED = {"category": "official", "legal_basis_id": "public_office", "retention": "public_office"}


def _said(meeting: Meeting) -> dict[str, int]:
    """What was said in the open meeting, made where it is not there."""
    made = Sitting.objects.filter(meeting=meeting, title="An open sitting").first()
    if made is None:
        return said_in(meeting, lambda kind: "An open sitting" if kind == "sitting" else f"Open {kind}.", "open", {})
    return {
        "sitting": made.pk,
        "statement": made.statements.get().pk,
        "outcome": meeting.outcomes.get(reference="2020/open/1").pk,
        "meeting": meeting.pk,
    }


def said_in(meeting: Meeting, word: Callable[[str], str], state: str, marking: dict[str, Any]) -> dict[str, int]:
    """A sitting of a meeting with its list, a statement, minutes in two revisions, an outcome and what became of it:
    each text is a word of its own, each row handled as the state says. Their numbers, by kind."""
    day = marking.get("review_by", clock.today() + timedelta(30))
    named = {name: value for name, value in marking.items() if name != "review_by"} | _NAMED | {"review_by": day}
    sitting = Sitting.objects.create(meeting=meeting, title=word("sitting"), room=word("room"), state="open", **marking)
    listed = SpeakersList.objects.create(sitting=sitting, **marking)
    for number, kind in enumerate(("speaking", "waiting", "spoken"), start=1):
        Speaker.objects.create(
            list=listed, party_id="MA", person=word(f"{kind}person"), on_behalf_of=word(f"{kind}group"),
            position=number, state=kind, began_at=clock.now(), **named,
        )  # fmt: skip
    statement = Statement.objects.create(
        sitting=sitting, attribution="attributed", party_id="MA", speaker=word("speaker"), on_behalf_of=word("group"),
        language="en", text=word("said"), sought=word("said").lower(), **named,
    )  # fmt: skip
    minutes, _new = Minutes.objects.get_or_create(meeting=meeting, defaults=marking)
    before = minutes.revisions.count()
    for number in (before + 1, before + 2):
        MinutesRevision.objects.create(
            minutes=minutes, number=number, language="en", text=word(f"minuted{number}"), note=word(f"noted{number}"),
            by="user:0", at=clock.now(),
        )  # fmt: skip
    outcome = Outcome.objects.create(
        reference=f"2020/{state}/1", meeting=meeting, kind="action", owner_id="MA", due=date(2020, 9, 1),
        text_ar=word("decidedar"), text_en=word("decideden"), text_fr=word("decidedfr"), **marking,
    )  # fmt: skip
    Progress.objects.create(outcome=outcome, party_id="MA", text=word("became"), at=clock.now(), **marking)
    return {"sitting": sitting.pk, "statement": statement.pk, "outcome": outcome.pk, "meeting": meeting.pk}


def beside(meeting: Meeting, word: Callable[[str], str], state: str, marking: dict[str, Any]) -> None:
    """What hangs on a meeting that is open to all, and is not open itself."""
    sitting = Sitting.objects.create(meeting=meeting, title=word("opensitting"), state="open", **marking)
    of_all, _new = Sitting.objects.get_or_create(meeting=meeting, title="Of all", state="open")
    listed, _new = SpeakersList.objects.get_or_create(sitting=of_all)
    asked = {"party_id": "MA", "on_behalf_of": word("openwaiting"), "position": 1, "state": "waiting"}
    Speaker.objects.create(list=listed, **asked, **marking)
    for one in (sitting, of_all):
        Statement.objects.create(
            sitting=one, attribution="not_attributed", language="en", text=word(f"open{one.title[:2].strip()}said"),
            **marking,
        )  # fmt: skip
    outcome = Outcome.objects.create(
        reference=f"2020/open{state}/1", meeting=meeting, kind="conclusion", text_en=word("opendecided"), owner_id="MA",
        due=date(2020, 9, 1), **marking,
    )  # fmt: skip
    Progress.objects.create(outcome=outcome, text=word("openbecame"), at=clock.now(), **marking)


def places(meeting: Meeting) -> list[tuple[str, list[object], str]]:
    """The pages as a browser opens them: name, arguments, query."""
    said = _said(meeting)
    return [
        ("floor", [said["sitting"]], ""),
        ("floor", [said["sitting"]], "?screen=1"),
        ("sitting-statements", [said["sitting"]], ""),
        ("statement-edit", [said["statement"]], ""),
        ("statements", [], ""),
        ("minutes", [meeting.pk], ""),
        ("minutes-write", [meeting.pk, "en"], ""),
        ("minutes-changes", [meeting.pk, "en"], ""),
        ("meeting-outcomes", [meeting.pk], ""),
        ("outcomes", [], ""),
        ("overdue", [], ""),
        ("outcome", [said["outcome"]], ""),
    ]
