"""What runs of lists brought."""

from __future__ import annotations

from django.db.models import QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.register.models import ListingChange, Quarantined, Run
from muntada.register.queries.names import NEVER


def runs(actor: Actor | None) -> QuerySet[Run]:
    """The runs that the actor may see, the latest first."""
    return rows(actor, Permission.RECORD_READ, Run).order_by("-pk")


def run_of(actor: Actor | None, number: int) -> Run | None:
    """One run, where the actor may see it."""
    return runs(actor).filter(pk=number).first()


def waiting(actor: Actor | None) -> QuerySet[Run]:
    """The runs that wait for a person."""
    return runs(actor).filter(state=Run.State.HELD)


def brought(actor: Actor | None, run: Run) -> QuerySet[ListingChange]:
    """What a run changed, as far as the actor may see of whom."""
    told = rows(actor, Permission.RECORD_READ, ListingChange, via="listing__entity").filter(run=run)
    return told.exclude(listing__entity__category__in=NEVER).select_related("listing__entity").order_by("what", "pk")


def set_aside(actor: Actor | None, run: Run) -> QuerySet[Quarantined]:
    """The rows that a run could not take."""
    return rows(actor, Permission.RECORD_READ, Quarantined, via="run").filter(run=run).order_by("pk")
