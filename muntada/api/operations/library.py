"""Instruments."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from muntada.access.rules import Permission
from muntada.api.asked import Cursor, Key, Limit, Words, Year
from muntada.api.door import caller_of, offer
from muntada.api.giving import give, give_page
from muntada.api.paging import piece
from muntada.api.records import Known
from muntada.api.saying.library import instruments_said
from muntada.api.shapes import InstrumentOut, Page
from muntada.library import queries

router = Router(tags=["library"])
NEEDS = (Permission.RECORD_READ,)


@offer(router, "GET", "/instruments", Page[InstrumentOut], needs=NEEDS)
def list_instruments(
    request: HttpRequest,
    kind: Words = "",
    body: Words = "",
    year: Year | None = None,
    topic: Words = "",
    text: Words = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> HttpResponse:
    """Resolutions, strategies, memoranda and other texts, the latest first; `year` is that of adoption."""
    actor = caller_of(request).actor
    found = queries.works(actor)
    if body and not Known(actor, [body]).party(body):
        found = found.none()
    elif any((kind, body, year, topic, text)):
        found = queries.works_where(actor, kind=kind, body=body, year=year, topic=topic, text=text)  # type: ignore[assignment]
    items, further = piece(found, [("-adopted", str), ("key", str)], cursor, limit)
    return give_page(Page[InstrumentOut](items=instruments_said(actor, items), next=further))


@offer(router, "GET", "/instruments/{key}", InstrumentOut, needs=NEEDS, status=(200, 304), problems=("absent",))
def get_instrument(request: HttpRequest, key: Key) -> HttpResponse:
    """One instrument with what it relates to and to whom it was sent."""
    actor = caller_of(request).actor
    found = queries.work(actor, key)
    return give(instruments_said(actor, [found], whole=True)[0] if found else None, request)
