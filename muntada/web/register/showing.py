"""An entity: what is stated of it and by whom, also what was, and where it stands on lists with what became of that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.register.models import Entity, Listing, ListingChange, Statement
from muntada.register.queries import entities
from muntada.register.queries.browsing import kind_of
from muntada.register.queries.mentions import mentions_of
from muntada.register.queries.ties import ends, ties_of
from muntada.register.schema import UnknownSchema, schema_of
from muntada.text.names.scripts import script_of
from muntada.web.asking import found
from muntada.web.labels import Said
from muntada.web.register.gate import inside
from muntada.web.register.relating import act_lines, picture, tie_lines
from muntada.web.register.seeing_words import NAME_PROPS, SCRIPTS
from muntada.web.register.stating import Line, label_in, lines, schema_label


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


@dataclass(frozen=True, slots=True)
class Names:
    """The names of an entity in one script."""

    script: str | Promise
    lines: list[Line]


@never_cache
@require_safe
def entity_page(request: HttpRequest, key: str) -> HttpResponse:
    """One entity of the register."""
    actor = inside(request)
    one = found(request, entities.entities(actor).filter(pk=key).first(), Entity, key)
    every = lines(actor, one, entities.statements(actor, one))
    standing = [line for line in every if line.one.ended_at is None]
    ties = ties_of(actor, {one.pk})
    svg, words, left_out = picture(actor, one)
    own = script_of(one.caption)
    context: dict[str, Any] = {
        "one": one,
        "kind": schema_label(one.schema),
        "otherwise": next((n.value for n in standing if n.one.prop == "name" and script_of(n.one.value) != own), None),
        "canonical": entities.seen(actor, [one.canonical_id]).get(one.canonical_id) if one.canonical_id else None,
        "names": _names(standing),
        "lines": [line for line in standing if line.one.prop not in NAME_PROPS],
        "ended": [line for line in every if line.one.ended_at is not None],
        "standings": _standings(actor, one),
        "acts": act_lines(actor, one, ties),
        "ties": tie_lines(actor, one, ties),
        "svg": svg,
        "words": words,
        "left_out": left_out,
        "named": _named(entities.stated_by_others(actor, one)),
        "mentions": mentions_of(actor, one),
        "may_keep": bool(decide(actor, Permission.ENTITY_KEEP)),
        "may_propose": bool(decide(actor, Permission.LISTING_PROPOSE)),
    }
    return render(request, "register/entity.html", context)


def _names(standing: list[Line]) -> list[Names]:
    """What it is called, script by script, main names first."""
    named = sorted(
        (line for line in standing if line.one.prop in NAME_PROPS), key=lambda line: NAME_PROPS.index(line.one.prop)
    )
    found = {script: [line for line in named if (script_of(line.one.value) or "other") == script] for script in SCRIPTS}
    return [Names(word, found[script]) for script, word in SCRIPTS.items() if found[script]]


def _standings(actor: Actor, one: Entity) -> list[Standing]:
    return [
        Standing(each, [(change, _details(one.schema, change)) for change in entities.history(actor, each)])
        for each in entities.listings(actor, one)
    ]


def _details(schema: str, change: ListingChange) -> list[tuple[str, Said, str]]:
    """What a change added and ended: which of both, the property and the value."""
    return [
        (what, label_in(schema, str(prop)), str(value))
        for what in ("added", "ended")
        for prop, value in change.detail.get(what, ())
    ]


def _named(stated: Iterable[Statement]) -> list[Named]:
    """Its papers and the like: what names it and is neither gone to by itself nor a tie."""
    return [
        Named(label_in(one.entity.schema, one.prop), schema_label(one.entity.schema), one.entity)
        for one in stated
        if _is_of_entity(one) and one.entity.schema not in ends() and not kind_of(one.entity.schema)
    ]


def _is_of_entity(one: Statement) -> bool:
    try:
        return schema_of(one.entity.schema).property(one.prop).type == "entity"
    except UnknownSchema:
        return False
