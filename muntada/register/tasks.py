"""What is done for the register every day: petitions whose time has come, and the index of names kept near."""

from __future__ import annotations

from muntada.jobs.later import task
from muntada.jobs.running import Context
from muntada.register.actions.keeping import keep_up
from muntada.register.actions.listings import let_lapse


@task(takes_context=True)
def look_after_register(context: Context) -> dict[str, int]:
    """Give effect to petitions that nobody decided against in time, and keep the index of names."""
    lapsed = let_lapse(context.actor)
    keep_up(context.actor)
    return {"lapsed": len(lapsed)}
