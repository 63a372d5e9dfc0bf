"""Words, names and days in a language that is chosen for a file, whatever language its reader's pages are in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

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


class Phrases:
    """The phrases of a room's files, from its table."""

    def __init__(self, table: Path) -> None:
        self._table = table

    @cached_property
    def by_key(self) -> dict[str, Phrase]:
        """Every phrase under its key."""
        return {one.key: one for one in read_table(Phrase, self._table)}

    def say(self, key: str, language: str, **fields: object) -> str:
        """The phrase in this language with its gaps filled. Raises KeyError for one that is not in the table."""
        text: str = getattr(self.by_key[key], language)
        # In one go: what fills a gap may itself hold braces, and is never a pattern.
        return _GAP.sub(lambda gap: str(fields[gap[1]]), text)


def name_in(party: Party, language: str) -> str:
    """The shown name of a party in this language, else in another, else its acronym or its key."""
    shown = {name.language: name.text for name in party.names.all() if name.preferred}
    return next((shown[one] for one in (language, *LANGUAGES) if shown.get(one)), party.acronym or party.key)


def term_in(kind: str, key: str, language: str) -> str:
    """The lexicon's word for an id without its prefix, with a capital where the language has them."""
    term = by_id().get(f"{kind}.{key}")
    word: str = getattr(term, language) if term is not None else key.replace("_", " ")
    return word[:1].upper() + word[1:]


def day_in(value: str, language: str) -> str:
    """A date value in words; as it stands where it is none."""
    try:
        return display(value, language)
    except NotADate:
        return value
