"""What the works of the shipped tables are called and under which symbols they were issued. No database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from muntada.library.facts import Instrument, framework_documents, instruments
from muntada.text.citing import Names
from muntada.text.numerals import find_ordinals
from muntada.text.symbols import SymbolError, completed, parse
from muntada.text.table import read_table

_FOLDER = Path(__file__).parent / "facts"
# Resolutions have titles that are descriptions and no names: "Bombing in Bali".
_NAMELESS = {"SC resolution", "GA resolution", "SC presidential statement"}
_NAMED_RESOLUTIONS = {"ga55_25", "ga58_4", "ga60_288", "ga49_60"}
_REVIEW_OF = "ga60_288"
# "Rabat Memorandum on ...", «مذكرة الرباط بشأن ...», "Mémorandum de Rabat sur ...": the name is what stands before.
_SHORT = re.compile(
    r"(?:The )?([A-Z][\w–’'-]+(?: [A-Z][\w–’'-]+)* (?:Memorandum|Recommendations|Plan of Action))(?= (?:on|for) )"
    r"|((?:مذكرة|توصيات) .+?)(?= (?:بشأن|حول) )"
    r"|((?:Mémorandum|Recommandations) (?:de|d['’]).+?)(?= sur )"
)
_GENERAL = ("GCTF", "Good Practices", "AU Plan", "المنتدى", "الممارسات")  # short names of nothing in particular
_SPELLINGS = (("Counterterrorism", "Counter-Terrorism"), ("Counterterrorism", "Counter Terrorism"))


@dataclass(frozen=True, slots=True)
class WorkName:
    """A further name of a work in one language."""

    key: str
    language: str
    form: str


@dataclass(frozen=True, slots=True)
class WorkSymbol:
    """A further symbol of a work: of a convention that of the resolution with its text."""

    key: str
    symbol: str


@lru_cache(maxsize=1)
def names() -> Names:
    """Every name under which texts cite the works of the tables; a form of two works names neither."""
    forms = dict.fromkeys((form, key) for key, form in _forms() if form)
    return Names(forms, _reviews())


@lru_cache(maxsize=1)
def work_symbols() -> tuple[WorkSymbol, ...]:
    """The symbols of the works of the tables in canonical form, the own one of each work first."""
    own = [WorkSymbol(one.id, one.symbol) for one in instruments() if one.symbol]
    further = read_table(WorkSymbol, _FOLDER / "work_symbols.csv")
    return tuple(WorkSymbol(one.key, canonical(one.symbol)) for one in (*own, *further))


@lru_cache(maxsize=1)
def key_of_symbol() -> dict[str, str]:
    """By its symbol in canonical form, the key of each work of the tables that has one."""
    return {one.symbol: one.key for one in work_symbols()}


@lru_cache(maxsize=1)
def symbol_of_key() -> dict[str, str]:
    """By its key, the first symbol of each work of the tables that has one."""
    return {one.key: one.symbol for one in reversed(work_symbols())}


@lru_cache(maxsize=4_096)
def canonical(text: str) -> str:
    """The canonical form of a symbol; what is none of the United Nations stays as it is, its spaces aside."""
    try:
        return str(completed(parse(text)))
    except SymbolError:
        return " ".join(text.split())


@lru_cache(maxsize=4_096)
def is_of_un(text: str) -> bool:
    """Whether this is a symbol of the United Nations."""
    try:
        parse(text)
    except SymbolError:
        return False
    return True


def _forms() -> Iterator[tuple[str, str]]:
    for document in framework_documents():
        titles = (
            document.title_en,
            *document.title_en_alt,
            document.title_ar,
            *document.title_ar_alt,
            document.title_fr,
        )
        for title in titles:
            yield from ((document.id, form) for form in _spelled(title))
    for one in instruments():
        if one.family not in _NAMELESS or one.id in _NAMED_RESOLUTIONS:
            for title in (one.title_en, one.title_ar, one.title_fr):
                yield from ((one.id, form) for form in _spelled(title))
    yield from ((one.key, one.form) for one in read_table(WorkName, _FOLDER / "work_names.csv"))


def _spelled(title: str) -> Iterator[str]:
    """A title, its short name, and both with the spellings that people use."""
    match = _SHORT.match(title)
    short = next((group for group in match.groups() if group), "") if match else ""
    for form in (title.removeprefix("The "), short if not any(word in short for word in _GENERAL) else ""):
        yield form
        yield from (form.replace(one, other) for one, other in _SPELLINGS if one in form)


def _reviews() -> dict[int, str]:
    found = {}
    for one in instruments():
        if _REVIEW_OF in one.supersedes_or_extends and " review" in one.title_en:
            found[_ordinal(one)] = one.id
    return found


def _ordinal(one: Instrument) -> int:
    return find_ordinals(one.title_en.rpartition(":")[2].lower(), "en")[0].value
