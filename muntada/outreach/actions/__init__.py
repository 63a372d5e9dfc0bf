"""What is done with messages."""

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

__all__ = [
    "NotByMail",
    "NotPossible",
    "ask_for_released",
    "cancel",
    "compose",
    "deliver",
    "edit",
    "hold",
    "release",
    "resolve",
    "take_out",
    "write",
]
