"""What is in the outbox."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Case, IntegerField, QuerySet, Value, When

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.outreach.models import Message

INVITES = "meeting-invitation:"  # how the keys of letters that invite to a meeting begin
_NUMBER = re.compile(rf"{INVITES}([0-9]{{1,18}}):", re.ASCII)
_FIRST = ("sending", "failed", "draft", "held", "released")


def outbox(actor: Actor) -> QuerySet[Message]:
    """The messages that the actor may see: what needs a person first, then what waits, then what is over."""
    turn = Case(
        *[When(state=state, then=Value(place)) for place, state in enumerate(_FIRST)],
        default=Value(len(_FIRST)),
        output_field=IntegerField(),
    )
    return rows(actor, Permission.MAIL_READ, Message).select_related("person").order_by(turn, "-id")


def letters_of_invitations(actor: Actor, invitations: Iterable[int]) -> dict[int, list[Message]]:
    """The letters of these invitations to a meeting, by the invitation's number, as far as the actor may see them."""
    found: dict[int, list[Message]] = defaultdict(list)
    seen = rows(actor, Permission.MAIL_READ, Message).order_by("pk")
    for number in invitations:
        for message in seen.filter(once__startswith=f"{INVITES}{number}:"):
            found[number].append(message)
    return dict(found)


def invitation_of(message: Message) -> int | None:
    """The number of the invitation to a meeting that the message is a letter of."""
    number = _NUMBER.match(message.once)
    return int(number[1]) if number else None
