"""What ties entities to each other: relations that are entities of their own, and what an entity names of others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from django.db.models import Q, QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.register.models import Entity, Statement
from muntada.register.queries.browsing import kind_of, schemata_of_kinds
from muntada.register.queries.entities import entities
from muntada.register.queries.names import NEVER
from muntada.register.schema import schema_of, schemata

MOST = 60  # entities that a picture of a network shows


@dataclass(frozen=True, slots=True)
class Tie:
    """That one entity is tied to another: by a relation with what is stated of it, or by a property alone.

    `prop` is the property of `source` that names `target` where no entity of its own relates them.
    """

    source: Entity
    target: Entity
    relation: Entity | None = None
    prop: str = ""
    said: tuple[Statement, ...] = ()

    def other(self, key: str) -> Entity:
        """The other end."""
        return self.target if self.source.pk == key else self.source


@dataclass(slots=True)
class Network:
    """An entity with whom it is tied to, and with whom those are: `ring` says how many ties lead there from it."""

    focus: Entity
    ring: dict[str, int]
    met: dict[str, Entity]
    ties: list[Tie]
    left_out: int = 0
    order: list[str] = field(default_factory=list)


@lru_cache(maxsize=1)
def ends() -> dict[str, tuple[str, str]]:
    """The properties at both ends of each schema that relates two entities."""
    return {one.name: one.edge for one in schemata().values() if one.edge and not one.abstract}


@lru_cache(maxsize=1)
def pointing() -> frozenset[str]:
    """The properties by which persons, groups, acts and the like name each other directly."""
    every = (name for found in schemata_of_kinds().values() for name in found)
    return frozenset(
        prop.name
        for name in every
        for prop in schema_of(name).properties.values()
        if prop.type == "entity" and (not prop.range or kind_of(prop.range) or prop.range == "Thing")
    )


def ties_of(actor: Actor | None, keys: Collection[str]) -> list[Tie]:
    """What ties these entities to others, as far as the actor may see all of it, in the order of the relations."""
    related = list(_relations(actor, keys))
    named = [one for one in _named(actor, keys) if one.value != one.entity_id]
    wanted = {end for _, *both in related for end in both} | {one.value for one in named}
    seen = _standing(actor, wanted | {one.entity_id for one in named})
    said = _said(actor, [relation.pk for relation, *_ in related])
    found = [
        Tie(seen[source], seen[target], relation, "", tuple(said[relation.pk]))
        for relation, source, target in related
        if source in seen and target in seen
    ]
    found += [
        Tie(seen[one.entity_id], seen[one.value], None, one.prop, (one,))
        for one in named
        if one.entity_id in seen and one.value in seen
    ]
    return found


def network(actor: Actor | None, focus: Entity, most: int = MOST) -> Network:
    """An entity with those that it is tied to, then those that they are tied to, the most tied first, up to so many."""
    first = ties_of(actor, {focus.pk})
    found = Network(focus, {focus.pk: 0}, {focus.pk: focus}, [])
    near = _by_ties(first, {focus.pk})
    found.left_out = max(0, len(near) - (most - 1))
    _join(found, near[: most - 1], 1)
    beyond = ties_of(actor, set(found.ring) - {focus.pk}) if len(found.ring) < most and len(found.ring) > 1 else []
    further = _by_ties(beyond, set(found.ring))
    found.left_out += max(0, len(further) - (most - len(found.ring)))
    _join(found, further[: most - len(found.ring)], 2)
    seen: set[tuple[str, str, str]] = set()
    for tie in [*first, *beyond]:
        mark = (tie.relation.pk if tie.relation else tie.prop, tie.source.pk, tie.target.pk)
        if tie.source.pk in found.ring and tie.target.pk in found.ring and mark not in seen:
            seen.add(mark)
            found.ties.append(tie)
    return found


def _join(found: Network, some: Iterable[Entity], ring: int) -> None:
    for one in some:
        found.ring[one.pk], found.met[one.pk] = ring, one
        found.order.append(one.pk)


def _by_ties(ties: Iterable[Tie], known: set[str]) -> list[Entity]:
    """Whom these ties lead to from those who are known, the most tied first."""
    counts: dict[str, int] = defaultdict(int)
    met: dict[str, Entity] = {}
    for tie in ties:
        for one in (tie.source, tie.target):
            if one.pk not in known:
                counts[one.pk] += 1
                met[one.pk] = one
    return sorted(met.values(), key=lambda one: (-counts[one.pk], one.caption, one.pk))


def _relations(actor: Actor | None, keys: Collection[str]) -> Iterable[tuple[Entity, str, str]]:
    props = {prop for both in ends().values() for prop in both}
    every = rows(actor, Permission.RECORD_READ, Statement, via="entity").exclude(entity__category__in=NEVER)
    every = every.filter(prop__in=props, ended_at__isnull=True, entity__gone=False, entity__schema__in=ends())
    touched = set(every.filter(value__in=keys).values_list("entity", flat=True))
    at: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    relations: dict[str, Entity] = {}
    for one in every.filter(entity__in=touched).select_related("entity").order_by("entity", "pk"):
        at[one.entity_id][one.prop].append(one.value)
        relations[one.entity_id] = one.entity
    for key, relation in relations.items():
        first, last = ends()[relation.schema]
        for source in at[key][first]:
            for target in at[key][last]:
                if source != target and (source in keys or target in keys):
                    yield relation, source, target


def _named(actor: Actor | None, keys: Collection[str]) -> QuerySet[Statement]:
    every = rows(actor, Permission.RECORD_READ, Statement, via="entity").filter(prop__in=pointing())
    every = every.filter(ended_at__isnull=True).filter(Q(entity__in=keys) | Q(value__in=keys))
    return every.order_by("entity", "pk")


def _standing(actor: Actor | None, keys: Iterable[str]) -> dict[str, Entity]:
    """Of these entities those that are gone through, and that the actor may see."""
    found = entities(actor).filter(pk__in=set(keys), gone=False)
    return {one.pk: one for one in found if kind_of(one.schema)}


def _said(actor: Actor | None, keys: Collection[str]) -> dict[str, list[Statement]]:
    """What is stated of relations besides their ends."""
    found: dict[str, list[Statement]] = defaultdict(list)
    every = rows(actor, Permission.RECORD_READ, Statement, via="entity").filter(entity__in=keys, ended_at__isnull=True)
    skipped = {prop for both in ends().values() for prop in both}
    for one in every.exclude(prop__in=skipped).order_by("prop", "pk"):
        found[one.entity_id].append(one)
    return found
