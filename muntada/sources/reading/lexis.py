"""Every known term of the reference tables, under the sign by which rules speak of it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from muntada.library.facts import framework_documents, instruments
from muntada.parties.facts import bodies, groups, institution_kinds, organisations, places, states
from muntada.sources.reading import signs
from muntada.text.folding import fold_key
from muntada.text.lexicon import Term as Word
from muntada.text.lexicon import terms
from muntada.text.terms import Term, TermIndex

_DATA = Path(__file__).parent / "data"
_SIGN_OF_KIND = {
    "meeting_kind": signs.MEETING,
    "role": signs.ROLE,
    "instrument_kind": signs.INSTRUMENT_KIND,
    "level": signs.LEVEL,
    "body_kind": signs.BODY_KIND,
    "topic": signs.TOPIC,
    "sector": signs.SECTOR,
    "region": signs.REGION,
    "lifecycle": signs.STAGE,
}
# Levels that are everyday adjectives say nothing of the level of a meeting.
_PLAIN_LEVELS = {"national", "bilateral", "regional", "international", "multilateral", "informal", "non_binding"}
_PLAIN_LEVELS |= {"legally_binding", "high_level"}


class Entry(NamedTuple):
    """What a form stands for: the sign of its kind, its key, and what a match must show besides.

    A `weak` form is an everyday word too and proves nothing alone; a form in `capitals` must stand in capitals, since
    "US" and "us" fold to the same letters.
    """

    sign: str
    key: str
    weak: bool = False
    capitals: bool = False


@lru_cache(maxsize=1)
def index() -> TermIndex[Entry]:
    """The index of all terms, built once a process."""
    return TermIndex(_terms())


@lru_cache(maxsize=1)
def extra() -> dict[str, Any]:
    """The forms that the reference tables lack (data/forms*.toml)."""
    tables: dict[str, Any] = {}
    for path in sorted(_DATA.glob("forms*.toml")):
        for sign, entries in tomllib.loads(path.read_text(encoding="utf-8")).items():
            known = tables.setdefault(sign, {})
            for key, forms in entries.items():
                known[key] = [*known.get(key, ()), *forms]
    return tables


def _terms() -> Iterator[Term[Entry]]:
    yield from _states()
    yield from _organisations()
    yield from _places()
    yield from _words()
    yield from _works()
    for sign, entries in extra().items():
        for key, forms in entries.items():
            yield from _each(forms, Entry(signs.BY_NAME[sign], key))


def _each(forms: Iterable[str], entry: Entry, *, plural: bool = False) -> Iterator[Term[Entry]]:
    for form in forms:
        if len(fold_key(form)) > 1:
            capitals = len(form) <= 6 and form.replace(".", "").isascii() and form.isupper()
            yield Term(form, entry._replace(capitals=capitals), plural=plural)


def _states() -> Iterator[Term[Entry]]:
    for state in states():
        doubtful = {fold_key(form) for form in state.context_only}
        named = ((name, signs.PARTY) for name in names_of(state))
        called = ((word, signs.NATIONALITY) for word in (*state.adj_ar, *state.adj_en, *state.adj_fr))
        for form, sign in (*named, *called):
            yield from _each((form,), Entry(sign, state.code, fold_key(form) in doubtful))


def _organisations() -> Iterator[Term[Entry]]:
    for row in organisations():
        sign = signs.PARTY if row.key == "EU" else signs.BODY
        if not row.key.startswith("un.compact."):
            yield from _each(_usable((*names_of(row), row.acronym)), Entry(sign, row.key))
    for body in bodies():
        if body.id not in {"gctf.ministerial", "gctf.cochairs", "gctf.au"}:
            yield from _each(_usable((*names_of(body), body.abbr)), Entry(signs.BODY, body.id))
    for group in groups():
        forms = (group.ar, *group.ar_alt, *group.ar_orth, group.en, *group.en_alt, group.fr, *group.fr_alt)
        weak = {fold_key(form) for form in group.context_only_forms} | extra_words("unusable_names")
        for form in forms:
            yield Term(form, Entry(signs.GROUP, group.id, fold_key(form) in weak))


@lru_cache(maxsize=1)
def parents() -> dict[str, str]:
    """Key of a body to the key of the one it belongs to."""
    known = {row.key: row.parent for row in organisations() if row.parent}
    return known | {body.id: body.parent_id for body in bodies() if body.parent_id}


def names_of(row: Any) -> tuple[str, ...]:
    """All names of a row of a table with name columns in three languages."""
    return (
        row.name_ar, *row.name_ar_alt, row.name_en, *row.name_en_alt, row.name_fr, *row.name_fr_alt,
    )  # fmt: skip


def _usable(names: Iterable[str]) -> Iterator[str]:
    """The names that stand for their organisation wherever they are read: acronyms of two letters do not."""
    for name in names:
        if (len(name) > 2 or name == "UN") and fold_key(name) not in extra_words("unusable_names"):
            yield name


@lru_cache(maxsize=8)
def extra_words(name: str) -> frozenset[str]:
    """A list of plain words from data/words.toml, folded."""
    table = tomllib.loads((_DATA / "words.toml").read_text(encoding="utf-8"))
    return frozenset(fold_key(word) for word in table[name])


@lru_cache(maxsize=256)
def capital_of(code: str) -> str:
    """The English exonym of a state's capital; empty where the table takes no side."""
    return next((state.capital_en for state in states() if state.code == code), "")


@lru_cache(maxsize=256)
def state_of_city(city: str) -> str:
    """The state in which a city of the tables is; empty where they take no side."""
    return next((place.state for place in places() if place.name_en == city), "")


@lru_cache(maxsize=256)
def seat_of(key: str) -> str:
    """The city in which a body of the tables has its seat, if they say."""
    return next((body.place for body in bodies() if body.id == key), "")


def _places() -> Iterator[Term[Entry]]:
    for place in places():
        weak = {fold_key(form) for form in place.context_only}
        for name in (place.name_ar, *place.ar_alt, place.name_en, *place.en_alt, place.name_fr, *place.fr_alt):
            yield Term(name, Entry(signs.PLACE, place.name_en, fold_key(name) in weak))


def _words() -> Iterator[Term[Entry]]:
    for word in terms():
        sign = _SIGN_OF_KIND.get(word.kind)
        if sign is not None and not (word.kind == "level" and word.name in _PLAIN_LEVELS):
            yield from _word(word, sign)
    for word in institution_kinds():
        if word.name in extra_words("not_institutions"):
            continue
        yield from _word(word, signs.INSTITUTION)


def _word(word: Word, sign: str) -> Iterator[Term[Entry]]:
    weak = {fold_key(form) for form in word.context_only_forms}
    plural = sign in {signs.MEETING, signs.INSTRUMENT_KIND, signs.TOPIC, signs.ROLE}
    for form in (word.ar, *word.ar_alt, *word.ar_orth, word.en, *word.en_alt, word.fr, *word.fr_alt):
        if len(fold_key(form)) > 2 and fold_key(form) not in extra_words("unusable_words"):
            yield Term(form, Entry(sign, word.name, fold_key(form) in weak), plural=plural)


def _works() -> Iterator[Term[Entry]]:
    for document in framework_documents():
        alternatives = [title for title in (*document.title_en_alt, *document.title_ar_alt) if _says_its_kind(title)]
        titles = (document.title_en, document.title_ar, document.title_fr, *alternatives)
        every = (*titles, *_short_titles(titles))
        spaced = (_HYPHEN.sub(" - ", title) for title in every if _HYPHEN.search(title))
        yield from _each((*every, *spaced), Entry(signs.INSTRUMENT, document.id))
    for row in instruments():
        # Resolutions are known by their number, which `citations` reads; their titles are everyday subjects.
        if row.family.startswith(("SC resolution", "SC presidential", "SC document")):
            continue
        names = (row.symbol,) if row.family == "GA resolution" and row.id != "ga60_288" else (
            row.title_en, row.title_ar, row.title_fr, row.symbol,
        )  # fmt: skip
        yield from _each(names, Entry(signs.INSTRUMENT, row.id))


_SHORT = re.compile(
    r"^((?:The )?[^,:]{3,40}? (?:Memorandum|Recommendations|Declaration|Principles))(?= on | of | for |$)"
    r"|^((?:مذكرة|إعلان|توصيات|مبادئ) [^،:]{3,25}?)(?= بشأن| حول| من أجل|$)"
    r"|^((?:Mémorandum|Recommandations|Déclaration|Principes) (?:de |d'|d’|du )[^,:]{3,30}?)(?= sur| pour| relati|$)"
)
_HYPHEN = re.compile(r" ?[-–] ?")
_KIND_WORDS = re.compile(
    r"Memorandum|Practices|Recommendations|Declaration|Principles|مذكرة|وثيقة|ممارسات|توصيات|إعلان|خطة"
)


def _says_its_kind(title: str) -> bool:
    """Whether a title names a document and not merely its subject."""
    return bool(_KIND_WORDS.search(title))


def _short_titles(titles: Iterable[str]) -> Iterator[str]:
    """ "Rabat Memorandum", «مذكرة الرباط»: the place and the kind, where a title begins with them."""
    for title in titles:
        short = _SHORT.match(title)
        name = next((group for group in short.groups() if group), "") if short else ""
        if name and not name.startswith(("GCTF ", "Additional", "Good Practices")) and name != "Memorandum":
            yield name
