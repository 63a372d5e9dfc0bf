"""What an edition is called in a letter, a note or on a page: its title in a language, with its year."""

from __future__ import annotations

from muntada.parties.told import LANGUAGES
from muntada.reports.models import Edition


def entitled(edition: Edition, language: str) -> str:
    """The edition's title in this language, else in another; the year is added where the title does not say it."""
    found = (str(getattr(edition, f"title_{one}")) for one in (language, *LANGUAGES))
    title = next((one for one in found if one), str(edition))
    if str(edition.year) in title:
        return title
    return f"{title}{'، ' if language == 'ar' else ', '}{edition.year}"
