"""What a national institution is called, made from the lexicon and the name of its state. Knows no database."""

from __future__ import annotations

import re
from functools import lru_cache

from muntada.parties.facts import State, institution_kinds, states

_KEY = re.compile(r"([A-Z]{2})\.([a-z_]+)", re.ASCII)
_THE = frozenset({"AE", "BS", "CD", "CF", "CK", "DO", "GB", "GM", "KM", "MH", "MV", "NL", "PH", "SB", "US", "VA"})
# The adjective follows the ministry or the minister; after other nouns it could be taken for that of another word.
_TAKES_ADJECTIVE = {"وزارة": 1, "مكتب": 0, "وحدة": 1}


@lru_cache(maxsize=1)
def _states() -> dict[str, State]:
    return {state.code: state for state in states()}


def parts_of(key: str) -> tuple[str, str] | None:
    """The state and the kind in a key such as `EG.ministry_of_justice`; None where either is not known."""
    found = _KEY.fullmatch(key)
    if found is None or found[1] not in _states():
        return None
    return (found[1], found[2]) if any(term.name == found[2] for term in institution_kinds()) else None


def institution_names(state: str, kind: str) -> dict[str, str]:
    """Its name by language: `وزارة الخارجية المصرية`, `Ministry of Justice of Egypt`, `Ministère … (Égypte)`."""
    term = next(term for term in institution_kinds() if term.name == kind)
    of = _states()[state]
    article = "the " if state in _THE else ""
    return {
        "ar": _arabic(term.ar, of),
        "en": f"{_capital(term.en)} of {article}{of.name_en}",
        "fr": f"{_capital(term.fr)} ({of.name_fr})",
    }


def _arabic(name: str, state: State) -> str:
    head = name.split()[0]
    adjective = state.adj_ar[_TAKES_ADJECTIVE.get(head, 0)]
    if head in _TAKES_ADJECTIVE and " " not in adjective:
        return f"{name} ال{adjective}"
    return f"{name} في {state.name_ar}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
