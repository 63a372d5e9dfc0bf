"""What is in the outbox."""

from __future__ import annotations

from django.db.models import Case, IntegerField, QuerySet, Value, When

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.outreach.models import Message

_FIRST = ("sending", "failed", "draft", "held", "released")


def outbox(actor: Actor) -> QuerySet[Message]:
    """The messages that the actor may see: what needs a person first, then what waits, then what is over."""
    turn = Case(
        *[When(state=state, then=Value(place)) for place, state in enumerate(_FIRST)],
        default=Value(len(_FIRST)),
        output_field=IntegerField(),
    )
    return rows(actor, Permission.MAIL_READ, Message).select_related("person").order_by(turn, "-id")
