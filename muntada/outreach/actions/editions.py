"""Letters with an edition of the national report, and reminders of it: one a recipient and step, whatever happens.

Each bears the address of its recipient's own page, sealed like every other secret link. A letter is written in the
transaction that takes its delivery's turn, under a key that the database takes once.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from muntada.access import clock
from muntada.access.actor import CLERK, Actor
from muntada.access.rules import Permission
from muntada.jobs.later import Task
from muntada.jobs.running import Context
from muntada.marking.handling import THE_FORUM
from muntada.marking.tlp import TLP
from muntada.outreach.actions.coming import delivery_of, once_of_delivery
from muntada.outreach.actions.sending import ask_for, is_lost, key_of_recipient
from muntada.outreach.actions.standing import address
from muntada.outreach.envelope import new_id
from muntada.outreach.letters import filled
from muntada.outreach.models import EDITION, Message
from muntada.outreach.safety import Unsafe, address_of, subject_of, text_of
from muntada.outreach.sealing import PLACE, sealed
from muntada.parties.told import name_in
from muntada.reports.actions.sending import note_failed, note_written, take_up
from muntada.reports.events import DeliveryAnswered, SendingReleased, SendingStopped
from muntada.reports.models import Delivery, Sending
from muntada.reports.queries.deliveries import to_remind
from muntada.reports.queries.entitled import entitled
from muntada.reports.secret import secret_of
from muntada.trail.deed import act

State = Message.State
AT_ONCE = 25  # letters in one transaction
NOBODY_TOOK = frozenset({"not_taken", "not_arrived", "closed"})
LONGEST_NAME = 120
_task: list[Task] = []


class Ended(ValueError):
    """Raised for a recipient to whom nothing goes any more since the sending was prepared."""

    code = "ended"


def written_by(task: Task) -> None:
    """From now on the letters of a sending are written by this task."""
    _task[:] = [task]


def released(event: SendingReleased) -> None:
    """Have the letters of a sending written and sent."""
    ask_for_letters(Sending.objects.get(pk=event.sending))


def ask_for_letters(sending: Sending) -> None:
    """Have them written by a job, in the name of whoever let the sending go; asked twice it is one job."""
    if _task:
        by = Actor(sending.released_by, sending.released_by)
        _task[0].using(by=by, key=f"{sending.pk}.{sending.turn}.0").enqueue(sending.pk, sending.turn, 0, -1)


def write_left_editions() -> None:
    """Ask once more for sendings of which nothing was heard, because the process ended first."""
    for sending in Sending.objects.filter(state=Sending.State.RELEASED):
        ask_for_letters(sending)


def stopped(event: SendingStopped) -> None:
    """Hold what of a sending is not on its way."""
    with act(CLERK, Permission.MAIL_WRITE) as deed:
        held = Message.objects.filter(batch=event.sending, state=State.RELEASED).update(state=State.HELD)
        deed.things.append({"thing": "outreach.message", "sending": event.sending, "held": held})


def answered(event: DeliveryAnswered) -> None:
    """A reminder that has not gone out does so no more, once its recipient has answered."""
    waiting = (State.DRAFT, State.HELD, State.RELEASED, State.FAILED)
    reminders = Message.objects.filter(once__startswith=f"{EDITION}:{event.delivery}:", state__in=waiting)
    reminders = reminders.exclude(once=once_of_delivery(event.delivery, 0))
    if reminders.exists():
        with act(CLERK, Permission.MAIL_WRITE) as deed:
            dropped = reminders.update(state=State.CANCELLED, sealed="")
            deed.things.append({"thing": "outreach.message", "delivery": event.delivery, "dropped": dropped})


def write_letters(context: Context, pk: int, turn: int, piece: int, last: int) -> dict[str, int]:
    """Write and let go some letters of a sending, and ask for the next piece in the same transaction.

    First come those that are not written (`last` is -1), then those that were held back or whose job was lost, from
    the message `last` on. Each piece is a job of its own, so that losing workers again and again stops none of it.
    """
    actor, sending = context.actor, _current(pk, turn)
    if sending is None:
        return {"written": 0, "again": 0}
    written = again = 0
    some = _unwritten(sending) if last < 0 else []
    if some:
        written = _write(actor, sending, some)
    else:
        waiting = _waiting(pk, max(last, 0))
        again = sum(_let_go(actor, one) for one in waiting)
        if not waiting:
            return {"written": 0, "again": 0}
        last = waiting[-1].pk
    _task[0].using(by=actor, key=f"{pk}.{turn}.{piece + 1}").enqueue(pk, turn, piece + 1, last)
    return {"written": written, "again": again}


def _current(pk: int, turn: int) -> Sending | None:
    """The sending, as long as it is not stopped and nobody let it go once more."""
    open_ = {"edition__tlp": TLP.CLEAR.value, "edition__restricted": False}
    found = Sending.objects.filter(pk=pk, turn=turn, state=Sending.State.RELEASED, **open_)
    return found.select_related("edition__party").first()


def _unwritten(sending: Sending) -> list[Delivery]:
    if sending.step:
        due = to_remind(sending.edition).filter(reminded__lt=sending.step)
    else:
        due = Delivery.objects.filter(sending=sending, message__isnull=True, state=Delivery.State.HELD)
    return list(due.select_related("recipient").order_by("pk")[:AT_ONCE])


def _write(actor: Actor, sending: Sending, some: list[Delivery]) -> int:
    """Write the letters of some deliveries and let them go; how many that were."""
    made = []
    with act(CLERK, Permission.MAIL_WRITE) as deed:
        for delivery in some:
            try:
                message = _letter(sending, delivery)
            except (Unsafe, LookupError, Ended) as error:
                if sending.step:
                    note_written(delivery, 0, sending.step)  # its turn is over: it is not tried again and again
                note_failed(delivery, sending.step, getattr(error, "code", "link"))
                continue
            message.save(force_insert=True)
            if note_written(delivery, message.pk, sending.step):
                deed.of(message, written=True)
                made.append(message)
            else:
                Message.objects.filter(pk=message.pk).update(state=State.CANCELLED, sealed="")
    return sum(_let_go(actor, message) for message in made)


def _letter(sending: Sending, delivery: Delivery) -> Message:
    """A held letter to one recipient, in its language. Raises Unsafe, LookupError, Ended."""
    edition, recipient = sending.edition, delivery.recipient
    if recipient.restricted or (recipient.until is not None and recipient.until <= clock.today()):
        raise Ended
    language = recipient.language
    title = entitled(edition, language)
    values = {
        "party": name_in(edition.party, language)[:LONGEST_NAME],
        "title": title if len(title) <= LONGEST_NAME else f"{title[:LONGEST_NAME].rstrip()}…",
        "recipient": recipient.name,
    }
    subject, text = filled("edition-reminder" if sending.step else EDITION, language, values, PLACE)
    return Message(
        address=address_of(recipient.email),
        language=language,
        subject=subject_of(subject),
        text=text_of(text),
        letter=EDITION,
        party="" if edition.originator == THE_FORUM else edition.originator,
        batch=sending.pk,
        state=State.HELD,
        sealed=sealed(address(f"/{language}/receipt/{secret_of(delivery)}/")),
        once=once_of_delivery(delivery.pk, sending.step),
        message_id=new_id(),
        written_by=CLERK.key,
    )


def _waiting(batch: int, last: int) -> list[Message]:
    """Letters that were held back, whose job is gone, or that the server refused, each with its recipient of today."""
    every = Message.objects.filter(batch=batch, pk__gt=last).order_by("pk")
    open_ = Q(state=State.HELD, error="") | Q(state=State.RELEASED) | Q(state=State.FAILED)
    return list(every.filter(open_)[:AT_ONCE])


def _let_go(actor: Actor, message: Message) -> int:
    """Release a letter in the name of whoever let the sending go; 0 where it is as it should be."""
    before = message.state
    if (before == State.FAILED and not _put_right(message)) or (before == State.RELEASED and not is_lost(message)):
        return 0
    with transaction.atomic(), act(actor, Permission.MAIL_RELEASE, on=message) as deed:
        # The update is the gate: a letter that a worker has taken meanwhile is not released besides.
        released = Message.objects.filter(pk=message.pk, round=message.round, state=before).update(
            state=State.RELEASED,
            released_by=actor.key,
            round=message.round + 1,
            attempts=0,
            error="",
            address=message.address,
        )
        deed.of(message, state=State.RELEASED.value, again=not released)
        deed.to(key_of_recipient(message))
        if released:
            message.refresh_from_db()
            ask_for(actor, message)
    return released


def _put_right(message: Message) -> bool:
    """Whether a letter that failed may be tried once more: nobody took it, or its address was corrected since."""
    known = delivery_of(message)
    delivery = Delivery.objects.select_related("recipient").filter(pk=known[0]).first() if known else None
    if delivery is None:
        return False
    corrected = delivery.recipient.email != message.address
    if message.error not in NOBODY_TOOK and not corrected:
        return False
    try:
        message.address = address_of(delivery.recipient.email)
    except Unsafe:
        return False
    take_up(delivery)
    return True
