"""What views share: who asks, which page of a list, and what cannot be found."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from django.core.paginator import Page, Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest

from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.trail.looking import note_absence, note_consultation, note_refusal

M = TypeVar("M", bound=Model)

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


def found(
    request: HttpRequest,
    thing: M | None,
    kind: type[M] | str,
    key: object,
    permission: Permission = Permission.RECORD_READ,
    *,
    on: Model | None = None,
) -> M:
    """The one thing that a page shows, with its line in the trail. Raises Http404 where there is none to be known of.

    `key` is what the address asks for; `on` is the thing that the rules speak of, where it is another one.
    """
    if thing is None:
        note_absence(asker(request), permission, kind, str(key))
        raise Http404
    note_consultation(asker(request), thing, permission, on=on)
    return thing


def may(request: HttpRequest, permission: Permission, on: Model | None = None) -> bool:
    """Whether the policy lets whoever asks; where it does not, that is a line in the trail."""
    if decide(asker(request), permission, on):
        return True
    note_refusal(asker(request), permission, on)
    return False
