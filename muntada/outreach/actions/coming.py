"""What became of a letter comes back to what it is the letter of, with the letter's own deed: to the invitation to a
meeting, and to the delivery of an edition of the national report."""

from __future__ import annotations

import re

from django.db.models import Q

from muntada.access.actor import Actor
from muntada.forum.actions.invitations import note_sent
from muntada.forum.models import Invitation
from muntada.marking.tlp import TLP
from muntada.outreach.asked import is_outdated
from muntada.outreach.models import EDITION, Message
from muntada.outreach.queries import INVITES, invitation_of
from muntada.reports.actions import sending as editions
from muntada.reports.models import Delivery
from muntada.reports.queries.deliveries import ANSWERED

_KEY = re.compile(rf"{EDITION}:([0-9]{{1,18}}):([0-9]{{1,4}})", re.ASCII)


def once_of(invitation: int) -> str:
    """How the keys of the letters of one invitation begin."""
    return f"{INVITES}{invitation}:"


def once_of_delivery(delivery: int, step: int) -> str:
    """The key of a letter with an edition: the same delivery and step give the same letter."""
    return f"{EDITION}:{delivery}:{step}"


def delivery_of(message: Message) -> tuple[int, int] | None:
    """Which delivery and which step a message is the letter of."""
    found = _KEY.fullmatch(message.once)
    return (int(found[1]), int(found[2])) if found else None


def no_longer_wanted(message: Message) -> bool:
    """Whether a letter is a reminder whose recipient has answered meanwhile, or asks what is asked no more."""
    if is_outdated(message):
        return True
    known = delivery_of(message)
    if known is None or known[1] == 0:
        return False
    return Delivery.objects.filter(pk=known[0], state__in=ANSWERED).exists()


def no_longer_open(message: Message) -> bool:
    """Whether a letter tells of an edition that was narrowed since; what is not open to all stays here."""
    known = delivery_of(message)
    shut = ~Q(edition__tlp=TLP.CLEAR.value) | Q(edition__restricted=True)
    return known is not None and Delivery.objects.filter(shut, pk=known[0]).exists()


def went_out(actor: Actor, message: Message) -> None:
    """Note that an invitation or an edition went out, where the message is the letter of one."""
    number = invitation_of(message)
    invitation = Invitation.objects.filter(pk=number).first() if number else None
    if invitation is not None and invitation.state == Invitation.State.DRAFTED:
        note_sent(actor, invitation)
    known = delivery_of(message)
    delivery = Delivery.objects.filter(pk=known[0]).first() if known else None
    if known is not None and delivery is not None:
        editions.note_sent(delivery, known[1])


def came_back(message: Message, error: str) -> None:
    """Note that an edition did not arrive, where the message is the letter with one."""
    known = delivery_of(message)
    delivery = Delivery.objects.filter(pk=known[0]).first() if known else None
    if known is not None and delivery is not None:
        editions.note_failed(delivery, known[1], error)
