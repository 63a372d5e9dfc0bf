"""Invitations: held until a person lets them go, with a link that only the recipient ever reads."""

from __future__ import annotations

from datetime import datetime

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.outreach.envelope import new_id
from muntada.outreach.letters import filled
from muntada.outreach.models import INVITATION, Message
from muntada.outreach.safety import address_of, name_of, subject_of, text_of
from muntada.outreach.sealing import PLACE, sealed
from muntada.people.models import User
from muntada.trail.deed import act

State = Message.State
_WAITING = (State.DRAFT, State.HELD, State.RELEASED, State.FAILED)


def invite_by_letter(actor: Actor, user: User, *, link: str, ends_at: datetime) -> Message:
    """A held letter with this one-time link, in place of any earlier one to the same person.

    The link is sealed in the row and stands in no text, no line of the trail and no page. Raises Unsafe for a name
    or an address that no letter goes to.
    """
    address_of(user.email)
    name_of(user.name)
    until = ends_at.strftime("%Y-%m-%d %H:%M %Z")
    subject, text = filled(INVITATION, user.language, {"until": until}, PLACE)
    message = Message(
        person=user,
        language=user.language,
        subject=subject_of(subject),
        text=text_of(text),
        letter=INVITATION,
        state=State.HELD,
        sealed=sealed(link),
        ends_at=ends_at,
        message_id=new_id(),
        written_by=actor.key,
    )
    with act(actor, Permission.MAIL_WRITE, on=message) as deed:
        _drop(user)
        message.save(force_insert=True)
        deed.of(message, written=True)
    return message


def drop_invitations(actor: Actor, user: User) -> int:
    """Letters that were not sent go out no more, because their link was used or replaced; how many that were."""
    waiting = Message.objects.filter(person=user, letter=INVITATION, state__in=_WAITING)
    if not waiting.exists():
        return 0
    with act(actor, Permission.MAIL_WRITE, on=Message(letter=INVITATION)) as deed:
        dropped = _drop(user)
        deed.things.append({"thing": "outreach.message", "dropped": dropped, "user": user.pk})
    return dropped


def forget_links() -> int:
    """Take links that have ended out of their letters, and have such letters go out no more; for what is due."""
    over = Message.objects.filter(ends_at__lte=clock.now()).exclude(sealed="")
    over.filter(state__in=_WAITING).update(state=State.CANCELLED)
    return over.update(sealed="")


def _drop(user: User) -> int:
    waiting = Message.objects.filter(person=user, letter=INVITATION, state__in=_WAITING)
    return waiting.update(state=State.CANCELLED, sealed="")
