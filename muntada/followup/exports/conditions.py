"""How what is taken along of follow-up is to be handled: as the strictest of all that stands behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from muntada.access.models import Handled
from muntada.followup.models import Commitment, Mapping, Measure
from muntada.followup.queries.matrix import Matrix
from muntada.library.models import Expression, Work
from muntada.marking.handling import label_of
from muntada.marking.tlp import TLP

_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Behind:
    """The highest label of what stands behind a file, whom it comes from, and the first day on which it expires."""

    tlp: TLP
    originators: tuple[str, ...]
    expires: date | None


def behind(found: Matrix, *records: Handled) -> Behind:
    """Of a matrix and of what else stands in the file: commitments, measures and mappings, and the texts of clauses.

    What is asked for by its key was let through by the policy before.
    """
    outcomes = [line.outcome for line in found.lines if line.outcome is not None]
    told = {(one.tlp, one.originator, one.review_by) for one in (*records, *outcomes)}
    works = {line.place.work for line in found.lines if line.place is not None}
    every: tuple[tuple[type[Handled], str, Iterable[object]], ...] = (
        (Commitment, "pk__in", found.commitments),
        (Measure, "pk__in", found.measures),
        (Mapping, "pk__in", found.mappings),
        (Work, "pk__in", works),
        (Expression, "texts__clause__in", {line.place.clause for line in found.lines if line.place is not None}),
    )
    for model, lookup, keys in every:
        told |= _told(model, lookup, list(keys))
    return Behind(
        label_of(TLP(label) for label, _originator, _day in told),
        tuple(sorted({originator for _label, originator, _day in told})),
        min((day for _label, _originator, day in told if day is not None), default=None),
    )


def _told(model: type[Handled], lookup: str, keys: list[object]) -> set[tuple[str, str, date | None]]:
    found: set[tuple[str, str, date | None]] = set()
    for at in range(0, len(keys), _AT_ONCE):
        some = model._default_manager.filter(**{lookup: keys[at : at + _AT_ONCE]})
        found |= set(some.order_by().values_list("tlp", "originator", "review_by").distinct())
    return found
