"""Where open sources speak of an entity: sentences with one of its names, which a person ties to it or leaves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from muntada.access.rules import Permission
from muntada.evidence.values import ValueRefused
from muntada.register.actions.mentions import part_mention, tie_mention
from muntada.register.models import Entity, Mention
from muntada.register.queries import entities, mentions
from muntada.trail.deed import Refused
from muntada.web.asking import found
from muntada.web.errors import refused
from muntada.web.register.gate import inside

KEEP = Permission.ENTITY_KEEP


class TieForm(forms.Form):
    """Which passage speaks of the entity."""

    document = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    start = forms.IntegerField(min_value=0, max_value=10**8)
    end = forms.IntegerField(min_value=1, max_value=10**8)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mention_list(request: HttpRequest, key: str) -> HttpResponse:
    """Sentences of open sources with a name of an entity; a POST ties one of them to it."""
    actor = inside(request, KEEP)
    one = found(request, entities.entities(actor).filter(pk=key).first(), Entity, key)
    if request.method == "POST":
        return _tied(request, one)
    context: dict[str, Any] = {
        "one": one,
        "mentions": mentions.mentions_of(actor, one),
        "places": mentions.places_of(actor, one),
    }
    return render(request, "register/mentions.html", context)


def _tied(request: HttpRequest, one: Entity) -> HttpResponse:
    actor = inside(request, KEEP)
    form = TieForm(request.POST)
    document = mentions.document_of(actor, form.cleaned_data["document"]) if form.is_valid() else None
    try:
        if document is None:
            raise ValueRefused("passage", "No such source.")
        tie_mention(actor, one, document=document, start=form.cleaned_data["start"], end=form.cleaned_data["end"])
        messages.success(request, _("The passage is tied to this entry."))
    except ValueRefused:
        messages.error(request, _("There is no such passage any more: look again."))
    except Refused as error:
        return refused(request, error)
    return redirect("register-mentions", one.pk)


@never_cache
@require_POST
def mention_end(request: HttpRequest, pk: int) -> HttpResponse:
    """A tie taken back."""
    actor = inside(request, KEEP)
    held = mentions.mention_of(actor, pk)
    one = found(request, held, Mention, pk, on=held.entity if held else None)
    try:
        part_mention(actor, one)
        messages.success(request, _("The passage is tied to this entry no more."))
    except ValueRefused:
        messages.error(request, _("There is no such passage any more: look again."))
    except Refused as error:
        return refused(request, error)
    return redirect("register-mentions", one.entity_id)
