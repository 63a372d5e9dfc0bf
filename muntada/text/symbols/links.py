"""Where the document of a symbol is found, in each language."""

from __future__ import annotations

from urllib.parse import quote

from muntada.text.symbols.model import Symbol

LANGUAGES = ("ar", "en", "fr")


def link(symbol: Symbol, language: str = "") -> str:
    """The address of the document in a language, or in the reader's own where none is named."""
    written = quote(str(symbol).replace(" (", "("), safe="/().-")
    return f"https://undocs.org/{language}/{written}" if language else f"https://undocs.org/{written}"


def links(symbol: Symbol) -> dict[str, str]:
    """The address in each of the three languages."""
    return {language: link(symbol, language) for language in LANGUAGES}
