"""A question in one language as words of another: by the lexicon, by the encoder, by the sound of names.

For each word that was asked, a group of words that may stand for it in texts of the other language, with how surely.
The words are those that the index has, so that no dictionary is needed: the encoder tells which of them lie near.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Any

from muntada.search.beside import Beside, Vocabulary
from muntada.search.names import is_arabic, skeleton
from muntada.search.words.analysing import LANGUAGES
from muntada.text.folding import fold_key
from muntada.text.lexicon import Term, terms

NEAR = 0.5  # cosine below which words are strangers
NEAREST = 5
SOUND = 0.8  # how surely words of one skeleton are one name
SOUNDS = 6
LONGEST_TERM = 6  # words
MOST = 24  # words of a question
_Forms = dict[str, tuple[str, ...]]


def groups(
    text: str, asked_in: str, language: str, beside: Beside, encoded: dict[str, Any] | None = None
) -> list[dict[str, float]]:
    """What may stand in texts of a language for each word of a question.

    `encoded` holds what was encoded of its words for another language, and what is now.
    """
    words, made = _words(text)[:MOST], []
    at = 0
    rest: list[str] = []
    while at < len(words):
        size, forms = _term_at(words, at, asked_in, language)
        if size:
            made += [{word: 1.0} for word in dict.fromkeys(word for form in forms[:1] for word in _words(form))]
        else:
            rest.append(words[at])
        at += size or 1
    near = _near(tuple(rest), language, beside, encoded if encoded is not None else {})
    vocabulary = beside.vocabulary(language)
    return made + [_group(word, near, vocabulary) for word in rest]


def _words(text: str) -> list[str]:
    return [word for word in "".join(c if c.isalnum() else " " for c in fold_key(text)).split() if len(word) > 1]


def _group(word: str, near: dict[str, dict[str, float]], vocabulary: Vocabulary) -> dict[str, float]:
    group = dict(near.get(word, {}))
    group[word] = 1.0  # names, figures and symbols stand as they are in texts of any language
    if not word.isdigit() and (sound := skeleton(word)):
        same = [one for one in vocabulary.by_skeleton.get(sound, ()) if is_arabic(one) != is_arabic(word)]
        for one in same[:SOUNDS]:
            group[one] = max(SOUND, group.get(one, 0.0))
    return group


def _near(
    words: tuple[str, ...], language: str, beside: Beside, encoded: dict[str, Any]
) -> dict[str, dict[str, float]]:
    """The nearest words of a language's own, by the encoder."""
    vocabulary = beside.vocabulary(language)
    asked = [word for word in dict.fromkeys(words) if not word.isdigit()]
    if beside.encoder is None or vocabulary.rows is None or not asked:
        return {}
    import numpy as np

    if new := [word for word in asked if word not in encoded]:
        encoded.update(zip(new, beside.encoder.words(new), strict=True))
    close = np.array([encoded[word] for word in asked]) @ vocabulary.rows.T
    found: dict[str, dict[str, float]] = {}
    for word, row in zip(asked, close, strict=True):
        best = np.argpartition(-row, min(NEAREST, len(row) - 1))[:NEAREST]
        found[word] = {vocabulary.words[at]: float(row[at]) for at in best if row[at] >= NEAR}
    return found


def _term_at(words: list[str], at: int, asked_in: str, language: str) -> tuple[int, tuple[str, ...]]:
    """How many words from this one are a term of the lexicon, and its forms in the other language."""
    known = _lexicon(asked_in, language)
    for size in range(min(LONGEST_TERM, len(words) - at), 0, -1):
        forms = known.get(" ".join(words[at : at + size]))
        if forms:
            return size, forms
    return 0, ()


@cache
def _lexicon(asked_in: str, language: str) -> _Forms:
    """The terms of the shipped lexicon: folded forms of one language, and what they are in another."""
    made: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for term in terms():
        there = forms_of(term, language)
        for form in forms_of(term, asked_in):
            key = " ".join(_words(form))
            if key and there and form not in term.context_only_forms:
                made[key] = made[key] or there
                if asked_in == "ar" and key.startswith("ال"):
                    made[f"لل{key[2:]}"] = made[f"و{key}"] = made[key]
    return dict(made)


def forms_of(term: Term, language: str) -> tuple[str, ...]:
    """The forms of a term in a language, the shown one first."""
    assert language in LANGUAGES
    every = {"ar": (term.ar, *term.ar_alt, *term.ar_orth), "en": (term.en, *term.en_alt), "fr": (term.fr, *term.fr_alt)}
    return tuple(form for form in every[language] if form)
