"""Language versions of works, and their clauses."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import StringConstraints

from muntada.access.rules import Permission
from muntada.api.asked import Cursor, Id, Key, Language, Limit, Words
from muntada.api.door import caller_of, offer
from muntada.api.giving import give, give_page
from muntada.api.paging import piece
from muntada.api.saying.texts import clauses_said, marked_up_said, versions_said
from muntada.api.shapes import Page
from muntada.api.text_shapes import ClauseOut, MarkedUpOut, VersionOut
from muntada.library import queries

router = Router(tags=["library"])
NEEDS = (Permission.RECORD_READ,)
ONE = (200, 304)
State = Literal["", "proposed", "settled", "replaced"]
Wid = Annotated[str, StringConstraints(max_length=160, pattern=r"^[A-Za-z0-9_.~-]*$")]


@offer(router, "GET", "/versions", Page[VersionOut], needs=NEEDS)
def list_versions(
    request: HttpRequest,
    work: Words = "",
    language: Language = "",
    state: State = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> HttpResponse:
    """Texts of works, the newest here first: of one work (`work=KEY`), in one language, in one state."""
    actor = caller_of(request).actor
    found = queries.every_version(actor)
    given = {"work": work, "language": language, "state": state}
    found = found.filter(**{name: value for name, value in given.items() if value})
    items, further = piece(found, [("-pk", int)], cursor, limit)
    return give_page(Page[VersionOut](items=versions_said(actor, items), next=further))


@offer(router, "GET", "/versions/{id}", VersionOut, needs=NEEDS, status=ONE, problems=("absent",))
def get_version(request: HttpRequest, id: Id) -> HttpResponse:
    """One language version; its clauses are asked for by `/clauses?work=KEY`."""
    actor = caller_of(request).actor
    found = queries.expression(actor, id)
    return give(versions_said(actor, [found])[0] if found else None, request)


@offer(router, "GET", "/versions/{id}/akn", MarkedUpOut, needs=NEEDS, status=ONE, problems=("absent",))
def get_version_akn(request: HttpRequest, id: Id) -> HttpResponse:
    """One language version as Akoma Ntoso, in force or replaced; none that nobody has settled yet."""
    actor = caller_of(request).actor
    found = queries.expression(actor, id)
    told = found if found is not None and found.state != "proposed" else None
    return give(marked_up_said(actor, told) if told is not None else None, request)


@offer(router, "GET", "/clauses", Page[ClauseOut], needs=NEEDS)
def list_clauses(
    request: HttpRequest,
    work: Key,
    wid: Wid = "",
    language: Language = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> HttpResponse:
    """The clauses of a work in force, in their order; with `wid` the one at that address."""
    actor = caller_of(request).actor
    found = queries.clauses(actor, work, language)
    if wid:
        found = found.filter(wid=wid)
    items, further = piece(found, [("order", int), ("pk", int)], cursor, limit)
    return give_page(Page[ClauseOut](items=clauses_said(actor, items, language), next=further))


@offer(router, "GET", "/clauses/{id}", ClauseOut, needs=NEEDS, status=ONE, problems=("absent",))
def get_clause(request: HttpRequest, id: Id) -> HttpResponse:
    """One clause that is in force, with its words in every language."""
    actor = caller_of(request).actor
    found = queries.clauses(actor).filter(pk=id).first()
    return give(clauses_said(actor, [found])[0] if found else None, request)
