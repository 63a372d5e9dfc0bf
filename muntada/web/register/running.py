"""What each bringing-in of a list brought, the rows set aside, and a held list that a person takes or refuses."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.register.actions.later import ask_for_decision, job_of
from muntada.register.facts import known_lists
from muntada.register.models import Run
from muntada.register.queries.runs import brought, run_of, runs, set_aside, waiting
from muntada.web.asking import asker, found, may, page_of
from muntada.web.forming import VerbForm, form_page
from muntada.web.handling import who
from muntada.web.labels import best
from muntada.web.listing import Filter, list_page, listing
from muntada.web.names import Names
from muntada.web.register.deciding import reason, yes_or_no
from muntada.web.register.gate import closed, inside
from muntada.web.register.stating import schema_label
from muntada.web.register.words import DOUBTS, RUNS, WRONG

ORDER = [("-pk", int)]
DECIDE = Permission.LIST_DECIDE
_ROWS = 200  # rows set aside that a page shows


class RunFilter(Filter[Run]):
    """Which runs to list."""

    dataset = forms.ChoiceField(label=_("List"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data, actor)
        self.offer("dataset", [(key, str(best(one.names, key))) for key, one in known_lists().items()])
        self.offer("state", RUNS.items())

    def chosen(self) -> QuerySet[Run]:
        """The runs that the filter leaves, the latest first."""
        return runs(self.actor).filter(**self.given("dataset", "state"))


class RunForm(VerbForm):
    """Whether a held list is taken in, and why."""

    agrees = yes_or_no(
        _("What becomes of this list?"),
        yes=_("Take it in as it is"),
        no=_("Refuse it: nothing changes"),
        help_text=_("Taken in, what it does not name any more is suspended at once, and no hit from then on."),
    )
    reason = reason(_("Why"))


@never_cache
@require_safe
def run_list(request: HttpRequest) -> HttpResponse:
    """What each bringing-in of a list brought, the latest first."""
    barred = closed(request, DECIDE)
    if barred is not None:
        return barred
    actor = asker(request)
    listed = listing(request, RunFilter(request.GET, actor), runs(actor), ORDER, heading=_("Lists brought in"))
    return list_page(
        request,
        "register/runs.html",
        listed,
        waiting=waiting(actor).count(),
        may_bring=may(request, Permission.LIST_BRING),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def run_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One bringing-in; a POST decides of one that is held."""
    actor = inside(request, DECIDE)
    one = found(request, run_of(actor, pk), Run, pk)
    page = page_of(request, brought(actor, one))
    aside = set_aside(actor, one)
    return form_page(
        request, "register/run.html", RunForm(request.POST if request.method == "POST" else None),
        lambda **said: ask_for_decision(actor, one, **said), lambda made: redirect("register-run", made.pk),
        heading=_("A list brought in"), submit=_("Decide"), done=_("Your decision is noted."), words=WRONG,
        one=one, page=page, aside=aside[:_ROWS], more=max(0, aside.count() - _ROWS), doubts=_doubts(one),
        job=job_of(one),
        decided_by=who(Names(actor), one.decided_by) if one.decided_by else "",
    )  # fmt: skip


def _doubts(one: Run) -> list[dict[str, Any]]:
    """Why it was held, in words."""
    return [
        {"word": DOUBTS.get(why["code"], why["code"]), "of": schema_label(why["of"]) if why["of"] else "",
         "found": round(why["found"]), "expected": round(why["expected"]), "said": why.get("said", ""),
         "counted": "said" not in why}
        for why in (json.loads(one.why) if one.why else [])
    ]  # fmt: skip
