"""What is done for the register later: batches of names; and every day: petitions whose time has come, the index of
names kept near, and batches of a week ago erased."""

from __future__ import annotations

from collections.abc import Callable

from muntada.jobs.later import task
from muntada.jobs.running import Context
from muntada.register.actions.batches import check_names, checked_by, erase_batches
from muntada.register.actions.keeping import keep_up
from muntada.register.actions.later import brought_by, take_in
from muntada.register.actions.likening import note_likenesses
from muntada.register.actions.listings import let_lapse


@task(takes_context=True)
def look_after_register(context: Context) -> dict[str, int]:
    """Give effect to petitions that nobody decided against in time, and keep the index of names."""
    lapsed = let_lapse(context.actor)
    keep_up(context.actor)
    erased = erase_batches(context.actor)
    return {"lapsed": len(lapsed), "erased": erased}


@task(takes_context=True, long=True)
def look_for_duplicates(context: Context) -> dict[str, int]:
    """Note which entries may be the same, for a person to say so."""
    return {"waits": note_likenesses(context.actor)}


@task(takes_context=True, long=True)
def check_batch(context: Context, number: int) -> dict[str, int]:
    """Check the names of a batch."""
    return check_names(context, number)


checked_by(check_batch)


@task(takes_context=True, long=True)
def bring_in(context: Context, number: int) -> Callable[[], dict[str, int]]:
    """Bring a list in whose file was kept."""
    return take_in(context, number)


brought_by(bring_in)
