"""The sittings of a meeting: adding, changing, opening, closing and taking them out."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.forum import queries
from muntada.forum.actions.sittings import add_sitting, change_sitting, close_sitting, open_sitting, remove_sitting
from muntada.forum.models import Meeting, Sitting
from muntada.forum.queries.agenda import items_of
from muntada.forum.queries.timetable import Clash, clashes
from muntada.forum.queries.timetable import sitting as sitting_of
from muntada.forum.running import RunRefused
from muntada.web.asking import asker, found, may
from muntada.web.errors import refused
from muntada.web.forum.run_forms import SittingForm
from muntada.web.forum.run_words import CLASHES, WRONG, run_page
from muntada.web.names import name_of

RUN = Permission.MEETING_RUN


@require_http_methods(["GET", "HEAD", "POST"])
def sitting_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a sitting to a meeting."""
    actor = asker(request)
    meeting = found(request, queries.meeting(actor, pk), Meeting, pk)
    if not may(request, RUN, meeting):
        return refused(request)
    initial = {"attribution": meeting.attribution, "room": meeting.room}
    if meeting.starts_at is not None:
        initial["starts_at"] = _local(meeting.starts_at, meeting)
    form = SittingForm(request.POST or None, actor=actor, items=items_of(actor, meeting), initial=initial)
    return run_page(
        request, form, lambda **given: add_sitting(actor, meeting, **given), lambda _made: _back(pk),
        heading=_("Add a sitting"), submit=_("Add it"), done=_("The sitting is added."), back=meeting,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def sitting_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a sitting."""
    actor = asker(request)
    sitting = found(request, sitting_of(actor, pk), Sitting, pk)
    if not may(request, RUN, sitting.meeting):
        return refused(request)
    items = items_of(actor, sitting.meeting)
    form = SittingForm(request.POST or None, actor=actor, items=items, initial=_as_it_stands(sitting))

    def change(items: list[Any], **given: Any) -> Sitting:
        hidden = [one for one in sitting.items.all() if str(one.pk) not in form.things["items"]]
        return change_sitting(actor, sitting, items=[*items, *hidden], **given)

    return run_page(
        request, form, change, lambda _made: _back(sitting.meeting_id), heading=_("Change this sitting"),
        submit=_("Change it"), done=_("The sitting is changed."), back=sitting.meeting,
    )  # fmt: skip


@require_http_methods(["POST"])
def sitting_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Open a sitting, close it, or take it out."""
    actor = asker(request)
    sitting = found(request, sitting_of(actor, pk), Sitting, pk)
    verbs = {"open": open_sitting, "close": close_sitting, "remove": remove_sitting}
    if deed not in verbs:
        raise Http404
    if not may(request, RUN, sitting.meeting):
        return refused(request)
    meeting = sitting.meeting_id
    try:
        verbs[deed](actor, sitting)
    except RunRefused as error:
        messages.error(request, str(WRONG[error.code]))
    return _back(meeting)


def clashes_said(actor: Actor, meeting: Meeting) -> list[str]:
    """What clashes, in the reader's words."""
    return [
        str(CLASHES[one.code]) % {"one": _called(one.one), "other": _called(one.other)} for one in _some(actor, meeting)
    ]


def _some(actor: Actor, meeting: Meeting) -> list[Clash]:
    return clashes(actor, meeting)[:50]


def _called(one: Sitting | Meeting | None) -> str:
    """A sitting's title or a meeting's name, isolated within the sentence."""
    if one is None:
        return ""
    return f"⁨{one.title if isinstance(one, Sitting) else name_of(one)}⁩"


def _back(meeting: int) -> HttpResponse:
    answer = redirect("meeting", meeting)
    answer["Location"] += "#timetable"
    return answer


def _local(moment: Any, meeting: Meeting) -> str:
    return f"{moment.astimezone(ZoneInfo(meeting.time_zone or 'UTC')):%Y-%m-%dT%H:%M}" if moment else ""


def _as_it_stands(sitting: Sitting) -> dict[str, Any]:
    return {
        "title": sitting.title,
        "starts_at": _local(sitting.starts_at, sitting.meeting),
        "ends_at": _local(sitting.ends_at, sitting.meeting),
        "room": sitting.room,
        "convener": sitting.convener_id or "",
        "attribution": sitting.attribution,
        "items": [str(pk) for pk in sitting.items.values_list("pk", flat=True)],
    }
