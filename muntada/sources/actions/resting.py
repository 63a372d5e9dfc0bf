"""What rests on a decision, so that it cannot be taken back yet."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from muntada.evidence.models import Citation
from muntada.evidence.pen import Step, find, leaning_on, named
from muntada.sources.matching import Undecidable
from muntada.sources.models import Decision


def nothing_rests_on(decision: Decision) -> None:
    """Raises Undecidable (`settled`, `built_on`) where a settled conflict or another finding rests on it."""
    own = Citation.objects.filter(pk__in=decision.effects.get("citations", []))
    if own.exclude(standing=Citation.Standing.STANDS).exists():
        raise Undecidable("settled", "A conflict about this was settled: reopen it first.")
    steps: list[Step] = decision.effects.get("steps", [])
    others = Citation.objects.filter(finding__isnull=False).exclude(finding=decision.finding_id)
    newer = others.filter(pk__gt=max(decision.effects.get("citations", []), default=0))
    for resting in _resting(steps, others, newer):
        citation = resting.order_by("pk").first()
        if citation is not None:
            message = "Another finding that was accepted since rests on this: undo that first."
            raise Undecidable("built_on", message, citation.finding)


def _resting(steps: list[Step], others: QuerySet[Citation], newer: QuerySet[Citation]) -> Iterator[QuerySet[Citation]]:
    """Citations of other findings on what the steps made, on what leans on it, and on the fields they changed."""
    made = {(step["type"], step["key"]) for step in steps if step["did"] == "create"}
    for kind, key in made:
        yield others.filter(record_type=kind, record_key=key)
        thing = find(kind, key)
        for other in leaning_on(thing, apart_from=made) if thing is not None else []:
            yield newer.filter(**named(other), value=key)
    for step in steps:
        same_field = Q(record_type=step["type"], record_key=step["key"], field=step.get("field", ""))
        if step["did"] == "set":
            yield newer.filter(same_field)
        elif step["did"] == "add":
            for member in step["members"]:
                yield newer.filter(same_field, value=member)
