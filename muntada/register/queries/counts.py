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
from muntada.register.withheld import Counts, together, told


def counted_acts(actor: Actor | None) -> dict[str, Counts]:
    """The acts by year, kind and country."""
    year, kind, country = together(
        _by_year(actor),
        told(_by_statement(actor, "actType"), ranked=True),
        told(_by_statement(actor, "country"), ranked=True),
    )
    # An act in two countries counts for both: their sum is no number of acts.
    return {"year": year, "kind": kind, "country": Counts(country.rows, None)}


def counted_entries(actor: Actor | None) -> dict[str, Counts]:
    """The entries that stand on their lists now, by kind (persons, groups, acts, facilities) and by list."""
    standing = browsed(actor).filter(gone=False).order_by()
    kinds = dict.fromkeys(schemata_of_kinds(), 0)
    for schema, count in standing.values_list("schema").annotate(Count("pk")):
        kinds[kind_of(schema)] += count
    lists = dict(standing.values_list("dataset").annotate(Count("pk")))
    # How many acts there are is the total of their own counts, and hides nothing here.
    kind, by_list = together(told(kinds, elsewhere={"act"}, ranked=True), told(lists, ranked=True))
    return {"kind": kind, "list": by_list}


def _by_year(actor: Actor | None) -> Counts:
    """Years without any act between the first and the last are told as nought."""
    found = acts(actor).annotate(year=Substr("day", 1, 4)).order_by("year").values_list("year")
    counts = {str(year): count for year, count in found.annotate(count=Count("pk"))}
    years = [int(year) for year in counts if year.isascii() and year.isdigit()]
    every = {str(year): 0 for year in range(min(years), max(years) + 1)} if years else {}
    return told(every | counts)


def _by_statement(actor: Actor | None, prop: str) -> dict[str, int]:
    """The acts by what is stated of them; those of which nobody says it under an empty key."""
    said = rows(actor, Permission.RECORD_READ, Statement, via="entity").exclude(entity__category__in=NEVER)
    said = said.filter(prop=prop, ended_at__isnull=True, entity__gone=False)
    said = said.filter(entity__schema__in=schemata_of_kinds()["act"]).order_by()
    counts = dict(said.values_list("value").annotate(Count("entity", distinct=True)))
    unsaid = acts(actor).count() - said.aggregate(count=Count("entity", distinct=True))["count"]
    return counts | ({"": unsaid} if unsaid else {})
