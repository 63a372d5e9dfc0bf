"""What may be entered by hand: which properties of each kind, and the values that some of them take. No database."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

from muntada.text.lexicon import terms

Names = Mapping[str, str]  # a word in Arabic, English and French
_SECTORS = ("sector", "targetSector")


@lru_cache(maxsize=1)
def _stated() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("own.toml").read_text(encoding="utf-8"))


def offered() -> Mapping[str, tuple[str, ...]]:
    """The kinds of entity that are entered by hand, each with the properties that its form offers, in their order."""
    return {schema: tuple(names) for schema, names in _stated()["offered"].items()}


def end_of(schema: str, prop: str) -> str:
    """Of which schema the thing at this end must be; empty where the schema's own range says it."""
    return str(_stated()["ends"].get(schema, {}).get(prop, ""))


@lru_cache(maxsize=1)
def _values() -> Mapping[str, Mapping[str, Names]]:
    sectors = {
        one.id.removeprefix("sector."): {"ar": one.ar, "en": _begun(one.en), "fr": _begun(one.fr)}
        for one in terms("sector")
    }
    return {**_stated()["values"], **dict.fromkeys(_SECTORS, sectors)}


def values_of(prop: str) -> Mapping[str, Names]:
    """The values that a property takes, each with its names; none at all where it takes any."""
    return _values().get(prop, {})


def called(schema: str, prop: str) -> Names:
    """What a form of this kind calls a property; no names at all where the schema's own will do."""
    labels = _stated()["labels"]
    found: Names = labels.get(schema, {}).get(prop) or labels[""].get(prop, {})
    return found


def _begun(word: str) -> str:
    return word[:1].upper() + word[1:]
