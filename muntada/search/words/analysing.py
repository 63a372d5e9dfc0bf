"""Texts as terms: what Arabic, English and French words have in common with their other forms.

Each word gives itself, its stem, and pieces of three letters in which its ends count as letters. Stems find
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
from muntada.search.words.little import is_little
from muntada.text.folding import fold

LANGUAGES = ("ar", "en", "fr")
LONGEST = 60  # letters of a word that are kept
PIECE = 3
# A word; U.N. and 1,000 are one.
_WORD = re.compile(r"(?:(?<![^\W_])[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?|[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[^\W_]+")
_WITHIN = str.maketrans("", "", ".,")
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
class Form:
    """A word as it is looked for: folded, its stem, its pieces, and whether it says little (the, which, في)."""

    word: str
    stem: str
    pieces: tuple[str, ...]
    little: bool


@dataclass(frozen=True, slots=True)
class Analysed:
    """The words of a text in its order."""

    forms: list[Form]

    @property
    def words(self) -> list[str]:
        """The words as they stand, folded."""
        return [one.word for one in self.forms]

    @property
    def stems(self) -> list[str]:
        """Their stems."""
        return [one.stem for one in self.forms]

    @property
    def pieces(self) -> list[str]:
        """The pieces of all."""
        return [piece for one in self.forms for piece in one.pieces]


def analyse(text: str, language: str) -> Analysed:
    """The terms of a text in `ar`, `en` or `fr`."""
    return Analysed([_form(word[:LONGEST], language) for word in _WORD.findall(_bare(fold(text).text, language))])


def words_of(text: str, language: str) -> list[Word]:
    """The words of a text with their places, for showing why it was found."""
    folded = fold(text)
    found = []
    for word in _WORD.finditer(_bare(folded.text, language)):
        start, end = folded.source_span(word.start(), word.end())
        while end < len(text) and unicodedata.category(text[end]) == "Mn":  # marks over its last letter
            end += 1
        found.append(Word(_form(word[0][:LONGEST], language).stem, start, end))
    return found


def _bare(folded: str, language: str) -> str:
    """A folded text with blanks, one for one, in place of what is no part of its words."""
    if "'" not in folded:
        return folded
    blank: Callable[[re.Match[str]], str] = lambda found: " " * len(found[0])  # noqa: E731
    return (_BEFORE if language == "fr" else _AFTER).sub(blank, folded)


@lru_cache(maxsize=200_000)
def _form(word: str, language: str) -> Form:
    """A folded word as it is looked for; an Arabic word is one in whatever text it stands."""
    if not word.isalnum():
        word = word.translate(_WITHIN)
    little = is_little(word, language)
    if _ARABIC.match(word):
        return Form(word, arabic.stem(word), _pieces(word), little)
    if language not in _SNOWBALL or word.isdigit():
        return Form(word, word, (word,) if word.isdigit() else _pieces(word), little)
    # Words come folded, so that they are found without accents too; the stemmer knows adoptée by its accent alone.
    stem = _stemmer(language)(_WITHOUT_ACCENTS.sub("e", word) if language == "fr" else word)
    return Form(word, stem, _pieces(word), little)


def _pieces(word: str) -> tuple[str, ...]:
    whole = f"_{word}_"
    return tuple(whole[at : at + PIECE] for at in range(max(1, len(whole) - PIECE + 1)))


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    stem: Callable[[str], str] = Stemmer.Stemmer(_SNOWBALL[language]).stemWord
    return stem
