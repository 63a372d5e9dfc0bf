"""What is done with messages."""

from muntada.outreach.actions.digests import write_digests
from muntada.outreach.actions.inviting import drop_invitations, forget_links, invite_by_letter
from muntada.outreach.actions.outbox import (
    NotByMail,
    NotPossible,
    cancel,
    compose,
    edit,
    hold,
    release,
    resolve,
    take_out,
    write,
)
from muntada.outreach.actions.sending import ask_for_released, deliver
from muntada.outreach.actions.standing import held

__all__ = [
    "NotByMail",
    "NotPossible",
    "ask_for_released",
    "cancel",
    "compose",
    "deliver",
    "drop_invitations",
    "edit",
    "forget_links",
    "held",
    "hold",
    "invite_by_letter",
    "release",
    "resolve",
    "take_out",
    "write",
    "write_digests",
]
