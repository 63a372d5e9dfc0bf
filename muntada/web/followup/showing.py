"""What shows measures and how far they have come: evidence with its states, its files, and reports."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.evidence.models import Passage
from muntada.evidence.store import StoreFailed, get
from muntada.followup.actions.evidence import File, add_evidence, add_revision
from muntada.followup.actions.progress import change_report, write_report
from muntada.followup.models import Evidence, EvidenceRevision, Measure, Report
from muntada.followup.queries import records
from muntada.sources.capture import CaptureRefused, capture
from muntada.trail.looking import note_disclosure
from muntada.web.asking import asker, found, may
from muntada.web.errors import refused
from muntada.web.followup.commitments import may_enter, number_of
from muntada.web.followup.fields import EvidenceForm, ReportForm, RevisionForm
from muntada.web.followup.measures import measure
from muntada.web.followup.words import WRONG
from muntada.web.forming import form_page
from muntada.web.labels import plain
from muntada.web.names import name_of
from muntada.web.sources.refusals import why_not_taken

WRITE, REPORT = Permission.MEASURE_WRITE, Permission.PROGRESS_WRITE


class ChooseForm(forms.Form):
    """Which measure a passage shows."""

    measure = forms.ChoiceField(label=_("Measure"))

    def __init__(self, actor: Actor, data: Any = None) -> None:
        super().__init__(data)
        own = [one for one in records.measures_where(actor)[:1_000] if decide(actor, WRITE, one)]
        self.fields["measure"].choices = [(str(one.pk), plain(name_of(one))) for one in own]  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def passage_shows(request: HttpRequest, pk: int) -> HttpResponse:
    """From a passage of a source to the evidence of a measure: choose the measure that it shows."""
    actor = asker(request)
    passage = records.passage(actor, pk)
    passage = found(request, passage, Passage, pk, Permission.SOURCE_READ, on=passage.document if passage else None)
    if not may_enter(actor, WRITE):
        may(request, WRITE)
        return refused(request)
    form = ChooseForm(actor, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        where = redirect("measure-evidence", int(form.cleaned_data["measure"])).url
        return redirect(f"{where}?passage={passage.pk}")
    context = {"form": form, "passage": passage, "submit": _("Go on"), "heading": _("A passage shows a measure")}
    return render(request, "followup/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what shows that a measure was taken; `?passage=` is one that it rests on."""
    actor = asker(request)
    one = found(request, measure(actor, pk), Measure, pk)
    if not may(request, WRITE, one):
        return refused(request)
    number = number_of(request.GET.get("passage", ""))
    passage = records.passage(actor, number) if number is not None else None
    first: dict[str, Any] = {"passage": passage.pk, "title_" + _tongue(passage): passage.quote[:300]} if passage else {}
    form = EvidenceForm(actor, one.party, initial=first, **_typed(request))
    return _page(
        request, form, lambda **said: add_evidence(actor, one, **said), one,
        heading=_("What shows this measure"), submit=_("Add it"), done=_("The evidence is added."), passage=passage,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_revise(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a later state of evidence; earlier ones stay."""
    actor = asker(request)
    piece = found(request, records.evidence(actor).filter(pk=pk).first(), Evidence, pk)
    if not may(request, WRITE, piece):
        return refused(request)
    form = RevisionForm(actor, piece.measure.party, **_typed(request))
    return _page(
        request, form, lambda **said: add_revision(actor, piece, **said), piece.measure,
        heading=_("A later state of this evidence"), submit=_("Add it"), done=_("The later state is added."),
    )  # fmt: skip


@require_safe
def evidence_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of a state of evidence, exactly as it came in."""
    actor = asker(request)
    state = records.revision_file(actor, pk)
    state = found(request, state, EvidenceRevision, pk, on=state.evidence if state is not None else None)
    document = state.document
    if document is None:
        raise Http404
    try:
        data = get(Path(settings.STORE), document.sha256)
    except StoreFailed as error:  # the row is there and the file is not: a backup brings it back
        raise Http404 from error
    note_disclosure(actor, state.evidence, Permission.RECORD_READ)
    response = HttpResponse(data, content_type=document.media_type)
    response["Content-Disposition"] = content_disposition_header(True, document.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def report_new(request: HttpRequest, pk: int, due: str) -> HttpResponse:
    """Report what became of a measure by a day."""
    actor = asker(request)
    one = found(request, measure(actor, pk), Measure, pk)
    try:
        day = date.fromisoformat(due)
    except ValueError as error:
        raise Http404 from error
    if not may(request, REPORT, one):
        return refused(request)
    form = ReportForm(actor, one, request.POST if request.method == "POST" else None, initial={"status": one.status})
    return form_page(
        request, "followup/form.html", form, lambda **said: write_report(actor, one, due=day, **said),
        lambda _made: redirect("measure", pk),
        heading=_("Report on this measure"), submit=_("Keep the report as a draft"),
        done=_("The report is kept. Somebody else validates it."), words=WRONG, back=one, due=day, party=one.party,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def report_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a draft of a report anew."""
    actor = asker(request)
    report = found(request, records.reports(actor).filter(pk=pk).first(), Report, pk)
    if not may(request, REPORT, report):
        return refused(request)
    held = {name: getattr(report, name) for name in ("status", "text_ar", "text_en", "text_fr")}
    held["evidence"] = [str(one.pk) for one in report.evidence.all()]
    form = ReportForm(actor, report.measure, request.POST if request.method == "POST" else None, initial=held)
    return form_page(
        request, "followup/form.html", form, lambda **said: change_report(actor, report, **said),
        lambda _made: redirect("measure", report.measure_id),
        heading=_("Change this report"), submit=_("Change it"), done=_("The report is changed."), words=WRONG,
        back=report.measure, due=report.due, party=report.measure.party,
    )  # fmt: skip


def _page(request: HttpRequest, form: RevisionForm, verb: Any, one: Measure, **said: Any) -> HttpResponse:
    """The page of a form with a file, which is read before the verb has it."""
    if request.method == "POST" and form.is_valid() and (file := form.cleaned_data.get("file")) is not None:
        name, data = file.name or "file", file.read()
        try:
            captured = capture(data, name=name, media_type=file.content_type)
        except CaptureRefused as error:
            form.add_error("file", why_not_taken(error))
        else:
            form.cleaned_data["file"] = File(data, captured, name)

    def then(_made: object) -> HttpResponse:
        return redirect("measure", one.pk)

    return form_page(request, "followup/form.html", form, verb, then, words=WRONG, back=one, party=one.party, **said)


def _typed(request: HttpRequest) -> dict[str, Any]:
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}


def _tongue(passage: Passage | None) -> str:
    language = passage.document.language if passage is not None else ""
    return language if language in {"ar", "en", "fr"} else "en"
