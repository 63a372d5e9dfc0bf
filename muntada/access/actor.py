"""Who acts: a person in an office, or one of the system's own parts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The offices that the rules speak of."""

    ADMINISTRATOR = "administrator"
    SECRETARIAT = "secretariat"
    ANALYST = "analyst"
    FOCAL_POINT = "focal_point"
    READER = "reader"
    LOADER = "loader"  # the system's own hand that loads the reference facts
    DOORKEEPER = "doorkeeper"  # the system's own hand that lets people in


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts; `key` is what the trail keeps, `party` the key of the party spoken for."""

    key: str
    name: str
    roles: frozenset[Role] = frozenset()
    party: str | None = None


LOADER = Actor("system:loader", "Reference facts", frozenset({Role.LOADER}))
DOORKEEPER = Actor("system:doorkeeper", "Sign-in", frozenset({Role.DOORKEEPER}))
