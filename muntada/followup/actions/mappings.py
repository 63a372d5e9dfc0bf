"""Which clauses ask for the same, in whose words and why (NIST IR 8477)."""

from __future__ import annotations

from typing import Any

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.values import ValueRefused
from muntada.followup.actions.under import LONGEST, changing, entering, one_of, own
from muntada.followup.models import Mapping
from muntada.forum.actions.under import Given
from muntada.forum.actions.wording import checked_text
from muntada.library.models import Clause


def enter_mapping(actor: Actor, source: Clause, target: Clause, *, given: Given = None, **said: Any) -> Mapping:
    """Say how what one clause asks for relates to what another asks for: `relationship`, `rationale`, `strength` from
    1 to 10, and `why`.

    Raises ValueRefused: of a clause to itself, or where the same was said of these two already.
    """
    if source.pk == target.pk:
        raise ValueRefused("target", "A clause is related to another one.")
    made = Mapping(source=source, target=target, by=actor.key, at=clock.now(), **_columns(said))

    def once() -> None:
        # Whoever relates the same two at once waits at the first of them, whichever way round.
        list(Clause.objects.select_for_update(of=("self",)).filter(pk__in=[source.pk, target.pk]).order_by("pk"))
        both = Mapping.objects.filter(originator=own(actor).originator, source__in=[source, target])
        if both.filter(target__in=[source, target]).exists():
            raise ValueRefused("target", "How these two relate is entered already.")

    with entering(actor, Permission.MAPPING_WRITE, made, source.work, target.work, given=given, first=once):
        pass
    return made


def change_mapping(actor: Actor, mapping: Mapping, **said: Any) -> Mapping:
    """Say it otherwise: from then on it is the word of whoever says so. Raises ValueRefused."""
    with changing(actor, Permission.MAPPING_WRITE, mapping, _columns(said) | {"by": actor.key, "at": clock.now()}):
        pass
    return mapping


def _columns(said: dict[str, Any]) -> dict[str, Any]:
    strength = said.get("strength") or 10
    if not 1 <= strength <= 10:
        raise ValueRefused("strength", "From 1 to 10.")
    return {
        "relationship": one_of("relationship", said.get("relationship") or "", Mapping.Relationship),
        "rationale": one_of("rationale", said.get("rationale") or "", Mapping.Rationale),
        "strength": strength,
        "why": checked_text(said.get("why") or "", field="why", limit=LONGEST),
    }
