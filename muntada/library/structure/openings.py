"""The acts with which clauses open, in three languages: Decides also, وإذ يضع في اعتباره, Réaffirmant."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from muntada.text.folding import Folded, fold, fold_key
from muntada.text.table import read_rows, read_table, split

TABLE = Path(__file__).with_name("openings.csv")
WORDS = Path(__file__).with_name("words.csv")


@dataclass(frozen=True, slots=True)
class Act:
    """One act of the table: `use` is "preamble" or "operative"; `directed` says that it asks something of somebody."""

    act: str
    use: str
    directed: bool
    ar: tuple[str, ...]
    en: tuple[str, ...]
    fr: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """How a clause opens: `act` of the table ("" where only the form tells), `use`, and where its words end."""

    act: str
    use: str
    directed: bool
    end: int


_LATIN_GENERIC = {
    "en": re.compile(r"(?:[a-z]+ly,? )?(?:and )?[a-z]+ing(?![\w])"),
    "fr": re.compile(r"(?:[a-z]+ment )?(?:se |s')?[a-z]{3,}ant(?:e?s?)(?!\w)"),
}
_GLUED = r"(?:que|avec|les?|la|sa|ses|son|the|that|its|with)"  # as files lose the space after words in italics
_HEAD = 200  # letters in which an opening is sought


@cache
def words(name: str, language: str) -> tuple[str, ...]:
    """A shipped list of little words, folded, the longest first."""
    rows = {row["list"]: row for row in read_rows(WORDS)}
    return tuple(sorted({fold_key(one) for one in split(rows[name][language])}, key=lambda one: (-len(one), one)))


@cache
def acts() -> tuple[Act, ...]:
    """The shipped table of acts."""
    return read_table(Act, TABLE)


def _forms(language: str) -> Iterator[tuple[str, Act]]:
    for act in acts():
        for form in getattr(act, language):
            yield fold_key(form), act


@cache
def _latin(language: str) -> tuple[re.Pattern[str], dict[str, tuple[Act, ...]]]:
    known: dict[str, tuple[Act, ...]] = {}
    for form, act in _forms(language):
        known[form] = (*known.get(form, ()), act)
    around = "|".join(map(re.escape, words("around_an_act", language)))
    joint = r"(?:,? (?:and|et) |,? )"
    forms = "|".join(_loose(form, around) for form in sorted(known, key=len, reverse=True))
    ends = rf"(?:(?![\w-])|(?={_GLUED}(?!\w)))"
    shape = rf"(?:(?:{around}){joint}){{0,3}}(?P<form>{forms}){ends}(?:,? (?:{around})(?!\w)){{0,3}}"
    return re.compile(shape), known


def _loose(form: str, around: str) -> str:
    """The words of a form with an adverb or two between them: bearing also in mind."""
    return rf"\s(?:(?:{around})\s){{0,2}}".join(map(re.escape, form.split()))


def _strict(found: str, known: Container[str], around: str) -> str:
    """The form of the table of which this is one with adverbs."""
    return found if found in known else re.sub(rf"(?<=\s)(?:{around})\s", "", " ".join(found.split()))


@cache
def _accented() -> frozenset[str]:
    """French forms that end in é, folded."""
    return frozenset(fold_key(form) for act in acts() for form in act.fr if form.endswith("é"))


@cache
def _arabic() -> tuple[re.Pattern[str], re.Pattern[str], dict[tuple[str, str], Act]]:
    """Patterns of recitals and of operative verbs. A verb agrees with its body: يقرر، تقرر، نقرر are one form."""
    known: dict[tuple[str, str], Act] = {}
    for form, act in _forms("ar"):
        known.setdefault((act.use, _stem(form)), act)
    around = "|".join(map(re.escape, words("around_an_act", "ar")))
    verbs = {
        use: "|".join(
            ("[يتن]" + _loose(stem[1:], around)) if _verbal(stem) else _loose(stem, around)
            for stem in sorted((stem for kind, stem in known if kind == use), key=len, reverse=True)
        )
        for use in ("preamble", "operative")
    }
    after = rf"(?:\s+(?:{around})(?!\w)){{0,3}}"
    recital = rf"(?P<lead>و?اذ\s+|و)?(?P<form>{verbs['preamble']})(?!\w)(?:\s+من(?:ه|ها|هم|ا)(?!\w))?{after}"
    operative = rf"(?:و|كما\s+)?(?P<form>{verbs['operative']})(?!\w){after}"
    return re.compile(recital), re.compile(operative), known


def _verbal(folded: str) -> bool:
    """Whether a form begins with a verb in the present, whose first letter tells its person."""
    word = folded.split()[0]
    return word[0] in "يتن" and not word.endswith("ا") and len(word) > 2


def _stem(form: str) -> str:
    return "ي" + form[1:] if _verbal(form) else form


@lru_cache(maxsize=4096)
def opening_of(text: str, language: str) -> Opening | None:
    """The act with which a clause opens, or None; `text` is the clause without its number."""
    folded = fold(text[:_HEAD])
    low = folded.text
    lead = len(low) - len(low.lstrip(" \"'*_/"))
    low_rest = low[lead:]
    found = _arabic_opening(low_rest) if language == "ar" else _latin_opening(low_rest, language, text, folded, lead)
    if found is None:
        return None
    use, act, size = found
    end = folded.source_span(lead, lead + size)[1]
    return Opening(act.act if act else "", use, bool(act and act.directed), end)


def _arabic_opening(low: str) -> tuple[str, Act | None, int] | None:
    recital, operative, known = _arabic()
    found = recital.match(low)
    # Without "إذ" only a noun opens a recital (رغبة منها): the verb alone is operative.
    if found and "اذ" not in (found["lead"] or "") and _verbal(found["form"]):
        found = None
    if found:
        return "preamble", _act_of(found["form"], "preamble", known), found.end()
    if generic := re.match(r"و?اذ\s+\w+", low):
        return "preamble", None, generic.end()
    found = operative.match(low)
    if found:
        return "operative", _act_of(found["form"], "operative", known), found.end()
    return None


def _act_of(form: str, use: str, known: dict[tuple[str, str], Act]) -> Act | None:
    around = "|".join(map(re.escape, words("around_an_act", "ar")))
    stems = {stem for kind, stem in known if kind == use}
    return known.get((use, _strict(_stem(form), stems, around)))


def _latin_opening(low: str, language: str, text: str, folded: Folded, lead: int) -> tuple[str, Act | None, int] | None:
    if language not in ("en", "fr"):
        return None
    shape, known = _latin(language)
    found = shape.match(low)
    # Folding took the accent that tells adopté from adopte.
    if found and found["form"][-1] == "e" and found["form"] not in _accented():
        found = None if text[folded.source_offset(lead + found.end("form") - 1)] in "éÉ" else found
    if found:
        act = known[_strict(found["form"], known, "|".join(map(re.escape, words("around_an_act", language))))][0]
        return act.use, act, found.end()
    first = next((one for one in text if one.isalpha()), "")
    generic = _LATIN_GENERIC[language].match(low)
    if generic and first.isupper() and generic[0].split()[-1] not in words("no_recital", language):
        return "preamble", None, generic.end()
    return None
