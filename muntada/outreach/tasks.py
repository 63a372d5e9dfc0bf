"""What goes out later."""

from __future__ import annotations

from collections.abc import Callable

from muntada.jobs.later import task
from muntada.jobs.running import Context
from muntada.outreach import actions
from muntada.outreach.actions import asking, editions, following, reminders
from muntada.outreach.actions.meetings import write_left_out
from muntada.outreach.actions.sending import sent_by


@task(takes_context=True, long=True)
def send(context: Context, pk: int, number: int) -> Callable[[], str] | str:
    """Send a released message."""
    return actions.deliver(context, pk, number)


@task(takes_context=True)
def post(context: Context) -> int:
    """Have sent what waits, and written what was left unwritten; what waited until its link ended waits no more."""
    actions.forget_links()
    write_left_out()
    editions.write_left_editions()
    asking.write_left_asked()
    return actions.ask_for_released(context.actor)


@task(takes_context=True)
def write_edition(context: Context, sending: int, turn: int, piece: int, last: int) -> dict[str, int]:
    """Write some letters of a sending of the national report, let them go, and ask for the next."""
    return editions.write_letters(context, sending, turn, piece, last)


@task(takes_context=True)
def remind(context: Context) -> int:
    """Remind parties of what meetings asked of them."""
    return reminders.remind_of_outcomes(context.actor)


@task(takes_context=True)
def remind_institutions(context: Context) -> int:
    """Remind institutions of what they were asked."""
    return asking.remind_institutions(context.actor)


@task(takes_context=True)
def digests(context: Context) -> int:
    """Write the week's digests."""
    return actions.write_digests(context.actor)


@task(takes_context=True)
def look_at_followed(context: Context) -> int:
    """Note what changed of what people follow."""
    return following.look_at_followed(context.actor)


@task(takes_context=True)
def tell_followed(context: Context) -> int:
    """Tell people what changed this week of what they follow."""
    return following.write_news(context.actor)


sent_by(send)
editions.written_by(write_edition)
