"""What an entity may be and what may be stated of it: FollowTheMoney's schemata, and our own beneath them. Pure.

`followthemoney.json` is FollowTheMoney 4 (MIT); `ours.json` adds what it lacks. Each schema of ours extends one of
FollowTheMoney's, and each property of ours says which of the parent's takes its value, so that any entity may be
written for programs that know FollowTheMoney alone. `labels.csv` has what its translations lack or have wrong.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any


class UnknownSchema(ValueError):
    """Raised for a schema or a property that nobody declared."""


@dataclass(frozen=True, slots=True)
class Property:
    """What may be stated: its type (name, date, country, entity ...), and for an entity which schema it must be of.

    `down` is the property of FollowTheMoney's that takes the value of one of ours; empty for theirs.
    """

    name: str
    type: str
    labels: Mapping[str, str]
    range: str = ""
    reverse: str = ""
    down: str = ""


@dataclass(frozen=True, slots=True)
class Schema:
    """A kind of entity, with what it inherits."""

    name: str
    labels: Mapping[str, str]
    ancestors: tuple[str, ...]  # itself first, then what it extends, nearest first
    properties: Mapping[str, Property]
    captions: tuple[str, ...]  # which properties may name it, the best first
    required: tuple[str, ...] = ()
    edge: tuple[str, str] | None = None  # the properties at its two ends, where it relates two entities
    abstract: bool = False
    matchable: bool = False  # whether its names are screened
    ours: bool = False

    def is_a(self, other: str) -> bool:
        """Whether it is, or extends, that schema."""
        return other in self.ancestors

    def property(self, name: str) -> Property:
        """One of its properties. Raises UnknownSchema."""
        try:
            return self.properties[name]
        except KeyError:
            raise UnknownSchema(f"{self.name} has no property {name!r}.") from None

    def label(self, language: str) -> str:
        """What it is called, in English where there is no word in that language."""
        return self.labels.get(language) or self.labels["en"]


@dataclass(slots=True)
class _Reading:
    """Schemata as they are put together from what is stated."""

    stated: dict[str, dict[str, Any]]
    ours: frozenset[str]
    done: dict[str, Schema] = field(default_factory=dict)

    def schema(self, name: str) -> Schema:
        if name not in self.done:
            self.done[name] = self._made(name, self.stated[name])
        return self.done[name]

    def _made(self, name: str, stated: dict[str, Any]) -> Schema:
        parents = [self.schema(parent) for parent in stated.get("extends", ())]
        ancestors = tuple(dict.fromkeys([name, *(one for parent in parents for one in parent.ancestors)]))
        properties: dict[str, Property] = {}
        for parent in reversed(parents):
            properties |= parent.properties
        properties |= {key: _property(name, key, value) for key, value in stated["properties"].items()}
        edge = stated.get("edge")
        return Schema(
            name=name,
            labels=_labels(name, stated["label"]),
            ancestors=ancestors,
            properties=properties,
            captions=tuple(stated.get("caption") or _inherited(parents, "captions")),
            required=tuple(stated.get("required") or _inherited(parents, "required")),
            edge=(edge["source"], edge["target"]) if edge else next((one.edge for one in parents if one.edge), None),
            abstract=bool(stated.get("abstract")),
            matchable=bool(stated.get("matchable")),
            ours=name in self.ours,
        )


def _inherited(parents: list[Schema], what: str) -> tuple[str, ...]:
    return next((getattr(parent, what) for parent in parents if getattr(parent, what)), ())


def _property(schema: str, name: str, stated: dict[str, Any]) -> Property:
    return Property(
        name=name,
        type=stated["type"],
        labels=_labels(f"{schema}.{name}", stated["label"]),
        range=stated.get("range", ""),
        reverse=(stated.get("reverse") or {}).get("name", ""),
        down=stated.get("down", ""),
    )


def _labels(place: str, stated: dict[str, str]) -> dict[str, str]:
    """The label of a schema or a property: ours of that place, else ours of its English words, else the release's."""
    better = _better()
    return stated | (better.get((place, stated["en"])) or better.get(("", stated["en"])) or {})


@lru_cache(maxsize=1)
def _better() -> Mapping[tuple[str, str], dict[str, str]]:
    text = resources.files(__package__).joinpath("labels.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return {(row["place"], row["en"]): {"ar": row["ar"], "fr": row["fr"]} for row in rows}


def _stated(file: str) -> dict[str, dict[str, Any]]:
    text = resources.files(__package__).joinpath(file).read_text(encoding="utf-8")
    found: dict[str, dict[str, Any]] = json.loads(text)
    return found


@lru_cache(maxsize=1)
def schemata() -> Mapping[str, Schema]:
    """Every schema by its name."""
    ours = _stated("ours.json")
    reading = _Reading(_stated("followthemoney.json") | ours, frozenset(ours))
    return {name: reading.schema(name) for name in sorted(reading.stated)}


def schema_of(name: str) -> Schema:
    """The schema of that name. Raises UnknownSchema."""
    try:
        return schemata()[name]
    except KeyError:
        raise UnknownSchema(f"There is no schema {name!r}.") from None


def parent_of(schema: Schema) -> Schema:
    """The nearest of FollowTheMoney's own schemata that an entity of this one is written as."""
    return next(one for one in map(schema_of, schema.ancestors) if not one.ours and not one.abstract)


def written_down(schema: Schema, values: Mapping[str, list[str]]) -> tuple[str, dict[str, list[str]]]:
    """An entity as programs read it that know FollowTheMoney alone: its schema and its properties.

    A value of a property of ours stands in one of the parent's, behind the property's English name.
    """
    parent = parent_of(schema)
    written: dict[str, list[str]] = {}
    for name, found in values.items():
        stated = schema.property(name)
        if stated.down and name not in parent.properties:
            written.setdefault(stated.down, []).extend(f"{stated.labels['en']}: {value}" for value in found)
        else:
            written.setdefault(name, []).extend(found)
    return parent.name, written


def screened() -> Iterator[Schema]:
    """The schemata whose names are screened."""
    return (schema for schema in schemata().values() if schema.matchable and not schema.abstract)
