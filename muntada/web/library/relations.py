"""How an instrument bears on others: what it recalls and implements, what recalls it, what its words name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muntada.access.rules import Permission, decide
from muntada.evidence.values import ValueRefused
from muntada.library import queries
from muntada.library.actions import relating as verbs
from muntada.library.models import Relation, Work
from muntada.library.naming import canonical
from muntada.library.queries import relating as asked
from muntada.web.asking import asker, found, may
from muntada.web.errors import refused
from muntada.web.forming import VerbForm, form_page
from muntada.web.library.reading_words import PREDICATES

PASSIVE: dict[str, str | Promise] = {
    "implements": _("is implemented by"),
    "extends": _("is extended by"),
    "supersedes": _("is superseded by"),
    "recalls": _("is recalled by"),
    "repeats": _("is repeated by"),
    "elaborates": _("is elaborated by"),
    "amends": _("is amended by"),
    "contradicts": _("is contradicted by"),
}
WORDS = {
    "other": _("The library has no other work of this key or symbol."),
    "clause": _("The instrument has no clause at this address."),
    "predicate": _("There is no such relation."),
}


class RelateForm(VerbForm):
    """How an instrument bears on another one."""

    predicate = forms.ChoiceField(label=_("Relation"), choices=list(PREDICATES.items()))
    other = forms.CharField(
        label=_("The other instrument"),
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=_("Its symbol or its key, such as S/RES/2178 (2014) or rabat_2012."),
    )
    clause = forms.CharField(
        label=_("The clause that says so"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=_("Its address, such as para_5, where it is one clause."),
    )


@require_safe
def work_relations(request: HttpRequest, key: str) -> HttpResponse:
    """How an instrument bears on others and others on it, and what its words name."""
    actor = asker(request)
    work = found(request, queries.work(actor, key), Work, key)
    shown = asked.bearings(actor, work)
    named = asked.named_by(actor, work)
    context = {
        "work": work,
        "of": [(PREDICATES.get(name, name), those) for name, those in shown.of.items()],
        "to": [(PASSIVE.get(name, name), those) for name, those in shown.to.items()],
        "proposed": shown.proposed,
        "wrong": [one for one in named if one.standing == "impossible"],
        "named": [one for one in named if one.standing != "impossible"],
        "cited_by": asked.cited_by(actor, work),
        "predicates": PREDICATES.items(),
        "may_write": bool(decide(actor, Permission.RECORD_WRITE, work)),
    }
    return render(request, "library/relations/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def work_relate(request: HttpRequest, key: str) -> HttpResponse:
    """The form in which a person says how an instrument bears on another one."""
    actor = asker(request)
    work = found(request, queries.work(actor, key), Work, key)
    if not may(request, Permission.RECORD_WRITE, work):
        return refused(request)

    def entered(**said: Any) -> Relation:
        other = asked.work_of(actor, canonical(said["other"])) or queries.work(actor, said["other"].strip())
        if other is None:  # not there, or not to be known of: the same answer
            raise ValueRefused("other", "The library has no such work.")
        return verbs.relate(actor, work, **{**said, "other": other.pk})

    return form_page(
        request,
        "library/relations/relate.html",
        RelateForm(request.POST if request.method == "POST" else None),
        entered,
        lambda _made: redirect("work-relations", key),
        heading=_("How it bears on another instrument"),
        submit=pgettext_lazy("a button", "Enter"),
        done=_("The relation is entered."),
        words=WORDS,
        work=work,
    )


@require_POST
def relation_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Confirm a proposed relation, as it was proposed or as another one, or say that it does not hold."""
    actor = asker(request)
    one = found(request, asked.relation(actor, pk), Relation, pk)
    if not may(request, Permission.RECORD_WRITE, one):
        return refused(request)
    if deed == "remove":
        verbs.remove_relation(actor, one)
        messages.success(request, gettext("The relation is taken out, and will not be proposed again."))
    else:
        try:
            verbs.confirm_relation(actor, one, predicate=request.POST.get("predicate", ""))
        except ValueRefused:
            messages.error(request, gettext("There is no such relation."))
        else:
            messages.success(request, gettext("The relation is confirmed."))
    return redirect("work-relations", one.subject_work_id)


urlpatterns = [
    path("instruments/<str:key>/relations/", work_relations, name="work-relations"),
    path("instruments/<str:key>/relate/", work_relate, name="work-relate"),
    path("relations/<int:pk>/confirm/", relation_do, {"deed": "confirm"}, name="relation-confirm"),
    path("relations/<int:pk>/remove/", relation_do, {"deed": "remove"}, name="relation-remove"),
]
