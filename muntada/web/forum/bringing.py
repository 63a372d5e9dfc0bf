"""Bringing lists and calendars in: a file is looked at first, and comes in by a person's yes."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.followup.imports.recommendations import read_recommendations, tries_of_recommendations
from muntada.followup.imports.tables import tries_of as tries_of_followup
from muntada.forum import queries
from muntada.forum.imports.calendar import read_calendar, tries_of_calendar
from muntada.forum.imports.plan import Plan, PlanChanged, Row, State, Try, carry_out, preview, tries_of
from muntada.text.lexicon import terms
from muntada.text.tables import FileRefused, read_file
from muntada.web.asking import asker, may
from muntada.web.errors import refused
from muntada.web.forum.bringing_words import FOLLOWED, LISTS, RECOMMENDED, STATES, said_by_verb, why_file, why_row
from muntada.web.labels import choices
from muntada.web.names import name_of

MOST = 1024 * 1024  # bytes that a page takes; the command takes more
ROWS = 500
SHOWN = 200  # rows of each kind on a page
CALENDAR = "calendar"
SALT, LASTS = "muntada.bringing", 3600  # seconds for which a preview may be said yes to


class BringForm(forms.Form):
    """A file, and which list it is of."""

    file = forms.FileField(label=gettext_lazy("File"), help_text=gettext_lazy("CSV, XLSX or a calendar (.ics)"))
    of = forms.ChoiceField(label=gettext_lazy("What it holds"))
    body = forms.ChoiceField(
        label=gettext_lazy("Body"), required=False, help_text=gettext_lazy("For a calendar: whose meetings these are.")
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, help_text=gettext_lazy("For a calendar: what kind of meetings.")
    )

    def __init__(self, actor: Actor, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial={"of": "meetings"}, auto_id="bring_%s")
        self.actor = actor
        bodies = sorted(((one.pk, str(name_of(one))) for one in queries.bodies(actor)), key=lambda pair: pair[1])
        self._offer("of", [(CALENDAR, _("A calendar")), *((one, str(said)) for one, said in LISTS.items())])
        self._offer("body", [("", "—"), *bodies])
        self._offer("kind", [("", "—"), *choices("meeting_kind", _kinds())])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("of") == CALENDAR:
            for name in ("body", "kind"):
                if not given.get(name):
                    self.add_error(name, _("Say this of a calendar."))
        return given

    def _offer(self, name: str, options: list[tuple[str, str]]) -> None:
        self.fields[name].choices = options  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that somebody brings: its bytes, and what it is said to hold."""

    data: bytes
    of: str
    body: str = ""
    kind: str = ""

    def tries(self, actor: Actor) -> list[Try]:
        """What is tried of it. Raises FileRefused."""
        if self.of == CALENDAR:
            body = queries.body(actor, self.body)
            if body is None:
                raise FileRefused("no_list", name=self.body)
            found = tries_of_calendar(actor, body, read_calendar(self.data), kind=self.kind)
        elif self.of == RECOMMENDED:
            found = tries_of_recommendations(actor, read_recommendations(self.data))
        elif self.of in FOLLOWED:
            found = tries_of_followup(actor, self.of, read_file(self.data, most=MOST))
        else:
            found = tries_of(actor, self.of, read_file(self.data, most=MOST))
        if len(found) > ROWS:
            raise FileRefused("too_many_rows", most=ROWS)
        return found


@never_cache
@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """The form, and what a file would bring in; nothing is brought in by this page."""
    actor = asker(request)
    if not may(request, Permission.LIST_EXPORT):
        return refused(request)
    sent = request.method == "POST"
    form = BringForm(actor, request.POST if sent else None, request.FILES if sent else None)
    if not sent or not form.is_valid():
        return render(request, "forum/taking/bring.html", {"form": form}, status=400 if form.errors else 200)
    given = form.cleaned_data
    file = given["file"]
    assert isinstance(file, UploadedFile)
    try:
        if (file.size or 0) > MOST:
            raise FileRefused("too_large", most=MOST // (1024 * 1024))
        brought = Brought(file.read(), given["of"], given["body"], given["kind"])
        tries = brought.tries(actor)
    except FileRefused as error:
        form.add_error("file", why_file(error))
        return render(request, "forum/taking/bring.html", {"form": form}, status=422)
    plan = preview(brought.of, tries, total=len(tries))
    return _shown(request, brought, plan)


@never_cache
@require_POST
def bring_in(request: HttpRequest) -> HttpResponse:
    """Brings in what was shown, all of it or nothing."""
    actor = asker(request)
    if not may(request, Permission.LIST_EXPORT):
        return refused(request)
    try:
        held = signing.loads(request.POST.get("held", ""), salt=_salt(actor), max_age=LASTS)
    except signing.BadSignature:
        messages.error(request, _("Nothing was brought in: this page stood open for too long. Bring the file anew."))
        return redirect("bring")
    brought = Brought(base64.b64decode(held["data"]), held["of"], held["body"], held["kind"])
    try:
        tries = brought.tries(actor)
        plan = carry_out(brought.of, tries, total=len(tries), expected=held["digest"])
    except FileRefused as error:
        messages.error(request, why_file(error))
        return redirect("bring")
    except PlanChanged as changed:
        messages.warning(request, _("Nothing was brought in: records changed meanwhile. Look at it once more."))
        return _shown(request, brought, changed.plan, status=409)
    counts = plan.counts
    said = _("Brought in: new %(new)s, changed %(changed)s. Set aside: %(quarantined)s.") % counts
    messages.success(request, said)
    return redirect("bring")


def _shown(request: HttpRequest, brought: Brought, plan: Plan, status: int = 200) -> HttpResponse:
    """What a file would bring in, with the yes to it."""
    held = {
        "data": base64.b64encode(brought.data).decode(), "of": brought.of, "body": brought.body,
        "kind": brought.kind, "digest": plan.digest,
    }  # fmt: skip
    context = {
        "plan": plan,
        "counts": [(STATES[state.value], plan.counts[state.value]) for state in State],
        "set_aside": _rows(plan, State.QUARANTINED),
        "changed": _rows(plan, State.CHANGED),
        "new": _rows(plan, State.NEW),
        "most": SHOWN,
        "held": signing.dumps(held, salt=_salt(asker(request)), compress=True),
        "heading": LISTS.get(brought.of, _("A calendar")),
    }
    return render(request, "forum/taking/brought.html", context, status=status)


def _rows(plan: Plan, state: State) -> list[tuple[Row, str, str]]:
    """Rows in this state with the reason why they are set aside."""
    found = [row for row in plan.rows if row.state == state][:SHOWN]
    return [(row, why_row(row, plan.list) if row.code else "", said_by_verb(row, plan.list)) for row in found]


def _salt(actor: Actor) -> str:
    """What was shown to somebody is for their yes alone."""
    return f"{SALT}.{actor.key}"


def _kinds() -> list[str]:
    return [term.name for term in terms("meeting_kind")]


urlpatterns = [
    path("bring/", bring, name="bring"),
    path("bring/in/", bring_in, name="bring-in"),
]
