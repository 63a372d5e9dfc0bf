"""Papers before a meeting: submitting one, its versions, and their files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.evidence.store import StoreFailed, get
from muntada.forum import queries
from muntada.forum.actions.papers import add_version, change_paper, submit_paper
from muntada.forum.models import Meeting, Paper, PaperVersion
from muntada.forum.queries.agenda import items_of
from muntada.forum.queries.papers import paper as paper_of
from muntada.forum.queries.papers import paper_file as file_of
from muntada.forum.queries.papers import versions_of
from muntada.forum.running import RunRefused
from muntada.sources.capture import CaptureRefused, capture
from muntada.trail.looking import note_disclosure, note_refusal
from muntada.web.asking import asker, found
from muntada.web.errors import refused
from muntada.web.forum.run_forms import NewPaperForm, PaperForm, VersionForm
from muntada.web.forum.run_words import LANGUAGES, WRONG, run_page
from muntada.web.sources.refusals import why_not_taken

RUN, SUBMIT = Permission.MEETING_RUN, Permission.PAPER_SUBMIT


def may_submit(actor: Actor, meeting: Meeting) -> bool:
    """Whether the actor brings papers to a meeting: its own party's, or those of the meeting."""
    own = queries.party_page(actor, actor.party) if actor.party else None
    return bool(decide(actor, RUN, meeting)) or (own is not None and bool(decide(actor, SUBMIT, own.party)))


def may_keep(actor: Actor, paper: Paper) -> bool:
    """Whether the actor adds to a paper."""
    of: Any = paper.meeting if paper.party is None else paper.party
    return bool(decide(actor, RUN if paper.party is None else SUBMIT, of))


@require_http_methods(["GET", "HEAD", "POST"])
def paper_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Submit a paper to a meeting; its files come next."""
    actor = asker(request)
    meeting = found(request, queries.meeting(actor, pk), Meeting, pk)
    if not may_submit(actor, meeting):
        note_refusal(actor, SUBMIT, None)
        return refused(request)
    form = NewPaperForm(
        request.POST or None, actor=actor, meeting=meeting, items=items_of(actor, meeting),
        initial={"item": request.GET.get("item", ""), "party": actor.party or ""},
    )  # fmt: skip
    return run_page(
        request, form, lambda **given: submit_paper(actor, meeting, **given), lambda made: redirect("paper", made.pk),
        heading=_("Submit a paper"), submit=_("Go on to its file"), done=_("The paper is announced. Add its file now."),
        back=meeting,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def paper_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper with its versions; a POST adds one."""
    actor = asker(request)
    paper = found(request, paper_of(actor, pk), Paper, pk)
    keeps = may_keep(actor, paper)
    if request.method == "POST" and not keeps:
        note_refusal(actor, SUBMIT, paper.party)
        return refused(request)
    form = VersionForm(request.POST or None, request.FILES or None) if keeps else None
    if request.method == "POST" and form is not None and form.is_valid() and _take(request, paper, form):
        return redirect("paper", pk)
    item = paper.item if paper.item_id in {one.pk for one in items_of(actor, paper.meeting)} else None
    versions = [(one, LANGUAGES.get(one.language, one.language)) for one in versions_of(actor, paper)]
    shown = {"paper": paper, "item": item, "versions": versions, "form": form}
    return render(request, "forum/run/paper.html", shown, status=422 if form is not None and form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def paper_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is said of a paper."""
    actor = asker(request)
    paper = found(request, paper_of(actor, pk), Paper, pk)
    if not may_keep(actor, paper):
        note_refusal(actor, SUBMIT, paper.party)
        return refused(request)
    runs = bool(decide(actor, RUN, paper.meeting))
    items = items_of(actor, paper.meeting)
    initial = {"title": paper.title, "symbol": paper.symbol, "item": paper.item_id or "", "due": paper.due}
    form = PaperForm(request.POST or None, items=items, runs=runs, initial=initial)
    return run_page(
        request, form, lambda **given: change_paper(actor, paper, **given), lambda _made: redirect("paper", pk),
        heading=_("Change this paper"), submit=_("Change it"), done=_("The paper is changed."), back=paper.meeting,
    )  # fmt: skip


@require_safe
def paper_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of a version, exactly as it came in."""
    actor = asker(request)
    version = file_of(actor, pk)
    version = found(request, version, PaperVersion, pk, on=version.paper if version is not None else None)
    document = version.document
    try:
        data = get(Path(settings.STORE), document.sha256)
    except StoreFailed as error:  # the row is there and the file is not: a backup brings it back
        raise Http404 from error
    note_disclosure(actor, version.paper, Permission.RECORD_READ)
    response = HttpResponse(data, content_type=document.media_type)
    # Given to be kept and never to be shown: what a party brings is not drawn among our own pages.
    response["Content-Disposition"] = content_disposition_header(True, document.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _take(request: HttpRequest, paper: Paper, form: VersionForm) -> bool:
    """Keep the file that was brought; whether it was taken, with what is wrong said in the form."""
    file = form.cleaned_data["file"]
    name, data = file.name or "file", file.read()
    try:
        captured = capture(data, name=name, media_type=file.content_type)
        made = add_version(
            asker(request), paper, data=data, captured=captured, name=name, language=form.cleaned_data["language"]
        )
    except CaptureRefused as error:
        form.add_error("file", why_not_taken(error))
        return False
    except RunRefused as error:
        form.add_error(error.field if error.field in form.fields else None, str(WRONG[error.code]))
        return False
    if made.late:
        messages.warning(request, str(_("The file is here. It is marked as late.")))
    else:
        messages.success(request, str(_("The file is here.")))
    return True
