"""Lists brought in by a page: a file is handed over, a job works on it, and its page says how far it is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from muntada.access.rules import Permission
from muntada.register.actions.later import ask_for_list, job_of
from muntada.register.facts import known_lists
from muntada.register.models import Run
from muntada.register.queries.runs import run_of
from muntada.sources.capture import clean_name
from muntada.web.asking import found
from muntada.web.forming import VerbForm, form_page
from muntada.web.labels import best
from muntada.web.register.gate import closed, inside
from muntada.web.register.words import WRONG

BRING = Permission.LIST_BRING


class BringForm(VerbForm):
    """Which list it is, and its file."""

    key = forms.ChoiceField(label=gettext_lazy("Which list it is"))
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("As its publisher gives it. What a whole list does not name any more is suspended at "
                               "once; a table of acts is a part, and what it does not name stays."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(key, str(best(one.names, key))) for key, one in known_lists().items() if not one.invented]
        self.fields["key"].choices = [("", "—"), *offered]  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        """A file of at most the size that is taken here."""
        file = self.cleaned_data["file"]
        if (file.size or 0) > settings.MAX_UPLOAD:
            most = settings.MAX_UPLOAD // (1024 * 1024)
            raise forms.ValidationError(
                _("The file is larger than %(most)s MB. The administrator brings such a list in at the console.")
                % {"most": most}
            )
        return file

    def given(self) -> dict[str, Any]:
        """The list, its bytes and the file's name."""
        file = self.cleaned_data["file"]
        return {"key": self.cleaned_data["key"], "data": bytes(file.read()), "name": clean_name(file.name or "list")}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def list_bring(request: HttpRequest) -> HttpResponse:
    """Hand a list over; a job brings it in."""
    barred = closed(request, BRING)
    if barred is not None:
        return barred
    actor = inside(request, BRING)
    sent = request.method == "POST"
    return form_page(
        request, "register/bring.html", BringForm(request.POST, request.FILES) if sent else BringForm(),
        lambda **said: ask_for_list(actor, **said), lambda run: redirect("register-run", run.pk),
        heading=_("Bring a list in"), submit=_("Bring it in"), done=_("The list is being brought in."), words=WRONG,
    )  # fmt: skip


@never_cache
@require_safe
def run_working(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a list is that a job brings in; once it is done, the whole page is asked for again."""
    actor = inside(request, Permission.LIST_DECIDE)
    run = found(request, run_of(actor, pk), Run, pk)
    response = render(request, "register/working.html", {"one": run, "job": job_of(run)})
    if run.state != Run.State.ASKED:
        response["HX-Refresh"] = "true"
    return response


urlpatterns = [
    path("register/runs/bring/", list_bring, name="register-bring"),
    path("register/runs/<int:pk>/working/", run_working, name="register-run-working"),
]
