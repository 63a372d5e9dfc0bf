"""The policy, read for one thing and for a list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest

from muntada.access.actor import DOORKEEPER, LOADER, Actor, Role
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
    asked_by: str = "user:9"
    state: str = "asked"


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


CHAIR = Actor("user:6", "Amina, co-chair", frozenset({Role.CO_CHAIR}), party="MA", chairs=frozenset({"gctf.coco"}))
VALIDATOR = Actor("user:7", "Leila, of Egypt", frozenset({Role.VALIDATOR}), party="EG")
SPEAKERS = {"EG": VALIDATOR, "gctf.coco": CHAIR, THE_FORUM: SECRETARIAT}


@pytest.mark.parametrize("originator", [*SPEAKERS, "MA", "gctf"])
@pytest.mark.parametrize("permission", [Permission.RELEASE_ANSWER, Permission.RELEASE_WITHDRAW])
def test_only_who_speaks_for_the_originator_answers_and_takes_back(permission: Permission, originator: str) -> None:
    thing = Thing(TLP.AMBER, originator=originator)
    speaking = [actor for actor in (*CAST, CHAIR, VALIDATOR, VISITOR) if decide(actor, permission, thing)]
    assert speaking == [actor for key, actor in SPEAKERS.items() if key == originator]


@pytest.mark.parametrize("originator", SPEAKERS)
def test_nobody_answers_what_they_or_whoever_lent_to_them_asked_for(originator: str) -> None:
    speaker = SPEAKERS[originator]
    for asker, answers in ((speaker.key, False), ("user:8", False), ("user:9", True)):
        thing = Thing(TLP.AMBER, originator=originator, asked_by=asker)
        lent = replace(speaker, delegated_by=frozenset({"user:8"}))
        assert bool(decide(lent, Permission.RELEASE_ANSWER, thing)) is answers
        assert decide(lent, Permission.RELEASE_WITHDRAW, thing)


def test_who_asked_for_a_release_sees_it_and_another_reader_does_not() -> None:
    for asker in (READER.key, "user:9"):
        assert bool(decide(READER, Permission.RELEASE_READ, Thing(TLP.CLEAR, asked_by=asker))) is (asker == READER.key)


def test_whom_it_was_released_to_sees_a_release_once_it_is_given() -> None:
    audience = frozenset({"user:5"})
    for state in ("asked", "given", "declined", "withdrawn"):
        thing = Thing(TLP.CLEAR, originator="NL", audience_keys=audience, state=state)
        assert bool(decide(READER, Permission.RELEASE_READ, thing)) is (state == "given")
        assert not decide(FOCAL_POINT, Permission.RELEASE_READ, thing)


def test_who_shared_a_thing_marks_it_and_nobody_else() -> None:
    marking = {
        key: [
            actor
            for actor in (*CAST, CHAIR, VALIDATOR, VISITOR)
            if decide(actor, Permission.RECORD_MARK, Thing(TLP.GREEN, originator=key))
        ]
        for key in ("EG", "MA", "gctf.coco", THE_FORUM)
    }
    assert marking == {
        "EG": [FOCAL_POINT, VALIDATOR],
        "MA": [],
        "gctf.coco": [CHAIR],
        THE_FORUM: [SECRETARIAT, ANALYST],
    }
