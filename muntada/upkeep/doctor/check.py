"""One thing that was looked at, and what is to be done where it is not well."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How something is."""

    OK = "ok"
    WARNING = "warning"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, how it is, what was found, and what to do next; the last is empty where all is well."""

    name: str
    state: State
    found: str
    todo: str = ""


def ok(name: str, found: str) -> Check:
    """All is well."""
    return Check(name, State.OK, found)


def warning(name: str, found: str, todo: str) -> Check:
    """It works, and somebody should see to it."""
    return Check(name, State.WARNING, found, todo)


def failure(name: str, found: str, todo: str) -> Check:
    """It does not work, or not safely."""
    return Check(name, State.FAILURE, found, todo)
