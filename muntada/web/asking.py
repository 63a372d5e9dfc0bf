"""What views share: who asks, which page of a list, and what cannot be found."""

from __future__ import annotations

from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from muntada.access.actor import Actor

ROWS = 50


def asker(request: HttpRequest) -> Actor:
    """Who asks. A closed page is never reached by nobody, so that nobody here is an error of ours."""
    actor = getattr(request, "actor", None)
    if actor is None:
        raise LookupError("A closed page was reached by nobody.")
    return cast(Actor, actor)


def page_of(request: HttpRequest, items: Any, rows: int = ROWS) -> Page[Any]:
    """The page of the list that the address asks for; a number that there is none of gives the nearest."""
    return Paginator(items, rows).get_page(request.GET.get("page"))


def query_of(request: HttpRequest, *without: str) -> str:
    """The address's query without the page number, for links that keep the filter."""
    query = request.GET.copy()
    for name in ("page", *without):
        query.pop(name, None)
    return query.urlencode()
