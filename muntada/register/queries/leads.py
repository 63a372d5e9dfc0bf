"""Leads, and how often what was met turned out to be the same: no number under five is told."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.register.models import Lead
from muntada.register.queries.names import NEVER

FEWEST = 5


@dataclass(frozen=True, slots=True)
class Outcomes:
    """How many leads are open, were the same and were not; None for a number that is told to nobody."""

    open: int | None
    same: int | None
    other: int | None

    @property
    def share(self) -> float | None:
        """The share of those decided that were the same."""
        if self.same is None or self.other is None or not self.same + self.other:
            return None
        return self.same / (self.same + self.other)


def leads(actor: Actor | None) -> QuerySet[Lead]:
    """The leads that the actor may see, the latest first; none to who was found to be a victim or a witness."""
    found = rows(actor, Permission.RECORD_READ, Lead).exclude(entity__category__in=NEVER)
    return found.select_related("entity", "screening").order_by("-pk")


def outcomes(actor: Actor | None) -> Outcomes:
    """What became of the leads that the actor may see."""
    found = leads(actor).order_by().values("state").annotate(count=Count("pk"))
    counts = {one["state"]: one["count"] for one in found}
    return Outcomes(*(_told(counts.get(state, 0)) for state in ("open", "same", "other")))


def _told(count: int) -> int | None:
    return count if count == 0 or count >= FEWEST else None
