"""Records that are kept from use, disputed, corrected or to be erased."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muntada.access.actor import Actor
from muntada.access.folded import FoldedField
from muntada.access.models import Handled, NotAssessed
from muntada.access.rows import rows
from muntada.access.rules import Permission, decide
from muntada.evidence.pen import find, handled_place
from muntada.evidence.values import ValueRefused
from muntada.rights import queries
from muntada.rights.actions import concerning, correcting, erasing
from muntada.rights.models import Concern, Erasure, Telling
from muntada.trail.deed import key_of, label
from muntada.trail.looking import note_absence, note_consultation
from muntada.web.asking import asker, found, may, page_of
from muntada.web.errors import refused
from muntada.web.evidence.values import field_name
from muntada.web.handling import who
from muntada.web.labels import Said
from muntada.web.names import Names, address_of, name_of
from muntada.web.rights.words import CONCERNS, WHY, WRONG, wrong
from muntada.web.signin.stepping import needs_step_up

READ = Permission.REQUEST_READ
_DEEDS = (
    ("dispute", pgettext_lazy("a deed", "Note that a person disputes it")),
    ("restrict", pgettext_lazy("a deed", "Keep it from use")),
    ("correct", pgettext_lazy("a deed", "Correct a value, and tell whoever received it")),
    ("erase", pgettext_lazy("a deed", "Propose that it be erased")),
)
_NEEDS = {
    "dispute": Permission.RECORD_DISPUTE,
    "restrict": Permission.RECORD_RESTRICT,
    "correct": Permission.RECORD_WRITE,
    "erase": Permission.ERASURE_PROPOSE,
}


class ConcernForm(forms.Form):
    """What is to be done with a record for a person's sake."""

    deed = forms.ChoiceField(label=gettext_lazy("What is to be done"))
    field = forms.ChoiceField(label=gettext_lazy("Which value"), required=False)
    value = forms.CharField(
        label=gettext_lazy("The right value, for a correction"),
        max_length=600,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    statement = forms.CharField(
        label=gettext_lazy("What the person says, or why"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    number = forms.IntegerField(label=gettext_lazy("Number of the request"), required=False, min_value=1)

    def __init__(self, data: Any, actor: Actor, record: Handled) -> None:
        super().__init__(data)
        self.actor, self.record = actor, record
        open_to = [
            (key, word)
            for key, word in _DEEDS
            if decide(actor, _NEEDS[key], record) and (key != "correct" or record._meta.app_label != "register")
        ]
        own = {column.name for column in Handled._meta.fields} | {"id", "key"}
        values = [
            column.name
            for column in record._meta.concrete_fields
            if column.name not in own
            and not isinstance(column, FoldedField)
            and isinstance(column, models.CharField | models.TextField | models.IntegerField)
        ]
        self.fields["deed"].choices = open_to  # type: ignore[attr-defined]
        whole = ("", pgettext_lazy("no field", "The whole record"))
        self.fields["field"].choices = [whole, *((name, field_name(name)) for name in values)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A dispute says what is disputed, a correction which value; the request is one that may be seen."""
        given = super().clean() or {}
        deed = given.get("deed")
        if deed == "dispute" and not given.get("statement", "").strip():
            self.add_error("statement", str(WRONG["reason"]))
        if deed == "correct" and not given.get("field"):
            self.add_error("field", _("Say which value is corrected."))
        number = given.pop("number", None)
        given["request"] = queries.requests(self.actor).filter(pk=number).first() if number else None
        if number and given["request"] is None:
            raise ValidationError(_("There is no such request."))
        return given


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def concern_begin(request: HttpRequest) -> HttpResponse:
    """What may be done with one record for a person's sake, and what stands about it."""
    actor = asker(request)
    kind, key = request.GET.get("type", ""), request.GET.get("key", "")
    record = _record(actor, kind, key)
    if record is None:
        note_absence(actor, Permission.RECORD_DISPUTE, kind, key)
        raise Http404
    if not may(request, Permission.RECORD_DISPUTE, record):
        return refused(request)
    note_consultation(actor, record, Permission.RECORD_DISPUTE)
    form = ConcernForm(request.POST or None, actor, record)
    if request.method == "POST" and form.is_valid() and _done(request, actor, record, form):
        return redirect("concerns")
    shown = {
        "form": form,
        "record": record,
        "name": name_of(record),
        "type": label(record),
        "key": key_of(record),
        "may_repurpose": record.category is not None and bool(decide(actor, Permission.PURPOSE_PROPOSE, record)),
        "standing": [_told(actor, one) for one in concerning.standing(record)],
    }
    return render(request, "rights/concern.html", shown, status=422 if form.errors else 200)


@never_cache
@require_safe
def concern_list(request: HttpRequest) -> HttpResponse:
    """What is kept from use and what is disputed, what still stands first; and what is to be erased."""
    actor = asker(request)
    if not may(request, READ):
        return refused(request)
    page = page_of(request, queries.concerns(actor).order_by("-ended_at", "-pk"))
    erasures = [
        {
            "one": one,
            "why": WHY[one.why],
            "record": named(actor, one.record_type, one.record_key),
            "may": one.state == "proposed" and bool(decide(actor, Permission.ERASURE_DECIDE, one)),
        }
        for one in queries.erasures(actor)[:50]
    ]
    shown = {"page": page, "lines": [_told(actor, one) for one in page], "erasures": erasures}
    return render(request, "rights/concerns.html", shown)


@never_cache
@require_POST
def concern_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a restriction or a dispute, with the reason."""
    actor = asker(request)
    one = found(request, queries.concerns(actor).filter(pk=pk).first(), Concern, pk, READ)
    try:
        concerning.end(actor, one, outcome=request.POST.get("outcome", "")[:5_000])
    except concerning.NotStanding:
        messages.error(request, str(WRONG["standing"]))
    except ValueRefused as error:
        messages.error(request, wrong(error))
    else:
        messages.success(request, _("It is noted."))
    return redirect("concerns")


@never_cache
@require_POST
@needs_step_up
def erasure_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes or no to what another one proposed to erase."""
    actor = asker(request)
    one = found(request, queries.erasures(actor).filter(pk=pk).first(), Erasure, pk, READ)
    try:
        erasing.decide(actor, one, yes=request.POST.get("answer") == "yes")
    except erasing.NotPossible as error:
        messages.error(request, wrong(error))
    else:
        messages.success(request, _("Your decision is noted. What is to be erased is erased by a job."))
    return redirect("concerns")


@never_cache
@require_safe
def correction_list(request: HttpRequest) -> HttpResponse:
    """What was corrected, who is to be told of it, and who has confirmed."""
    actor = asker(request)
    if not may(request, READ):
        return refused(request)
    names = Names(actor)
    page = page_of(request, queries.corrections(actor))
    may_tell = bool(decide(actor, Permission.CORRECTION_TELL))
    lines = [
        {
            "one": one,
            "record": named(actor, one.record_type, one.record_key),
            "field": field_name(one.field),
            "tellings": [(telling, who(names, telling.recipient)) for telling in one.tellings.all()],
        }
        for one in page
    ]
    shown = {"page": page, "lines": lines, "may_tell": may_tell, "may_mail": bool(decide(actor, Permission.MAIL_READ))}
    return render(request, "rights/corrections.html", shown)


@never_cache
@require_POST
def telling_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a recipient has confirmed."""
    actor = asker(request)
    one = found(request, queries.tellings(actor).filter(pk=pk).first(), Telling, pk, READ)
    correcting.confirm(actor, one)
    messages.success(request, _("It is noted."))
    return redirect("corrections")


def _done(request: HttpRequest, actor: Actor, record: Handled, form: ConcernForm) -> bool:
    given = form.cleaned_data
    said, asked = given["statement"], given["request"]
    try:
        if given["deed"] == "dispute":
            concerning.dispute(actor, record, field=given["field"], statement=said, request=asked)
        elif given["deed"] == "restrict":
            concerning.restrict(actor, record, statement=said, request=asked)
        elif given["deed"] == "correct":
            correcting.correct(actor, record, given["field"], given["value"], request=asked)
        else:
            erasing.propose_record(actor, record, why="request" if asked else "unlawful", request=asked)
    except (ValueRefused, ValidationError, NotAssessed):
        form.add_error("value", str(WRONG["field"]))
    except concerning.NotStanding:
        form.add_error(None, str(WRONG["standing"]))
    except erasing.NotPossible as error:
        form.add_error(None, wrong(error))
    else:
        messages.success(request, _("It is noted."))
        return True
    return False


def _record(actor: Actor, kind: str, key: str) -> Handled | None:
    """A record that the actor may read, or that the actor looks into."""
    place = handled_place(kind, key[:120])
    if place is None:
        return None
    model, where = place
    for permission in (Permission.RECORD_READ, Permission.RECORD_REVIEW):
        record = rows(actor, permission, model).filter(**where).first()
        if record is not None:
            return record
    return None


def _told(actor: Actor, one: Concern) -> dict[str, Any]:
    field = field_name(one.field) if one.field else ""
    record = find(one.record_type, one.record_key)
    return {
        "one": one,
        "word": CONCERNS[one.kind],
        "field": field,
        "record": named(actor, one.record_type, one.record_key),
        "address": address_of(record) if isinstance(record, Handled) and knows(actor, record) else "",
    }


def named(actor: Actor, kind: str, key: str) -> Said:
    """What a record is called, for whoever may know of it; of one that is gone only that it was."""
    record = find(kind, key) if kind and key else None
    if record is None:
        return Said(_("What is gone"))
    if isinstance(record, Handled) and not knows(actor, record):
        return Said(_("A record that you do not see"))
    return name_of(record)


def knows(actor: Actor, record: Handled) -> bool:
    return any(decide(actor, permission, record) for permission in (Permission.RECORD_READ, Permission.RECORD_REVIEW))
