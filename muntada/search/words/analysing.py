"""Texts as terms: what Arabic, English and French words have in common with their other forms.

Each word gives its stem, and pieces of four letters: an Arabic word's own, a Latin word's stem's. Stems find
inflections; the pieces find what a stemmer keeps apart (broken plurals, compounds, most slips of the pen).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

import Stemmer

from muntada.search.words import arabic
from muntada.text.folding import fold

LANGUAGES = ("ar", "en", "fr")
LONGEST = 60  # letters of a word that are kept
PIECE = 4
_WORD = re.compile(r"[^\W_]+")
_ARABIC = re.compile("[ء-ي]")
# What is written together with a Latin word by an apostrophe is no part of it: the Council's, l'accord.
_BEFORE = re.compile(r"\b(?:[cdjlmnst]|qu)'(?=\w)")
_AFTER = re.compile(r"(?<=\w)'s\b")
_WITHOUT_ACCENTS = re.compile("ees?$")
_SNOWBALL = {"en": "english", "fr": "french"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its stem, and where it stands (code points of the text as given)."""

    stem: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Analysed:
    """The stems of a text in its order, and the pieces of its words."""

    stems: list[str]
    pieces: list[str]


def analyse(text: str, language: str) -> Analysed:
    """The terms of a text in `ar`, `en` or `fr`."""
    known = [_terms(word[:LONGEST], language) for word in _WORD.findall(_bare(fold(text).text, language))]
    return Analysed([stem for stem, _ in known], [piece for _, pieces in known for piece in pieces])


def words_of(text: str, language: str) -> list[Word]:
    """The words of a text with their places, for showing why it was found."""
    folded = fold(text)
    found = []
    for word in _WORD.finditer(_bare(folded.text, language)):
        start, end = folded.source_span(word.start(), word.end())
        while end < len(text) and unicodedata.category(text[end]) == "Mn":  # marks over its last letter
            end += 1
        found.append(Word(_terms(word[0][:LONGEST], language)[0], start, end))
    return found


def _bare(folded: str, language: str) -> str:
    """A folded text with blanks, one for one, in place of what is no part of its words."""
    if "'" not in folded:
        return folded
    blank: Callable[[re.Match[str]], str] = lambda found: " " * len(found[0])  # noqa: E731
    return (_BEFORE if language == "fr" else _AFTER).sub(blank, folded)


@lru_cache(maxsize=200_000)
def _terms(word: str, language: str) -> tuple[str, tuple[str, ...]]:
    """The stem and the pieces of a folded word; an Arabic word is one in whatever text it stands."""
    if _ARABIC.match(word):
        return arabic.stem(word), _pieces(word)
    if language not in _SNOWBALL or word.isdigit():
        return word, (word,)
    # Words come folded, so that they are found without accents too; the stemmer knows adoptée by its accent alone.
    stem = _stemmer(language)(_WITHOUT_ACCENTS.sub("e", word) if language == "fr" else word)
    return stem, _pieces(stem)


def _pieces(word: str) -> tuple[str, ...]:
    if len(word) <= PIECE:
        return (word,)
    return tuple(word[at : at + PIECE] for at in range(len(word) - PIECE + 1))


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    stem: Callable[[str], str] = Stemmer.Stemmer(_SNOWBALL[language]).stemWord
    return stem
