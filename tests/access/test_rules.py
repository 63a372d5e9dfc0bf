"""The policy, read for one thing and for a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from muntada.access.actor import DOORKEEPER, LOADER, Actor
from muntada.access.conditions import OfOwnParty
from muntada.access.rules import RULES, Permission, decide
from muntada.marking.handling import THE_FORUM
from muntada.marking.tlp import TLP
from tests.cast import ADMINISTRATOR, ANALYST, CAST, FOCAL_POINT, READER, SECRETARIAT, VISITOR


@dataclass
class Thing:
    tlp: str
    party_id: str = "EG"
    originator: str = THE_FORUM
    audience_keys: frozenset[str] = frozenset()
    purpose: str = "conduct_of_the_forum"
    category: str | None = None
    review_by: date | None = None
    restricted: bool = False


def test_every_permission_has_a_row_in_the_table() -> None:
    assert set(RULES) == set(Permission)


def test_every_rule_says_why() -> None:
    assert all(rule.because.endswith(".") for rules in RULES.values() for rule in rules)


@pytest.mark.parametrize("permission", list(Permission))
def test_nobody_may_do_anything(permission: Permission) -> None:
    assert not decide(None, permission, Thing(TLP.CLEAR))


@pytest.mark.parametrize("permission", list(Permission))
def test_an_actor_without_an_office_may_do_nothing(permission: Permission) -> None:
    assert not decide(Actor("user:9", "Former official"), permission, Thing(TLP.CLEAR))


@pytest.mark.parametrize(
    ("actor", "label", "allowed"),
    [
        (ANALYST, TLP.RED, False),
        (SECRETARIAT, TLP.AMBER_STRICT, True),
        (FOCAL_POINT, TLP.GREEN, True),
        (FOCAL_POINT, TLP.AMBER, False),
        (READER, TLP.CLEAR, True),
        (READER, TLP.GREEN, True),
        (READER, TLP.AMBER, False),
        (ADMINISTRATOR, TLP.AMBER, False),
        (VISITOR, TLP.CLEAR, True),
        (VISITOR, TLP.GREEN, False),
    ],
)
def test_a_source_opens_by_its_label(actor: Actor, label: TLP, allowed: bool) -> None:
    assert bool(decide(actor, Permission.SOURCE_READ, Thing(label))) is allowed


def test_a_rule_with_conditions_does_not_hold_of_no_thing() -> None:
    assert not decide(READER, Permission.SOURCE_READ)


def test_only_a_person_of_the_staff_decides_a_finding() -> None:
    allowed = [actor for actor in (*CAST, LOADER, DOORKEEPER) if decide(actor, Permission.FINDING_DECIDE)]
    assert allowed == [SECRETARIAT, ANALYST]


def test_an_actor_without_a_party_owns_nothing() -> None:
    condition = OfOwnParty("party_id")
    assert condition.holds(FOCAL_POINT, Thing(TLP.RED))
    assert not condition.holds(READER, Thing(TLP.RED))
    assert condition.lookup(READER) is None
    assert condition.lookup(FOCAL_POINT) == {"party_id": "EG"}
