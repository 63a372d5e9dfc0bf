"""What is done for persons' rights later and regularly."""

from __future__ import annotations

from collections.abc import Callable

from muntada.jobs.later import task
from muntada.jobs.running import Context
from muntada.rights.actions import erasing, keeping


@task(takes_context=True, long=True, max_attempts=20)
def erase(context: Context, pk: int) -> Callable[[], dict[str, int]]:
    """Do an erasure that was decided."""
    return erasing.carry_out(context, pk)


@task(takes_context=True)
def look_after(context: Context) -> dict[str, int]:
    """Give notice of reviews, have erased what is over its time, and forget answered requests."""
    return keeping.look_after(context.actor)


erasing.erased_by(erase)
