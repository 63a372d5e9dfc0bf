"""A passage of an open source tied to an entity by a person, and the tie taken back."""

from __future__ import annotations

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.actions.citations import passage_of
from muntada.evidence.models import Document
from muntada.evidence.values import ValueRefused
from muntada.register.models import Entity, Mention
from muntada.trail.deed import act

LONGEST = 4_000  # letters of a passage


def tie_mention(actor: Actor, entity: Entity, *, document: Document, start: int, end: int) -> Mention:
    """Say that a passage speaks of an entity. It changes nothing else of either. Raises ValueRefused."""
    with act(actor, Permission.ENTITY_KEEP, on=entity) as deed:
        if not 0 <= start < end <= len(document.text) or end - start > LONGEST:
            raise ValueRefused("passage", "The source has no such passage.")
        passage, _new = passage_of(document, start, end, document.text[start:end])
        made, new = Mention.objects.get_or_create(
            entity=entity, passage=passage, ended_at=None, defaults={"by": actor.key, "at": clock.now()}
        )
        if new:
            deed.of(made, passage=passage.pk)
            deed.of(entity)
    return made


def part_mention(actor: Actor, mention: Mention) -> Mention:
    """Take back that a passage speaks of an entity. Raises ValueRefused where somebody else was first."""
    with act(actor, Permission.ENTITY_KEEP, on=mention.entity) as deed:
        held = Mention.objects.select_for_update().get(pk=mention.pk)
        if held.ended_at is not None:
            raise ValueRefused("passage", "It is taken back already.")
        held.ended_by, held.ended_at = actor.key, clock.now()
        held.save(update_fields=["ended_by", "ended_at"])
        deed.of(held, ended_at=str(held.ended_at))
    return held
