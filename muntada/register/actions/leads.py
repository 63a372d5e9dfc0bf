"""What an officer finds of a lead: that it is the same, or is not, with the reason. Nothing follows by itself."""

from __future__ import annotations

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.values import ValueRefused
from muntada.register.models import Lead
from muntada.text.gate import TextRefused, admit
from muntada.trail.deed import act

LONGEST_REASON = 4_000


def decide_lead(actor: Actor, lead: Lead, *, same: bool, reason: str) -> Lead:
    """Confirm that the name asked for is the entity's, or clear it. A cleared pair does not come again until what is
    known of the entity changes. Raises ValueRefused without a reason, or where somebody decided before."""
    why = said("reason", reason)
    with act(actor, Permission.LEAD_DECIDE, on=lead) as deed:
        held = Lead.objects.select_for_update().get(pk=lead.pk)
        if held.state != Lead.State.OPEN:
            raise ValueRefused("lead", "Somebody decided of this lead already; reopen it first.")
        held.state = Lead.State.SAME if same else Lead.State.OTHER
        held.decided_by, held.decided_at, held.reason = actor.key, clock.now(), why
        held.save()
        deed.of(held, state=held.state, entity=held.entity_id)
    return held


def reopen_lead(actor: Actor, lead: Lead, *, reason: str) -> Lead:
    """Take a decision back; what was decided and why stays in the trail. Raises ValueRefused."""
    why = said("reason", reason)
    with act(actor, Permission.LEAD_DECIDE, on=lead) as deed:
        held = Lead.objects.select_for_update().get(pk=lead.pk)
        if held.state == Lead.State.OPEN:
            raise ValueRefused("lead", "Nobody decided of this lead yet.")
        deed.of(held, state=Lead.State.OPEN, was=held.state, reason=why, entity=held.entity_id)
        held.state, held.decided_by, held.decided_at, held.reason = Lead.State.OPEN, "", None, ""
        held.save()
    return held


def said(field: str, text: str) -> str:
    """A reason that somebody gave. Raises ValueRefused where there is none, or it cannot be kept."""
    try:
        found = admit(text, limit=LONGEST_REASON).strip()
    except TextRefused as error:
        raise ValueRefused(field, str(error)) from None
    if not found:
        raise ValueRefused(field, "Give a reason: it stays with the record.")
    return found
