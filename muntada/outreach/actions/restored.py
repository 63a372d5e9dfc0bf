"""After a backup was brought back: nobody knows which of its messages went out since, so a person decides."""

from __future__ import annotations

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.outreach.models import Message
from muntada.trail.deed import act

RESTORED = "restored"


def hold_after_restore(actor: Actor) -> int:
    """Hold what was released, and have a person say what became of what was on its way; how many messages.

    A message keeps its Message-ID, so that one released again is known by those who have it already.
    """
    with act(actor, Permission.MAIL_WRITE) as record:
        held = Message.objects.filter(state=Message.State.RELEASED).update(state=Message.State.HELD, error=RESTORED)
        # Its worker is lost; that it is nobody's job any more lets a person say what became of it.
        unclear = Message.objects.filter(state=Message.State.SENDING).update(error="unclear", sending_fence=0)
        record.things.append({"thing": Message._meta.label_lower, "held": held, "unclear": unclear})
    return held + unclear
