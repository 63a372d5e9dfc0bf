"""What is proposed of listings, and was decided."""

from __future__ import annotations

from django.db.models import QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.register.models import Listing, Proposal
from muntada.register.queries.names import NEVER

READ = Permission.RECORD_READ


def proposals(actor: Actor | None) -> QuerySet[Proposal]:
    """The proposals on listings of entities that the actor may see, the latest first."""
    found = rows(actor, READ, Proposal, via="listing__entity").exclude(listing__entity__category__in=NEVER)
    return found.select_related("listing__entity").order_by("-pk")


def listing_of(actor: Actor | None, number: int) -> Listing | None:
    """One listing, where the actor may see its entity."""
    found = rows(actor, READ, Listing, via="entity").exclude(entity__category__in=NEVER)
    return found.select_related("entity").filter(pk=number).first()
