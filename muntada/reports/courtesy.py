"""How an embassy or a ministry is called in a note: with its article, and with "to" before it. Knows no database."""

from __future__ import annotations

_ENGLISH = ("Embassy", "Mission", "Permanent", "Delegation", "Consulate", "High", "Ministry", "Apostolic", "Office")
_FRENCH = {
    "Ambassade": ("l’", "à l’"),
    "Office": ("l’", "à l’"),
    "Mission": ("la ", "à la "),
    "Délégation": ("la ", "à la "),
    "Représentation": ("la ", "à la "),
    "Nonciature": ("la ", "à la "),
    "Haut-Commissariat": ("le ", "au "),
    "Consulat": ("le ", "au "),
    "Ministère": ("le ", "au "),
    "Bureau": ("le ", "au "),
}
_TO = {"en": "to ", "fr": "à "}


def named(name: str, language: str) -> str:
    """A name as a sentence begins with it or has it within: "the Embassy of ...", "l’Ambassade de ..."."""
    first = name.split(" ", 1)[0]
    if language == "en" and first in _ENGLISH:
        return f"the {name}"
    return f"{_FRENCH[first][0]}{name}" if language == "fr" and first in _FRENCH else name


def to(name: str, language: str) -> str:
    """Who a note goes to; in Arabic "to" stands in the sentence itself."""
    first = name.split(" ", 1)[0]
    if language == "fr" and first in _FRENCH:
        return f"{_FRENCH[first][1]}{name}"
    return f"{_TO.get(language, '')}{named(name, language)}"


def begun(text: str) -> str:
    """The text with a capital, where the language has them."""
    return text[:1].upper() + text[1:]
