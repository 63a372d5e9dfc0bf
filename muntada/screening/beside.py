"""Questions and the names they are compared with, as tables: which words of the names each part may be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from muntada.screening.index import Index, ranges
from muntada.screening.sifting import Pairs
from muntada.screening.words import Word, WordMatch, WordMatcher, beside
from muntada.text.names.parsing import Part

Ints = NDArray[np.intp]


class Ask(NamedTuple):
    """A name asked for. `entity` says how it is read; `kinds` asks for entities or persons only, None for both."""

    text: str
    entity: bool
    kinds: bool | None


class Question(NamedTuple):
    """What is asked, taken apart: the words of the index each part may be, and the names to compare it with."""

    number: int
    ask: Ask
    parts: list[Part]
    words: list[Word]
    names: list[int]


class Beside:
    """Questions beside names: `question` and `name` of each pair, and how alike their parts are."""

    def __init__(self, index: Index, words: WordMatcher, asked: Sequence[Question]) -> None:
        self._index, self._asked = index, asked
        self.question: Ints = np.repeat(np.arange(len(asked)), [len(one.names) for one in asked])
        self.name: Ints = np.array([name for one in asked for name in one.names], dtype=np.intp)
        starts = index.name_start[self.name]
        self._counts = index.name_start[self.name + 1] - starts
        self._flat = ranges(starts, self._counts)
        self._tokens = index.name_token[self._flat]
        # Each word once for each question, whose parts it is compared with.
        size = len(index.token_hash)
        codes = np.repeat(self.question, self._counts) * size + self._tokens
        distinct, self._place = np.unique(codes, return_inverse=True)
        self._of, self._words = np.divmod(distinct, size)
        self._alike = self._likeness(words)

    def _likeness(self, words: WordMatcher) -> NDArray[np.float32]:
        """How alike each distinct word is to each part of its question."""
        counts = np.array([len(one.parts) for one in self._asked])
        starts = np.cumsum(counts) - counts
        many = counts[self._of]
        part = ranges(starts[self._of], many)
        row = np.repeat(np.arange(len(self._of)), many)
        token = self._words[row].astype(np.int32)
        values = self._known(part, token)
        unknown = np.flatnonzero(values == 0)
        if len(unknown):
            number: dict[str, int] = {}
            parts: list[Part] = []
            for one in (one for question in self._asked for one in question.parts):
                if number.setdefault(one.word, len(parts)) == len(parts):
                    parts.append(one)
            which = np.array([number[one.word] for question in self._asked for one in question.parts])
            values[unknown] = words.doubtful(parts, which[part[unknown]], token[unknown])
        alike = np.zeros((len(self._of), int(counts.max())), dtype=np.float32)
        alike[row, part - starts[self._of[row]]] = values
        return alike

    def _known(self, part: Ints, token: NDArray[np.int32]) -> NDArray[np.float32]:
        """The likeness of words that a part was found to be; nought for others."""
        words = [word for one in self._asked for word in one.words]
        size = len(self._index.token_hash)
        held = np.repeat(np.arange(len(words)), [len(word.tokens) for word in words]) * size
        held += np.concatenate([word.tokens for word in words])
        likeness = np.concatenate([word.likeness for word in words])
        if not len(held):
            return np.zeros(len(part), dtype=np.float32)
        wanted = part * size + token
        places = np.minimum(np.searchsorted(held, wanted), len(held) - 1)
        return np.where(held[places] == wanted, likeness[places], np.float32(0.0))

    def pairs(self) -> Pairs:
        """The pairs for the sieve."""
        index = self._index
        row = np.repeat(np.arange(len(self.name)), self._counts)
        column = ranges(np.zeros(len(self.name), dtype=np.intp), self._counts)
        shape = len(self.name), int(self._counts.max())
        there, token, kind = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=np.intp), np.zeros(shape, dtype=np.intp)
        alike = np.zeros((shape[0], self._alike.shape[1], shape[1]), dtype=np.float32)
        there[row, column], token[row, column] = True, self._tokens
        kind[row, column] = index.name_kind[self._flat]
        alike[row, :, column] = self._alike[self._place]
        return Pairs(self.question, there, token, kind, alike, index.name_weak[self.name], index.name_entity[self.name])

    def matches(self, number: int) -> list[WordMatch]:
        """The parts of a question beside all words of the names it is compared with."""
        first, last = np.searchsorted(self._of, (number, number + 1)).tolist()
        tokens, values = self._words[first:last].tolist(), self._alike[first:last]
        words = self._asked[number].words
        return [beside(word, tokens, values[:, place].tolist()) for place, word in enumerate(words)]
