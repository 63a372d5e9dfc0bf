"""The register: entities, listings, leads, and names checked many at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Router

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.api import described
from muntada.api.asked import Cursor, Id, Key, Limit, Words
from muntada.api.door import JSON, caller_of, offer
from muntada.api.giving import changed, give, give_page
from muntada.api.paging import piece
from muntada.api.problems import Problem
from muntada.api.register_shapes import (
    CheckedOut,
    EntityOut,
    LeadOut,
    ListingOut,
    ScreeningIn,
    ScreeningOut,
    WholeEntityOut,
)
from muntada.api.saying.register import (
    batch_said,
    entities_said,
    entity_said,
    leads_said,
    listings_said,
    result_said,
)
from muntada.api.shapes import Page
from muntada.evidence.values import ValueRefused
from muntada.register.actions.batches import begin_batch
from muntada.register.actions.screening import Right
from muntada.register.actions.telling import note_given
from muntada.register.answers import FORMS, written
from muntada.register.chunks import in_chunks
from muntada.register.lists.asked import Wrong, question
from muntada.register.lists.form import Row
from muntada.register.models import Batch, BatchName, Given, Lead, Listing
from muntada.register.queries import listings
from muntada.register.queries.batches import batch_of, batches, names_in, results
from muntada.register.queries.leads import leads
from muntada.register.queries.narrowing import of_schema, open_to_programs
from muntada.register.schema import schemata
from muntada.screening.model import Query

router = Router(tags=["register"])
READ = (Permission.RECORD_READ,)
CHECK = (Permission.RECORD_READ, Permission.NAME_SCREEN)
TABLES = {form: {"schema": {"type": "string", "format": "binary"}} for form in (FORMS["csv"], FORMS["xlsx"])}


@offer(router, "GET", "/entities", Page[EntityOut], needs=READ)
def list_entities(
    request: HttpRequest, dataset: Words = "", kind: Words = "", cursor: Cursor = "", limit: Limit = 50
) -> HttpResponse:
    """Persons, groups, acts and what relates them: of one list (`dataset`), of one schema (`kind`) or beneath it."""
    actor = caller_of(request).actor
    found = open_to_programs(actor).filter(gone=False)
    found = found.filter(dataset=dataset) if dataset else found
    if kind:
        found = of_schema(found, kind) if kind in schemata() else found.none()
    items, further = piece(found, [("key", str)], cursor, limit)
    note_given(actor, [one.pk for one in items], Given.How.PROGRAM)
    return give_page(Page[EntityOut](items=entities_said(actor, items), next=further))


@offer(router, "GET", "/entities/{key}", WholeEntityOut, needs=READ, status=(200, 304), problems=("absent",))
def get_entity(request: HttpRequest, key: Key) -> HttpResponse:
    """One entity with every statement that you may see of it, also those that ended."""
    actor = caller_of(request).actor
    found = open_to_programs(actor).filter(pk=key).first()
    if found is None:
        raise Problem("absent")
    note_given(actor, [found.pk], Given.How.PROGRAM)
    return give(entity_said(actor, found), request)


@offer(router, "GET", "/listings", Page[ListingOut], needs=READ)
def list_listings(
    request: HttpRequest, entity: Words = "", dataset: Words = "", cursor: Cursor = "", limit: Limit = 50
) -> HttpResponse:
    """Who stands, or stood, on which list: of one entity, or on one list."""
    found = _listings(request)
    found = found.filter(entity=entity) if entity else found
    found = found.filter(dataset=dataset) if dataset else found
    items, further = piece(found, [("pk", int)], cursor, limit)
    return give_page(Page[ListingOut](items=listings_said(items), next=further))


@offer(router, "GET", "/listings/{id}", ListingOut, needs=READ, status=(200, 304), problems=("absent",))
def get_listing(request: HttpRequest, id: Id) -> HttpResponse:
    """One listing."""
    found = _listings(request).filter(pk=id).first()
    return give(listings_said([found])[0] if found else None, request)


@offer(router, "GET", "/leads", Page[LeadOut], needs=READ)
def list_leads(
    request: HttpRequest,
    state: Literal["", "open", "same", "other"] = "",
    entity: Words = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> HttpResponse:
    """Names that were met on a list, the latest first; a person decides of each, on its page."""
    found = _leads(request)
    found = found.filter(state=state) if state else found
    found = found.filter(entity=entity) if entity else found
    items, further = piece(found, [("-pk", int)], cursor, limit)
    return give_page(Page[LeadOut](items=leads_said(items), next=further))


@offer(router, "GET", "/leads/{id}", LeadOut, needs=READ, status=(200, 304), problems=("absent",))
def get_lead(request: HttpRequest, id: Id) -> HttpResponse:
    """One lead with what was asked and every reason."""
    found = _leads(request).filter(pk=id).first()
    return give(leads_said([found])[0] if found else None, request)


@offer(
    router, "POST", "/screenings", ScreeningOut, needs=CHECK, status=202, bodies=(JSON,),
    problems=("no_right",), more={"parameters": [described.KEY]},
)  # fmt: skip
def check_names(request: HttpRequest, body: ScreeningIn) -> HttpResponse:
    """Have up to 10,000 names checked by a job, for the token's purpose and by a legal basis; every hit is a lead."""
    caller = caller_of(request)
    token = caller.token
    basis = body.basis or (str(token.legal_basis_id) if token and token.legal_basis_id else "")
    purpose = token.purpose if token else ""
    if not basis or not purpose:
        raise Problem("no_right", problems=[{"where": "body.basis", "why": "Say by which legal basis, by a token."}])
    asked = [_question(place, one.model_dump()) for place, one in enumerate(body.names, 1)]

    def change() -> tuple[int, ScreeningOut, ScreeningOut]:
        right = Right(purpose, basis, body.case)
        try:
            batch = begin_batch(caller.actor, asked, right, cutoff=body.cutoff, most=body.most)
        except ValueRefused as wrong:
            raise Problem("invalid", problems=[{"where": f"body.{wrong.field}", "why": wrong.reason}]) from None
        said = batch_said(batch)
        return 202, said, said

    return changed(request, Permission.NAME_SCREEN, change)


@offer(router, "GET", "/screenings", Page[ScreeningOut], needs=CHECK)
def list_screenings(request: HttpRequest, cursor: Cursor = "", limit: Limit = 50) -> HttpResponse:
    """Your own batches of names, the latest first."""
    items, further = piece(batches(caller_of(request).actor), [("-pk", int)], cursor, limit)
    return give_page(Page[ScreeningOut](items=[batch_said(one) for one in items], next=further))


@offer(router, "GET", "/screenings/{id}", ScreeningOut, needs=CHECK, status=(200, 304), problems=("absent",))
def get_screening(request: HttpRequest, id: Id) -> HttpResponse:
    """One of your own batches, and how far it is."""
    found = batch_of(caller_of(request).actor, id)
    return give(batch_said(found) if found else None, request)


@offer(router, "GET", "/screenings/{id}/results", Page[CheckedOut], needs=CHECK, problems=("absent",))
def list_screening_results(
    request: HttpRequest, id: Id, met: Literal["", "yes"] = "", cursor: Cursor = "", limit: Limit = 50
) -> HttpResponse:
    """What was met by each name of a batch, in the order in which you gave them; `met=yes` keeps those with a hit."""
    actor = caller_of(request).actor
    batch = _batch(request, id)
    items, further = piece(names_in(actor, batch, met=met == "yes"), [("place", int)], cursor, limit)
    page = Page[CheckedOut](items=[result_said(one) for one in _results(actor, items)], next=further)
    response = give_page(page)
    response.given = [f"{batch.pk}/{one.place}" for one in items]  # type: ignore[attr-defined]
    return response


@offer(
    router, "GET", "/screenings/{id}/table", str, needs=CHECK, problems=("absent",), more={"x-media": TABLES}
)  # fmt: skip
def get_screening_table(request: HttpRequest, id: Id, form: Literal["csv", "xlsx"] = "csv") -> HttpResponse:
    """The results of a batch as a table: CSV in UTF-8, or a workbook; a line for each hit, and for a name without."""
    actor = caller_of(request).actor
    batch = _batch(request, id)
    made = b"".join(written(form, _results(actor, names_in(actor, batch).iterator(500)), batch.tlp))
    response = HttpResponse(made, content_type=FORMS[form])
    response["Content-Disposition"] = f'attachment; filename="names-{batch.pk}.{form}"'
    response.given = [str(batch.pk)]  # type: ignore[attr-defined]
    return response


def _listings(request: HttpRequest) -> QuerySet[Listing]:
    """Listings of entities that a program is given; so with leads and answers: what may not leave leaves by none."""
    actor = caller_of(request).actor
    return listings.listings(actor).filter(entity__in=open_to_programs(actor).values("pk"))


def _leads(request: HttpRequest) -> QuerySet[Lead]:
    actor = caller_of(request).actor
    return leads(actor).filter(entity__in=open_to_programs(actor).values("pk"))


def _results(actor: Actor, some: Iterable[BatchName]) -> Iterator[dict[str, Any]]:
    for several in in_chunks(results(actor, some)):
        met = {hit["entity"] for one in several for hit in one["hits"]}
        given = set(open_to_programs(actor).filter(pk__in=met).values_list("pk", flat=True)) if met else set()
        for one in several:
            yield one | {"hits": [hit for hit in one["hits"] if hit["entity"] in given]}


def _batch(request: HttpRequest, number: int) -> Batch:
    found = batch_of(caller_of(request).actor, number)
    if found is None:
        raise Problem("absent")
    return found


def _question(place: int, said: dict[str, Any]) -> Query | Row:
    try:
        return question(said, f"item {place}")
    except Wrong as wrong:
        return Row(said["id"] or f"item {place}", wrong.code, str(wrong))
