"""The register as the API gives it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from muntada.access.actor import Actor
from muntada.api.records import handling_of
from muntada.api.register_shapes import (
    CheckedOut,
    EntityOut,
    HitOut,
    LeadOut,
    ListingOut,
    ScreeningOut,
    StatementOut,
    WholeEntityOut,
)
from muntada.register.exports import as_ftm
from muntada.register.models import Batch, Entity, Lead, Listing, Statement
from muntada.register.queries import entities
from muntada.register.queries.batches import standing
from muntada.register.queries.listings import references
from muntada.register.queries.narrowing import open_to_programs, without_hidden
from muntada.register.schema import UnknownSchema, schema_of

_HIT = ("lead", "state", "entity", "caption", "dataset", "reference", "score")


def entities_said(actor: Actor, some: Sequence[Entity]) -> list[EntityOut]:
    """Entities with what is stated of them now."""
    said = _ftm(actor, some)
    open_ones = _open(actor, (one.canonical_id for one in some))
    return [EntityOut(**_stated(one, said[one.pk], open_ones)) for one in some]


def entity_said(actor: Actor, one: Entity) -> WholeEntityOut:
    """One entity with every statement that the actor may see."""
    every = list(entities.statements(actor, one))
    named = {each.pk: each.value for each in every if _names_another(one, each)}
    open_ones = _open(actor, [*named.values(), one.canonical_id])
    told = [_statement(each) for each in every if each.pk not in named or each.value in open_ones]
    return WholeEntityOut(**_stated(one, _ftm(actor, [one])[one.pk], open_ones), statements=told)


def _open(actor: Actor, keys: Iterable[str | None]) -> set[str]:
    """Of these keys those of entities that a program of the actor is given."""
    wanted = {key for key in keys if key}
    return set(open_to_programs(actor).filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()


def _names_another(entity: Entity, one: Statement) -> bool:
    try:
        return schema_of(entity.schema).property(one.prop).type == "entity"
    except UnknownSchema:
        return False


def listings_said(some: Sequence[Listing]) -> list[ListingOut]:
    """Listings with whom they are of."""
    return [
        ListingOut(
            id=one.pk,
            entity=one.entity_id,
            caption=one.entity.caption,
            dataset=one.dataset,
            reference=one.reference,
            programme=one.programme,
            state=one.state,  # type: ignore[arg-type]
            since=one.since.isoformat() if one.since else None,
            until=one.until.isoformat() if one.until else None,
        )
        for one in some
    ]


def leads_said(some: Sequence[Lead]) -> list[LeadOut]:
    """Leads with what was asked and every reason."""
    known = references([one.entity_id for one in some])
    return [
        LeadOut(
            id=one.pk,
            entity=one.entity_id,
            caption=one.entity.caption,
            dataset=one.entity.dataset,
            reference=known.get(one.entity_id, ""),
            state=one.state,  # type: ignore[arg-type]
            asked=one.asked,
            score=one.score,
            explained=one.explained,
            at=_moment(one.screening.at),
            reason=one.reason,
            handling=handling_of(one),
        )
        for one in some
    ]


def batch_said(one: Batch) -> ScreeningOut:
    """A batch and how far it is."""
    return ScreeningOut(
        id=one.pk,
        state=standing(one),  # type: ignore[arg-type]
        names=one.names,
        done=one.done,
        set_aside=one.aside,
        hits=one.met,
        cutoff=one.cutoff,
        most=one.most,
        case=one.case,
        at=_moment(one.at),
        handling=handling_of(one),
    )


def result_said(one: Mapping[str, Any]) -> CheckedOut:
    """A name of a batch with its hits."""
    hits = [
        HitOut(**{name: hit[name] for name in _HIT}, explained={k: v for k, v in hit.items() if k not in _HIT})
        for hit in one["hits"]
    ]
    return CheckedOut(**{**one, "hits": hits})


def _ftm(actor: Actor, some: Sequence[Entity]) -> dict[str, dict[str, Any]]:
    found = entities.entities(actor).filter(pk__in=[one.pk for one in some])
    said = list(as_ftm(found))
    without_hidden(actor, said)
    return {one["id"]: one for one in said}


def _stated(one: Entity, said: Mapping[str, Any], open_ones: Collection[str]) -> dict[str, Any]:
    return {
        "key": one.pk,
        "schema_name": one.schema,
        "caption": one.caption,
        "dataset": one.dataset,
        "listed": said["target"],
        "canonical": one.canonical_id if one.canonical_id in open_ones else None,
        "properties": said["properties"],
        "changed_at": _moment(one.changed_at),
        "handling": handling_of(one),
    }


def _statement(one: Statement) -> StatementOut:
    return StatementOut(
        property=one.prop,
        value=one.value,
        original=one.original,
        language=one.language,
        dataset=one.dataset,
        kind=one.kind,  # type: ignore[arg-type]
        reliability=one.reliability,  # type: ignore[arg-type]
        credibility=one.credibility,
        first_seen=_moment(one.first_seen),
        last_seen=_moment(one.last_seen),
        ended_at=_moment(one.ended_at) if one.ended_at else None,
    )


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
