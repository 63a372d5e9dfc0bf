"""Words and days in a language that is chosen for a file, whatever language its reader's pages are in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from muntada.library.models import Work
from muntada.parties.models import Party
from muntada.text.lexicon import by_id
from muntada.text.table import read_table
from muntada.text.when import NotADate, display

LANGUAGES = ("ar", "en", "fr")
_GAP = re.compile(r"\{([a-z]+)\}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of files in the three languages; names in braces are filled."""

    key: str
    ar: str
    en: str
    fr: str


@cache
def phrases() -> dict[str, Phrase]:
    """Every phrase under its key."""
    return {one.key: one for one in read_table(Phrase, Path(__file__).parent / "facts" / "told.csv")}


def say(key: str, language: str, **fields: object) -> str:
    """The phrase in this language with its gaps filled. Raises KeyError for one that is not in the table."""
    text: str = getattr(phrases()[key], language)
    # In one go: what fills a gap may itself hold braces, and is never a pattern.
    return _GAP.sub(lambda gap: str(fields[gap[1]]), text)


def party_in(party: Party, language: str) -> str:
    """The shown name of a party in this language, else in another, else its acronym or its key."""
    shown = {name.language: name.text for name in party.names.all() if name.preferred}
    return next((shown[one] for one in (language, *LANGUAGES) if shown.get(one)), party.acronym or party.key)


def title_in(work: Work, language: str) -> str:
    """The shown title of a work in this language, else in another, else its symbol or its key."""
    shown = {title.language: title.text for title in work.titles.all() if title.preferred}
    return next((shown[one] for one in (language, *LANGUAGES) if shown.get(one)), work.symbol or work.key)


def kind_in(work: Work, language: str) -> str:
    """What kind of text a work is, with a capital where the language has them."""
    term = by_id().get(f"instrument_kind.{work.kind}")
    word: str = getattr(term, language) if term is not None else work.kind.replace("_", " ")
    return word[:1].upper() + word[1:]


def day_in(value: str, language: str) -> str:
    """A date value in words; as it stands where it is none."""
    try:
        return display(value, language)
    except NotADate:
        return value
