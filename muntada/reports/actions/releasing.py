"""How widely an edition may be shared: no further than what others shared of its sources, for its notes quote them."""

from __future__ import annotations

from muntada.access.models import Handled
from muntada.evidence.pen import find
from muntada.marking.handling import Handling
from muntada.reports.models import Edition, Footing


def sources_allow(record: Handled, handling: Handling) -> bool:
    """Whether each source of an edition is its own originator's or open enough; so it is of whatever else."""
    if not isinstance(record, Edition):
        return True
    seen: set[tuple[str, str]] = set()
    for row in Footing.objects.filter(paragraph__chapter__edition=record).select_related("passage__document"):
        seen.add((row.record_type, row.record_key))
        if row.passage is not None:
            seen.add(("evidence.document", str(row.passage.document_id)))
    return all(_allows(find(*key), record, handling) for key in sorted(seen))


def _allows(source: object, edition: Edition, handling: Handling) -> bool:
    if not isinstance(source, Handled):
        return True
    return bool(source.originator == edition.originator or source.handling.flows_to(handling))
