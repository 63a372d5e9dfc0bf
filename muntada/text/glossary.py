"""The lexicon as a dictionary: its terms by letter in each language's own order, found by any of their forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from muntada.text.folding import fold_key
from muntada.text.lexicon import Term, by_id, terms
from muntada.text.order import order_key

LANGUAGES = ("ar", "en", "fr")


@dataclass(frozen=True, slots=True)
class Section:
    """The terms under one letter, in order."""

    letter: str
    terms: tuple[Term, ...]


def shown_form(term: Term, language: str) -> str:
    """The form that is shown in a language."""
    return {"ar": term.ar, "en": term.en, "fr": term.fr}[language]


def forms_of(term: Term, language: str) -> tuple[str, ...]:
    """Every form in a language, the shown one first, none twice."""
    every = {
        "ar": (term.ar, *term.ar_alt, *term.ar_orth),
        "en": (term.en, *term.en_alt),
        "fr": (term.fr, *term.fr_alt),
    }[language]
    return tuple(dict.fromkeys(form for form in every if form))


def sections(language: str, found: Iterable[Term] | None = None) -> tuple[Section, ...]:
    """The terms in the order of that language under their first letters: of Arabic without the article and the forms
    of hamza, of French and English without accents and articles. What begins with a figure stands under "#"."""
    ordered = sorted(
        terms() if found is None else found, key=lambda term: (*_key(term, language), term.kind, term.name)
    )
    by_letter: dict[str, list[Term]] = {}
    for term in ordered:
        by_letter.setdefault(_letter(term, language), []).append(term)
    return tuple(Section(letter, tuple(under)) for letter, under in by_letter.items())


def search(words: str = "", kind: str = "") -> tuple[Term, ...]:
    """The terms of a kind (of all, where none is given) that have all these words in one of their forms, or in their
    id, in any spelling; an Arabic word is found with and without what is joined to it in front."""
    wanted = fold_key(words).split()
    found = [term for term in terms() if not kind or term.kind == kind]
    return tuple(term for term in found if any(_holds(form, wanted) for form in _folded_forms(term.id)))


def shared_forms(term: Term) -> tuple[tuple[str, Term], ...]:
    """The forms that the term shares with others, each with the other: what a form alone does not tell apart."""
    forms = {fold_key(form): form for form in reversed([*_every_form(term)])}  # of spellings of one form the first
    return tuple((form, other) for key, form in forms.items() for other in _by_form()[key] if other != term)


def kinds() -> tuple[str, ...]:
    """The kinds of terms, in the order of the table."""
    return tuple(dict.fromkeys(term.kind for term in terms()))


def _key(term: Term, language: str) -> tuple[str, str]:
    return order_key(shown_form(term, language) or term.en, language)


def _letter(term: Term, language: str) -> str:
    first = _key(term, language)[0][:1]
    return first.upper() if first.isalpha() else "#"


def _every_form(term: Term) -> Iterator[str]:
    for language in LANGUAGES:
        yield from forms_of(term, language)


def _holds(form: str, wanted: list[str]) -> bool:
    return all(any(word.startswith(one) for word in form.split()) for one in wanted)


@lru_cache(maxsize=4_096)
def _folded_forms(term_id: str) -> tuple[str, ...]:
    term = by_id()[term_id]
    folded = [fold_key(form).replace("-", " ") for form in _every_form(term)]
    bare = [" ".join(word.removeprefix("ال") for word in form.split()) for form in folded]
    return tuple(dict.fromkeys([*folded, *bare, term.name.replace("_", " ")]))


@lru_cache(maxsize=1)
def _by_form() -> dict[str, tuple[Term, ...]]:
    found: dict[str, list[Term]] = {}
    for term in terms():
        for key in dict.fromkeys(fold_key(form) for form in _every_form(term)):
            found.setdefault(key, []).append(term)
    return {key: tuple(every) for key, every in found.items()}
