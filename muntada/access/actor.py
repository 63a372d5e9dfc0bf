"""Who acts: a person in an office, or one of the system's own parts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from muntada.marking.handling import Purpose
from muntada.marking.tlp import TLP


class Role(StrEnum):
    """The offices that the rules speak of."""

    ADMINISTRATOR = "administrator"
    SECRETARIAT = "secretariat"
    ANALYST = "analyst"
    FOCAL_POINT = "focal_point"
    CO_CHAIR = "co_chair"  # of the bodies in `Actor.chairs`, for as long as the term of the actor's party lasts
    VALIDATOR = "validator"  # says yes for a party to what its focal point prepared
    REVIEWER = "reviewer"  # sees records whose review is overdue; independent of those who entered them
    OVERSEER = "overseer"  # reads the trail, keeps no record and holds no other office
    READER = "reader"
    VISITOR = "visitor"  # the public: sees what is TLP:CLEAR and does nothing
    PERSON = "person"  # whoever is signed in, in whatever office or none: what is one's own
    STAND_IN = "stand_in"  # an administrator for as long as no overseer is appointed
    LOADER = "loader"  # the system's own hand that loads the reference facts
    DOORKEEPER = "doorkeeper"  # the system's own hand that lets people in
    NOTARY = "notary"  # the system's own hand that signs heads of the log
    CLERK = "clerk"  # the system's own hand that does what is due


# Roles that nobody is given: they follow from being signed in, or are the system's own.
IMPLIED = frozenset({Role.VISITOR, Role.PERSON, Role.LOADER, Role.DOORKEEPER, Role.CLERK, Role.STAND_IN, Role.NOTARY})


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts; `key` is what the trail keeps, `party` the key of the party spoken for.

    `chairs` are the keys of the bodies chaired today, `bodies` of those that the party belongs to, `affiliations`
    of the parties the person belongs to. `clearance` is the strictest label that the person is cleared for (None
    where no clearance is recorded: then the audience alone decides) and `purposes` what they read for.
    `delegated_by` are the keys of those whose roles are among `roles` only because they lent them.
    """

    key: str
    name: str
    roles: frozenset[Role] = frozenset()
    party: str | None = None
    chairs: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    affiliations: frozenset[str] = frozenset()
    clearance: TLP | None = None
    purposes: frozenset[str] = frozenset({Purpose.CONDUCT_OF_THE_FORUM.value})
    delegated_by: frozenset[str] = frozenset()


PUBLIC = Actor("public", "The public", frozenset({Role.VISITOR}))
LOADER = Actor("system:loader", "Reference facts", frozenset({Role.LOADER}))
DOORKEEPER = Actor("system:doorkeeper", "Sign-in", frozenset({Role.DOORKEEPER}))
NOTARY = Actor("system:notary", "Heads of the log", frozenset({Role.NOTARY}))
CLERK = Actor("system:clerk", "What is due", frozenset({Role.CLERK}))
