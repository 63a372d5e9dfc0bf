"""What is done for the forum later and regularly."""

from __future__ import annotations

from muntada.forum.actions import silences, statements
from muntada.jobs.later import task
from muntada.jobs.running import Context


@task(takes_context=True)
def close_silences(context: Context) -> dict[str, int]:
    """Close the silences whose time has passed."""
    return silences.close_due(context.actor)


@task(takes_context=True)
def purge_names(context: Context) -> int:
    """Take the names out of statements whose time for that has passed."""
    return statements.purge_names(context.actor)
