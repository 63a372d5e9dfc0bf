"""What runs of lists brought."""

from __future__ import annotations

from django.db.models import QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.register.models import Run


def runs(actor: Actor | None) -> QuerySet[Run]:
    """The runs that the actor may see, the latest first."""
    return rows(actor, Permission.RECORD_READ, Run).order_by("-pk")


def run_of(actor: Actor | None, number: int) -> Run | None:
    """One run, where the actor may see it."""
    return runs(actor).filter(pk=number).first()


def waiting(actor: Actor | None) -> QuerySet[Run]:
    """The runs that wait for a person."""
    return runs(actor).filter(state=Run.State.HELD)
