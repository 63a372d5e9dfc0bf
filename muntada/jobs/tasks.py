"""What the room itself does later."""

from __future__ import annotations

from muntada.jobs import actions
from muntada.jobs.later import task
from muntada.jobs.running import Context


@task(takes_context=True)
def forget(context: Context) -> int:
    """Remove jobs that are long over."""
    return actions.forget(context.actor)
