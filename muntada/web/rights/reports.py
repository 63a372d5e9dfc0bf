"""The confidential way to report an infringement: a form for everybody, and the reviewer's own list.

What is sent is not written down with who sent it: neither in the trail nor in a session nor in an address.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.values import ValueRefused
from muntada.rights import queries
from muntada.rights.actions import reporting
from muntada.rights.letters import reviewers
from muntada.rights.models import Report
from muntada.web.asking import asker, found, may, page_of
from muntada.web.errors import refused
from muntada.web.middleware import open_to_all
from muntada.web.rights.words import REPORT_STATES, WRONG, wrong

READ = Permission.REPORT_READ


class ReportForm(forms.Form):
    """What happened, and who says so where they wish it known."""

    said = forms.CharField(
        label=gettext_lazy("What happened, where and when"),
        max_length=reporting.LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
        help_text=gettext_lazy("Say only what is needed to understand it. At most 20,000 characters."),
    )
    contact = forms.CharField(
        label=gettext_lazy("Who you are and how you are reached, if you wish it known"),
        max_length=reporting.LONGEST_CONTACT,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=gettext_lazy("Leave it empty to stay unknown. You read the answer by a receipt."),
    )


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The form; a POST shows the receipt in its answer, once and nowhere else."""
    form = ReportForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            receipt, status = _taken(form)
            if receipt:
                return render(request, "rights/report_sent.html", {"receipt": receipt}, status=201)
    shown = {
        "form": form,
        "authority": settings.AUTHORITY,
        "nobody": not reviewers(),
        "signed_in": getattr(request, "actor", None) is not None,
    }
    return render(request, "rights/report.html", shown, status=status)


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_answer(request: HttpRequest) -> HttpResponse:
    """What became of a report, for whoever has its receipt; it is never part of an address."""
    receipt = request.POST.get("receipt", "") if request.method == "POST" else ""
    one = reporting.found_by(receipt) if receipt else None
    shown = {"asked": bool(receipt), "one": one, "state": REPORT_STATES[one.state] if one else ""}
    return render(request, "rights/report_answer.html", shown, status=404 if receipt and one is None else 200)


@never_cache
@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """What was reported, for the reviewer alone."""
    actor = asker(request)
    if not may(request, READ):
        return refused(request)
    page = page_of(request, queries.reports(actor))
    for one in page:
        one.word = REPORT_STATES[one.state]
    return render(request, "rights/reports.html", {"page": page})


@never_cache
@require_safe
def report_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One report, for the reviewer alone."""
    one = _found(request, pk)
    return render(request, "rights/report_one.html", {"one": one, "word": REPORT_STATES[one.state]})


@never_cache
@require_POST
def report_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Take a report up, answer it, keep it for longer, or close it."""
    one, actor = _found(request, pk), asker(request)
    try:
        _do(actor, one, deed, request.POST.get("answer", ""))
    except reporting.NotPossible as error:
        messages.error(request, wrong(error))
    except ValueRefused:
        messages.error(request, str(WRONG["text"]))
    else:
        messages.success(request, _("It is noted."))
    return redirect("report-one", pk)


def _do(actor: Actor, one: Report, deed: str, said: str) -> None:
    if deed == "answer":
        reporting.answer(actor, one, said)
    elif deed in _DEEDS:
        _DEEDS[deed](actor, one)
    else:
        raise Http404


_DEEDS: dict[str, Any] = {"take-up": reporting.take_up, "keep": reporting.keep, "close": reporting.close}


def _found(request: HttpRequest, pk: int) -> Report:
    return found(request, queries.reports(asker(request)).filter(pk=pk).first(), Report, pk, READ)


def _taken(form: ReportForm) -> tuple[str, int]:
    """The receipt with the answer's status; without one, what is wrong is said in the form."""
    given = form.cleaned_data
    try:
        language = (get_language() or "ar")[:2]
        return reporting.report(given["said"], contact=given["contact"], language=language), 201
    except ValueRefused as error:
        form.add_error(error.field, str(WRONG["text"]))
        return "", 422
    except reporting.TooMany:
        form.add_error(None, _("More came in within this hour than can be read. Try again in an hour."))
        return "", 429
