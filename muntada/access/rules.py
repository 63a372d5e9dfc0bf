"""The policy as data: under each permission, who has it and of which things.

A rule holds of an actor and a thing; a permission is given when any of its rules holds. `decide` reads the
table for one thing, `rows.rows` for a whole list; a test compares the two readings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from muntada.access.actor import Actor, Role
from muntada.marking.tlp import TLP, up_to


class Permission(StrEnum):
    """What somebody may be allowed to do; the sentence beside each is what an auditor reads."""

    RECORD_READ = "record.read"  # read parties, bodies, terms, meetings and instruments
    RECORD_WRITE = "record.write"  # enter, correct and merge records of the forum
    CITATION_READ = "citation.read"  # see the passages that a record rests on
    CONFLICT_SETTLE = "conflict.settle"  # decide which of two disagreeing sources the record follows
    SOURCE_READ = "source.read"  # open a captured source and its findings
    SOURCE_CAPTURE = "source.capture"  # bring a source in and have it read
    FINDING_DECIDE = "finding.decide"  # accept, correct or reject a finding
    FACTS_LOAD = "facts.load"  # load the shipped reference facts
    LINK_ISSUE = "link.issue"  # issue a one-time sign-in link
    LINK_REDEEM = "link.redeem"  # sign in by a one-time link
    PERSON_MANAGE = "person.manage"  # invite people and give them offices
    TRAIL_READ = "trail.read"  # read who did what


@dataclass(frozen=True, slots=True)
class Among:
    """Holds when the thing's field has one of these values."""

    field: str
    values: tuple[str, ...]

    def holds(self, actor: Actor, thing: object) -> bool:
        return follow(thing, self.field) in self.values

    def lookup(self, actor: Actor) -> dict[str, Any]:
        return {f"{self.field}__in": self.values}


@dataclass(frozen=True, slots=True)
class OfOwnParty:
    """Holds when the thing's field names the party that the actor speaks for."""

    field: str

    def holds(self, actor: Actor, thing: object) -> bool:
        return actor.party is not None and follow(thing, self.field) == actor.party

    def lookup(self, actor: Actor) -> dict[str, Any] | None:
        return None if actor.party is None else {self.field: actor.party}


Condition = Among | OfOwnParty


@dataclass(frozen=True, slots=True)
class Rule:
    """These roles have the permission of things of which every condition holds (of all, where none is named)."""

    roles: frozenset[Role]
    conditions: tuple[Condition, ...] = ()
    because: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer, with the rule that gave it or the reason why none did."""

    allowed: bool
    reason: str

    def __bool__(self) -> bool:
        return self.allowed


def follow(thing: object, path: str) -> Any:
    """The value at a path such as `document__tlp`, read off one object."""
    for name in path.split("__"):
        thing = getattr(thing, name)
    return thing


def _rule(*roles: Role, when: Iterable[Condition] = (), because: str) -> Rule:
    return Rule(frozenset(roles), tuple(when), because)


_A, _S, _N, _F, _R = Role.ADMINISTRATOR, Role.SECRETARIAT, Role.ANALYST, Role.FOCAL_POINT, Role.READER
_STAFF = (_S, _N)


def _by_label(field: str) -> tuple[Rule, ...]:
    """Sources and what quotes them: staff see all, a focal point up to GREEN, a reader what is CLEAR."""
    return (
        _rule(*_STAFF, because="The secretariat and its analysts work on every source."),
        _rule(_F, when=[Among(field, up_to(TLP.GREEN))], because="A focal point sees what the community may."),
        _rule(_A, _R, when=[Among(field, up_to(TLP.CLEAR))], because="What is TLP:CLEAR is open to all."),
    )


RULES: dict[Permission, tuple[Rule, ...]] = {
    Permission.RECORD_READ: (_rule(_A, _S, _N, _F, _R, because="Whoever is signed in reads the forum's records."),),
    Permission.RECORD_WRITE: (
        _rule(*_STAFF, because="The secretariat and its analysts keep the records."),
        _rule(Role.LOADER, because="The reference facts are loaded by the system itself."),
    ),
    Permission.CITATION_READ: _by_label("tlp"),
    Permission.CONFLICT_SETTLE: (_rule(_S, because="The secretariat decides between sources."),),
    Permission.SOURCE_READ: _by_label("tlp"),
    Permission.SOURCE_CAPTURE: (_rule(*_STAFF, because="The secretariat and its analysts bring sources in."),),
    Permission.FINDING_DECIDE: (_rule(*_STAFF, because="A finding is decided by a person of the staff."),),
    Permission.FACTS_LOAD: (_rule(Role.LOADER, because="The reference facts are loaded by the system itself."),),
    Permission.LINK_ISSUE: (
        _rule(Role.DOORKEEPER, because="The person at the machine's own console is its administrator."),
        _rule(_A, because="An administrator lets people in."),
    ),
    Permission.LINK_REDEEM: (_rule(Role.DOORKEEPER, because="A link that was given to a person lets that person in."),),
    Permission.PERSON_MANAGE: (
        _rule(_A, because="An administrator gives offices."),
        _rule(Role.DOORKEEPER, because="The first administrator is made at the machine's own console."),
    ),
    Permission.TRAIL_READ: (_rule(_A, because="An administrator reads the trail until an overseer is appointed."),),
}


def decide(actor: Actor | None, permission: Permission, thing: object | None = None) -> Decision:
    """May this actor do this to this thing? Without an actor the answer is no.

    `thing` is None where the permission is not about one thing; rules with conditions then do not hold.
    """
    if actor is None:
        return Decision(False, "Nobody acts: there is no entry without an actor.")
    for rule in RULES[permission]:
        if rule.roles & actor.roles and _meets(rule, actor, thing):
            return Decision(True, rule.because)
    return Decision(False, f"No rule gives {actor.name} the permission {permission.value}.")


def _meets(rule: Rule, actor: Actor, thing: object | None) -> bool:
    if not rule.conditions:
        return True
    return thing is not None and all(condition.holds(actor, thing) for condition in rule.conditions)
