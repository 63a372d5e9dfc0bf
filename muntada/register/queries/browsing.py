"""The register as it is gone through: what kinds there are, and which of them a filter leaves.

Nobody is looked for by name here: to ask whether somebody stands in the register is a check, with what it is for and
by which right. A reference of a list is no name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.db.models import Exists, OuterRef, QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.register.models import Entity, Listing, Statement
from muntada.register.queries.entities import entities
from muntada.register.queries.listings import NOMINATED
from muntada.register.queries.names import NEVER
from muntada.register.schema import Schema, UnknownSchema, schema_of, schemata

READ = Permission.RECORD_READ
NAMES = ("name", "alias", "previousName", "weakAlias", "abbreviation")
COUNTRIES = ("country", "nationality", "citizenship", "jurisdiction", "flag", "mainCountry")
ON_NO_LIST = "none"
# The first that a schema is, or extends, says which kind it is; what is none of them hangs on others.
_KINDS = {
    "person": "Person",
    "act": "Act",
    "facility": "Facility",
    "organisation": "LegalEntity",
    "craft": "Vehicle",
    "account": "CryptoWallet",
}


@lru_cache(maxsize=256)
def kind_of(schema: str) -> str:
    """Of which kind an entity of a schema is; empty for what is gone to from others alone: papers, ties, sanctions."""
    try:
        found = schema_of(schema)
    except UnknownSchema:
        return ""
    return next((kind for kind, parent in _KINDS.items() if found.is_a(parent)), "")


@lru_cache(maxsize=1)
def schemata_of_kinds() -> Mapping[str, tuple[str, ...]]:
    """The schemata of each kind."""
    every: Iterable[Schema] = schemata().values()
    named = [one.name for one in every if not one.abstract]
    return {kind: tuple(name for name in named if kind_of(name) == kind) for kind in _KINDS}


def browsed(actor: Actor | None) -> QuerySet[Entity]:
    """The entities that are gone through: persons, groups, acts and the like, not their papers and ties."""
    wanted = [name for found in schemata_of_kinds().values() for name in found]
    return entities(actor).filter(schema__in=wanted)


def entities_where(
    actor: Actor | None, *, kind: str = "", dataset: str = "", state: str = "", country: str = "", reference: str = ""
) -> QuerySet[Entity]:
    """The entities that are gone through, narrowed: `state` is of a listing, or "none" for who stands on no list."""
    found = browsed(actor)
    if kind:
        found = found.filter(schema__in=schemata_of_kinds()[kind])
    if dataset:
        found = found.filter(dataset=dataset)
    if country:
        said = Statement.objects.filter(entity=OuterRef("pk"), prop__in=COUNTRIES, value=country, ended_at__isnull=True)
        found = found.filter(Exists(said))
    standing = Listing.objects.filter(entity=OuterRef("pk")).exclude(NOMINATED)
    if reference:
        found = found.filter(Exists(standing.filter(reference__iexact=reference.strip())))
    if state == ON_NO_LIST:
        return found.exclude(Exists(standing.filter(state=Listing.State.LISTED)))
    return found.filter(Exists(standing.filter(state=state))) if state else found


def datasets(actor: Actor | None) -> list[str]:
    """The lists, and what was entered here, of which the actor may see something."""
    return list(entities(actor).order_by("dataset").values_list("dataset", flat=True).distinct())


def countries(actor: Actor | None) -> list[str]:
    """The countries that are stated of what the actor may see."""
    said = rows(actor, READ, Statement, via="entity").filter(prop__in=COUNTRIES, ended_at__isnull=True)
    said = said.exclude(entity__category__in=NEVER)
    return list(said.order_by("value").values_list("value", flat=True).distinct())


def names_of(actor: Actor | None, some: Iterable[Entity]) -> dict[str, list[Statement]]:
    """The names that are stated of each of these entities now, main names first, in the order of their statements."""
    said = rows(actor, READ, Statement, via="entity").filter(prop__in=NAMES, ended_at__isnull=True)
    found: dict[str, list[Statement]] = {}
    for one in said.filter(entity__in=[each.pk for each in some]).order_by("pk"):
        found.setdefault(one.entity_id, []).append(one)
    return {key: sorted(every, key=lambda one: NAMES.index(one.prop)) for key, every in found.items()}


def countries_of(actor: Actor | None, some: Iterable[Entity]) -> dict[str, list[str]]:
    """The countries that are stated of each of these entities now."""
    said = rows(actor, READ, Statement, via="entity").filter(prop__in=COUNTRIES, ended_at__isnull=True)
    found: dict[str, list[str]] = {}
    for key, value in said.filter(entity__in=[each.pk for each in some]).order_by("pk").values_list("entity", "value"):
        if value not in found.setdefault(key, []):
            found[key].append(value)
    return found


def listings_of(actor: Actor | None, some: Iterable[Entity]) -> dict[str, list[Listing]]:
    """Where each of these entities stands and stood."""
    found: dict[str, list[Listing]] = {}
    stood = rows(actor, READ, Listing, via="entity").exclude(NOMINATED)
    for one in stood.filter(entity__in=[each.pk for each in some]):
        found.setdefault(one.entity_id, []).append(one)
    return found
