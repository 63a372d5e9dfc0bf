"""The keys of letters to institutions that are asked: the same request, address, day and step give the same letter."""

from __future__ import annotations

import re
from datetime import date

from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.followup.models import Request
from muntada.outreach.models import Message

ASKING = "asking"  # a letter with the address under which an institution answers
FIRST = "first"
_KEY = re.compile(
    rf"{ASKING}:([0-9]{{1,18}}):([0-9]{{1,9}}):([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}):([a-z0-9-]{{1,20}})", re.ASCII
)


def begins(request: int) -> str:
    """How the keys of all letters of a request begin."""
    return f"{ASKING}:{request}:"


def key_of_letter(request: Request, what: str) -> str:
    """The key of one letter; `what` is FIRST, `back-2` or a step."""
    return f"{begins(request.pk)}{request.turn}:{request.due.isoformat()}:{what}"


def request_of(message: Message) -> int | None:
    """The number of the request that a message is the letter of."""
    known = _KEY.fullmatch(message.once)
    return int(known[1]) if known else None


def letters_of(request: Request) -> list[Message]:
    """The letters of a request that were not dropped, the latest first; whom they are shown to, the page asks."""
    every = Message.objects.filter(once__startswith=begins(request.pk)).exclude(state=Message.State.CANCELLED)
    return list(every.order_by("-pk"))


def is_outdated(message: Message) -> bool:
    """Whether a letter is of a request that was answered or closed, or that has another address or day by now."""
    known = _KEY.fullmatch(message.once)
    if known is None:
        return False
    found = Request.objects.filter(pk=int(known[1]), state=Request.State.OPEN, restricted=False)
    return not found.filter(turn=int(known[2]), due=date.fromisoformat(known[3])).exists()


def may_see_link(actor: Actor, message: Message) -> bool:
    """Whether the address in such a letter may be seen: by those who may ask, for it shows what is asked."""
    number = request_of(message)
    request = Request.objects.filter(pk=number).first() if number is not None else None
    return request is not None and bool(decide(actor, Permission.INSTITUTION_ASK, request))
