"""Which instrument a definite noun stands for: «الممارسات الحسنة» in a text about a memorandum on good practices."""

from __future__ import annotations

from functools import lru_cache

from muntada.library.facts import framework_documents
from muntada.sources.reading import signs
from muntada.sources.reading.page import Mention, Page
from muntada.sources.reading.works import known
from muntada.text.folding import fold_key

# Nouns that a text may use for a work of another kind too, if the work's own title has them.
_IN_TITLES = {"good_practices": "ممارسات", "best_practices": "ممارسات", "recommendation": "توصيات"}
_BY_KIND = frozenset({"memorandum", "declaration", "convention", "strategy"})


def refer_to_instruments(page: Page) -> None:
    """Make such nouns mentions of the instrument where the text names exactly one that fits; in Arabic."""
    if page.language != "ar":
        return
    everywhere = [m for mention in page.mentions for m in (mention, *mention.values.get("inside", ()))]
    named = list(dict.fromkeys(m.key for m in everywhere if m.sign == signs.INSTRUMENT and m.key))
    for mention in everywhere:
        if mention.sign != signs.INSTRUMENT_KIND or not page.text.startswith("ال", mention.start):
            continue
        fitting = [key for key in named if _fits(mention, key)]
        if len(fitting) == 1:
            mention.sign, mention.keys = signs.INSTRUMENT, (fitting[0],)
            mention.values["refers"] = True


def _fits(mention: Mention, key: str) -> bool:
    noun = _IN_TITLES.get(mention.key)
    if noun is not None:
        return noun in _title(key)
    return mention.key in _BY_KIND and known().get(key, {}).get("kind") == mention.key


@lru_cache(maxsize=256)
def _title(key: str) -> str:
    return next((fold_key(document.title_ar) for document in framework_documents() if document.id == key), "")
