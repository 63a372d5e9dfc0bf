"""The shipped tables of parties, read without a database: states, members, organs, organisations, places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from muntada.text.lexicon import Term, by_id
from muntada.text.table import read_table

_FOLDER = Path(__file__).parent / "facts"
_ORGANISATION, _BODY = "organisation", "body"
_ORGANS = ("UN Secretariat", "Security Council", "Human Rights Council", "inter-agency")
_OUTSIDE = ("related organization", "non-UN")
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9-]*[A-Z0-9]")
_NICKNAME = re.compile(r"(.+?) \((.+)\)")
_OWN_PARENT = {"un.1540_goe": "un.sc.1540"}


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


@dataclass(frozen=True, slots=True)
class State:
    """A state under its ISO alpha-2 code; `standing` is `un_member`, `observer` or `other`.

    Names come from CLDR, alternatives, adjectives and capitals are written by hand. `adj_ar` runs in threes
    (masculine, feminine, plural), `adj_fr` in twos (masculine, feminine), `adj_en` lists equals. A form all in
    capitals (`US`, `UK`) is an acronym and means the state only when written so. A form in `context_only` is an
    everyday word, a first name or another place too. A contested capital is left empty: this table takes no side.
    """

    code: str
    iso3: str
    m49: str
    standing: str
    name_en: str
    name_en_alt: tuple[str, ...]
    name_ar: str
    name_ar_alt: tuple[str, ...]
    name_fr: str
    name_fr_alt: tuple[str, ...]
    adj_en: tuple[str, ...]
    adj_ar: tuple[str, ...]
    adj_fr: tuple[str, ...]
    capital_en: str
    capital_ar: str
    capital_fr: str
    context_only: tuple[str, ...]

    @property
    def un_member(self) -> bool:
        """Whether it is a member of the United Nations."""
        return self.standing == "un_member"


@dataclass(frozen=True, slots=True)
class Place:
    """A city that hosts meetings; `name_en`, the English exonym, is what records hold.

    `state` is empty where ISO 3166 gives the city to a territory or where it is contested. The forms in
    `context_only` are everyday words, first names or states too, and mean the city only beside a sign of a place.
    """

    name_en: str
    en_alt: tuple[str, ...]
    name_ar: str
    ar_alt: tuple[str, ...]
    name_fr: str
    fr_alt: tuple[str, ...]
    state: str
    context_only: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyRow:
    """What an id of the lexicon, or a doubled id of another table, stands for.

    `sort` is `organisation` (a single one, under `key`), `institution` (a kind that every state may have),
    `group` (an armed or listed group) or `generic` (many at once).
    """

    id: str
    sort: str
    key: str
    parent: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation or organ under its one key, with its names from every table that knows it."""

    key: str
    kind: str
    acronym: str
    name_en: str
    name_en_alt: tuple[str, ...]
    name_ar: str
    name_ar_alt: tuple[str, ...]
    name_fr: str
    name_fr_alt: tuple[str, ...]
    parent: str
    note: str
    confidence: str
    source: str


@lru_cache(maxsize=1)
def states() -> tuple[State, ...]:
    """Every state of the world, by code."""
    return read_table(State, _FOLDER / "states.csv")


@lru_cache(maxsize=1)
def places() -> tuple[Place, ...]:
    """Capitals and other cities that host meetings, by English name."""
    return read_table(Place, _FOLDER / "places.csv")


@lru_cache(maxsize=1)
def key_rows() -> tuple[KeyRow, ...]:
    """What every `org.` id of the lexicon stands for."""
    return read_table(KeyRow, _FOLDER / "organisation_keys.csv")


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


@lru_cache(maxsize=1)
def organisations() -> tuple[Organisation, ...]:
    """Every single organisation and organ outside the forum's own bodies, by key.

    The key is the id in bodies.csv, else in un_entities.csv, else in the lexicon; the European Union is `EU`. The
    table of bodies also decides which name is shown, and every other table adds its names.
    """
    found: dict[str, Organisation] = {}
    for entry in _entries():
        known = found.get(entry.key)
        found[entry.key] = _joined(known, entry) if known else entry
    return tuple(found[key] for key in sorted(found))


@lru_cache(maxsize=1)
def _keys() -> dict[str, str]:
    return {row.id: row.key for row in key_rows() if row.sort == "organisation"}


def canonical_key(id: str) -> str:
    """The one key of the organisation that an id of any table names; an id that is a key already stays."""
    return _keys().get(id, id)


@lru_cache(maxsize=1)
def institution_kinds() -> tuple[Term, ...]:
    """The kinds of national institutions, `org.ministry_of_foreign_affairs` and the like, as terms."""
    return _terms_of("institution")


@lru_cache(maxsize=1)
def groups() -> tuple[Term, ...]:
    """The armed or listed groups that texts speak of, as terms; their ids are their keys."""
    return _terms_of("group")


@lru_cache(maxsize=1)
def generic_kinds() -> tuple[Term, ...]:
    """Terms for many organisations at once, such as civil society."""
    return _terms_of("generic")


def _terms_of(sort: str) -> tuple[Term, ...]:
    return tuple(by_id()[row.id] for row in key_rows() if row.sort == sort)


def _entries() -> Iterator[Organisation]:
    for row in bodies():
        if not row.id.startswith("gctf."):
            yield _from_body(row)
    for member in members():
        if member.kind == _ORGANISATION:
            yield Organisation(
                key=member.code,
                kind=_ORGANISATION,
                acronym=member.code,
                **{name: getattr(member, name) for name in _NAMES},
                parent="",
                note=member.note,
                confidence=member.confidence,
                source=member.source,
            )
    yield from (_from_entity(entity) for entity in un_entities())
    for known in key_rows():
        if known.sort == "organisation" and known.id in by_id():
            yield _from_term(by_id()[known.id], known.parent)


_NAMES = ("name_en", "name_en_alt", "name_ar", "name_ar_alt", "name_fr", "name_fr_alt")


def _from_body(row: BodyRow) -> Organisation:
    return Organisation(
        key=row.id,
        kind=_ORGANISATION if row.kind in {"organisation", "forum", "inspired_institution"} else _BODY,
        acronym=row.abbr,
        **{name: getattr(row, name) for name in _NAMES},
        parent=row.parent_id,
        note=row.note,
        confidence=row.confidence,
        source=row.source,
    )


def _from_entity(entity: UnEntity) -> Organisation:
    en, en_alt = _nickname(entity.name_en)
    ar, ar_alt = _nickname(entity.name_ar)
    fr, fr_alt = _nickname(entity.name_fr)
    parent = "un.compact" if entity.kind == "compact_working_group" else "un"
    return Organisation(
        key=canonical_key(entity.id),
        kind=_BODY if entity.type.startswith(_ORGANS) else _ORGANISATION,
        acronym=entity.acronym,
        name_en=en,
        name_en_alt=en_alt,
        name_ar=ar,
        name_ar_alt=ar_alt,
        name_fr=fr,
        name_fr_alt=fr_alt,
        parent="" if entity.type in _OUTSIDE else _OWN_PARENT.get(entity.id, parent),
        note=entity.note,
        confidence=entity.confidence,
        source=entity.source,
    )


def _from_term(term: Term, parent: str) -> Organisation:
    return Organisation(
        key=canonical_key(term.id),
        kind=_BODY if parent else _ORGANISATION,
        acronym=next((form for form in term.en_alt if _ACRONYM.fullmatch(form)), ""),
        name_en=term.en,
        name_en_alt=term.en_alt,
        name_ar=term.ar,
        name_ar_alt=term.ar_alt,
        name_fr=term.fr,
        name_fr_alt=term.fr_alt,
        parent=parent,
        note=term.note,
        confidence=term.confidence,
        source=term.source,
    )


def _nickname(name: str) -> tuple[str, tuple[str, ...]]:
    """A name such as `World Body (WB)` as its two parts: the short one in brackets is a name of its own."""
    found = _NICKNAME.fullmatch(name)
    if found is None or "/" in found[2]:
        return name, ()
    return found[1], (found[2].removeprefix("now "), name)


def _joined(known: Organisation, more: Organisation) -> Organisation:
    """The known organisation with the names, acronym and parent that another table adds."""
    names: dict[str, Any] = {
        f"name_{language}_alt": _others(
            getattr(known, f"name_{language}"),
            getattr(known, f"name_{language}_alt"),
            (getattr(more, f"name_{language}"),),
            getattr(more, f"name_{language}_alt"),
        )
        for language in ("en", "ar", "fr")
    }
    names |= {"acronym": known.acronym or more.acronym, "parent": known.parent or more.parent}
    return replace(known, **names)


def _others(first: str, *lists: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in lists for name in one if name and name != first))
