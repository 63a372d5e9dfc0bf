"""Entities narrowed by what is stated of them, and what stands next to one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, QuerySet

from muntada.access.actor import Actor
from muntada.register.models import Entity, Listing, Statement
from muntada.register.queries.entities import entities
from muntada.register.queries.going import may_go
from muntada.register.queries.names import NEVER
from muntada.register.schema import schema_of, schemata


def open_to_programs(actor: Actor) -> QuerySet[Entity]:
    """The entities that a program of the actor is given: neither victims and witnesses nor what speaks of one, and
    nothing that may not leave."""
    never = Entity.objects.filter(category__in=NEVER).values("pk")
    about = Statement.objects.filter(entity=OuterRef("pk"), ended_at__isnull=True, value__in=never)
    return may_go(entities(actor)).exclude(Exists(about))


def without_hidden(actor: Actor, said: Sequence[dict[str, Any]], *, unknown: bool = True) -> None:
    """Take the keys of entities that a program of the actor is not given out of what is stated of these; and with
    `unknown` those of which the register has no entity."""
    values = {value for one in said for _prop, found in _of_entities(one) for value in found}
    if not values:
        return
    left = set(open_to_programs(actor).filter(pk__in=values).values_list("pk", flat=True))
    if not unknown:
        left |= values - set(Entity.objects.filter(pk__in=values).values_list("pk", flat=True))
    for one in said:
        for prop, found in _of_entities(one):
            one["properties"][prop] = [value for value in found if value in left]


def _of_entities(said: dict[str, Any]) -> list[tuple[str, list[str]]]:
    stated = schema_of(said["schema"]).properties
    return [(prop, found) for prop, found in said["properties"].items() if stated[prop].type == "entity"]


def of_schema(found: QuerySet[Entity], schema: str) -> QuerySet[Entity]:
    """Those of a schema, or of one that extends it."""
    return found.filter(schema__in=[name for name, one in schemata().items() if one.is_a(schema)])


def without_schemata(found: QuerySet[Entity], names: Collection[str]) -> QuerySet[Entity]:
    """Those of none of these schemata."""
    return found.exclude(schema__in=names) if names else found


def of_datasets(found: QuerySet[Entity], names: Collection[str]) -> QuerySet[Entity]:
    """Those of these lists; of all, where none is named."""
    return found.filter(dataset__in=names) if names else found


def without_datasets(found: QuerySet[Entity], names: Collection[str]) -> QuerySet[Entity]:
    """Those of none of these lists."""
    return found.exclude(dataset__in=names) if names else found


def stating(found: QuerySet[Entity], props: Collection[str], values: Collection[str]) -> QuerySet[Entity]:
    """Those of whom one of these values stands in one of these properties; all, where no value is named."""
    if not values:
        return found
    standing = Statement.objects.filter(prop__in=props, value__in=values, ended_at__isnull=True)
    return found.filter(pk__in=standing.values("entity"))


def changed_since(found: QuerySet[Entity], moment: datetime | None) -> QuerySet[Entity]:
    """Those that changed since then."""
    return found.filter(changed_at__gte=moment) if moment else found


def listed_now(found: QuerySet[Entity], listed: bool) -> QuerySet[Entity]:
    """Those who stand on a list now, or those who do not."""
    standing = Listing.objects.filter(state=Listing.State.LISTED).values("entity")
    return found.filter(pk__in=standing) if listed else found.exclude(pk__in=standing)


def next_to(actor: Actor, entity: Entity, *, most: int = 200) -> list[tuple[str, str, Entity]]:
    """What stands next to an entity, as far as the actor may see it: by which property, of whose, and what it is.

    The owner of the property is `of` where the entity names the other one, `by` where the other one names it.
    """
    own = Statement.objects.filter(entity=entity, ended_at__isnull=True).values_list("prop", "value")
    others = Statement.objects.filter(value=entity.pk, ended_at__isnull=True).exclude(entity=entity)
    named = [("of", prop, value) for prop, value in own]
    named += [("by", prop, key) for prop, key in others.values_list("prop", "entity_id")]
    keys = list(dict.fromkeys(key for _side, _prop, key in named))
    seen = {one.pk: one for one in open_to_programs(actor).filter(pk__in=keys, gone=False)[:most]}
    return [(side, prop, seen[key]) for side, prop, key in named if key in seen]


def counted(actor: Actor) -> dict[str, int]:
    """How many entities the actor may see of each list."""
    found = open_to_programs(actor).filter(gone=False).order_by().values("dataset").annotate(count=Count("pk"))
    return {one["dataset"]: one["count"] for one in found}


def changed_last(actor: Actor) -> dict[str, datetime]:
    """When an entity of each list changed last, of those that the actor may see."""
    found = entities(actor).order_by().values("dataset").annotate(last=Max("changed_at"))
    return {one["dataset"]: one["last"] for one in found}
