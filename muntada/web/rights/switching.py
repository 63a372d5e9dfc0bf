"""Assessments, which switch processing on, and the files on breaches."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from muntada.access import clock
from muntada.access.models import UNASSESSED
from muntada.access.rules import Permission, decide
from muntada.evidence.values import ValueRefused
from muntada.rights import queries
from muntada.rights.actions import assessing, breaching
from muntada.rights.models import Assessment, Breach
from muntada.web.asking import asker, found, may, page_of
from muntada.web.errors import refused
from muntada.web.handling import CATEGORIES
from muntada.web.people.words import PURPOSES
from muntada.web.rights.words import wrong
from muntada.web.signin.stepping import needs_step_up


def _text(label: Any, rows: int = 3) -> forms.CharField:
    return forms.CharField(label=label, max_length=10_000, widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}))


class AssessmentForm(forms.Form):
    """What keeping records about such persons for such a purpose means."""

    purpose = forms.ChoiceField(label=gettext_lazy("What for"), choices=list(PURPOSES.items()))
    category = forms.ChoiceField(
        label=gettext_lazy("About whom"), choices=[one for one in CATEGORIES.items() if one[0] not in UNASSESSED]
    )
    necessity = _text(gettext_lazy("Why it is needed, and why nothing less will do"))
    risks = _text(gettext_lazy("What it puts at risk for these persons"))
    measures = _text(gettext_lazy("What is done against that"))
    until = forms.DateField(label=gettext_lazy("Until"), widget=forms.DateInput(attrs={"type": "date"}))


class BreachForm(forms.Form):
    """What happened, and which part of the log it is looked for in."""

    what = _text(gettext_lazy("What happened"))
    known_at = forms.DateTimeField(
        label=gettext_lazy("When it was known"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    began = forms.DateTimeField(
        label=gettext_lazy("From when the log is looked at"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )
    actors = forms.CharField(
        label=gettext_lazy("Whose deeds, such as user:7; everybody's where none is named"),
        max_length=1_000,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_list(request: HttpRequest) -> HttpResponse:
    """What was assessed and signed, and the form for a new assessment."""
    actor = asker(request)
    if not may(request, Permission.REQUEST_READ):
        return refused(request)
    form = AssessmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            assessing.write(actor, **form.cleaned_data)
        except (assessing.NotPossible, ValueRefused) as error:
            form.add_error("until" if getattr(error, "code", "") == "until" else None, wrong(error))
        else:
            messages.success(request, _("It is kept. It switches nothing on before somebody else signs it."))
            return redirect("assessments")
    page = page_of(request, queries.assessments(actor))
    for one in page:
        one.what_for, one.about = PURPOSES[one.purpose], CATEGORIES[one.category]
        one.holds = one.holds_on(clock.today())
        one.may_sign = not one.signed_by and bool(decide(actor, Permission.ASSESSMENT_SIGN, one))
        one.may_end = one.holds and bool(decide(actor, Permission.ASSESSMENT_SIGN, one))
    shown = {"page": page, "form": form, "may_write": bool(decide(actor, Permission.ASSESSMENT_WRITE))}
    return render(request, "rights/assessments.html", shown, status=422 if form.errors else 200)


@never_cache
@require_POST
@needs_step_up
def assessment_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Sign an assessment, or end one."""
    actor = asker(request)
    one = found(request, queries.assessments(actor).filter(pk=pk).first(), Assessment, pk, Permission.REQUEST_READ)
    deeds = {"sign": assessing.sign, "end": assessing.end}
    if deed not in deeds:
        raise Http404
    try:
        deeds[deed](actor, one)
    except assessing.NotPossible as error:
        messages.error(request, wrong(error))
    else:
        messages.success(request, _("It is noted."))
    return redirect("assessments")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def breach_list(request: HttpRequest) -> HttpResponse:
    """The files on breaches with their clocks, and the form that opens one."""
    actor = asker(request)
    if not may(request, Permission.BREACH_READ):
        return refused(request)
    form = BreachForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        given["actors"] = given["actors"].replace(",", " ").split()
        try:
            made = breaching.open_file(actor, **given)
        except (breaching.NotPossible, ValueRefused) as error:
            form.add_error(None, wrong(error))
        else:
            return redirect("breach", made.pk)
    shown = {
        "page": page_of(request, queries.breaches(actor)),
        "form": form,
        "now": clock.now(),
        "may_keep": bool(decide(actor, Permission.BREACH_KEEP)),
    }
    return render(request, "rights/breaches.html", shown, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def breach_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: what the log says, whom it was told, and how it was closed."""
    actor = asker(request)
    one = found(request, queries.breaches(actor).filter(pk=pk).first(), Breach, pk, Permission.BREACH_READ)
    if request.method == "POST":
        return _breach_done(request, one)
    shown = {
        "one": one,
        "late": one.told_authority_at is None and clock.now() > one.due_at,
        "may_keep": one.closed_at is None and bool(decide(actor, Permission.BREACH_KEEP, one)),
    }
    return render(request, "rights/breach.html", shown)


def _breach_done(request: HttpRequest, one: Breach) -> HttpResponse:
    actor, deed, said = asker(request), request.POST.get("deed", ""), request.POST.get("said", "")[:10_000]
    try:
        if deed == "told":
            breaching.note_told(actor, one, late_because=said)
        elif deed == "close":
            breaching.close(actor, one, measures=said)
        elif deed == "notices":
            breaching.draft_notices(actor, one)
        else:
            raise Http404
    except (breaching.NotPossible, ValueRefused) as error:
        messages.error(request, wrong(error))
    else:
        messages.success(request, _("It is noted."))
    return redirect("breach", one.pk)
