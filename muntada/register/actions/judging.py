"""That two entities are the same, or are not, as a person says; every judgement stays, and any can be taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.values import ValueRefused
from muntada.register.actions.leads import said
from muntada.register.models import Entity, Judgement, Likeness
from muntada.register.schema import schema_of
from muntada.trail.deed import act

_MOST = 200  # entities that are one


def judge(actor: Actor, left: Entity, right: Entity, *, said_to_be: str, reason: str) -> Judgement:
    """Say that two entities are the same (`same`), are not (`other`), or take back what was said (`open`).

    What is the same is one entity from now on: one of them speaks for all. What each states stays its own, with its
    own source and handling, so that whatever was joined can be parted. Raises ValueRefused.
    """
    why = said("reason", reason)
    if said_to_be not in Judgement.Said.values:
        raise ValueRefused("said", "Say whether they are the same.")
    with act(actor, Permission.ENTITY_JUDGE, on=left) as deed:
        if left.pk == right.pk:
            raise ValueRefused("pair", "This is one and the same entry.")
        if said_to_be == Judgement.Said.SAME and not _alike(left.schema, right.schema):
            raise ValueRefused("pair", "A person is no group, and a group no act.")
        one, other = sorted((left.pk, right.pk))
        if said_to_be == _last(one, other):
            raise ValueRefused("said", "This is what was said of them last.")
        made = Judgement.objects.create(
            left_id=one, right_id=other, said=said_to_be, reason=why, by=actor.key, at=clock.now()
        )
        for pair in Likeness.objects.filter(left=one, right=other):
            pair.waits_for(said_to_be == Judgement.Said.OPEN)
            pair.save(update_fields=["waits", "rank"])
        _gather(_together({one, other}))
        deed.of(made, said=said_to_be)
        deed.of(left)
        deed.of(right)
    return made


def _alike(one: str, other: str) -> bool:
    return schema_of(one).is_a(other) or schema_of(other).is_a(one)


def _last(one: str, other: str) -> str:
    """What was said of a pair last; at the beginning nothing was."""
    found = Judgement.objects.filter(left=one, right=other).order_by("-pk").values_list("said", flat=True).first()
    return found or Judgement.Said.OPEN.value


def _together(keys: set[str]) -> set[str]:
    """Everything that stands, or stood, as one with these."""
    named = Entity.objects.filter(pk__in=keys).values_list("canonical", flat=True)
    roots = keys | {one for one in named if one is not None}
    return roots | set(Entity.objects.filter(canonical__in=roots).values_list("pk", flat=True))


def _gather(keys: set[str]) -> None:
    """Let one speak for each group of those that are the same now: whoever did before, else the first that was seen."""
    if len(keys) > _MOST:
        raise ValueRefused("pair", f"More than {_MOST} entries would be one: look at them first.")
    standing: dict[tuple[str, str], str] = {}
    pairs = Judgement.objects.filter(left__in=keys, right__in=keys).order_by("pk")
    for one, other, word in pairs.values_list("left_id", "right_id", "said"):
        standing[one, other] = word
    ties = [pair for pair, word in standing.items() if word == Judgement.Said.SAME]
    held = {one.pk: one for one in Entity.objects.filter(pk__in=keys)}
    spoke = {one.canonical_id for one in held.values() if one.canonical_id}
    for group in _groups(keys, ties):
        if any(standing.get((one, other)) == Judgement.Said.OTHER for one in group for other in group):
            raise ValueRefused("pair", "Two of those that would be one were found not to be the same.")
        first = min(group, key=lambda key: (key not in spoke, held[key].first_seen, key))
        Entity.objects.filter(pk__in=group).exclude(pk=first).update(canonical=first)
        Entity.objects.filter(pk=first).update(canonical=None)


def _groups(keys: Iterable[str], ties: Iterable[tuple[str, str]]) -> list[set[str]]:
    """The keys parted into those that ties hold together."""
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in ties:
        near[one].add(other)
        near[other].add(one)
    left, found = set(keys), []
    while left:
        group, ahead = set(), [min(left)]
        while ahead:
            key = ahead.pop()
            if key not in group:
                group.add(key)
                ahead += near[key]
        left -= group
        found.append(group)
    return found
