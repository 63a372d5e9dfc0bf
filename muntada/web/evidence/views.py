"""The passages under a value, and the values that sources state differently."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from muntada.access.rules import Permission, decide
from muntada.evidence.actions.citations import NotInConflict, NotReleased
from muntada.evidence.queries import record_at
from muntada.sources.queries import conflicts
from muntada.trail.looking import note_absence, note_consultation
from muntada.web.asking import asker, page_of
from muntada.web.evidence.reading import Word, field_of, follow, keep
from muntada.web.evidence.values import field_name, shown
from muntada.web.names import Names


@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    """The words of every source on one value: a fragment for the panel, or a page of its own."""
    actor = asker(request)
    record = record_at(actor, request.GET.get("type", ""), request.GET.get("key", ""))
    values = field_of(actor, record, request.GET.get("field", "")) if record else None
    if record is None or values is None:
        note_absence(actor, Permission.CITATION_READ, request.GET.get("type", ""), request.GET.get("key", ""))
        raise Http404
    note_consultation(actor, record, Permission.CITATION_READ, field=values.field)
    names = Names(actor)
    context = {
        "record": record,
        "field": field_name(values.field),
        "values": values,
        "words": [
            Word(citation, shown(names, values.field, one.value, kind_of(record)))
            for one in values.stated
            for voice in one.voices
            for citation in voice.citations
        ],
    }
    whole = "evidence/evidence.html" if not getattr(request, "htmx", False) else "evidence/passages.html"
    return render(request, whole, context)


@require_safe
def conflict_list(request: HttpRequest) -> HttpResponse:
    """Every value that its sources state differently, with what each of them says."""
    actor = asker(request)
    names = Names(actor)
    page = page_of(request, conflicts(actor), 20)
    cases = [
        {
            "record": case.record,
            "type": case.record_type,
            "key": case.record_key,
            "field": field_name(case.values.field),
            "values": case.values,
            "stated": [
                {"shown": shown(names, case.values.field, one.value, kind_of(case.record)), "one": one, "first": first}
                for one in case.values.stated
                for first in [next((c for voice in one.voices for c in voice.citations), None)]
            ],
        }
        for case in page
    ]
    may = bool(decide(actor, Permission.CONFLICT_SETTLE))
    return render(request, "evidence/conflicts.html", {"page": page, "cases": cases, "may_settle": may})


@require_POST
def follow_one(request: HttpRequest) -> HttpResponse:
    """The record follows this source from now on, or keeps what it was entered with where no citation is named."""
    actor = asker(request)
    citation = request.POST.get("citation", "")
    try:
        if citation.isascii() and citation.isdigit():
            follow(actor, int(citation))
        else:
            keep(actor, request.POST.get("type", ""), request.POST.get("key", ""), request.POST.get("field", ""))
    except NotReleased:
        messages.warning(
            request, _("This source is shared with fewer people than the record: ask for its release first.")
        )
    except NotInConflict:
        messages.warning(request, _("Nothing disagrees here any more; nothing was changed."))
    else:
        messages.success(request, _("The record follows this source now. The other word is kept beside it."))
    return redirect("conflicts")


def kind_of(record: object) -> str:
    """The lexicon's kind of word for a record's own `kind` field."""
    kinds = {"meeting": "meeting_kind", "body": "body_kind", "work": "instrument_kind", "membership": "membership"}
    return kinds.get(type(record).__name__.lower(), "")
