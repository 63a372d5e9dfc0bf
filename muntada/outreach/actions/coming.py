"""What became of a letter that invites to a meeting comes back to the invitation, with the letter's own deed."""

from __future__ import annotations

from muntada.access.actor import Actor
from muntada.forum.actions.invitations import note_sent
from muntada.forum.models import Invitation
from muntada.outreach.models import Message
from muntada.outreach.queries import INVITES, invitation_of


def once_of(invitation: int) -> str:
    """How the keys of the letters of one invitation begin."""
    return f"{INVITES}{invitation}:"


def went_out(actor: Actor, message: Message) -> None:
    """Note that an invitation went out, where the message is the letter of one."""
    number = invitation_of(message)
    invitation = Invitation.objects.filter(pk=number).first() if number else None
    if invitation is not None and invitation.state == Invitation.State.DRAFTED:
        note_sent(actor, invitation)
