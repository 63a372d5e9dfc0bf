"""Every condition, read off one thing: said here in words of its own, so that both readings cannot be wrong alike.

These are plain functions without a database; `mutants` calls them too.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

from muntada.access import clock
from muntada.access.actor import Actor, Role
from muntada.access.conditions import (
    Among,
    AnyOf,
    ByAnother,
    ByOneself,
    Circle,
    Cleared,
    Condition,
    ForOwnPurpose,
    Listed,
    Missing,
    NoneOf,
    NotPast,
    OfChairedBody,
    OfOneself,
    OfOwnOrganisation,
    OfOwnParty,
    SharedWith,
    Without,
    under_label,
)
from muntada.marking.tlp import TLP

DAY = date(2027, 3, 1)
BARE = Actor("user:7", "Nobody's")
SALMA = Actor(
    "user:7",
    "Salma",
    frozenset({Role.CO_CHAIR}),
    party="EG",
    chairs=frozenset({"gctf.coco"}),
    bodies=frozenset({"gctf"}),
    affiliations=frozenset({"MA"}),
    purposes=frozenset({"prevention"}),
    delegated_by=frozenset({"user:8"}),
)
HER_OWN = {"user:7", "EG", "gctf.coco", "MA"}
EVERY_KEY = [*HER_OWN, "gctf", "NL", "user:8", "muntada"]


def holding(condition: Condition, actor: Actor, field: str, values: list[object]) -> set[object]:
    """The values of the field with which the condition holds."""
    return {value for value in values if condition.holds(actor, SimpleNamespace(**{field: value}))}


def test_a_path_leads_from_thing_to_thing() -> None:
    thing = SimpleNamespace(document=SimpleNamespace(tlp="TLP:RED"))
    assert Among("document__tlp", ("TLP:RED",)).holds(BARE, thing)
    assert not Among("document__tlp", ("TLP:CLEAR",)).holds(BARE, thing)


def test_values_that_are_there_or_missing() -> None:
    assert holding(Among("state", ("given", "asked")), BARE, "state", ["given", "asked", "declined"]) == {
        "given",
        "asked",
    }
    assert holding(Missing("category"), BARE, "category", [None, "suspect", ""]) == {None}
    assert holding(Without("restricted"), BARE, "restricted", [True, False]) == {False}
    assert Among("state", ("given",)).lookup(BARE) == {"state__in": ("given",)}
    assert Missing("category").lookup(BARE) == {"category__isnull": True}
    assert Without("restricted").lookup(BARE) == {"restricted": False}


def test_what_is_of_ones_own_party() -> None:
    assert holding(OfOwnParty("originator"), SALMA, "originator", [*EVERY_KEY, None]) == {"EG"}
    assert holding(OfOwnParty("originator"), BARE, "originator", [*EVERY_KEY, None]) == set()
    assert OfOwnParty("originator").lookup(SALMA) == {"originator": "EG"}
    assert OfOwnParty("originator").lookup(BARE) is None


def test_what_is_the_persons_own() -> None:
    assert holding(OfOneself(), SALMA, "pk", [7, 8, None]) == {7}
    assert OfOneself().lookup(SALMA) == {"pk": 7}
    for key in ("system:7", "user:x", "user:", "7", "user:٧x"):
        assert OfOneself().lookup(replace(SALMA, key=key)) is None
    assert holding(ByOneself("asked_by"), SALMA, "asked_by", [*EVERY_KEY]) == {"user:7"}
    assert ByOneself("asked_by").lookup(SALMA) == {"asked_by": "user:7"}


def test_what_is_neither_ones_own_nor_of_whoever_lent() -> None:
    assert holding(ByAnother("asked_by"), SALMA, "asked_by", ["user:6", "user:7", "user:8"]) == {"user:6"}
    assert holding(ByAnother("asked_by"), BARE, "asked_by", ["user:6", "user:7", "user:8"]) == {"user:6", "user:8"}
    assert ByAnother("asked_by").lookup(SALMA) == {"asked_by": NoneOf(("user:7", "user:8"))}


def test_the_own_organisation_is_person_party_affiliations_and_bodies_chaired() -> None:
    every: list[object] = [*EVERY_KEY]
    assert holding(OfOwnOrganisation("originator"), SALMA, "originator", every) == HER_OWN
    assert holding(OfOwnOrganisation("originator"), BARE, "originator", every) == {"user:7"}
    for role in Role:
        staff = role in {Role.SECRETARIAT, Role.ANALYST}
        of_the_forum = {"user:7", "muntada"} if staff else {"user:7"}
        found = holding(OfOwnOrganisation("originator"), replace(BARE, roles=frozenset({role})), "originator", every)
        assert found == of_the_forum, role
    assert OfOwnOrganisation("originator").lookup(SALMA) == {"originator__in": sorted(HER_OWN)}
    assert holding(OfChairedBody("originator"), SALMA, "originator", every) == {"gctf.coco"}
    assert OfChairedBody("originator").lookup(SALMA) == {"originator__in": ["gctf.coco"]}
    assert OfChairedBody("originator").lookup(BARE) is None


def test_a_clearance_reaches_as_far_as_it_says() -> None:
    labels: list[object] = list(TLP)
    assert holding(Cleared(), BARE, "tlp", labels) == set(TLP)
    assert Cleared().lookup(BARE) == {}
    for number, label in enumerate(TLP):
        cleared = replace(BARE, clearance=label)
        assert holding(Cleared(), cleared, "tlp", labels) == set(list(TLP)[: number + 1])
        assert Cleared().lookup(cleared) == {"tlp__in": tuple(TLP)[: number + 1]}


def test_a_purpose_is_ones_own() -> None:
    assert holding(ForOwnPurpose(), SALMA, "purpose", ["prevention", "investigation"]) == {"prevention"}
    assert ForOwnPurpose().lookup(SALMA) == {"purpose__in": ["prevention"]}
    assert ForOwnPurpose().lookup(replace(SALMA, purposes=frozenset())) is None


def test_a_day_is_not_past_until_it_is_over() -> None:
    with clock.at(DAY):
        days: list[object] = [DAY - timedelta(1), DAY, DAY + timedelta(1), None]
        assert holding(NotPast("review_by"), BARE, "review_by", days) == {DAY, DAY + timedelta(1)}
        assert NotPast("review_by").lookup(BARE) == {"review_by__gte": DAY}


def test_an_audience_reaches_as_far_as_its_circle() -> None:
    reached = {
        Circle.PERSON: {"user:7"},
        Circle.ORGANISATION: HER_OWN,
        Circle.CLIENTS: HER_OWN | {"gctf"},
    }
    for circle, keys in reached.items():
        condition = SharedWith(circle)
        audiences: list[object] = [frozenset({key, "FR"}) for key in EVERY_KEY]
        assert holding(condition, SALMA, "audience_keys", [*audiences, frozenset()]) == {
            frozenset({key, "FR"}) for key in keys
        }
        assert condition.lookup(SALMA) == {"audience__in": Listed(tuple(sorted(keys)))}


def test_one_part_of_several_is_enough() -> None:
    either = AnyOf((Missing("category"), Missing("purpose")))
    held = [
        (one, other)
        for one in (None, "x")
        for other in (None, "x")
        if either.holds(BARE, SimpleNamespace(category=one, purpose=other))
    ]
    assert held == [(None, None), (None, "x"), ("x", None)]


def test_every_rule_on_a_label_asks_label_clearance_purpose_review_and_that_it_is_not_kept_from_use() -> None:
    reader = replace(BARE, clearance=TLP.GREEN, purposes=frozenset({"prevention"}))
    plain = {
        "tlp": TLP.GREEN,
        "category": None,
        "purpose": "oversight",
        "review_by": None,
        "restricted": False,
    }
    changes: list[tuple[dict[str, object], bool]] = [
        ({}, True),
        ({"tlp": TLP.CLEAR}, True),
        ({"tlp": TLP.RED}, False),
        ({"tlp": TLP.AMBER}, False),
        ({"category": "suspect"}, False),
        ({"category": "suspect", "purpose": "prevention"}, True),
        ({"review_by": DAY}, True),
        ({"review_by": DAY - timedelta(1)}, False),
        ({"restricted": True}, False),
    ]
    asked = under_label(TLP.CLEAR, TLP.GREEN, TLP.RED)
    with clock.at(DAY):
        for change, held in changes:
            thing = SimpleNamespace(**{**plain, **change})
            assert all(condition.holds(reader, thing) for condition in asked) is held, change
        uncleared = replace(reader, clearance=None)
        for label in TLP:
            thing = SimpleNamespace(**{**plain, "tlp": label})
            seen = label in {TLP.CLEAR, TLP.GREEN, TLP.RED}
            assert all(condition.holds(uncleared, thing) for condition in asked) is seen, label
