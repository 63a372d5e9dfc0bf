"""The order of names in a list, as its language has it: marks and articles do not count."""

from __future__ import annotations

import re

from muntada.text.folding import fold_key

# Folded letters of Arabic stand in the order of its alphabet, and those of Latin in theirs.
_ARTICLES = {
    "ar": re.compile(r"^ال(?=\w{2})"),
    "en": re.compile(r"^the\s+"),
    "fr": re.compile(r"^(?:les?\s+|la\s+|l')"),
}


def order_key(name: str, language: str) -> tuple[str, str]:
    """What a list of names in that language is sorted by; the name itself settles what is left equal."""
    folded = fold_key(name)
    article = _ARTICLES.get(language)
    return (article.sub("", folded) if article else folded, name)
