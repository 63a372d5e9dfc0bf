"""Conditions of rules as data: each is read off one thing (`holds`) and as a filter of a list (`lookup`).

`lookup` gives the lookups that a row must meet, None where no row can; `Listed` in them stands for the audiences
that name one of its keys, which `rows` writes as a subquery, and `NoneOf` for all other values.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from muntada.access import clock
from muntada.access.actor import Actor, Role
from muntada.marking.handling import THE_FORUM
from muntada.marking.tlp import TLP, up_to

_STAFF = frozenset({Role.SECRETARIAT, Role.ANALYST})


def follow(thing: object, path: str) -> Any:
    """The value at a path such as `document__tlp`, read off one object."""
    for name in path.split("__"):
        thing = getattr(thing, name)
    return thing


def organisation_of(actor: Actor) -> frozenset[str]:
    """The keys of the actor's own organisation: the person, the party spoken for, affiliations, bodies chaired."""
    own = {actor.key} if actor.party is None else {actor.key, actor.party}
    if _STAFF & actor.roles:
        own.add(THE_FORUM)
    return actor.chairs | actor.affiliations | own


@dataclass(frozen=True, slots=True)
class Among:
    """Holds when the thing's field has one of these values."""

    field: str
    values: tuple[str, ...]

    def holds(self, actor: Actor, thing: object) -> bool:
        return follow(thing, self.field) in self.values

    def lookup(self, actor: Actor) -> dict[str, Any] | None:
        return {f"{self.field}__in": self.values}


@dataclass(frozen=True, slots=True)
class Missing:
    """Holds when the thing's field is empty."""

    field: str

    def holds(self, actor: Actor, thing: object) -> bool:
        return follow(thing, self.field) is None

    def lookup(self, actor: Actor) -> dict[str, Any] | None:
        return {f"{self.field}__isnull": True}


@dataclass(frozen=True, slots=True)
class Without:
    """Holds when the thing does not bear this mark."""

    field: str

    def holds(self, actor: Actor, thing: object) -> bool:
        return not follow(thing, self.field)

    def lookup(self, actor: Actor) -> dict[str, Any] | None:
        return {self.field: False}


@dataclass(frozen=True, slots=True)
class OfOwnParty:
    """Holds when the thing's field names the party that the actor speaks for."""

    field: str

    def holds(self, actor: Actor, thing: object) -> bool:
        return actor.party is not None and follow(thing, self.field) == actor.party

    def lookup(self, actor: Actor) -> dict[str, Any] | None:
        return None if actor.party is None else {self.field: actor.party}


@dataclass(frozen=True, slots=True)
class OfOneself:
    """Holds when the thing is the person who acts, or its field leads to that person."""

    field: str = "pk"

    def holds(self, actor: Actor, thing: object) -> bool:
        return f"user:{follow(thing, self.field)}" == actor.key

    def lookup(self, actor: Actor) -> dict[str, Any] | None:
        kind, _, number = actor.key.partition(":")
        return {self.field: int(number)} if kind == "user" and number.isdecimal() else None


@dataclass(frozen=True, slots=True)
class ByOneself:
    """Holds when the thing's field is the key of whoever acts."""

    field: str

    def holds(self, actor: Actor, thing: object) -> bool:
        return bool(follow(thing, self.field) == actor.key)

    def lookup(self, actor: Actor) -> dict[str, Any] | None:
        return {self.field: actor.key}


@dataclass(frozen=True, slots=True)
class ByAnother:
    """Holds when neither the actor nor anybody whose roles the actor was lent is named by the thing's field."""

    field: str

    def holds(self, actor: Actor, thing: object) -> bool:
        return follow(thing, self.field) not in actor.delegated_by | {actor.key}

    def lookup(self, actor: Actor) -> dict[str, Any] | None:
        return {self.field: NoneOf(tuple(sorted(actor.delegated_by | {actor.key})))}


@dataclass(frozen=True, slots=True)
class NoneOf:
    """In a lookup: every value but these; the field is never empty."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfOwnOrganisation:
    """Holds when the thing's field names the actor, or a party or body that the actor belongs to."""

    field: str

    def holds(self, actor: Actor, thing: object) -> bool:
        return follow(thing, self.field) in organisation_of(actor)

    def lookup(self, actor: Actor) -> dict[str, Any] | None:
        return {f"{self.field}__in": sorted(organisation_of(actor))}


@dataclass(frozen=True, slots=True)
class OfChairedBody:
    """Holds when the thing's field names a body that the actor chairs today."""

    field: str

    def holds(self, actor: Actor, thing: object) -> bool:
        return follow(thing, self.field) in actor.chairs

    def lookup(self, actor: Actor) -> dict[str, Any] | None:
        return {f"{self.field}__in": sorted(actor.chairs)} if actor.chairs else None


@dataclass(frozen=True, slots=True)
class Cleared:
    """Holds when the label is no stricter than the actor's clearance; without one, the audience alone decides."""

    field: str = "tlp"

    def holds(self, actor: Actor, thing: object) -> bool:
        return actor.clearance is None or follow(thing, self.field) in up_to(actor.clearance)

    def lookup(self, actor: Actor) -> dict[str, Any] | None:
        return {} if actor.clearance is None else {f"{self.field}__in": up_to(actor.clearance)}


@dataclass(frozen=True, slots=True)
class ForOwnPurpose:
    """Holds when the thing is kept for a purpose that the actor reads for."""

    field: str = "purpose"

    def holds(self, actor: Actor, thing: object) -> bool:
        return follow(thing, self.field) in actor.purposes

    def lookup(self, actor: Actor) -> dict[str, Any] | None:
        return {f"{self.field}__in": sorted(actor.purposes)} if actor.purposes else None


@dataclass(frozen=True, slots=True)
class NotPast:
    """Holds when the day in the thing's field is today or later."""

    field: str

    def holds(self, actor: Actor, thing: object) -> bool:
        day = follow(thing, self.field)
        return day is not None and day >= clock.today()

    def lookup(self, actor: Actor) -> dict[str, Any] | None:
        return {f"{self.field}__gte": clock.today()}


class Circle(StrEnum):
    """How far a party or body in an audience reaches."""

    PERSON = "person"  # only who is named
    ORGANISATION = "organisation"  # the people of the parties, and the chairs of the bodies, that are named
    CLIENTS = "clients"  # and the people of the parties that belong to a body that is named


@dataclass(frozen=True, slots=True)
class Listed:
    """In a lookup: the audiences that name one of these keys."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SharedWith:
    """Holds when the thing's audience names the actor, or what the actor belongs to as far as the circle reaches."""

    circle: Circle
    field: str = "audience"

    def holds(self, actor: Actor, thing: object) -> bool:
        named: frozenset[str] = follow(thing, f"{self.field}_keys")
        return not named.isdisjoint(self.keys(actor))

    def lookup(self, actor: Actor) -> dict[str, Any] | None:
        return {f"{self.field}__in": Listed(tuple(sorted(self.keys(actor))))}

    def keys(self, actor: Actor) -> frozenset[str]:
        """The keys by which an audience may name this actor."""
        if self.circle is Circle.PERSON:
            return frozenset({actor.key})
        own = organisation_of(actor)
        return own | actor.bodies if self.circle is Circle.CLIENTS else own


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when one of its parts does."""

    parts: tuple[Condition, ...]

    def holds(self, actor: Actor, thing: object) -> bool:
        return any(part.holds(actor, thing) for part in self.parts)


Simple = (
    Among
    | Missing
    | Without
    | OfOwnParty
    | OfOneself
    | ByAnother
    | ByOneself
    | OfOwnOrganisation
    | OfChairedBody
    | Cleared
    | ForOwnPurpose
    | NotPast
    | SharedWith
)
Condition = Simple | AnyOf


def personal(of: str = "") -> tuple[Condition, ...]:
    """What nothing about a person is read without: a purpose of one's own, and a review that is not overdue. `of`
    leads to the record, for what hangs on one: `entity__`."""
    return (
        AnyOf((Missing(f"{of}category"), ForOwnPurpose(f"{of}purpose"))),
        AnyOf((Missing(f"{of}review_by"), NotPast(f"{of}review_by"))),
    )


def under_label(*labels: TLP, of: str = "") -> tuple[Condition, ...]:
    """What every rule on these labels asks beside the audience. What is kept from use while a person's word on it is
    looked into is not seen by those who would use it."""
    return (Among(f"{of}tlp", tuple(labels)), Cleared(f"{of}tlp"), *personal(of), Without(f"{of}restricted"))
