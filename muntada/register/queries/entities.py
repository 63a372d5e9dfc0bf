"""Entities and what is stated of them: victims and witnesses are shown nowhere, whatever is asked."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.models import Passage
from muntada.register.models import Entity, Listing, ListingChange, Statement
from muntada.register.queries import special
from muntada.register.queries.listings import NOMINATED
from muntada.register.queries.names import NEVER

READ = Permission.RECORD_READ


def entities(actor: Actor | None) -> QuerySet[Entity]:
    """The entities that the actor may see."""
    return rows(actor, READ, Entity).exclude(category__in=NEVER)


def seen(actor: Actor | None, keys: Iterable[str]) -> dict[str, Entity]:
    """Of these entities those that the actor may see, by their keys."""
    return {one.pk: one for one in entities(actor).filter(pk__in=set(keys))}


def statements(actor: Actor | None, entity: Entity) -> QuerySet[Statement]:
    """What is stated of an entity, and was."""
    found = rows(actor, READ, Statement, via="entity").filter(entity=entity)
    return special.without_closed(actor, entity, found).order_by("prop", "ended_at", "pk")


def stated_by_others(actor: Actor | None, entity: Entity) -> QuerySet[Statement]:
    """Where other entities name this one now: its papers, and what ties it to others."""
    named = rows(actor, READ, Statement, via="entity").filter(value=entity.pk, ended_at__isnull=True)
    return named.exclude(entity__category__in=NEVER).select_related("entity").order_by("entity__schema", "pk")


def days_of(actor: Actor | None, some: Iterable[Entity]) -> dict[str, str]:
    """When each of these acts was, as precisely as it is known: its day, else the day on which it began."""
    said = rows(actor, READ, Statement, via="entity").filter(entity__in=[one.pk for one in some])
    said = said.filter(prop__in=("date", "startDate"), ended_at__isnull=True).order_by("-prop", "pk")
    return dict(said.values_list("entity", "value"))


def passages(actor: Actor | None, stated: Iterable[Statement]) -> dict[int, Passage]:
    """The passages that statements rest on, as far as the actor may read them, by their numbers."""
    wanted = {one.passage_id for one in stated if one.passage_id}
    return passages_at(actor, wanted) if wanted else {}


def passages_at(actor: Actor | None, numbers: Iterable[int]) -> dict[int, Passage]:
    """Of these passages those that the actor may read, by their numbers."""
    found = rows(actor, Permission.SOURCE_READ, Passage, via="document").filter(pk__in=set(numbers))
    return {one.pk: one for one in found.select_related("document")}


def listings(actor: Actor | None, entity: Entity) -> QuerySet[Listing]:
    """Where an entity stands, and stood."""
    return rows(actor, READ, Listing, via="entity").filter(entity=entity).exclude(NOMINATED)


def history(actor: Actor | None, listing: Listing) -> QuerySet[ListingChange]:
    """What became of a listing, the latest first."""
    told = rows(actor, READ, ListingChange, via="listing__entity").filter(listing=listing)
    return told.select_related("run").order_by("-pk")
