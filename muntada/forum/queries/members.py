"""Who belongs to a body, and where each member stood since when."""

from __future__ import annotations

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.models import Body, Membership, Standing


def history_of(actor: Actor | None, of: Body) -> list[tuple[Membership, list[Standing]]]:
    """The memberships of a body, each with its standings, the first one first."""
    found = rows(actor, Permission.RECORD_READ, Membership).filter(body=of).select_related("party")
    lines: dict[int, list[Standing]] = {}
    for one in rows(actor, Permission.RECORD_READ, Standing).filter(membership__body=of).order_by("since", "pk"):
        lines.setdefault(one.membership_id, []).append(one)
    return [(one, lines.get(one.pk, [])) for one in found.prefetch_related("party__names")]
