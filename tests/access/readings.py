"""Compares the policy's two readings; used on SQLite and on PostgreSQL, in short and in long form."""

from __future__ import annotations

from random import Random

from django.db.models import Model

from muntada.access import clock
from muntada.access.rows import rows
from muntada.access.rules import RULES, Permission, decide
from tests.access.world import TODAY, an_actor, fill

ON_RECORDS = (
    Permission.RECORD_READ,
    Permission.RECORD_REVIEW,
    Permission.REVIEW_DECIDE,
    Permission.RECORD_MARK,
    Permission.SOURCE_READ,
    Permission.CITATION_READ,
    Permission.RELEASE_ASK,
    Permission.PURPOSE_READ,
    Permission.PURPOSE_PROPOSE,
    Permission.SEARCH_INDEX,
    Permission.MEASURE_WRITE,
    Permission.JUDGEMENT_WRITE,
)
ON_RELEASES = (Permission.RELEASE_READ, Permission.RELEASE_ANSWER, Permission.RELEASE_WITHDRAW)
ON_POSITIONS = (Permission.POSITION_CLEAR,)
ON_EDITIONS = (Permission.EDITION_SEND,)
COMPARED = (*ON_RECORDS, *ON_RELEASES, *ON_POSITIONS, *ON_EDITIONS)


def compare(seed: int, actors: int, things: int) -> dict[Permission, int]:
    """Ask both readings about every pair; the answer counts, by permission, the pairs that were allowed.

    Raises AssertionError naming the first actor and thing on which the two do not agree.
    """
    random = Random(seed)
    world = fill(random, things)
    allowed = dict.fromkeys(COMPARED, 0)
    with clock.at(TODAY):
        for number in range(actors):
            # One permission on records an actor keeps the pairs what they are called: actor times thing.
            for permission, every in (
                (ON_RECORDS[number % len(ON_RECORDS)], world.records),
                (ON_RELEASES[number % len(ON_RELEASES)], world.releases),
                (ON_POSITIONS[number % len(ON_POSITIONS)], world.positions),
                (ON_EDITIONS[number % len(ON_EDITIONS)], world.editions),
            ):
                actor = an_actor(random, {role for rule in RULES[permission] for role in rule.roles})
                listed = set(rows(actor, permission, type(every[0])).values_list("pk", flat=True))
                decided = {thing.pk for thing in every if decide(actor, permission, thing)}
                assert listed == decided, _say(actor, permission, list(every), listed ^ decided)
                allowed[permission] += len(listed)
    return allowed


def _say(actor: object, permission: Permission, every: list[Model], differing: set[int]) -> str:
    thing = next(one for one in every if one.pk in differing)
    return f"{permission} of {actor} on {vars(thing)}"
