"""What is done for the register every day: petitions whose time has come, and the index of names kept near."""

from __future__ import annotations

from collections.abc import Callable

from muntada.jobs.later import task
from muntada.jobs.running import Context
from muntada.register.actions.keeping import keep_up
from muntada.register.actions.later import brought_by, take_in
from muntada.register.actions.listings import let_lapse


@task(takes_context=True)
def look_after_register(context: Context) -> dict[str, int]:
    """Give effect to petitions that nobody decided against in time, and keep the index of names."""
    lapsed = let_lapse(context.actor)
    keep_up(context.actor)
    return {"lapsed": len(lapsed)}


@task(takes_context=True, long=True)
def bring_in(context: Context, number: int) -> Callable[[], dict[str, int]]:
    """Bring a list in whose file was kept."""
    return take_in(context, number)


brought_by(bring_in)
