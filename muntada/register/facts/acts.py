"""How tables of acts are read, as declared. Knows no database."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Group:
    """The columns that say who did it: the name, whether that is uncertain, and whether they claim it."""

    name: str
    uncertain: str = ""
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Also:
    """A column whose value says something of another property: `suicide` of the method."""

    column: str
    values: tuple[str, ...]
    prop: str
    value: str


@dataclass(frozen=True, slots=True)
class ActForm:
    """A table of acts: its columns, which rows of it are acts, and what its codes mean. Empty: there is no such column.

    `date` is one column, or three of year, month and day. `codes` are columns for a property, the first that says
    something; `values` what they mean, where `*` is any other word. `unsure` are values that let a whole row be
    believed less.
    """

    name: str
    needs: tuple[str, ...]
    key: str
    prefix: str
    date: tuple[str, ...]
    country: str
    place: tuple[str, ...]
    latitude: str
    longitude: str
    killed: str
    groups: tuple[Group, ...]
    said: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Mapping[str, str]]
    taken: tuple[Mapping[str, tuple[str, ...]], ...] = ()
    also: tuple[Also, ...] = ()
    unsure: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    end: str = ""
    low: str = ""
    high: str = ""
    wounded: str = ""
    perpetrators: str = ""
    wounded_perpetrators: str = ""


@lru_cache(maxsize=1)
def _stated() -> Mapping[str, object]:
    return tomllib.loads(resources.files(__package__).joinpath("acts.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def nobody() -> re.Pattern[str]:
    """What stands in a column of groups where there is none."""
    return re.compile(str(_stated()["nobody"]), re.ASCII | re.IGNORECASE)


@lru_cache(maxsize=1)
def act_forms() -> Mapping[str, ActForm]:
    """Every form of a table of acts, by its name."""
    return {name: _form(name, one) for name, one in _stated().items() if isinstance(one, dict)}


def _form(name: str, one: dict[str, object]) -> ActForm:
    made = {key: _made(key, value) for key, value in one.items()}
    return ActForm(name=name, **made)  # type: ignore[arg-type]  # the table is checked by its tests


def _made(key: str, value: object) -> object:
    if key == "groups" and isinstance(value, list):
        return tuple(Group(**one) for one in value)
    if key == "also" and isinstance(value, list):
        return tuple(Also(one["column"], tuple(one["values"]), one["prop"], one["value"]) for one in value)
    if key == "date":
        return (value,) if isinstance(value, str) else tuple(value)  # type: ignore[arg-type]
    return _fixed(value)


def _fixed(value: object) -> object:
    """Lists as tuples, at any depth."""
    if isinstance(value, list):
        return tuple(_fixed(one) for one in value)
    if isinstance(value, dict):
        return {key: _fixed(one) for key, one in value.items()}
    return value
