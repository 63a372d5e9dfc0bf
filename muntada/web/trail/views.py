"""Who did what, for those who may read it."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from muntada.access.rows import rows
from muntada.access.rules import Permission, decide
from muntada.trail.models import Entry
from muntada.web.asking import asker, page_of, query_of
from muntada.web.errors import refused
from muntada.web.trail.policy import PERMISSIONS


class TrailFilter(forms.Form):
    """Which lines to list."""

    actor = forms.CharField(label=_("Who"), required=False, max_length=100)
    permission = forms.ChoiceField(
        label=_("Deed"),
        required=False,
        choices=[("", pgettext_lazy("no filter", "All")), *PERMISSIONS.items()],
    )
    thing = forms.CharField(label=_("On what"), required=False, max_length=120)


@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """The lines of the trail, the latest first. Everybody knows that there is one; few may read it."""
    actor = asker(request)
    if not decide(actor, Permission.TRAIL_READ):
        return refused(request)
    form = TrailFilter(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    lookups = {"actor": "actor", "permission": "permission", "thing": "thing_key"}
    wanted = {lookup: given[name] for name, lookup in lookups.items() if given.get(name)}
    page = page_of(request, rows(actor, Permission.TRAIL_READ, Entry).filter(**wanted))
    return render(request, "trail/trail.html", {"page": page, "form": form, "query": query_of(request)})
