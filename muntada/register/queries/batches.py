"""One's own batches of names, and what was met: as far as the asker may see it now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.jobs.models import Job
from muntada.register.chunks import in_chunks
from muntada.register.models import Batch, BatchName, Lead
from muntada.register.queries.entities import entities
from muntada.register.queries.leads import leads
from muntada.register.queries.listings import references

READ = Permission.RECORD_READ


def batches(actor: Actor | None) -> QuerySet[Batch]:
    """The batches that the actor began, the latest first."""
    return rows(actor, READ, Batch).filter(by=actor.key if actor else "").select_related("job").order_by("-pk")


def batch_of(actor: Actor | None, number: int) -> Batch | None:
    """One of one's own batches."""
    return batches(actor).filter(pk=number).first()


def standing(batch: Batch) -> str:
    """Where a batch stands: waits, works, done or failed."""
    if batch.is_done:
        return "done"
    if batch.job is None or batch.job.state in {Job.State.DEAD, Job.State.CANCELLED}:
        return "failed"
    return "works" if batch.job.state == Job.State.RUNNING else "waits"


def names_in(actor: Actor | None, batch: Batch, *, met: bool = False) -> QuerySet[BatchName]:
    """The rows of a batch in their order; with `met` those alone where something was met."""
    found = rows(actor, READ, BatchName, via="batch").filter(batch=batch).order_by("place")
    return found.exclude(leads__isnull=True).exclude(leads=[]) if met else found


def results(actor: Actor | None, some: Iterable[BatchName]) -> Iterator[dict[str, Any]]:
    """What became of rows of a batch, as plain data: each with its hits, and with every reason of each hit.

    A hit whose entity the asker may not see any more is none.
    """
    for piece in in_chunks(some):
        wanted = {number for row in piece for number in row.leads or ()}
        open_ones = entities(actor).values("pk")
        seen = {one.pk: one for one in leads(actor).filter(pk__in=wanted, entity__in=open_ones)}
        known = references([one.entity_id for one in seen.values()])
        for row in piece:
            hits = [_hit(seen[number], known) for number in row.leads or () if number in seen]
            yield {
                "place": row.place,
                "id": row.key,
                "name": row.asked["name"] if row.asked else "",
                "state": "aside" if row.wrong else "waits" if row.leads is None else "checked",
                "code": row.wrong,
                "why": row.why,
                "cleared": row.cleared,
                "hits": hits,
            }


def _hit(lead: Lead, known: dict[str, str]) -> dict[str, Any]:
    return {
        "lead": lead.pk,
        "state": lead.state,
        "entity": lead.entity_id,
        "caption": lead.entity.caption,
        "dataset": lead.entity.dataset,
        "reference": known.get(lead.entity_id, ""),
        "score": lead.score,
        **lead.explained,
    }
