"""The agenda of a meeting: adding, changing, moving, closing and taking off items."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from muntada.access.rules import Permission
from muntada.forum import queries
from muntada.forum.actions.agenda import add_item, change_item, close_item, move_item, remove_item
from muntada.forum.models import AgendaItem, Meeting
from muntada.forum.queries.agenda import item as item_of
from muntada.forum.queries.agenda import items_of
from muntada.forum.running import RunRefused
from muntada.web.asking import asker, found, may
from muntada.web.errors import refused
from muntada.web.forum.run_forms import ItemForm, MoveForm, NewItemForm
from muntada.web.forum.run_words import WRONG, run_page

RUN = Permission.MEETING_RUN


@require_http_methods(["GET", "HEAD", "POST"])
def item_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an item on the agenda."""
    actor = asker(request)
    meeting = found(request, queries.meeting(actor, pk), Meeting, pk)
    if not may(request, RUN, meeting):
        return refused(request)
    form = NewItemForm(
        request.POST or None, actor=actor, items=items_of(actor, meeting),
        initial={"parent": request.GET.get("under", ""), "kind": "common"},
    )  # fmt: skip
    return run_page(
        request, form, lambda **given: add_item(actor, meeting, **given), lambda _made: _back(pk),
        heading=_("Put an item on the agenda"), submit=_("Put it there"), done=_("The item is on the agenda."),
        back=meeting,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def item_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an item."""
    actor = asker(request)
    item = found(request, item_of(actor, pk), AgendaItem, pk)
    if not may(request, RUN, item.meeting):
        return refused(request)
    form = ItemForm(request.POST or None, actor=actor, initial=_as_it_stands(item))
    return run_page(
        request, form, lambda **given: change_item(actor, item, **_unless_hidden(item, form, given)),
        lambda _made: _back(item.meeting_id), heading=_("Change this item"), submit=_("Change it"),
        done=_("The item is changed."), back=item.meeting,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def item_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move an item with its parts."""
    actor = asker(request)
    item = found(request, item_of(actor, pk), AgendaItem, pk)
    if not may(request, RUN, item.meeting):
        return refused(request)
    others = [one for one in items_of(actor, item.meeting) if one.pk != item.pk]
    form = MoveForm(request.POST or None, items=others, initial={"parent": item.parent_id or ""})

    def move(parent: AgendaItem | None, before: AgendaItem | None) -> AgendaItem:
        # Before what is named is where that stands, whatever was left chosen above.
        return move_item(actor, item, parent=before.parent if before is not None else parent, before=before)

    return run_page(
        request, form, move, lambda _made: _back(item.meeting_id), heading=_("Move this item"), submit=_("Move it"),
        done=_("The item is moved."), back=item.meeting, lead=item.title,
    )  # fmt: skip


@require_http_methods(["POST"])
def item_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Close an item with its parts, take it up again, or take it off."""
    actor = asker(request)
    item = found(request, item_of(actor, pk), AgendaItem, pk)
    verbs: dict[str, Any] = {
        "close": lambda: close_item(actor, item),
        "reopen": lambda: close_item(actor, item, closed=False),
        "remove": lambda: remove_item(actor, item),
    }
    if deed not in verbs:
        raise Http404
    if not may(request, RUN, item.meeting):
        return refused(request)
    meeting = item.meeting_id
    try:
        verbs[deed]()
    except RunRefused as error:
        messages.error(request, str(WRONG[error.code]))
    return _back(meeting)


def _back(meeting: int) -> HttpResponse:
    answer = redirect("meeting", meeting)
    answer["Location"] += "#agenda"
    return answer


def _as_it_stands(item: AgendaItem) -> dict[str, Any]:
    return {
        "title": item.title,
        "kind": item.kind,
        "minutes": item.minutes,
        "number": item.number if item.number_given else "",
        "work": item.work_id or "",
    }


def _unless_hidden(item: AgendaItem, form: ItemForm, given: dict[str, Any]) -> dict[str, Any]:
    """What was given, without an instrument that whoever changes the item does not see."""
    if given["work"] is None and item.work_id is not None and str(item.work_id) not in form.things["work"]:
        del given["work"]
    return given
