"""What belongs to somebody in the register and is nothing without them: papers, and what ties them to others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q

from muntada.register.models import Entity, Judgement, Lead, Listing, Statement
from muntada.register.queries.browsing import NAMES
from muntada.register.schema import UnknownSchema, schema_of


def belonging(entity: Entity) -> list[Entity]:
    """The papers of an entity and its ties to others, whoever asks: for what is done with all of somebody at once."""
    naming = Statement.objects.filter(value=entity.pk, ended_at__isnull=True).select_related("entity").order_by("pk")
    return list({one.entity_id: one.entity for one in naming if _hangs(one)}.values())


def _hangs(one: Statement) -> bool:
    """Whether an entity that names another one is a tie, or a paper of it."""
    try:
        schema = schema_of(one.entity.schema)
        return schema.property(one.prop).type == "entity" and (
            schema.edge is not None or schema.is_a("Identification") or schema.is_a("Sanction")
        )
    except UnknownSchema:
        return False


def told_of(entity: Entity) -> dict[str, Any]:
    """All that the register holds of an entity, as plain data: for the person whom it speaks of."""
    said = Statement.objects.filter(entity=entity).order_by("pk").select_related("passage__document")
    checks = Lead.objects.filter(entity=entity).order_by("pk").select_related("screening")
    return {
        "statements": [_said(one) for one in said],
        "listings": list(
            Listing.objects.filter(entity=entity).values("dataset", "reference", "programme", "state", "since", "until")
        ),
        "ties": [
            {"kind": one.schema, "key": one.pk, "statements": [_said(each) for each in one.statements.order_by("pk")]}
            for one in belonging(entity)
        ],
        "checks": [
            {"at": one.screening.at, "purpose": one.screening.purpose, "state": one.state, "reason": one.reason}
            for one in checks
        ],
        "judgements": list(
            Judgement.objects.filter(Q(left=entity) | Q(right=entity)).order_by("pk").values("said", "reason", "at")
        ),
    }


def _said(one: Statement) -> dict[str, Any]:
    document = one.passage.document if one.passage is not None else None
    return {
        "property": one.prop,
        "value": one.value,
        "original": one.original,
        "source": str(document) if document is not None else one.dataset,
        "text": one.passage.quote if one.passage is not None else None,
        "kind": one.kind,
        "grades": f"{one.reliability}{one.credibility}",
        "since": one.first_seen,
        "until": one.ended_at,
    }


def named_so(rows: Iterable[Any]) -> Iterator[Entity]:
    """Of rows in which a name stands the entities that bear it: as they are called, or by a name stated of them."""
    for row in rows:
        if isinstance(row, Entity):
            yield row
        elif isinstance(row, Statement) and row.prop in NAMES:
            yield row.entity


def names_of_others(entities: Iterable[Entity]) -> Iterator[str]:
    """The names of all persons but these."""
    own = {one.pk for one in entities}
    found = Statement.objects.filter(prop__in=NAMES, entity__category__isnull=False).exclude(entity__in=own)
    yield from found.values_list("value", flat=True).iterator(2_000)
