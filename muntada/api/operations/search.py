"""Search: what is found in the records, the texts and the sources by words and by meaning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Router
from pydantic import StringConstraints

from muntada.access.rules import Permission
from muntada.api.asked import PLAIN, Cursor, Language, Limit, Words, Year
from muntada.api.door import caller_of, offer
from muntada.api.giving import give_page, written
from muntada.api.paging import piece
from muntada.api.saying.search import results_said
from muntada.api.search_shapes import FacetOut, FoundPageOut, SuggestedOut
from muntada.search.asking import LONGEST
from muntada.search.queries import Result, find, status, suggestions
from muntada.search.words.analysing import LANGUAGES

router = Router(tags=["search"])
NEEDS = (Permission.RECORD_READ, Permission.SOURCE_READ)
Typed = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST, pattern=PLAIN)]


@dataclass(frozen=True, slots=True)
class _Placed:
    """Something found, at its place."""

    place: int
    result: Result


@offer(router, "GET", "/search", FoundPageOut, needs=NEEDS)
def search(
    request: HttpRequest,
    q: Typed,
    language: Language = "",
    what: Words = "",
    kind: Words = "",
    body: Words = "",
    year: Year | None = None,
    topic: Words = "",
    party: Words = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> HttpResponse:
    """What is found for `q`, the best first, with the language versions of one text together.

    `q` has words in Arabic, English or French, "phrases", -what is left out and field:value, as on the page of search;
    `language` keeps what is written in it, `what` one kind of thing. Results are as the index has them in this moment:
    between two pieces they may change places.
    """
    actor = caller_of(request).actor
    asked = {"is": what, "kind": kind, "body": body, "year": str(year or ""), "topic": topic, "party": party}
    tags = {name: [value] for name, value in asked.items() if value}
    found = find(actor, q, tags=tags, reader=get_language() or "en", languages=[language] if language else LANGUAGES)
    placed = [_Placed(place, one) for place, one in enumerate(found.results, 1)]
    items, further = piece(placed, [("place", int)], cursor, limit)  # type: ignore[type-var]
    index = status()
    facets = {"what" if name == "is" else name: values for name, values in found.facets.items()}
    page = FoundPageOut(
        items=results_said(actor, [one.result for one in items]),
        next=further,
        asked_in=found.asked_in,  # type: ignore[arg-type]
        ready=index.ready,
        behind_since=index.since.astimezone(UTC).isoformat() if index.since else None,
        more=found.more,
        facets={name: [FacetOut(value=value, count=count) for value, count in of] for name, of in facets.items()},
    )
    response = give_page(page)
    response.given = [f"{one.kind}:{one.key}" for one in page.items]  # type: ignore[attr-defined]
    return response


@offer(router, "GET", "/search/suggestions", SuggestedOut, needs=NEEDS)
def suggest(request: HttpRequest, q: Typed) -> HttpResponse:
    """Titles with a word that begins as the last one of `q`, and that have the words before it."""
    titles = suggestions(caller_of(request).actor, q, get_language() or "en")
    return HttpResponse(written(SuggestedOut(titles=titles)), content_type="application/json")
