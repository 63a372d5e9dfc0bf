"""The page of search, and what is offered while somebody types."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from muntada.search.asking import cleaned
from muntada.search.queries import FACETS, find, status, suggestions
from muntada.web.asking import asker, query_of
from muntada.web.search.shown import choices, shown

ROWS = 20
VALUES = 10  # of one filter that an address may hold


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is found, a language after the other, with its language versions joined."""
    actor = asker(request)
    typed = cleaned(request.GET.get("q", "")).strip()
    chosen = {
        name: [cleaned(one) for one in request.GET.getlist(name)[:VALUES]] for name in FACETS if name in request.GET
    }
    reader = get_language() or "ar"
    found = find(actor, typed, tags=chosen, reader=reader)
    page = Paginator(found.results, ROWS).get_page(request.GET.get("page"))
    context = {
        "typed": typed,
        "looked_for": typed,
        "found": found,
        "page": page,
        "results": [shown(one) for one in page],
        "filters": choices(actor, found, typed, chosen) if typed else [],
        "query": query_of(request),
        "index": status(),
        "begun": suggestions(actor, typed, reader) if typed and not found.results else [],
    }
    return render(request, "search/search.html", context)


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Titles that begin with what is being typed, as the choices of a list."""
    typed = cleaned(request.GET.get("q", ""))
    offered = suggestions(asker(request), typed, get_language() or "ar")
    return render(request, "search/suggestions.html", {"offered": offered})
