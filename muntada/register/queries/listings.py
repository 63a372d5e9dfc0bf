"""Where entities stand on lists."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.register.models import Listing
from muntada.register.queries.names import NEVER

_MOST = 20  # that are offered to choose from
# What was nominated and never stood on the list: a proposal, which those alone see who decide of it.
NOMINATED = Q(dataset="own", state=Listing.State.DELISTED, since__isnull=True)


def references(keys: Sequence[str]) -> dict[str, str]:
    """Under which reference each of these entities, which the asker was shown, stands on its list."""
    standing = Listing.objects.filter(entity__in=keys, state=Listing.State.LISTED)
    return dict(standing.values_list("entity_id", "reference"))


def listings(actor: Actor | None) -> QuerySet[Listing]:
    """Every listing of an entity that the actor may see."""
    found = rows(actor, Permission.RECORD_READ, Listing, via="entity").exclude(entity__category__in=NEVER)
    found = found.exclude(NOMINATED)
    return found.select_related("entity")


def listings_named(actor: Actor | None, text: str) -> QuerySet[Listing]:
    """The listings in force that a reference, a key or a part of a name leads to, as far as the actor sees them."""
    found = rows(actor, Permission.RECORD_READ, Listing, via="entity").exclude(entity__category__in=NEVER)
    led = Q(reference__iexact=text) | Q(entity__key=text) | Q(entity__caption__icontains=text)
    led |= Q(entity__statements__prop="name", entity__statements__value__icontains=text)
    standing = found.filter(led).exclude(state=Listing.State.DELISTED)
    return standing.select_related("entity").distinct().order_by("dataset", "reference", "pk")[:_MOST]
