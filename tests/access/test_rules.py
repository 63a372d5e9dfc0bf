"""The policy, read for one thing and for a list."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from muntada.access.actor import DOORKEEPER, LOADER, Actor, Role
from muntada.access.rows import rows
from muntada.access.rules import RULES, OfOwnParty, Permission, decide
from muntada.evidence.models import Document
from muntada.marking.tlp import TLP
from tests.cast import ADMINISTRATOR, ANALYST, CAST, FOCAL_POINT, READER, SECRETARIAT


@dataclass
class Thing:
    tlp: str
    party_id: str = "EG"


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
        (ANALYST, TLP.RED, True),
        (SECRETARIAT, TLP.AMBER_STRICT, True),
        (FOCAL_POINT, TLP.GREEN, True),
        (FOCAL_POINT, TLP.AMBER, False),
        (READER, TLP.CLEAR, True),
        (READER, TLP.GREEN, False),
        (ADMINISTRATOR, TLP.GREEN, False),
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


ROLES = st.frozensets(st.sampled_from(list(Role)), max_size=3)


class TheTwoReadings(TestCase):
    """`rows` lists exactly the things of which `decide` says yes."""

    @classmethod
    def setUpTestData(cls) -> None:
        for number, label in enumerate(TLP):
            Document.objects.create(
                sha256=f"{number:064}", name=label, media_type="text/plain", size=1, text="x", language="en",
                tlp=label, captured_by="user:3",
            )  # fmt: skip

    @given(roles=ROLES, party=st.sampled_from([None, "EG", "FR"]))
    def test_agree_on_documents(self, roles: frozenset[Role], party: str | None) -> None:
        actor = Actor("user:1", "Anybody", roles, party)
        for permission in (Permission.SOURCE_READ, Permission.CITATION_READ):
            listed = set(rows(actor, permission, Document).values_list("pk", flat=True))
            decided = {d.pk for d in Document.objects.all() if decide(actor, permission, d)}
            assert listed == decided

    def test_nobody_sees_no_rows(self) -> None:
        for permission, model in product(Permission, [Document]):
            assert not rows(None, permission, model).exists()
