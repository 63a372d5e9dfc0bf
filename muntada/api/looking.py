"""The line of the trail for what a program was given, or was told is absent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from muntada.access.actor import Actor
from muntada.access.conditions import follow
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.trail.looking import note_absence, note_consultation, note_disclosure, note_refusal

# Operation: the kind of thing that it gives, and the way from it to the thing that the rules speak of.
ONE: dict[str, tuple[str, str]] = {
    "get_party": ("parties.party", ""),
    "get_body": ("forum.body", ""),
    "get_membership": ("forum.membership", ""),
    "get_term": ("forum.term", ""),
    "get_candidacy": ("forum.candidacy", ""),
    "get_meeting": ("forum.meeting", ""),
    "get_instrument": ("library.work", ""),
    "get_version": ("library.expression", ""),
    "get_version_akn": ("library.expression", ""),
    "get_clause": ("library.clause", "work"),
    "get_source": ("sources.source", "document"),
    "get_finding": ("sources.finding", "source__document"),
    "get_citation": ("evidence.citation", ""),
    "get_handling": ("", ""),
    "get_conflict": ("", ""),  # of a record: its kind is in the address
    "get_entity": ("register.entity", ""),
    "get_listing": ("register.listing", "entity"),
    "get_lead": ("register.lead", ""),
    "get_screening": ("register.batch", ""),
    "get_entry": ("trail.entry", ""),
}
LISTS: dict[str, str] = {
    "list_parties": "parties.party",
    "list_bodies": "forum.body",
    "list_memberships": "forum.membership",
    "list_terms": "forum.term",
    "list_candidacies": "forum.candidacy",
    "list_meetings": "forum.meeting",
    "list_instruments": "library.work",
    "list_versions": "library.expression",
    "list_clauses": "library.clause",
    "search": "search.found",  # of many kinds, which stand before the keys
    "suggest": "search.found",
    "list_sources": "sources.source",
    "list_findings": "sources.finding",
    "list_citations": "evidence.citation",
    "list_conflicts": "evidence.conflict",
    "list_entities": "register.entity",
    "list_listings": "register.listing",
    "list_leads": "register.lead",
    "list_screenings": "register.batch",
    "list_screening_results": "register.batchname",
    "get_screening_table": "register.batch",
    "list_entries": "trail.entry",
}
UNSEEN = frozenset({"get_me"})  # what one is oneself is no look at anything


def note_answer(
    request: HttpRequest,
    actor: Actor,
    operation: str,
    needs: tuple[Permission, ...],
    path: Mapping[str, Any],
    response: HttpResponseBase,
) -> None:
    """Note what an operation that reads has answered; changes have lines of their own."""
    if operation not in ONE and operation not in LISTS:
        return
    permission = needs[0]
    if response.status_code == 403:
        note_refusal(actor, permission)
    elif operation in LISTS and response.status_code == 200:
        given = list(getattr(response, "given", []))
        asked = {name: value[:100] for name, value in request.GET.dict().items() if name != "cursor"}
        taken = Permission.LIST_EXPORT if permission is not Permission.TRAIL_READ else Permission.TRAIL_TAKE
        note_disclosure(actor, None, taken, kind=LISTS[operation], keys=given, asked=asked)
    elif operation in ONE:
        kind, way = ONE[operation]
        kind, key = kind or str(path.get("type", "")), str(path.get("key", path.get("id", "")))
        if response.status_code == 404:
            note_absence(actor, permission, kind, key)
        elif response.status_code in {200, 304}:
            _note_one(actor, permission, kind, key, way)


def _note_one(actor: Actor, permission: Permission, kind: str, key: str, way: str) -> None:
    model: type[Model] = apps.get_model(kind)
    # A citation is seen with its record; whether its own rows are seen by a permission is asked nowhere else either.
    permission = Permission.SOURCE_READ if kind == "evidence.document" else permission
    thing = rows(actor, permission, model, via=way).filter(pk=key).first()
    on = follow(thing, way) if thing is not None and way else None
    note_consultation(actor, thing, permission, on=on, **({} if thing is not None else {"kind": kind, "key": key}))
