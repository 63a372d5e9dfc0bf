"""What records about persons are kept for: proposing another purpose, and signing what somebody else proposed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muntada.access.actor import Actor
from muntada.access.models import Handled
from muntada.access.rules import Permission, decide
from muntada.evidence.pen import find
from muntada.evidence.queries import bases_in_force, handled_at
from muntada.evidence.values import ValueRefused
from muntada.rights import queries
from muntada.rights.actions import repurposing
from muntada.rights.models import Repurposing
from muntada.trail.deed import key_of, label
from muntada.trail.looking import note_absence, note_consultation
from muntada.web.asking import asker, found, may, page_of
from muntada.web.bases import offered
from muntada.web.errors import refused
from muntada.web.names import name_of
from muntada.web.people.words import PURPOSES
from muntada.web.rights.records import knows, named
from muntada.web.rights.words import WRONG, wrong
from muntada.web.signin.stepping import needs_step_up

READ = Permission.PURPOSE_READ


class PurposeForm(forms.Form):
    """Another purpose, by which right, and why."""

    purpose = forms.ChoiceField(label=gettext_lazy("What it is to be kept for"), choices=list(PURPOSES.items()))
    basis = forms.ChoiceField(label=gettext_lazy("Legal basis that allows it"))
    reason = forms.CharField(
        label=gettext_lazy("Why it is needed, and why nothing less will do"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("Whoever signs reads it. Say no more of the person than that takes."),
    )

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data)
        self.bases = {basis.key: basis for basis in bases_in_force(actor)}
        self.fields["basis"].choices = offered(self.bases.values())  # type: ignore[attr-defined]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def repurpose(request: HttpRequest) -> HttpResponse:
    """What one record is kept for and was kept for; a POST proposes another purpose."""
    actor = asker(request)
    kind, key = request.GET.get("type", ""), request.GET.get("key", "")
    record = handled_at(actor, kind, key)
    if record is None:
        note_absence(actor, Permission.PURPOSE_PROPOSE, kind, key)
        raise Http404
    if not may(request, Permission.PURPOSE_PROPOSE, record):
        return refused(request)
    note_consultation(actor, record, Permission.RECORD_READ)
    form = PurposeForm(request.POST or None, actor)
    if request.method == "POST" and form.is_valid() and _proposed(actor, record, form):
        messages.success(request, _("It is proposed. It changes nothing before a reviewer signs it."))
        return redirect("repurposings")
    shown = {
        "form": form,
        "record": record,
        "name": name_of(record),
        "purpose": PURPOSES[record.purpose],
        "type": label(record),
        "key": key_of(record),
        "history": [_told(actor, one) for one in repurposing.history_of(record)],
    }
    return render(request, "rights/purpose.html", shown, status=422 if form.errors else 200)


@never_cache
@require_safe
def repurposing_list(request: HttpRequest) -> HttpResponse:
    """What is proposed, signed and declined, the latest first."""
    actor = asker(request)
    if not queries.may_see_purposes(actor):
        may(request, READ)
        return refused(request)
    page = page_of(request, queries.repurposings(actor))
    return render(request, "rights/purposes.html", {"page": page, "lines": [_told(actor, one) for one in page]})


@never_cache
@require_POST
@needs_step_up
def repurposing_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign what another one proposed, or decline it."""
    actor = asker(request)
    one = found(request, queries.repurposings(actor).filter(pk=pk).first(), Repurposing, pk, READ)
    try:
        repurposing.decide(actor, one, yes=request.POST.get("answer") == "yes")
    except repurposing.NotPossible as error:
        messages.error(request, wrong(error))
    else:
        messages.success(request, _("Your decision is noted."))
    return redirect("repurposings")


def _proposed(actor: Actor, record: Handled, form: PurposeForm) -> bool:
    given = form.cleaned_data
    try:
        repurposing.propose(
            actor, record, purpose=given["purpose"], basis=form.bases[given["basis"]], reason=given["reason"]
        )
    except repurposing.NotPossible as error:
        form.add_error({"same": "purpose", "basis": "basis"}.get(error.code), wrong(error))
    except ValueRefused:
        form.add_error("reason", str(WRONG["reason"]))
    else:
        return True
    return False


def _told(actor: Actor, one: Repurposing) -> dict[str, Any]:
    record = find(one.record_type, one.record_key)
    known = isinstance(record, Handled) and knows(actor, record)
    open_to = one.state == Repurposing.State.PROPOSED and known
    return {
        "one": one,
        "record": named(actor, one.record_type, one.record_key),
        "before": PURPOSES[one.from_purpose],
        "wanted": PURPOSES[one.to_purpose],
        "reason": one.reason if known else "",
        "may": open_to and bool(decide(actor, Permission.PURPOSE_SIGN, one)),
    }
