"""The shipped tables of parties, read without a database: states, members, organs, organisations, places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from muntada.text.table import read_table

_FOLDER = Path(__file__).parent / "facts"


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the forum; `code` is the key of its party."""

    code: str
    iso3: str
    m49: str
    kind: str
    name_en: str
    name_en_alt: tuple[str, ...]
    name_ar: str
    name_ar_alt: tuple[str, ...]
    name_fr: str
    name_fr_alt: tuple[str, ...]
    un_regional_group: str
    founding: bool
    joined: str
    left_date: str
    status: str
    note: str
    confidence: str
    source: str


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body or organ; dates are at the precision known, `parent_id` and `succeeded_by` are ids of other rows."""

    id: str
    kind: str
    abbr: str
    name_en: str
    name_en_alt: tuple[str, ...]
    name_ar: str
    name_ar_alt: tuple[str, ...]
    name_fr: str
    name_fr_alt: tuple[str, ...]
    parent_id: str
    start: str
    end: str
    succeeded_by: str
    place: str
    note: str
    confidence: str
    source: str


@dataclass(frozen=True, slots=True)
class UnEntity:
    """An entity of, or next to, the United Nations' coordination compact."""

    id: str
    acronym: str
    kind: str
    name_en: str
    name_ar: str
    name_fr: str
    type: str
    compact_status: str
    confidence: str
    note: str
    source: str


@lru_cache(maxsize=1)
def members() -> tuple[Member, ...]:
    """The members of the forum, founding ones first."""
    return read_table(Member, _FOLDER / "members.csv")


@lru_cache(maxsize=1)
def bodies() -> tuple[BodyRow, ...]:
    """The forum's bodies, the institutions it inspired, and the United Nations organs it works with."""
    return read_table(BodyRow, _FOLDER / "bodies.csv")


@lru_cache(maxsize=1)
def un_entities() -> tuple[UnEntity, ...]:
    """The United Nations entities and their partners in the coordination compact."""
    return read_table(UnEntity, _FOLDER / "un_entities.csv")
