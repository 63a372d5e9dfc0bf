"""Citations of a record's values, and where sources disagree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from muntada.access.actor import Actor
from muntada.access.models import Handled
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.api import described
from muntada.api.asked import Cursor, Id, Key, Limit, SettlementIn, Words
from muntada.api.door import JSON, caller_of, offer
from muntada.api.giving import changed, give, give_page, version_of
from muntada.api.paging import piece
from muntada.api.problems import Problem
from muntada.api.saying.sources import citations_said, conflict_said
from muntada.api.shapes import CitationOut, ConflictOut, Page, SettledOut
from muntada.evidence.actions.citations import keep_as_entered, reopen, settle
from muntada.evidence.models import Citation
from muntada.evidence.queries import FieldValues, record_at
from muntada.sources.queries import conflicts, values_of

router = Router(tags=["evidence"])
READ = (Permission.RECORD_READ, Permission.CITATION_READ)
ORDER = [("record_type", str), ("record_key", str), ("field", str)]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field of a record that the caller may know of."""

    record_type: str
    record_key: str
    field: str
    record: Handled
    values: FieldValues

    def said(self) -> ConflictOut:
        """It, as the API gives it."""
        return conflict_said(self.record_type, self.record_key, self.record, self.values)


@offer(router, "GET", "/citations", Page[CitationOut], needs=READ, problems=("absent",))
def list_citations(
    request: HttpRequest, type: Key, key: Key, field: Words = "", cursor: Cursor = "", limit: Limit = 50
) -> HttpResponse:
    """What the values of the record of this `type` and `key` rest on, newest first."""
    actor = caller_of(request).actor
    if record_at(actor, type, key) is None:
        raise Problem("absent")
    found = rows(actor, Permission.CITATION_READ, Citation).select_related("passage")
    found = found.filter(record_type=type, record_key=key)
    found = found.filter(field=field) if field else found
    items, further = piece(found, [("-pk", int)], cursor, limit)
    return give_page(Page[CitationOut](items=citations_said(actor, items), next=further))


@offer(router, "GET", "/citations/{id}", CitationOut, needs=READ, status=(200, 304), problems=("absent",))
def get_citation(request: HttpRequest, id: Id) -> HttpResponse:
    """One citation with its passage."""
    actor = caller_of(request).actor
    found = rows(actor, Permission.CITATION_READ, Citation).select_related("passage").filter(pk=id).first()
    known = found is not None and record_at(actor, found.record_type, found.record_key) is not None
    said = citations_said(actor, [found]) if found and known else []
    return give(said[0] if said else None, request)


@offer(router, "GET", "/conflicts", Page[ConflictOut], needs=READ)
def list_conflicts(request: HttpRequest, cursor: Cursor = "", limit: Limit = 50) -> HttpResponse:
    """Every field that its sources state differently, by record."""
    actor = caller_of(request).actor
    found: Any = [
        Disagreement(one.record_type, one.record_key, one.values.field, record, one.values)
        for one in conflicts(actor)
        if (record := record_at(actor, one.record_type, one.record_key)) is not None
    ]
    items, further = piece(found, ORDER, cursor, limit)
    return give_page(Page[ConflictOut](items=[one.said() for one in items], next=further))


@offer(
    router, "GET", "/conflicts/{type}/{key}/{field}", ConflictOut, needs=READ, status=(200, 304), problems=("absent",)
)
def get_conflict(request: HttpRequest, type: Key, key: Key, field: Key) -> HttpResponse:
    """What is stated of one field of a record, while its sources disagree or where a person settled it."""
    found = _conflict(caller_of(request).actor, type, key, field)
    return give(found.said() if found else None, request)


@offer(
    router, "POST", "/conflicts/{type}/{key}/{field}/settlements", SettledOut, bodies=(JSON,),
    needs=(*READ, Permission.CONFLICT_SETTLE), problems=("absent", "version_needed", "stale", "not_in_conflict"),
    more=described.versioned(),
)  # fmt: skip
def settle_conflict(request: HttpRequest, type: Key, key: Key, field: Key, body: SettlementIn) -> HttpResponse:
    """Let the record follow a citation or keep what it shows; `reopen` takes a settlement back."""
    actor = caller_of(request).actor
    found = _conflict(actor, type, key, field)
    if found is None:
        raise Problem("absent")

    def change() -> tuple[int, SettledOut, ConflictOut]:
        _settle(actor, found, body)
        record = record_at(actor, type, key)
        values = [one for one in values_of(actor, record) if one.field == field] if record else []
        if record is None or not values:
            raise Problem("absent")
        said = conflict_said(type, key, record, values[0])
        return 200, SettledOut(conflict=said), said

    def version() -> str:
        named = rows(actor, Permission.CITATION_READ, Citation).filter(record_type=type, record_key=key, field=field)
        list(named.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
        now = _conflict(actor, type, key, field)
        return version_of(now.said() if now else None)

    return changed(request, Permission.CONFLICT_SETTLE, change, on=found.record, version=version)


def _settle(actor: Actor, found: Disagreement, asked: SettlementIn) -> None:
    if asked.verdict == "keep":
        keep_as_entered(actor, found.record, found.field)
    elif asked.verdict == "reopen":
        reopen(actor, found.record, found.field)
    else:
        every = {citation.pk: citation for citation in found.values.citations}
        if asked.citation not in every:
            raise Problem("invalid", problems=[{"where": "body.citation", "why": "No citation of this field."}])
        settle(actor, every[asked.citation])


def _conflict(actor: Actor, kind: str, key: str, field: str) -> Disagreement | None:
    record = record_at(actor, kind, key)
    if record is None:
        return None
    for values in values_of(actor, record):
        if values.field == field and (values.in_conflict or values.settled):
            return Disagreement(kind, key, field, record, values)
    return None
