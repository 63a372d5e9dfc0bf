"""An entity: what is stated of it and by whom, also what was, and where it stands on lists with what became of that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.register.models import Entity, Listing, ListingChange, Statement
from muntada.register.queries import entities
from muntada.register.schema import UnknownSchema, schema_of
from muntada.web.asking import found
from muntada.web.labels import Said
from muntada.web.register.gate import inside
from muntada.web.register.stating import label_of, lines, schema_label


@dataclass(frozen=True, slots=True)
class Standing:
    """A listing with its history, the latest first."""

    one: Listing
    changes: list[tuple[ListingChange, list[tuple[str, Said, str]]]]


@dataclass(frozen=True, slots=True)
class Named:
    """Another entity that names this one: as what, and which it is."""

    label: Said
    kind: Said
    other: Entity


@never_cache
@require_safe
def entity_page(request: HttpRequest, key: str) -> HttpResponse:
    """One entity of the register."""
    actor = inside(request)
    one = found(request, entities.entities(actor).filter(pk=key).first(), Entity, key)
    context: dict[str, Any] = {
        "one": one,
        "kind": schema_label(one.schema),
        "canonical": entities.seen(actor, [one.canonical_id]).get(one.canonical_id) if one.canonical_id else None,
        "lines": lines(actor, one, entities.statements(actor, one)),
        "standings": _standings(actor, one),
        "named": _named(entities.stated_by_others(actor, one)),
        "may_propose": bool(decide(actor, Permission.LISTING_PROPOSE)),
    }
    return render(request, "register/entity.html", context)


def _standings(actor: Actor, one: Entity) -> list[Standing]:
    return [
        Standing(each, [(change, _details(one.schema, change)) for change in entities.history(actor, each)])
        for each in entities.listings(actor, one)
    ]


def _details(schema: str, change: ListingChange) -> list[tuple[str, Said, str]]:
    """What a change added and ended: which of both, the property and the value."""
    return [
        (what, _label(schema, str(prop)), str(value))
        for what in ("added", "ended")
        for prop, value in change.detail.get(what, ())
    ]


def _named(stated: Iterable[Statement]) -> list[Named]:
    return [
        Named(_label(one.entity.schema, one.prop), schema_label(one.entity.schema), one.entity)
        for one in stated
        if _is_of_entity(one)
    ]


def _is_of_entity(one: Statement) -> bool:
    try:
        return schema_of(one.entity.schema).property(one.prop).type == "entity"
    except UnknownSchema:
        return False


def _label(schema: str, prop: str) -> Said:
    try:
        return label_of(schema_of(schema).property(prop), prop)
    except UnknownSchema:
        return Said(prop)
