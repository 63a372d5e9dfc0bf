"""The policy printed: it says all that the table holds, and `docs/policy.md` is what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from muntada.access.actor import Role
from muntada.access.printed import as_page, policy
from muntada.access.rules import RULES, Permission

PAGE = Path(__file__).resolve().parents[2] / "docs" / "policy.md"


def test_every_permission_and_rule_is_printed_with_its_sentence_and_its_reason() -> None:
    table = policy()
    assert [one.key for one in table] == [permission.value for permission in Permission]
    for one in table:
        assert one.sentence
        rules = RULES[Permission(one.key)]
        assert [rule.because for rule in one.rules] == [rule.because for rule in rules]
        assert [set(rule.roles) for rule in one.rules] == [set(rule.roles) for rule in rules]
        assert [len(rule.clauses) for rule in one.rules] == [len(rule.conditions) for rule in rules]


def test_every_value_stands_in_a_gap() -> None:
    clauses = [clause for one in policy() for rule in one.rules for clause in rule.clauses]
    assert all(("%(values)s" in clause.sentence) == bool(clause.values) for clause in clauses)


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.PERSON}])
def test_every_role_may_do_something(role: Role) -> None:
    assert any(role in rule.roles for one in policy() for rule in one.rules)


def test_the_page_in_the_docs_is_the_policy_of_today() -> None:
    """A change of the policy is a change of this page, which somebody reads."""
    assert PAGE.read_text(encoding="utf-8") == as_page(), "Write it anew: python -m muntada.access.printed"
