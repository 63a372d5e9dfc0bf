"""In which script a name is written."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache

SCRIPTS = ("arabic", "latin", "cyrillic", "other")


@lru_cache(maxsize=20_000)
def script_of(name: str) -> str:
    """The script of most of its letters: one of `SCRIPTS`; empty for a name without a letter."""
    found = Counter(unicodedata.name(letter, "").partition(" ")[0].lower() for letter in name if letter.isalpha())
    if not found:
        return ""
    most = found.most_common(1)[0][0]
    return most if most in SCRIPTS else "other"
