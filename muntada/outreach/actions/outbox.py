"""Messages are written, held, changed, released, taken out by hand, and looked into where it is unclear."""

from __future__ import annotations

import re
from typing import Any

from django.db import transaction

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.jobs.models import Job
from muntada.marking.tlp import TLP
from muntada.outreach.actions.coming import came_back, no_longer_open, no_longer_wanted, went_out
from muntada.outreach.actions.sending import ask_for, key_of_recipient
from muntada.outreach.asked import ASKING, may_see_link
from muntada.outreach.envelope import file_of, new_id
from muntada.outreach.letters import filled
from muntada.outreach.models import INVITATION, Message
from muntada.outreach.safety import Unsafe, address_of, name_of, subject_of, text_of
from muntada.outreach.sealing import PLACE
from muntada.people.models import User
from muntada.trail.deed import act, refuse

State = Message.State
_LINK = re.compile(r"https?://[!-~]{1,500}", re.ASCII)


class NotByMail(ValueError):
    """Raised for what may not be said by mail; `code` is a word for programs."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class NotPossible(ValueError):
    """Raised where the message is no longer where it was."""


def write(
    actor: Actor,
    *,
    to: User | str,
    letter: str,
    values: dict[str, str],
    tlp: TLP,
    link: str,
    once: str,
    language: str = "",
) -> Message:
    """A draft from one of the letters, about something under that label; the same `once` gives the same message.

    Above TLP:GREEN the letter becomes the notice that there is something, with the link and without a word of it.
    Raises NotByMail: under TLP:RED nothing is written at all, not even that there is something.
    """
    spoken = language or (to.language if isinstance(to, User) else "")
    if not _LINK.fullmatch(link):
        raise Unsafe("link", "This is no address of a page.")
    if tlp == TLP.RED:
        raise NotByMail("red", "What is TLP:RED is not spoken of by mail.")
    if tlp.rank > TLP.GREEN.rank:
        if not isinstance(to, User):
            raise NotByMail("outside", "Outside of the forum only what is TLP:CLEAR is sent.")
        letter, values, tlp = "notice", {}, TLP.CLEAR
    subject, text = filled(letter, spoken, values, link)
    return _keep(actor, to, spoken, subject, text, tlp, once)


def compose(actor: Actor, *, to: User | str, language: str, subject: str, text: str, tlp: TLP) -> Message:
    """A draft in a person's own words. Raises NotByMail above TLP:GREEN, Unsafe."""
    if tlp.rank > TLP.GREEN.rank:
        raise NotByMail("label", "Nothing above TLP:GREEN is sent by mail; put it into Muntada and send a notice.")
    return _keep(actor, to, language, subject, text, tlp, "")


def edit(actor: Actor, message: Message, *, subject: str, text: str) -> None:
    """Other words for what has not been released. Raises Unsafe, NotPossible."""
    words = {"subject": subject_of(subject), "text": text_of(text)}
    if message.sealed and words["text"].count(PLACE) != 1:
        raise Unsafe("link", "The place of the link has to stay in the text, once.")
    _move(actor, Permission.MAIL_WRITE, message, (State.DRAFT, State.HELD, State.FAILED), **words)


def hold(actor: Actor, message: Message) -> None:
    """Keep it back until somebody releases it; a released one too, while it is not on its way. Raises NotPossible."""
    _move(actor, Permission.MAIL_WRITE, message, (State.DRAFT, State.RELEASED), state=State.HELD)


def cancel(actor: Actor, message: Message) -> None:
    """It will not go out. Raises NotPossible."""
    before = (State.DRAFT, State.HELD, State.RELEASED, State.FAILED)
    _move(actor, Permission.MAIL_WRITE, message, before, state=State.CANCELLED, sealed="")


def release(actor: Actor, message: Message) -> None:
    """Let it go: a job sends it, or, where there is no mail server, a person takes it out. Raises NotPossible."""
    if message.ended:
        raise NotPossible("Its link has ended.")
    with transaction.atomic():
        _move(
            actor,
            Permission.MAIL_RELEASE,
            message,
            (State.DRAFT, State.HELD, State.FAILED),
            state=State.RELEASED,
            released_by=actor.key,
            round=message.round + 1,
            attempts=0,
            error="",
        )
        ask_for(actor, message)


def take_out(actor: Actor, message: Message) -> bytes:
    """The message as a file, for a person who sends it by other means; from now on only that person knows of it.

    Raises NotPossible where a mail server may have it, or its link has ended; Refused for a link that lets somebody
    in, where the actor issues none.
    """
    if message.ended:
        raise NotPossible("Its link has ended.")
    if no_longer_wanted(message) or no_longer_open(message):
        raise NotPossible("It reminds somebody who has answered, or tells of what is no longer open to all.")
    if message.sealed and message.letter == INVITATION and not decide(actor, Permission.LINK_ISSUE):
        refuse(actor, Permission.LINK_ISSUE, message, "Only who issues sign-in links sees one.")
    if message.letter == ASKING and not may_see_link(actor, message):
        refuse(actor, Permission.INSTITUTION_ASK, message, "Only who asks an institution sees where it answers.")
    file = file_of(message)
    if message.state == State.SENDING and message.sending_job is None:
        with act(actor, Permission.MAIL_RELEASE, on=message) as record:
            record.of(message, taken="again")
            record.to(key_of_recipient(message))
        return file
    _move(actor, Permission.MAIL_RELEASE, message, (State.RELEASED,), state=State.SENDING, sending_job=None, error="")
    return file


def resolve(actor: Actor, message: Message, *, arrived: bool) -> None:
    """Say what became of a message of which that was not known. Raises NotPossible while a worker is at it."""
    running = Job.objects.filter(fence=message.sending_fence, state=Job.State.RUNNING)
    if message.sending_job is not None and running.filter(pk=message.sending_job).exists():
        raise NotPossible("This message is being sent.")
    known: dict[str, Any] = (
        {"state": State.SENT, "sent_at": clock.now(), "error": "", "sealed": ""}
        if arrived
        else {"state": State.FAILED, "error": "not_arrived"}
    )
    with transaction.atomic():
        _move(actor, Permission.MAIL_RELEASE, message, (State.SENDING,), **known)
        if arrived:
            went_out(actor, message)
        else:
            came_back(message, "not_arrived")


def _keep(actor: Actor, to: User | str, language: str, subject: str, text: str, tlp: TLP, once: str) -> Message:
    if isinstance(to, User):
        address_of(to.email)
        name_of(to.name)
    elif tlp != TLP.CLEAR:
        raise NotByMail("outside", "Outside of the forum only what is TLP:CLEAR is sent.")
    values: dict[str, Any] = {
        "person": to if isinstance(to, User) else None,
        "address": "" if isinstance(to, User) else address_of(to),
        "language": language,
        "subject": subject_of(subject),
        "text": text_of(text),
        "tlp": tlp.value,
        "message_id": new_id(),
        "written_by": actor.key,
    }
    with act(actor, Permission.MAIL_WRITE) as record:
        if once:
            message, new = Message.objects.get_or_create(once=once, defaults=values)
        else:
            message, new = Message.objects.create(**values), True
        record.of(message, written=new)
    return message


def _move(actor: Actor, permission: Permission, message: Message, before: tuple[str, ...], **after: Any) -> None:
    with act(actor, permission, on=message) as record:
        # The update is the gate: of two deeds at once only one finds the message where it was.
        if not Message.objects.filter(pk=message.pk, state__in=before, round=message.round).update(**after):
            raise NotPossible("This message is no longer where it was.")
        record.of(message, state=str(after.get("state", message.state)))
        record.to(key_of_recipient(message))
    message.refresh_from_db()
