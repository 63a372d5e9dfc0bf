"""Who did what, for those who may read it; every reading is itself a line."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.trail import queries
from muntada.trail.actions import NotThere, prove
from muntada.trail.looking import keys_of, note_consultation, note_disclosure
from muntada.trail.models import Entry
from muntada.web.asking import asker, found, may, page_of, query_of
from muntada.web.errors import refused
from muntada.web.trail.policy import OPERATIONS, PERMISSIONS

READ, TAKE = Permission.TRAIL_READ, Permission.TRAIL_TAKE


class TrailFilter(forms.Form):
    """Which lines to list."""

    person = forms.CharField(label=_("Who"), required=False, max_length=100)
    thing = forms.CharField(label=_("On what"), required=False, max_length=200)
    operation = forms.ChoiceField(
        label=_("Operation"), required=False, choices=[("", pgettext_lazy("no filter", "All")), *OPERATIONS.items()]
    )
    permission = forms.ChoiceField(
        label=_("Deed"), required=False, choices=[("", pgettext_lazy("no filter", "All")), *PERMISSIONS.items()]
    )
    day = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))


@never_cache
@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """The lines of the trail, the latest first. Everybody knows that there is one; few may read it."""
    actor = asker(request)
    if not may(request, READ):
        return refused(request)
    form = TrailFilter(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    wanted = {name: value for name, value in given.items() if value}
    page = page_of(request, queries.lines(actor, **wanted))
    asked = {name: str(value) for name, value in wanted.items()}
    note_consultation(actor, None, READ, asked=asked, page=page.number, lines=keys_of(page))
    return render(request, "trail/trail.html", {"page": page, "form": form, "query": query_of(request)})


@never_cache
@require_safe
def trail_line(request: HttpRequest, pk: int) -> HttpResponse:
    """One line with the proof that it stands in the log."""
    actor = asker(request)
    if not may(request, READ):
        return refused(request)
    line = _line(request, actor, pk)
    return render(
        request,
        "trail/line.html",
        {
            "line": line,
            "proof": _proof(line),
            "kept": line.salt is not None,
            "purposes": line.purpose.split(","),
        },
    )


@never_cache
@require_safe
def trail_proof(request: HttpRequest, pk: int) -> HttpResponse:
    """The line and its proof as a file that is checked without this installation."""
    actor = asker(request)
    if not may(request, TAKE):
        return refused(request)
    line = _line(request, actor, pk)
    note_disclosure(actor, line, TAKE)
    response = HttpResponse(_proof(line).text(), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="trail-{pk}.json"'
    return response


def _line(request: HttpRequest, actor: Actor, pk: int) -> Entry:
    return found(request, queries.line(actor, pk), Entry, pk, READ)


def _proof(line: Entry) -> queries.Proof:
    try:
        return prove(line)
    except NotThere:
        raise Http404 from None
