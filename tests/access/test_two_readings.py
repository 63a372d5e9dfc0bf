"""`rows` lists exactly the things of which `decide` says yes."""

from __future__ import annotations

import pytest

from muntada.access.rows import rows
from muntada.access.rules import RULES, Permission
from muntada.forum.models import Meeting
from tests.access.readings import COMPARED, compare


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(2))
def test_the_two_readings_agree_on_twenty_thousand_pairs(seed: int) -> None:
    allowed = compare(seed, actors=100, things=100)
    assert all(count > 0 for count in allowed.values())


@pytest.mark.django_db
def test_nobody_sees_no_rows() -> None:
    Meeting.objects.create(kind="session")
    for permission in Permission:
        assert not rows(None, permission, Meeting).exists()


def test_every_permission_with_conditions_on_a_shared_record_is_compared() -> None:
    conditional = {
        permission
        for permission, rules in RULES.items()
        if any(
            getattr(part, "field", "") in {"tlp", "originator", "audience"}
            for rule in rules
            for part in rule.conditions
        )
    }
    compared = {RULES[permission] for permission in COMPARED}  # and with each, every permission of the same rules
    assert {RULES[permission] for permission in conditional} <= compared


@pytest.mark.soak
@pytest.mark.django_db
def test_the_two_readings_agree_on_a_million_pairs() -> None:
    assert all(count > 0 for count in compare(7, actors=1_000, things=1_000).values())
