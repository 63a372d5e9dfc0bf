"""Figures that everybody may know; what is small enough to point at somebody is not told."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from muntada.evidence.actions.handling import handled_models
from muntada.people.models import User
from muntada.rights.models import Erasure, Request

FEWEST = 5  # a number of persons or requests below this is told as none or few


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts; None stands for a few, fewer than FEWEST."""

    users: int | None
    records: int | None
    erased: int | None
    requests: dict[str, int | None]
    refused: int | None


def told(count: int) -> int | None:
    """A count as it may be told: none, or its number from FEWEST on; None for a few."""
    return count if count == 0 or count >= FEWEST else None


def figures() -> Figures:
    """What is counted now, over everything: a count tells nobody what one record says."""
    # That somebody petitions is told to nobody before it is answered, be it by a figure that is no longer none.
    told_of = Request.objects.exclude(state=Request.State.OPEN, petition__isnull=False)
    by_kind = dict(told_of.order_by().values_list("kind").annotate(Count("pk")))
    about_persons = sum(model._base_manager.filter(category__isnull=False).count() for model in handled_models())
    return Figures(
        users=told(User.objects.filter(is_active=True).count()),
        records=told(about_persons),
        erased=told(Erasure.objects.filter(state=Erasure.State.DONE).count()),
        requests={kind: told(by_kind.get(kind, 0)) for kind in Request.Kind.values},
        refused=told(Request.objects.filter(state=Request.State.REFUSED).count()),
    )
