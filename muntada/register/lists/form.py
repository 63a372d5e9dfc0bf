"""What every reader of lists gives: entities with their statements, and rows that could not be taken."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from muntada.parties.facts import states
from muntada.text.folding import fold_key

_DAY = re.compile(r"(?:1[89]|20)\d\d-\d\d-\d\d", re.ASCII)


class ListRefused(ValueError):
    """Raised for a file that is no list of this form; its text says what was expected."""


@dataclass(frozen=True, slots=True, order=True)
class Stated:
    """One value: of which property, as printed where the value is a cleaned form of it, in which language.

    `kind` and `credibility` (1 to 6) where they differ from what the list as a whole says.
    """

    prop: str
    value: str
    original: str = ""
    language: str = ""
    kind: str = ""
    credibility: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """One entity of a list. `reference`, `programme` and `since` are of its listing, where it has one."""

    key: str
    schema: str
    stated: tuple[Stated, ...]
    reference: str = ""
    programme: str = ""
    since: str = ""

    def values(self, *props: str) -> list[str]:
        """The values of some properties, in their order."""
        return [one.value for one in self.stated if one.prop in props]


@dataclass(frozen=True, slots=True)
class Row:
    """A row that was not taken: where it stands, why (a code and a sentence), and what it says."""

    place: str
    code: str
    reason: str
    row: str = ""


@dataclass(slots=True)
class FileRead:
    """A list as read: its entities, the rows set aside, and when its publisher made it, as it says."""

    entities: list[Read] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    made_at: str = ""


def clean(text: str | None) -> str:
    """A value without what surrounds it: white space made single."""
    return " ".join((text or "").split())


def stated(prop: str, text: str | None, *, value: str = "", language: str = "") -> Iterable[Stated]:
    """The statement of a value, none where there is no text; the original is kept where the value differs from it."""
    printed = clean(text)
    if printed:
        meant = value or printed
        yield Stated(prop, meant, printed if meant != printed else "", language)


def day_of(text: str) -> str:
    """The text itself where it is a day of the calendar, written 2014-01-31; nothing where it is none."""
    if not _DAY.fullmatch(text):
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


# As lists write them, where no table of ours has the name.
_OTHERWISE = {
    "democratic people s republic of korea": "KP",
    "iran islamic republic of": "IR",
    "iran": "IR",
    "syria": "SY",
    "russia": "RU",
    "tanzania united republic of": "TZ",
    "united kingdom": "GB",
    "united states": "US",
    "viet nam": "VN",
    "turkey": "TR",
    "palestine": "PS",
    "palestinian": "PS",
    "state of palestine": "PS",
    "syrian arab republic": "SY",
    "united kingdom of great britain and northern ireland": "GB",
    "russian federation": "RU",
    "united states of america": "US",
    "united republic of tanzania": "TZ",
    "china hong kong special administrative region": "HK",
    "hong kong": "HK",
    "macau": "MO",
    "british virgin islands": "VG",
    "korea north": "KP",
    "burma": "MM",
    "congo democratic republic of": "CD",
    "congo democratic republic of the": "CD",
    "czech republic": "CZ",
    "macedonia former yugoslav republic of": "MK",
    "st vincent and the grenadines": "VC",
    "st kitts nevis": "KN",
    "former soviet union": "SUHH",
}


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    known = {_plain(name): one.code for one in states() for name in (one.name_en, one.name_fr, one.name_ar) if name}
    return _OTHERWISE | known


def _plain(name: str) -> str:
    folded = fold_key(name)
    return " ".join("".join(sign if sign.isalnum() else " " for sign in folded).split()).removeprefix("the ")


def country(text: str) -> str:
    """The ISO code of a country's name in small letters, as FollowTheMoney writes it; the name itself if unknown."""
    printed = clean(text)
    code = _countries().get(_plain(printed))
    return code.lower() if code else printed
