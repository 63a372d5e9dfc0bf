"""Marking a document or a record anew, for whoever speaks for its originator."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from muntada.access.actor import Actor
from muntada.access.models import Handled
from muntada.access.rules import Permission
from muntada.evidence.actions.given import HandlingRefused, is_person, marked_under
from muntada.evidence.actions.handling import Stale, WouldWiden, mark
from muntada.evidence.conditions import conditions_of, version_of
from muntada.evidence.queries import handled_at
from muntada.marking.tlp import TLP
from muntada.people.queries import addresses_of
from muntada.trail.deed import key_of, label
from muntada.trail.looking import note_absence, note_consultation
from muntada.web.asking import asker, may
from muntada.web.bases import basis_name
from muntada.web.errors import refused
from muntada.web.evidence.handled import HandlingForm, persons_shown
from muntada.web.handling import WIDER, who, why_refused
from muntada.web.names import Names, address_of
from muntada.web.templatetags.words import comma


class Marking(HandlingForm):
    """How a record may be handled from now on, and why."""

    why = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=gettext_lazy("It stands in the trail beside your name."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, data: Any, *, actor: Actor, record: Handled) -> None:
        super().__init__(data, actor=actor, initial=_as_it_stands(actor, record))
        del self.fields["originator"]
        before = record.handling
        stricter = [(one.value, one.value) for one in TLP if one.rank >= before.tlp.rank]
        self._choose("tlp", stricter)
        if before.tlp.rank > TLP.GREEN.rank:
            names = Names(actor)
            stand = sorted(key for key in record.audience_keys if not is_person(key))
            self._choose("audience", [(key, str(who(names, key))) for key in stand])
        basis = record.legal_basis
        choices = list(self.fields["legal_basis"].choices)  # type: ignore[attr-defined]
        if basis is not None and basis.pk not in {key for key, _name in choices}:
            self._choose("legal_basis", [*choices, (basis.pk, basis_name(basis))])


def _as_it_stands(actor: Actor, record: Handled) -> dict[str, Any]:
    keys, conditions = record.audience_keys, conditions_of(record)
    return {
        "tlp": record.tlp,
        "audience": [key for key in keys if not is_person(key)],
        "persons": persons_shown(addresses_of(actor, keys), keys),
        "purpose": conditions.purpose.value,
        "legal_basis": conditions.legal_basis or "",
        "category": conditions.category.value if conditions.category else "",
        "retention": conditions.retention.value if conditions.retention else "",
        "review_by": conditions.review_by,
        "seen": version_of(record),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def mark_record(request: HttpRequest) -> HttpResponse:
    """How one document or record is handled; a POST marks it more strictly."""
    actor = asker(request)
    kind, key = request.GET.get("type", ""), request.GET.get("key", "")
    record = handled_at(actor, kind, key)
    if record is None:
        note_absence(actor, Permission.RECORD_MARK, kind, key)
        raise Http404
    if not may(request, Permission.RECORD_MARK, record):
        return refused(request)
    note_consultation(actor, record, Permission.RECORD_READ)
    form = Marking(request.POST or None, actor=actor, record=record)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            status = _mark(request, actor, record, form)
        if status == 302:
            return redirect(_where(actor, record))
    context = {"form": form, "record": record, "type": label(record), "key": key_of(record)}
    context["originator"] = who(Names(actor), record.originator)
    return render(request, "evidence/mark.html", context, status=status)


def _mark(request: HttpRequest, actor: Actor, record: Handled, form: Marking) -> int:
    """Mark it; the status of the answer, with what is wrong said in the form."""
    try:
        handling, conditions = marked_under(actor, record, form.given())
        gone = mark(actor, record, handling, conditions, why=form.cleaned_data["why"], seen=form.cleaned_data["seen"])
    except HandlingRefused as wrong:
        form.wrong(wrong.field, why_refused(wrong))
        return 422
    except WouldWiden as wrong:
        form.wrong(wrong.field, str(WIDER[wrong.field]))
        return 422
    except Stale:
        form.add_error(None, _("Somebody marked this since you opened the page. Look at it again, then decide."))
        return 409
    messages.success(request, _("It is marked. From now on it is seen and kept so."))
    if gone.gone_to:
        names = Names(actor)
        lost = comma().join(f"⁨{who(names, one)}⁩" for one in gone.gone_to)
        messages.warning(request, _("It had gone to %(names)s. Nothing is called back: tell them.") % {"names": lost})
    return 302


def _where(actor: Actor, record: Handled) -> str:
    """The record's own page; the start page's where it has none, or is not for whoever marked it any more."""
    again = handled_at(actor, label(record), key_of(record))
    if again is None:
        return reverse("start")
    return address_of(again) or f"{reverse('mark')}?{urlencode({'type': label(record), 'key': key_of(record)})}"
