"""The attributes that each type of finding may have, and their shapes. Knows no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from muntada.evidence.values import Json, ValueRefused

TEXT, NUMBER, MANY = "text", "number", "many"

ATTRIBUTES: dict[str, dict[str, str]] = {
    "meeting": {
        **dict.fromkeys(["kind", "title", "body", "organiser", "when", "place", "level"], TEXT),
        **dict.fromkeys(["ordinal", "attendance"], NUMBER),
        "chair": MANY,
    },
    "agenda": {"title": TEXT},
    "term": {"body": TEXT, "role": TEXT, "party": MANY, "start": TEXT, "end": TEXT},
    "candidacy": {"party": MANY, "body": TEXT, "role": TEXT, "when": TEXT},
    "membership": {"party": MANY, "body": TEXT, "kind": TEXT},
    "participation": {"party": MANY, "body": TEXT},
    "body": {"key": TEXT, "kind": TEXT, "parent": TEXT, "established": TEXT, "members": NUMBER},
    "instrument": {
        **dict.fromkeys(["key", "kind", "body", "when", "reviewed"], TEXT),
        "edition": NUMBER,
        "language": MANY,
    },
    "implements": {"from": TEXT, "to": TEXT},
    "programme": {"key": TEXT, "body": TEXT, "projects": NUMBER, "entities": NUMBER, "stages": MANY},
    "initiative": {"party": MANY, "body": TEXT, "start": TEXT},
    "post": {"person": TEXT, "role": TEXT, "body": TEXT},
    "distribution": {"instrument": TEXT, "to": MANY},
    "mandate": {"body": TEXT, "title": TEXT},
    "cooperation": {"body": MANY},
}

_SHAPE_REASONS = {TEXT: "This is one piece of text.", NUMBER: "This is a whole number.", MANY: "This is a list."}


@dataclass(frozen=True, slots=True)
class Values:
    """The checked attributes of a finding; what is not stated is empty."""

    attrs: Mapping[str, Any]

    def text(self, name: str) -> str:
        return str(self.attrs.get(name, ""))

    def number(self, name: str) -> int | None:
        value: int | None = self.attrs.get(name)
        return value

    def many(self, name: str) -> list[str]:
        return list(self.attrs.get(name, []))


def checked(kind: str, attrs: Mapping[str, Json]) -> dict[str, Any]:
    """The attributes of a finding of this type without the empty ones, text stripped and on one line.

    Raises ValueRefused for a type or attribute that does not exist and for a value of the wrong shape.
    """
    if kind not in ATTRIBUTES:
        raise ValueRefused("type", f"There is no finding of the type {kind}.")
    clean: dict[str, Any] = {}
    for name, value in attrs.items():
        shape = ATTRIBUTES[kind].get(name)
        if shape is None:
            raise ValueRefused(name, f"A finding of the type {kind} has no such attribute.")
        tidied = _tidied(name, shape, value)
        if tidied not in (None, "", []):
            clean[name] = tidied
    return clean


def _tidied(name: str, shape: str, value: Json) -> Any:
    if value is None:
        return None
    if shape == NUMBER and isinstance(value, int) and not isinstance(value, bool):
        if value < 0:
            raise ValueRefused(name, "This is not below zero.")
        return value
    if shape == TEXT and isinstance(value, str):
        return " ".join(value.split())
    if shape == MANY and isinstance(value, list) and all(isinstance(member, str) for member in value):
        members = [" ".join(str(member).split()) for member in value]
        return list(dict.fromkeys(member for member in members if member))
    raise ValueRefused(name, _SHAPE_REASONS[shape])
