"""Which jobs there are."""

from __future__ import annotations

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.jobs.models import Job

_FIRST = (Job.State.DEAD, Job.State.RUNNING, Job.State.QUEUED)


def jobs_of(actor: Actor) -> QuerySet[Job]:
    """The jobs that the actor may know of: what failed first, then what runs, what waits, and what is over."""
    turn = Case(
        *[When(state=state, then=Value(place)) for place, state in enumerate(_FIRST)],
        default=Value(len(_FIRST)),
        output_field=IntegerField(),
    )
    return rows(actor, Permission.JOB_READ, Job).order_by(turn, "-id")


def how_many(actor: Actor) -> dict[str, int]:
    """How many jobs stand in each state."""
    counted = rows(actor, Permission.JOB_READ, Job).order_by().values_list("state").annotate(Count("pk"))
    return {state.value: 0 for state in Job.State} | dict(counted)
