"""Words of names in Latin letters: initials, surnames joined to their article, and the letters of a style."""

from __future__ import annotations

import re

from muntada.sources.reading.page import Page

STYLES = {
    "m", "mm", "mme", "mlle", "dr", "pr", "mr", "mrs", "ms", "sem", "se", "monsieur", "madame", "colonel",
    "general", "ambassador", "amb", "sheikh", "prof", "hh", "hrh", "hon", "honourable", "honorable", "rt",
    "sir", "her", "his", "excellency", "highness", "majesty", "prince", "princess", "judge", "justice",
}  # fmt: skip
_ARTICLED = re.compile(r"(?:al|el|as|ash|an|ar|at|ad|az|bin|ben)-[a-z]")


def is_initial(text: str, end: int, word: str) -> bool:
    """Whether a word is a single letter with its full stop: "Nathan A. Doe"."""
    return len(word) == 1 and text.startswith(".", end)


def is_joined(page: Page, word: re.Match[str]) -> bool:
    """Whether a surname is joined to its article: "al-Sudani"."""
    return bool(_ARTICLED.match(word[0])) and page.capital(word.start() + word[0].index("-") + 1)


def is_style(page: Page, word: tuple[int, int]) -> bool:
    """Whether a letter is the end of "H.E." and no initial."""
    before, after = page.text[max(0, word[0] - 3) : word[0]].strip(), page.text[word[1] : word[1] + 3]
    return word[1] - word[0] == 1 and (before in {"h.", "s."} or after == ".e.")
