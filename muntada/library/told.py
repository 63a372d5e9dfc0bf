"""The words of the library's files, in a language that is chosen for a file, whatever its reader's pages are in."""

from __future__ import annotations

from pathlib import Path

from muntada.library.models import Work
from muntada.parties.told import LANGUAGES, Phrases, day_in, name_in, term_in

__all__ = ["LANGUAGES", "day_in", "kind_in", "name_in", "say", "title_in"]

say = Phrases(Path(__file__).parent / "facts" / "told.csv").say


def title_in(work: Work, language: str) -> str:
    """The shown title of a work in this language, else in another, else its symbol or its key."""
    shown = {title.language: title.text for title in work.titles.all() if title.preferred}
    return next((shown[one] for one in (language, *LANGUAGES) if shown.get(one)), work.symbol or work.key)


def kind_in(work: Work, language: str) -> str:
    """What kind of text a work is."""
    return term_in("instrument_kind", work.kind, language)
