"""The letters that symbols are made of: organs, bodies and natures, read off the shipped table with their names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from muntada.text.table import read_table

_TABLE = Path(__file__).parents[1] / "data" / "symbol_parts.csv"
# A body with a number after a stop: C.3, AC.40, CN.4, CONF.183.
NUMBERED = re.compile(r"(C|AC|CN|CONF|SC|SUB|WG|PC|GC|COM|EM|COP|MC|TPC|EGM|CLCS|SBI|SBSTA)\.(\d{1,4})", re.ASCII)
SERIES = re.compile(r"SER\.([A-Z])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of symbols: its code as it is written, whether it is an organ, a body, a nature or a modification."""

    kind: str
    code: str
    under: tuple[str, ...]
    name_en: str
    name_ar: str
    name_fr: str


@lru_cache(maxsize=1)
def parts() -> tuple[Part, ...]:
    """Every part that has a name."""
    return read_table(Part, _TABLE)


@lru_cache(maxsize=8)
def codes(kind: str) -> dict[str, str]:
    """By its letters in capitals, each code of a kind as it is written."""
    return {one.code.upper(): one.code for one in parts() if one.kind == kind}


def name_of(kind: str, code: str, language: str, *, under: str = "") -> str:
    """What a part is called in one of the three languages; empty where the table has no name for it.

    `under` is the organ: C.3 is another body under A than under CAT.
    """
    named = [one for one in parts() if one.kind == kind and one.code == code]
    for one in sorted(named, key=lambda one: not one.under):
        if not one.under or under in one.under:
            return str(getattr(one, f"name_{language}"))
    return ""


def is_body(code: str, organ: str) -> bool:
    """Whether a word of a symbol is a body of this organ without a number: HRC of A, B of TD."""
    return any(
        one.kind == "body" and one.code.upper() == code.upper() and (not one.under or organ in one.under)
        for one in parts()
    )
