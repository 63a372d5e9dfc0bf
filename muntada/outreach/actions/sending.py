"""A released message goes out: once, or a person is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import F

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.operations import Operation
from muntada.access.rules import Permission
from muntada.jobs.claims import LeaseLost
from muntada.jobs.later import Task
from muntada.jobs.models import Job
from muntada.jobs.running import Context
from muntada.outreach.actions.coming import came_back, no_longer_open, no_longer_wanted, went_out
from muntada.outreach.envelope import file_of
from muntada.outreach.models import Message
from muntada.outreach.safety import Unsafe
from muntada.outreach.server import Outcome, hand_over
from muntada.trail.deed import act

State = Message.State
ATTEMPTS = 12
FIRST_DELAY, LONGEST_DELAY = timedelta(minutes=1), timedelta(hours=6)
# The task is made from `deliver` above this module and sets itself here.
_task: list[Task] = []


def sent_by(task: Task) -> None:
    """From now on released messages go out by this task."""
    _task[:] = [task]


def ask_for(actor: Actor, message: Message, wait: timedelta = timedelta(0)) -> None:
    """Have a released message sent; without a mail server it waits for a person. Asked twice, it is sent once."""
    if settings.MAIL_SERVER is None or not _task:
        return
    key = f"{message.pk}.{message.round}.{message.attempts}"
    _task[0].using(by=actor, run_after=wait, key=key).enqueue(message.pk, message.round)


def is_lost(message: Message) -> bool:
    """Whether a released message waits for a job that is no more: a person dropped it, or the right to it ended."""
    if not _task or settings.MAIL_SERVER is None:
        return False
    jobs = Job.objects.filter(task=_task[0].name, once__startswith=f"{message.pk}.{message.round}.")
    return not jobs.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING]).exists()


def ask_for_released(actor: Actor) -> int:
    """Have sent what was released while there was no mail server, each in the name of whoever released it."""
    waiting = list(Message.objects.filter(state=State.RELEASED))
    with act(actor, Permission.MAIL_WRITE):
        for message in waiting:
            ask_for(Actor(message.released_by, message.released_by), message)
    return len(waiting)


def deliver(context: Context, pk: int, number: int) -> Callable[[], str] | str:
    """Send the message of that round; what is returned completes the job.

    The row says `sending` before the server is spoken to, and what became of it is written with the end of the job.
    A worker that is lost in between leaves `sending` behind, which no other worker touches: a person is asked.
    """
    mine = {"sending_job": context.job, "sending_fence": context.fence}
    server = settings.MAIL_SERVER
    message = Message.objects.select_related("person").filter(pk=pk, round=number).first()
    if message is None or server is None:
        return "gone"
    if message.ended:
        return lambda: _failed(context, message, "ended")
    if no_longer_wanted(message):
        return lambda: _dropped(context, message)
    if no_longer_open(message):
        return lambda: _failed(context, message, "closed")
    try:
        file = file_of(message)
    except Unsafe:
        return lambda: _failed(context, message, "unsafe")
    if message.person is not None and not message.person.is_active:
        return lambda: _failed(context, message, "person_left")
    with context.step() as actor, act(actor, Permission.MAIL_RELEASE, on=message) as record:
        moved = Message.objects.filter(pk=pk, round=number, state=State.RELEASED).update(
            state=State.SENDING, attempts=F("attempts") + 1, error="", **mine
        )
        record.of(message, begun=bool(moved))
        record.as_operation(Operation.ALTER)
    if not moved:
        return lambda: _left_behind(context, message)
    message.refresh_from_db()
    outcome = hand_over(server, settings.MAIL_FROM, message.to, file)
    return lambda: _written_down(context, message, outcome, mine)


def _written_down(context: Context, message: Message, outcome: Outcome, mine: dict[str, Any]) -> str:
    again = outcome is Outcome.LATER and message.attempts < ATTEMPTS
    outcomes: dict[Outcome, dict[str, Any]] = {
        Outcome.ACCEPTED: {"state": State.SENT, "sent_at": clock.now(), "sealed": ""},
        Outcome.LATER: {"state": State.RELEASED if again else State.FAILED, "error": "not_taken"},
        Outcome.NEVER: {"state": State.FAILED, "error": "refused"},
        Outcome.UNCLEAR: {"error": "unclear"},
    }
    with act(context.actor, Permission.MAIL_RELEASE, on=message) as record:
        if not Message.objects.filter(pk=message.pk, state=State.SENDING, **mine).update(**outcomes[outcome]):
            raise LeaseLost(str(message))
        record.of(message, outcome=outcome.value)
        record.to(key_of_recipient(message))
        if outcome is Outcome.ACCEPTED:
            went_out(context.actor, message)
        elif outcomes[outcome].get("state") == State.FAILED:
            came_back(message, outcomes[outcome]["error"])
        if outcome not in {Outcome.ACCEPTED, Outcome.UNCLEAR}:
            record.as_operation(Operation.ALTER)
    if again:
        ask_for(context.actor, message, min(FIRST_DELAY * 2 ** (message.attempts - 1), LONGEST_DELAY))
    return outcome.value


def _left_behind(context: Context, message: Message) -> str:
    """Say that nobody knows, where an earlier attempt of this job ended before it was written down."""
    left = Message.objects.filter(pk=message.pk, state=State.SENDING, sending_job=context.job)
    return Outcome.UNCLEAR.value if left.update(error=Outcome.UNCLEAR.value) else "not_waiting"


def _failed(context: Context, message: Message, error: str) -> str:
    with act(context.actor, Permission.MAIL_RELEASE, on=message) as record:
        if Message.objects.filter(pk=message.pk, state=State.RELEASED).update(state=State.FAILED, error=error):
            came_back(message, error)
        record.of(message, outcome=error)
        record.as_operation(Operation.ALTER)
    return error


def _dropped(context: Context, message: Message) -> str:
    with act(context.actor, Permission.MAIL_RELEASE, on=message) as record:
        Message.objects.filter(pk=message.pk, state=State.RELEASED).update(state=State.CANCELLED, sealed="")
        record.of(message, outcome="not_wanted")
        record.as_operation(Operation.ALTER)
    return "not_wanted"


def key_of_recipient(message: Message) -> str:
    """Who it goes to, as the trail names them: a person's key, or the address outside of the forum."""
    return f"user:{message.person_id}" if message.person_id else message.address
