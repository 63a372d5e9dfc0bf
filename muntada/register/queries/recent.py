"""Entries as those who keep the register name them in its forms: the last ones entered here, or by a reference."""

from __future__ import annotations

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.register.models import Entity, Listing
from muntada.register.queries.entities import entities

OFFERED = 30


def entered_last(actor: Actor | None) -> list[Entity]:
    """What was entered here last, as far as the actor may see it."""
    return list(entities(actor).filter(dataset="own").order_by("-first_seen", "pk")[:OFFERED])


def named_by(actor: Actor | None, said: str) -> str:
    """The key of the entry that has this key, or this reference on a list; what was said where none has.

    Nobody is looked for by name: that is a check, with what it is for.
    """
    if entities(actor).filter(pk=said).exists():
        return said
    listed = rows(actor, Permission.RECORD_READ, Listing, via="entity").filter(reference=said)
    found = Entity.objects.filter(listings__in=listed).values_list("pk", flat=True).distinct()[:2]
    return found[0] if len(found) == 1 else said
