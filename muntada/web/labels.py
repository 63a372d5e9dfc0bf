"""The words of the shipped lexicon and the names of parties and works, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from muntada.parties.facts import Place, places
from muntada.text.lexicon import by_id
from muntada.text.table import read_table

# Words of columns that are no terms of the field and so stand in no lexicon.
OWN: dict[str, dict[str, str | Promise]] = {
    "membership": {
        "founding": pgettext_lazy("a membership", "Founding member"),
        "member": pgettext_lazy("a membership", "Member"),
        "partner": pgettext_lazy("a membership", "Partner"),
        "observer": pgettext_lazy("a membership", "Observer"),
    },
    "party": {
        "state": pgettext_lazy("a kind of party", "State"),
        "organisation": _("Organisation"),
        "body": _("Body"),
        "institution": _("National institution"),
    },
    "format": {"in_person": _("In person"), "virtual": _("Online"), "hybrid": _("In person and online")},
    "predicate": {"implements": _("implements"), "extends": _("extends"), "supersedes": _("supersedes")},
}
TONGUES = ("ar", "en", "fr")


@dataclass(frozen=True, slots=True)
class Said:
    """A text with the language that it is in; an empty language where that is not known.

    An instrument's title has its symbol beside it, such as S/RES/2178 (2014), which is the same in every language.
    """

    text: str
    language: str = ""
    symbol: str = ""

    def __str__(self) -> str:
        return self.text


def plain(value: Said) -> str:
    """A text with its symbol, isolated, where no markup goes: in a box to choose from."""
    return f"⁨{value.text}⁩ ⁨{value.symbol}⁩" if value.symbol else value.text


def best(texts: Mapping[str, str] | Iterable[tuple[str, str]], fallback: str = "") -> Said:
    """Of texts by language, the one in the reader's; else the first that there is; else the fallback."""
    table = dict(texts)
    reader = get_language() or "ar"
    for tongue in (reader, *TONGUES):
        if table.get(tongue):
            return Said(table[tongue], tongue)
    return Said(fallback)


def label(kind: str, key: str | None) -> Said:
    """The lexicon's word for an id without its prefix; the id itself, made readable, where there is none."""
    term = by_id().get(f"{kind}.{key}") if key else None
    if term is not None:
        return best({"ar": term.ar, "en": term.en, "fr": term.fr}, term.name)
    shown = _shown_words().get((kind, key or ""))
    if shown is not None:
        return best({"ar": shown.ar, "en": shown.en, "fr": shown.fr}, shown.key)
    if key in OWN.get(kind, {}):
        return Said(str(OWN[kind][key]), get_language() or "")
    return Said((key or "").rpartition(".")[2].replace("_", " "))


def place_name(name: str) -> Said:
    """A city in the reader's language, from its English name."""
    found = _places().get(name)
    return best({"ar": found.name_ar, "en": found.name_en, "fr": found.name_fr}, name) if found else Said(name)


@dataclass(frozen=True, slots=True)
class Shown:
    """A word that the reference tables use and the lexicon does not hold, because no text is read by it."""

    kind: str
    key: str
    ar: str
    en: str
    fr: str


@cache
def _shown_words() -> dict[tuple[str, str], Shown]:
    return {(one.kind, one.key): one for one in read_table(Shown, Path(__file__).parent / "words.csv")}


@cache
def _places() -> dict[str, Place]:
    return {one.name_en: one for one in places()}


def choices(kind: str, keys: Iterable[str]) -> list[tuple[str, str]]:
    """Ids with their words, in the order of the words, for a box to choose from."""
    return sorted(((key, str(label(kind, key))) for key in set(keys) if key), key=lambda choice: choice[1])
