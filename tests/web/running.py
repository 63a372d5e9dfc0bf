"""Meetings as they are run in the small forum: agenda, sittings, papers and series, for the tests that walk every
page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from muntada.access import clock
from muntada.evidence.models import Document
from muntada.forum.models import AgendaItem, Body, Meeting, Paper, PaperVersion, Series, Sitting

CAST = ("administrator", "secretariat", "analyst", "focal_point", "reader")
EVERYBODY = dict.fromkeys(CAST, 200)
NOWHERE = dict.fromkeys(CAST, 404)
THE_SECRETARIAT = {**dict.fromkeys(CAST, 403), "secretariat": 200}
DONE_BY_THE_SECRETARIAT = {**dict.fromkeys(CAST, 403), "secretariat": 302}
# name: (arguments, method, what each of the cast gets), as in the table of every address
ADDRESSES: dict[str, tuple[str, str, dict[str, int]]] = {
    "meeting-convene": ("", "GET", THE_SECRETARIAT),
    "meeting-announced": ("meeting", "GET", THE_SECRETARIAT),
    "meeting-change": ("meeting", "GET", THE_SECRETARIAT),
    "meeting-do": ("postponing", "GET", THE_SECRETARIAT),
    "item-add": ("meeting", "GET", THE_SECRETARIAT),
    "item-change": ("item", "GET", THE_SECRETARIAT),
    "item-move": ("item", "GET", THE_SECRETARIAT),
    "item-do": ("closing", "POST", DONE_BY_THE_SECRETARIAT),
    "sitting-add": ("meeting", "GET", THE_SECRETARIAT),
    "sitting-change": ("planned", "GET", THE_SECRETARIAT),
    "sitting-do": ("opening", "POST", DONE_BY_THE_SECRETARIAT),
    "paper-add": ("meeting", "GET", {**THE_SECRETARIAT, "focal_point": 200}),
    "paper": ("paper", "GET", EVERYBODY),
    "paper-change": ("paper", "GET", THE_SECRETARIAT),
    "paper-file": ("absent", "GET", NOWHERE),
    "series-begin": ("", "GET", THE_SECRETARIAT),
    "series": ("series", "GET", EVERYBODY),
    "series-rename": ("series", "GET", THE_SECRETARIAT),
}
ARGUMENTS: dict[str, Callable[[Any], list[object]]] = {
    "postponing": lambda forum: [forum.meeting.pk, "postpone"],
    "item": lambda forum: [_open(forum.meeting)["item"]],
    "closing": lambda forum: [_open(forum.meeting)["item"], "close"],
    "planned": lambda forum: [_open(forum.meeting)["sitting"]],
    "opening": lambda forum: [_open(forum.meeting)["sitting"], "open"],
    "paper": lambda forum: [_open(forum.meeting)["paper"]],
    "series": lambda forum: [_open(forum.meeting)["series"]],
}
# What looking at each of these writes into the trail.
LOOKS: dict[str, str | None] = {
    "meeting-announced": "forum.meeting",
    "meeting-change": "forum.meeting",
    "meeting-do": "forum.meeting",
    "item-add": "forum.meeting",
    "item-change": "forum.agendaitem",
    "item-move": "forum.agendaitem",
    "sitting-add": "forum.meeting",
    "sitting-change": "forum.sitting",
    "paper-add": "forum.meeting",
    "paper": "forum.paper",
    "paper-change": "forum.paper",
    "series": "forum.series",
    "series-rename": "forum.series",
}
BY_THE_SECRETARIAT = tuple(name for name in LOOKS if name not in {"paper", "series"})
_RUNS = {"secretariat": 200}
_DOES = {"secretariat": 302}
# The parties of this cast submit their own papers to whatever meeting they see.
_SUBMITS = {**_RUNS, "focal_point": 200, "validator": 200}
# A route about a meeting in a state, as the closed matrix asks it.
ABOUT: dict[str, dict[str, Any]] = {
    "meeting-announced": {"arguments": lambda s: [s.meeting.pk], "seen": _RUNS, "otherwise": 403},
    "meeting-change": {"arguments": lambda s: [s.meeting.pk], "seen": _RUNS, "otherwise": 403},
    "meeting-do": {"arguments": lambda s: [s.meeting.pk, "cancel"], "seen": _RUNS, "otherwise": 403},
    "item-add": {"arguments": lambda s: [s.meeting.pk], "seen": _RUNS, "otherwise": 403},
    "item-change": {"arguments": lambda s: [s.run["item"]], "seen": _RUNS, "otherwise": 403},
    "item-move": {"arguments": lambda s: [s.run["item"]], "seen": _RUNS, "otherwise": 403},
    "item-do": {"arguments": lambda s: [s.run["item"], "close"], "method": "POST", "seen": _DOES, "otherwise": 403},
    "sitting-add": {"arguments": lambda s: [s.meeting.pk], "seen": _RUNS, "otherwise": 403},
    "sitting-change": {"arguments": lambda s: [s.run["sitting"]], "seen": _RUNS, "otherwise": 403},
    "sitting-do": {
        "arguments": lambda s: [s.run["sitting"], "open"],
        "method": "POST",
        "seen": _DOES,
        "otherwise": 403,
    },
    "paper-add": {"arguments": lambda s: [s.meeting.pk], "seen": _SUBMITS, "otherwise": 403},
    "paper": {"arguments": lambda s: [s.run["paper"]]},
    "paper-change": {"arguments": lambda s: [s.run["paper"]], "seen": _RUNS, "otherwise": 403},
    "paper-file": {"arguments": lambda s: [s.run["version"]], "otherwise": 404},  # there are no bytes under it here
    "series": {"arguments": lambda s: [s.run["series"]]},
    "series-rename": {"arguments": lambda s: [s.run["series"]], "seen": _RUNS, "otherwise": 403},
}


def run_in(body: Body, meeting: Meeting, word: Callable[[str], str], marking: dict[str, Any]) -> dict[str, Any]:
    """An item with a part, a sitting, a paper with a file, and a series: each text is a word of its own, each row
    handled as the state says. Their numbers, by kind."""
    begins = datetime(2020, 7, 7, 9, tzinfo=UTC)
    Meeting.objects.filter(pk=meeting.pk).update(
        room=word("hall"), status="postponed", status_note=word("statusnote"), postponed_from="2020-06-06",
        starts_at=begins, ends_at=datetime(2020, 7, 7, 17, tzinfo=UTC), time_zone="Africa/Cairo",
    )  # fmt: skip
    item = AgendaItem.objects.create(meeting=meeting, title=word("item"), number="1", **marking)
    AgendaItem.objects.create(meeting=meeting, parent=item, title=word("part"), number="1 (a)", **marking)
    sitting = Sitting.objects.create(
        meeting=meeting, title=word("planned"), room=word("plannedroom"), starts_at=begins, **marking
    )
    sitting.items.add(item)
    series = Series.objects.create(
        key=word("series").lower(), body=body, kind="session", title_ar=word("seriesar"), title_en=word("seriesen"),
        title_fr=word("seriesfr"), **marking,
    )  # fmt: skip
    paper, version = _paper(meeting, item, word, marking)
    return {"item": item.pk, "sitting": sitting.pk, "series": series.key, "paper": paper.pk, "version": version.pk}


def beside(body: Body, meeting: Meeting, word: Callable[[str], str], marking: dict[str, Any]) -> None:
    """What hangs on a meeting that is open to all, and is not open itself."""
    item = AgendaItem.objects.create(meeting=meeting, title=word("openitem"), kind="internal", **marking)
    open_one, _new = AgendaItem.objects.get_or_create(meeting=meeting, title="An open item")
    AgendaItem.objects.create(meeting=meeting, parent=open_one, title=word("openpart"), **marking)
    of_all, _new = Sitting.objects.get_or_create(
        meeting=meeting, title="A planned sitting", starts_at=datetime(2020, 6, 2, 9, tzinfo=UTC)
    )
    of_all.items.add(item)
    Sitting.objects.create(
        meeting=meeting, title=word("openplanned"), starts_at=datetime(2020, 6, 2, 9, tzinfo=UTC), **marking
    )
    _paper(meeting, item, lambda kind: word(f"open{kind}"), marking)
    Series.objects.create(
        key=word("openseries").lower(), body=body, kind="session", title_en=word("openseriesen"), **marking
    )


def _paper(
    meeting: Meeting, item: AgendaItem, word: Callable[[str], str], marking: dict[str, Any]
) -> tuple[Paper, PaperVersion]:
    paper = Paper.objects.create(meeting=meeting, item=item, title=word("paper"), symbol=word("papersymbol"), **marking)
    document = Document.objects.create(
        sha256=f"{paper.pk:064}", copy=7, name=word("papername"), media_type="text/plain", size=1,
        text=word("papertext"), language="en", captured_by="user:0", **marking,
    )  # fmt: skip
    version = PaperVersion.objects.create(paper=paper, number=1, language="en", document=document, at=clock.now())
    return paper, version


def _open(meeting: Meeting) -> dict[str, Any]:
    """What the open meeting has of these, made where it is not there; it is one that the forum convened."""
    made = Series.objects.filter(key="gctf.open").first()
    if made is None:
        run_in(meeting.body, meeting, lambda kind: "gctf.open" if kind == "series" else f"Open {kind}", {})  # type: ignore[arg-type]
        Meeting.objects.filter(pk=meeting.pk).update(when="2020-07-07", documents_by=date(2020, 7, 1))
        made = Series.objects.get(key="gctf.open")
    item = AgendaItem.objects.get(meeting=meeting, title="Open item")
    paper = Paper.objects.get(meeting=meeting, title="Open paper")
    sitting = Sitting.objects.get(meeting=meeting, title="Open planned")
    return {"item": item.pk, "sitting": sitting.pk, "series": made.key, "paper": paper.pk}
