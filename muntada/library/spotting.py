"""Terms of the lexicon in the words of a clause, and the topics that they suggest; knows no database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from muntada.library.topics import topic_by_name
from muntada.text.folding import fold, fold_key
from muntada.text.glossary import forms_of
from muntada.text.lexicon import Term as LexiconTerm
from muntada.text.lexicon import terms
from muntada.text.terms import Term, TermIndex

SUGGESTED = 5  # topics of one clause
_EVERYWHERE = frozenset({"terrorism", "counter_terrorism", "terrorist_acts"})  # no clause is told by them


@dataclass(frozen=True, slots=True)
class Spotted:
    """A term in a text: `text[start:end]` is how it is written there."""

    term: str  # its id in the lexicon
    form: str
    start: int
    end: int


def spotted(text: str, language: str) -> list[Spotted]:
    """The terms in a text of that language, in order, the longest at each place.

    A form that several terms share gives each of them; a form that is an everyday word as well gives none.
    """
    folded = fold(text)
    found = []
    for match in _index(language).find(folded.text):
        start, end = folded.source_span(match.start, match.end)
        found += [Spotted(term, text[start:end], start, end) for term in match.payloads]
    return found


def suggested_topics(words: Mapping[str, str]) -> tuple[str, ...]:
    """The topics that a clause's words in each language suggest, the likeliest first: a proposal for a person.

    A topic counts once a place, most where several languages name it; what stands above a narrower one that is named
    as often adds nothing and is left out.
    """
    counted: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for language, text in words.items():
        here = Counter(
            one.term.removeprefix("topic.") for one in spotted(text, language) if one.term.startswith("topic.")
        )
        counted.update(here)
        spread.update(set(here))
    order = {name: place for place, name in enumerate(topic_by_name())}
    named = [name for name in counted if name not in _EVERYWHERE]
    ranked = sorted(named, key=lambda name: (-spread[name], -counted[name], order[name]))
    narrowest = {topic_by_name()[name].broader for name in ranked}
    kept = [name for name in ranked if name not in narrowest or spread[name] > 1]
    return tuple(kept[:SUGGESTED])


@lru_cache(maxsize=3)
def _index(language: str) -> TermIndex[str]:
    return TermIndex(
        Term(form, one.id, plural=language != "ar") for one in terms() for form in _sure_forms(one, language)
    )


def _sure_forms(one: LexiconTerm, language: str) -> list[str]:
    unsure = {fold_key(form) for form in one.context_only_forms}
    return [form for form in forms_of(one, language) if fold_key(form) not in unsure]
