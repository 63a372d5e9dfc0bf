"""Which entities may be the same: found by the engine that checks names, noted for a person, and joined by nobody."""

from __future__ import annotations

from collections.abc import Callable

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.register.models import Judgement, Likeness
from muntada.register.queries.likeness import Pair, pairs
from muntada.trail.deed import act


def note_likenesses(actor: Actor, *, progress: Callable[[int], None] | None = None) -> int:
    """Look through the whole register for entities that may be the same; how many pairs wait for a person now.

    What was judged waits again once something of either changed, unless they are the same already. What is not alike
    any more, and nobody judged, goes.
    """
    with act(actor, Permission.LIKENESS_NOTE) as deed:
        said = {(one.left_id, one.right_id): one.said for one in Judgement.objects.order_by("pk")}
        held = {(one.left_id, one.right_id): one for one in Likeness.objects.all()}
        seen: set[int] = set()
        for pair in pairs(progress):
            seen.add(_noted(pair, held.get((pair.left, pair.right)), said.get((pair.left, pair.right), "")))
        Likeness.objects.filter(waits=True).exclude(pk__in=seen).delete()
        waits = Likeness.objects.filter(waits=True).count()
        deed.things.append({"thing": "register.likeness", "waits": waits})
    return waits


def _noted(pair: Pair, held: Likeness | None, said: str) -> int:
    if held is None:
        held = Likeness(left_id=pair.left, right_id=pair.right, waits=said not in ("same", "other"))
    elif held.known == pair.known:
        return held.pk
    else:
        held.waits = held.waits or said != Judgement.Said.SAME
    held.score, held.explained, held.known, held.at = pair.score, pair.explained, pair.known, clock.now()
    held.waits_for(held.waits)
    held.save()
    return held.pk
