"""The reader: a source's text with its findings beside it, and what a person decides of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.evidence.matching import NEW, Into
from muntada.evidence.queries import record_at
from muntada.parties.models import Party
from muntada.parties.queries import parties
from muntada.sources.actions.deciding import REASONS, Choice, NoneDecided, accept, correct, decide_many, reject, undo
from muntada.sources.models import Decision, Finding, Source
from muntada.sources.queries import Opened, finding_of, open_source, reviewed
from muntada.web.asking import asker, found, may
from muntada.web.errors import refused
from muntada.web.names import Names
from muntada.web.sources.correcting import Correction
from muntada.web.sources.pieces import Card, card, pieces
from muntada.web.sources.refusals import why_not_decided

State, Verdict = Finding.State, Decision.Verdict


@require_safe
def source_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A source opened for reading."""
    actor = asker(request)
    opened = _opened(request, pk)
    names = Names(actor)
    findings = [one.finding for one in opened.findings]
    context = {
        "source": opened.source,
        "document": opened.source.document,
        "pieces": pieces(opened.source.document, opened.segments, findings),
        "cards": [card(names, one) for one in opened.findings],
        "copies": opened.copies,
        "parties": _named_parties(actor),
        **_progress(opened),
        **_rights(actor),
    }
    return render(request, "sources/reader.html", context)


@require_POST
def decide_findings(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept, reject or undo one finding or several; the answer is their cards anew."""
    actor = asker(request)
    opened = _opened(request, pk)
    if not may(request, Permission.FINDING_DECIDE):
        return refused(request)
    asked = set(request.POST.getlist("finding"))
    chosen = [one.finding for one in opened.findings if str(one.finding.pk) in asked]
    problems = _decide(actor, chosen, request.POST.get("verdict", ""), _into(actor, request.POST.get("into", "")))
    return _answer(request, actor, pk, [finding.pk for finding in chosen], problems)


@require_safe
def edit_finding(request: HttpRequest, pk: int, finding: int) -> HttpResponse:
    """The card of a finding with the form to correct it."""
    actor = asker(request)
    drafted = _finding(request, pk, finding)
    if not may(request, Permission.FINDING_DECIDE):
        return refused(request)
    context = {
        "card": card(Names(actor), reviewed(actor, drafted)),
        "form": Correction(actor, drafted),
        **_rights(actor),
    }
    context |= {"source": drafted.source, "parties": _named_parties(actor)}
    whole = "sources/card.html" if getattr(request, "htmx", False) else "sources/edit.html"
    return render(request, whole, context)


@require_POST
def correct_finding(request: HttpRequest, pk: int, finding: int) -> HttpResponse:
    """Accept a finding with what a person corrected."""
    actor = asker(request)
    drafted = _finding(request, pk, finding)
    form = Correction(actor, drafted, request.POST)
    if not form.is_valid():
        context = {
            "card": card(Names(actor), reviewed(actor, drafted)),
            "form": form,
            "source": drafted.source,
            **_rights(actor),
        }
        if getattr(request, "htmx", False):
            return render(request, "sources/card.html", {**context, "oob": True})
        return render(request, "sources/edit.html", {**context, "parties": _named_parties(actor)}, status=422)
    problems: dict[int, str] = {}
    try:
        correct(actor, drafted, form.attrs(), _into(actor, request.POST.get("into", "")))
    except REASONS as error:
        problems[drafted.pk] = why_not_decided(error)
    return _answer(request, actor, pk, [drafted.pk], problems)


def _decide(actor: Actor, chosen: Sequence[Finding], verdict: str, into: Into) -> dict[int, str]:
    """Carry the verdict out; of each finding that stood in its way, why."""
    if not chosen or verdict not in {"accept", "reject", "undo"}:
        return {}
    try:
        if verdict == "undo":
            for finding in reversed(chosen):
                _undo(actor, finding)
        elif len(chosen) == 1:
            accept(actor, chosen[0], into) if verdict == "accept" else reject(actor, chosen[0])
        else:
            decide_many(actor, [Choice(finding, Verdict(verdict)) for finding in chosen])
    except NoneDecided as error:
        return {pk: why_not_decided(problem) for pk, problem in error.problems}
    except REASONS as error:
        return {chosen[0].pk: why_not_decided(error)}
    return {}


def _undo(actor: Actor, finding: Finding) -> None:
    latest = finding.decisions.filter(undone_at__isnull=True).order_by("-pk").first()
    if latest is not None:
        undo(actor, latest)


def _answer(
    request: HttpRequest, actor: Actor, pk: int, asked: Sequence[int], problems: Mapping[int, str]
) -> HttpResponse:
    """The cards anew for htmx; without it, back to the place in the reader."""
    if not getattr(request, "htmx", False):
        for reason in problems.values():
            messages.warning(request, reason)
        place = f"#finding-{asked[0]}" if asked else ""
        return redirect(reverse("source", args=[pk]) + place)
    opened = _opened(request, pk)
    names = Names(actor)
    again: list[Card] = [
        card(names, one, problems.get(one.finding.pk, ""))
        for one in opened.findings
        if one.finding.pk in asked or one.finding.pk in problems
    ]
    context = {"cards": again, "source": opened.source, "oob": True, **_progress(opened), **_rights(actor)}
    return render(request, "sources/cards.html", context)


def _opened(request: HttpRequest, pk: int) -> Opened:
    opened = open_source(asker(request), pk)
    source, document = (opened.source, opened.source.document) if opened else (None, None)
    found(request, source, Source, pk, Permission.SOURCE_READ, on=document)
    assert opened is not None
    return opened


def _finding(request: HttpRequest, source: int, pk: int) -> Finding:
    drafted = finding_of(asker(request), pk)
    document = drafted.source.document if drafted else None
    fits = drafted if drafted is not None and drafted.source_id == source else None
    return found(request, fits, Finding, pk, Permission.SOURCE_READ, on=document)


def _into(actor: Actor, value: str) -> Into:
    """The record that was chosen from the box: `forum.meeting:17`, `new`, or nothing."""
    if value == NEW:
        return NEW
    kind, _, key = value.partition(":")
    return record_at(actor, kind, key) if kind and key else None


def _progress(opened: Opened) -> dict[str, int]:
    states = [one.finding.state for one in opened.findings]
    return {"decided": sum(state != State.DRAFT for state in states), "all": len(states)}


def _rights(actor: Actor) -> dict[str, Any]:
    return {"may_decide": bool(decide(actor, Permission.FINDING_DECIDE))}


def _named_parties(actor: Actor) -> QuerySet[Party]:
    return parties(actor)
