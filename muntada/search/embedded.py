"""The embedded engine: words by tantivy, meaning by an encoder where there is one, both scores added up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from muntada.search.asking import Question
from muntada.search.beside import Beside, Meanings
from muntada.search.encoders import Encoder
from muntada.search.entries import Entry, Hit, Joined
from muntada.search.translating import groups
from muntada.search.wordindex import WordIndex
from muntada.search.words.analysing import LANGUAGES

BESIDE = "beside.sqlite"
TRANSLATED = 0.4  # how much translated words add to meaning
TOGETHER = 1.0  # how much its version in the question's own language adds to a text in another
BY_MEANING = 50  # entries of a language that come in by meaning alone
NARROWED = 20_000  # entries that a question with filters is narrowed to


class Embedded:
    """Search in a folder of files; without a folder, in memory. Nothing but this process is needed."""

    def __init__(self, folder: Path | None = None, encoder: Encoder | None = None, before: Path | None = None) -> None:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        self.encoder = encoder
        self.words = WordIndex(folder)
        self.beside = Beside(
            folder / BESIDE if folder is not None else None, encoder, before / BESIDE if before is not None else None
        )

    def change(self, put: Iterable[Entry], gone: Iterable[str] = ()) -> None:
        """Put entries in and take keys out; doing it again after it was cut short makes it whole."""
        entries, leaving = list(put), list(gone)
        self.beside.change(entries, leaving)
        self.words.change(entries, leaving)

    def look(self, question: Question, asked_in: str, languages: Sequence[str], most: int) -> dict[str, list[Hit]]:
        """The best fitting entries of each language, at most so many; the question is asked in one language."""
        vector = self.encoder.questions([question.text])[0] if self.encoder and question.text else None
        # For this question alone: how long an answer takes must not tell what others asked.
        encoded: dict[str, Any] = {}
        found = {
            language: self._in(language, question, asked_in, vector, encoded, most)
            for language in dict.fromkeys(languages)
        }
        return lifted(found, asked_in)

    def begun(self, typed: str, languages: Sequence[str], most: int) -> list[Hit]:
        """Entries in whose title a word begins with what was typed last."""
        return [hit for language in languages for hit in self.words.begun(typed, language, most)]

    def fresh(self) -> None:
        """See what another process wrote."""
        self.words.fresh()

    def counts(self) -> dict[str, int]:
        """How many entries there are in each language."""
        return {language: self.words.count(language) for language in LANGUAGES}

    def _in(
        self, language: str, question: Question, asked_in: str, vector: Any, encoded: dict[str, Any], most: int
    ) -> list[Hit]:
        if language == asked_in:
            weights = Weights(1.0, self.encoder.weight if self.encoder is not None else 0.0)
            found = self.words.search(question, language, most)
        else:
            # What was quoted stands word for word in texts of its own language alone.
            weights = Weights(TRANSLATED, 1.0)
            question = replace(question, phrases=(), words=question.text)
            parts = groups(question.text, asked_in, language, self.beside, encoded)
            found = self.words.search_groups(parts, question, language, most)
        meanings = self.beside.meanings(language) if vector is not None else Meanings()
        if not meanings.keys:
            return found
        narrowed = self.words.matching(question, language, NARROWED) if question.narrows else None
        near = meanings.scores(vector)
        return fused(found, meanings, near, weights, narrowed, self.floor)[:most]

    @property
    def floor(self) -> float:
        """How near a text must be that is found by meaning alone."""
        return self.encoder.floor if self.encoder is not None else 1.0


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each of the two scores counts."""

    words: float
    meaning: float


def fused(
    found: Sequence[Hit], meanings: Meanings, near: Any, weights: Weights, narrowed: set[str] | None, floor: float
) -> list[Hit]:
    """Both scores on one scale, added up, for what was found by words and for what is nearest by meaning."""
    import numpy as np

    low, high = float(near.min()), float(near.max())
    top = max((hit.score for hit in found), default=0.0) or 1.0
    by_words = {hit.key: weights.words * hit.score / top for hit in found}
    place = meanings.places
    if narrowed is None:
        chosen = np.argpartition(-near, min(BY_MEANING, len(near) - 1))[:BY_MEANING]
    else:
        allowed = np.array([place[key] for key in narrowed if key in place], dtype=np.int64)
        chosen = allowed[np.argsort(-near[allowed])[:BY_MEANING]]
    nearest = {meanings.keys[at]: at for at in chosen if near[at] >= floor}
    made = {key: Hit(key, whole, meanings.language, 0.0) for key, whole in nearest}
    made |= {hit.key: hit for hit in found}
    scored = []
    for key, hit in made.items():
        at = meanings.places.get(key)
        meant = (float(near[at]) - low) / ((high - low) or 1.0) if at is not None else 0.0
        scored.append(replace(hit, score=by_words.get(key, 0.0) + weights.meaning * meant))
    return sorted(scored, key=lambda hit: (-hit.score, hit.key))


def lifted(lists: dict[str, list[Hit]], asked_in: str) -> dict[str, list[Hit]]:
    """The lists of other languages once more, a text the higher the better its version in the question's own fits.

    What a question says in its own language is known better than what it may say in another.
    """
    own = lists.get(asked_in, [])
    top = max((hit.score for hit in own), default=0.0) or 1.0
    fits = {hit.whole: hit.score / top for hit in reversed(own)}
    made = dict(lists)
    for language, hits in lists.items():
        if language != asked_in and fits and hits:
            best = max(hit.score for hit in hits) or 1.0
            scored = [replace(hit, score=hit.score / best + TOGETHER * fits.get(hit.whole, 0.0)) for hit in hits]
            made[language] = sorted(scored, key=lambda hit: (-hit.score, hit.key))
    return made


def interleaved(lists: Sequence[Sequence[Hit]], most: int) -> list[Joined]:
    """One list of several, one from each in turn, the language versions of one thing joined where the first stands."""
    joined: dict[str, list[Hit]] = {}
    for place in range(max(map(len, lists), default=0)):
        for one in lists:
            if place < len(one):
                joined.setdefault(one[place].whole, []).append(one[place])
    return [Joined(tuple(hits)) for hits in list(joined.values())[:most]]
