"""Which of the three languages a text is in."""

import re
from collections.abc import Callable
from functools import cache

UNKNOWN = "und"
_ENOUGH = 4000  # characters that settle the script; half of them tell English from French
_ARABIC = re.compile("[ء-يٱ-ۓﭐ-ﻼ]+")
_LATIN = re.compile("[A-Za-zÀ-ÖØ-öø-ÿŒœ]+")
_ANY_LETTER = re.compile(r"[^\W\d_]")
_SHORT = 60  # letters below which a model guesses, and little words and accents know better
_ARABIC_SHARE = 0.35  # Arabic texts carry Latin names and symbols; the reverse is rare
_FRENCH_WORDS = (
    "le la les des du de un une et est en dans pour par sur au aux ce cette qui que contre avec son ses leur sont ont "
    "a ete l d groupe travail lutte terrorisme mondial conseil onu etats bonjour monsieur madame"
)
_ENGLISH_WORDS = (
    "the of and to in is was for on by with at from this that which against are were has have its their it an as be "
    "working group counter terrorism global council un states forum mr ms"
)
_FRENCH = frozenset(_FRENCH_WORDS.split())
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
# Words that hardly stand in a text of the other language, names and titles aside.
_SURE_FRENCH, _SURE_ENGLISH = (
    ("le", "la", "les", "des", "du", "et", "dans", "une"),
    ("the", "of", "and", "to", "is", "by"),
)
_ACCENT = re.compile("[àâçéèêëîïôûùœÀÂÇÉÈÊËÎÏÔÛÙŒ]|\\b[ldcjnsmtLDCJNSMT]['’][a-zé]")


@cache
def _classifier() -> Callable[[str], tuple[str, float]]:
    # The model takes part of a second to load, and Arabic never needs it.
    from py3langid import langid

    langid.set_languages(["en", "fr"])
    classify: Callable[[str], tuple[str, float]] = langid.classify
    return classify


def _by_little_words(text: str) -> str | None:
    words = [word.lower() for word in _LATIN.findall(text)]
    french = sum(word in _FRENCH for word in words) + len(_ACCENT.findall(text))
    english = sum(word in _ENGLISH for word in words)
    return "fr" if french > english else "en" if english > french else None


def _clearly(text: str) -> str | None:
    """The language whose commonest words a text is full of, where the other's are rare: it spares the model."""
    words = text.lower().split()
    french = sum(map(words.count, _SURE_FRENCH))
    english = sum(map(words.count, _SURE_ENGLISH))
    least = max(4, len(words) // 20)
    if english >= least and english > 5 * french:
        return "en"
    return "fr" if french >= least and french > 5 * english else None


def _letters(runs: re.Pattern[str], text: str, enough: int | None = None) -> int:
    """How many letters stand in the runs of a text, counted until there are enough."""
    if enough is None:
        return sum(map(len, runs.findall(text)))
    total = 0
    for run in runs.finditer(text):
        total += len(run[0])
        if total >= enough:
            break
    return total


def detect(text: str) -> str:
    """'ar', 'en' or 'fr'; 'und' where there is no letter of any script.

    Arabic is told by its share of the letters of the first few thousand characters. Latin texts are told apart by
    little words when short, by a trained model otherwise. Letters of other scripts count as Latin's.
    """
    head = text[: _ENOUGH * 2]
    arabic = _letters(_ARABIC, head)
    # Where there is no Arabic, it only matters whether the Latin letters are few.
    latin = _letters(_LATIN, head, None if arabic else _SHORT)
    if arabic and arabic >= _ARABIC_SHARE * (arabic + latin):
        return "ar"
    if not latin:
        letter = _ANY_LETTER.search(text)
        if letter is None:
            return UNKNOWN
        return detect(text[letter.start() :]) if letter.start() >= len(head) else "en"
    if latin < _SHORT:
        return _by_little_words(head) or "en"
    return _clearly(head[: _ENOUGH // 4]) or _classifier()(head[: _ENOUGH // 2])[0]
