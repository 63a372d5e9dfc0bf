"""What is done for persons' rights later and regularly."""

from __future__ import annotations

from collections.abc import Callable

from muntada.access.actor import CLERK
from muntada.forum.events import NamesTakenOut
from muntada.jobs.later import task
from muntada.jobs.running import Context
from muntada.register.events import PetitionLapsed
from muntada.rights.actions import erasing, keeping, petitions, scrubbing


@task(takes_context=True, long=True, max_attempts=20)
def erase(context: Context, pk: int) -> Callable[[], dict[str, int]]:
    """Do an erasure that was decided."""
    return erasing.carry_out(context, pk)


@task(takes_context=True)
def look_after(context: Context) -> dict[str, int]:
    """Give notice of reviews, have erased what is over its time, and forget answered requests."""
    return keeping.look_after(context.actor)


@task(takes_context=True, long=True, max_attempts=20)
def clean(context: Context, sitting: int) -> None:
    """Leave no byte of the names that were taken out of a sitting: what is kept beside, free pages, the log ahead."""
    with context.step():
        scrubbing.forget_beside()
    scrubbing.clean_database(scrubbing.WITH_SPEAKERS)


def names_taken_out(event: NamesTakenOut) -> None:
    """Have the database's files cleaned of names that were taken out of a sitting."""
    clean.using(by=CLERK).enqueue(event.sitting)


def petition_lapsed(event: PetitionLapsed) -> None:
    """Answer a petition to which a rule gave effect."""
    petitions.settle_lapsed(CLERK, event.proposal)


erasing.erased_by(erase)
