"""Releases: asking for one, answering, taking one back."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.models import Handled
from muntada.access.rules import Permission, decide
from muntada.evidence.actions.releases import NotFree, NotOpen, answer_release, ask_release, record_of, withdraw_release
from muntada.evidence.models import Release
from muntada.evidence.queries import extract_of, record_at, releases, sees
from muntada.evidence.values import ValueRefused
from muntada.marking.tlp import TLP
from muntada.parties.queries import parties
from muntada.web.asking import asker, found, page_of
from muntada.web.evidence.values import field_name, shown
from muntada.web.forming import VerbForm, form_page
from muntada.web.handling import who
from muntada.web.labels import Said
from muntada.web.names import Names, address_of, name_of
from muntada.web.signin.stepping import needs_step_up


class Asking(VerbForm):
    """What is asked for: with whom a record is to be shared, what for, and until when."""

    why = forms.CharField(label=gettext_lazy("What for"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))
    audience = forms.MultipleChoiceField(
        label=gettext_lazy("With which parties and bodies"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )
    oneself = forms.BooleanField(label=gettext_lazy("With me"), required=False)
    to_label = forms.ChoiceField(label=gettext_lazy("Or under which wider label"), required=False)
    until = forms.DateField(label=gettext_lazy("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, data: Any, actor: Actor, record: Handled) -> None:
        super().__init__(data)
        self.actor = actor
        wider = [one.value for one in TLP if one.rank < TLP(record.tlp).rank]
        named = sorted(((one.pk, str(name_of(one))) for one in parties(actor)), key=lambda pair: pair[1])
        self.fields["audience"].choices = named  # type: ignore[attr-defined]
        self.fields["to_label"].choices = [("", pgettext_lazy("no label", "None")), *((one, one) for one in wider)]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What the verb takes."""
        data = self.cleaned_data
        keys = [*data["audience"], *([self.actor.key] if data["oneself"] else [])]
        to_label = TLP(data["to_label"]) if data["to_label"] else None
        return {"why": data["why"], "audience": keys, "to_label": to_label, "until": data["until"]}


@require_safe
def release_list(request: HttpRequest) -> HttpResponse:
    """What was asked for and answered, the latest first, as far as it concerns whoever reads."""
    actor = asker(request)
    names = Names(actor)
    page = page_of(request, releases(actor))
    return render(request, "access/releases.html", {"page": page, "lines": [_line(actor, names, one) for one in page]})


@require_safe
def release_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One release, with what it shows where it is one of some fields."""
    actor = asker(request)
    release = found(request, releases(actor).filter(pk=pk).first(), Release, pk, Permission.RELEASE_READ)
    names = Names(actor)
    extract = [(field_name(name), shown(names, name, value)) for name, value in extract_of(actor, release).items()]
    return render(request, "access/release.html", {"line": _line(actor, names, release), "extract": extract})


@require_http_methods(["GET", "HEAD", "POST"])
def release_ask(request: HttpRequest) -> HttpResponse:
    """Ask for the release of a record."""
    actor = asker(request)
    kind, key = request.GET.get("type", ""), request.GET.get("key", "")
    record = found(request, record_at(actor, kind, key), kind, key, Permission.RELEASE_ASK)
    return form_page(
        request,
        "access/ask.html",
        Asking(request.POST or None, actor, record),
        partial(ask_release, actor, record),
        lambda release: redirect("release", release.pk),
        heading=_("Ask for a release"),
        submit=_("Ask for it"),
        done=_("The originator was asked. You see the answer here."),
        words=REFUSALS,
        record=record,
    )


@require_POST
@needs_step_up
def release_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes or no for the originator, with the reason."""
    actor = asker(request)
    release = get_object_or_404(releases(actor), pk=pk)
    answer = request.POST.get("answer", "")
    try:
        answer_release(actor, release, yes=answer == "yes", reason=request.POST.get("reason", "")[:2_000])
    except NotFree:
        messages.warning(request, _("What this belongs to, or what others shared of it, has to be released first."))
    except (NotOpen, ValueRefused):
        messages.warning(request, _("Nothing was changed: give a reason, and see whether it was answered already."))
    else:
        messages.success(request, _("Your answer is noted."))
    return redirect("release", pk)


@require_POST
@needs_step_up
def release_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a release back, and learn whom it had gone to."""
    actor = asker(request)
    try:
        gone = withdraw_release(actor, get_object_or_404(releases(actor), pk=pk))
    except NotOpen:
        messages.warning(request, _("This was never given; nothing was changed."))
    else:
        names = Names(actor)
        told = ", ".join(f"⁨{who(names, key)}⁩" for key in gone.gone_to)
        messages.success(request, _("The release is over. It had gone to: %(names)s.") % {"names": told or "—"})
    return redirect("release", pk)


def _line(actor: Actor, names: Names, release: Release) -> dict[str, Any]:
    record = record_of(release)
    known = record is not None and sees(actor, record)
    return {
        "release": release,
        "record": name_of(record) if known and record is not None else Said(_("A record that you do not see")),
        "address": address_of(record) if known and record is not None else "",
        "audience": [who(names, key) for key in sorted(release.audience_keys)],
        "originator": who(names, release.originator),
        "may_answer": release.state == Release.State.ASKED and bool(decide(actor, Permission.RELEASE_ANSWER, release)),
        "may_withdraw": release.state == Release.State.GIVEN
        and bool(decide(actor, Permission.RELEASE_WITHDRAW, release)),
        "over": release.until is not None and release.until <= clock.today(),
    }


REFUSALS = {
    "audience": gettext_lazy("Say with whom it is to be shared, or under which wider label; TLP:RED is for persons."),
    "to_label": gettext_lazy("This label is not wider than the record’s own."),
    "until": gettext_lazy("The day must be to come, and a wider label has no end."),
    "why": gettext_lazy("Say what for."),
}
