"""The policy read as a page: every permission with its rules in words, for an auditor.

The words are English sentences with named gaps; a door says them in its reader's language.
"""

from __future__ import annotations

from dataclasses import dataclass

from muntada.access.actor import Role
from muntada.access.conditions import Among, AnyOf, Circle, Condition, OfOwnParty, SharedWith, personal
from muntada.access.rules import RULES, Permission, Rule


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition: a sentence, and the values that stand in its gap."""

    sentence: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedRule:
    """Who, of what, and why."""

    roles: tuple[Role, ...]
    clauses: tuple[Clause, ...]
    because: str


@dataclass(frozen=True, slots=True)
class PrintedPermission:
    """A permission with its sentence and everybody who has it."""

    key: str
    sentence: str
    rules: tuple[PrintedRule, ...]


FIELDS = {
    "tlp": "The label is one of: %(values)s.",
    "entity__tlp": "The label is one of: %(values)s.",
    "originator": "The originator is one of: %(values)s.",
    "state": "The state is one of: %(values)s.",
}
OWN_PARTY = "The originator is the party that the person speaks for."
OTHER_FIELD = "It is one of these: %(values)s."
CIRCLES = {
    Circle.PERSON: "The person is named in the audience.",
    Circle.ORGANISATION: "The audience names the person, the person's organisation, or a body that the person chairs.",
    Circle.CLIENTS: "The audience names the person, the person's organisation, or a body that the organisation is in.",
}
SENTENCES = {
    "OfOwnParty": "It is of the party that the person speaks for.",
    "OfOneself": "It is the person's own.",
    "ByOneself": "The person asked for it.",
    "ByAnother": "Neither the person, nor anybody who lent the person an office, asked for it.",
    "OfOwnOrganisation": "The originator is the person's own organisation.",
    "OfChairedBody": "The originator is a body that the person chairs on that day.",
    "Without": "It is not kept from use while a person's word on it is looked into.",
    "Cleared": "The label is no stricter than the person's clearance, where one is recorded.",
}
PURPOSEFUL = "It is about no person, or is kept for a purpose that the person reads for."
IN_TIME = "Its review is not overdue."
PERSONALLY = dict(zip((*personal(), *personal("entity__")), (PURPOSEFUL, IN_TIME) * 2, strict=True))


def policy() -> tuple[PrintedPermission, ...]:
    """The whole table, in its own order."""
    return tuple(
        PrintedPermission(permission.value, permission.sentence, tuple(_rule(rule) for rule in RULES[permission]))
        for permission in Permission
    )


def _rule(rule: Rule) -> PrintedRule:
    order = list(Role)
    return PrintedRule(
        tuple(sorted(rule.roles, key=order.index)), tuple(_clause(one) for one in rule.conditions), rule.because
    )


def _clause(condition: Condition) -> Clause:
    if isinstance(condition, AnyOf):
        return Clause(PERSONALLY[condition])
    if isinstance(condition, Among):
        return Clause(FIELDS.get(condition.field, OTHER_FIELD), condition.values)
    if isinstance(condition, OfOwnParty) and condition.field == "originator":
        return Clause(OWN_PARTY)
    if isinstance(condition, SharedWith):
        return Clause(CIRCLES[condition.circle])
    return Clause(SENTENCES[type(condition).__name__])


def as_page() -> str:
    """The whole policy in English, as `docs/policy.md` keeps it."""
    parts = [
        "# The policy\n\nWho may do what, of which things, and why. This page is made from the table that decides "
        "(`muntada/access/rules.py`); a test compares it.\n"
    ]
    for permission in policy():
        parts.append(f"\n## {permission.sentence} (`{permission.key}`)\n")
        for rule in permission.rules:
            parts.append(f"\n- {', '.join(role.value for role in rule.roles)}. {rule.because}\n")
            parts += [f"  - {clause.sentence % {'values': ', '.join(clause.values)}}\n" for clause in rule.clauses]
    return "".join(parts)


if __name__ == "__main__":
    from pathlib import Path

    Path("docs/policy.md").write_text(as_page(), encoding="utf-8")
