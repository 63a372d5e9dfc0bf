"""How many acts and entries there are, by year, kind, country and list, told as far as that points at nobody.

There is no way to narrow what is counted: from two counts that differ by a few, the few could be computed.
"""

from __future__ import annotations

from django.db.models import Count
from django.db.models.functions import Substr

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.register.models import Statement
from muntada.register.queries.acts import acts
from muntada.register.queries.browsing import browsed, kind_of, schemata_of_kinds
from muntada.register.queries.names import NEVER
from muntada.register.withheld import Counts, told


def acts_by_year(actor: Actor | None) -> Counts:
    """The acts by the year in which they were; years without any between the first and the last are told as nought."""
    found = acts(actor).annotate(year=Substr("day", 1, 4)).order_by("year").values_list("year")
    counts = {str(year): count for year, count in found.annotate(count=Count("pk"))}
    years = [int(year) for year in counts if year.isascii() and year.isdigit()]
    every = {str(year): 0 for year in range(min(years), max(years) + 1)} if years else {}
    return told(every | counts)


def acts_by_kind(actor: Actor | None) -> Counts:
    """The acts by what they were; those of which nobody says it under an empty key."""
    return _by_statement(actor, "actType")


def acts_by_country(actor: Actor | None) -> Counts:
    """The acts by the country in which they were; one in two countries counts for both, so that no total is told."""
    counts = _by_statement(actor, "country")
    return Counts(counts.rows, None)


def entries_by_kind(actor: Actor | None) -> Counts:
    """The entries that stand on their lists now, by kind: persons, groups, acts, facilities."""
    counts = dict.fromkeys(schemata_of_kinds(), 0)
    for schema, count in browsed(actor).filter(gone=False).order_by().values_list("schema").annotate(Count("pk")):
        counts[kind_of(schema)] += count
    return told(dict(sorted(counts.items(), key=lambda one: -one[1])))


def entries_by_list(actor: Actor | None) -> Counts:
    """The same entries by the list that they came with."""
    found = browsed(actor).filter(gone=False).order_by().values_list("dataset").annotate(Count("pk"))
    return told(dict(sorted(found, key=lambda one: (-one[1], one[0]))))


def _by_statement(actor: Actor | None, prop: str) -> Counts:
    said = rows(actor, Permission.RECORD_READ, Statement, via="entity").exclude(entity__category__in=NEVER)
    said = said.filter(prop=prop, ended_at__isnull=True, entity__gone=False)
    said = said.filter(entity__schema__in=schemata_of_kinds()["act"]).order_by()
    counts = dict(said.values_list("value").annotate(Count("entity", distinct=True)))
    whole = acts(actor).count()
    stated = said.aggregate(count=Count("entity", distinct=True))["count"]
    if whole > stated:
        counts[""] = whole - stated
    return told(dict(sorted(counts.items(), key=lambda one: (not one[0], -one[1], one[0]))))
