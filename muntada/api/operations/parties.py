"""Parties."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router

from muntada.access.rules import Permission
from muntada.api.asked import Cursor, Key, Limit, Words
from muntada.api.door import caller_of, offer
from muntada.api.giving import give, give_page
from muntada.api.paging import piece
from muntada.api.saying.forum import parties_said
from muntada.api.shapes import Page, PartyOut
from muntada.parties import queries

router = Router(tags=["parties"])
NEEDS = (Permission.RECORD_READ,)
Kind = Literal["", "state", "organisation", "body", "institution"]


@offer(router, "GET", "/parties", Page[PartyOut], needs=NEEDS)
def list_parties(
    request: HttpRequest, kind: Kind = "", text: Words = "", cursor: Cursor = "", limit: Limit = 50
) -> HttpResponse:
    """States, organisations, bodies and institutions, by key.

    `text` is looked for in names of every language, however they are spelled.
    """
    actor = caller_of(request).actor
    found = queries.parties_where(actor, kind=kind, text=text) if text else queries.parties(actor)
    if kind and not isinstance(found, list):
        found = found.filter(kind=kind)
    items, further = piece(found, [("key", str)], cursor, limit)
    return give_page(Page[PartyOut](items=parties_said(actor, items), next=further))


@offer(router, "GET", "/parties/{key}", PartyOut, needs=NEEDS, status=(200, 304), problems=("absent",))
def get_party(request: HttpRequest, key: Key) -> HttpResponse:
    """One party."""
    actor = caller_of(request).actor
    found = queries.party(actor, key)
    return give(parties_said(actor, [found])[0] if found else None, request)
