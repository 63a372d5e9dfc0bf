"""Which words of the index a part of the question may be, how alike they are, and by which rule."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from muntada.screening.building import hash_of
from muntada.screening.index import Index, ranges
from muntada.screening.rarity import bits
from muntada.text.names.attested import attested, is_known
from muntada.text.names.distance import Spoken, likenesses, spoken
from muntada.text.names.keys import asked_keys
from muntada.text.names.letters import codes, is_arabic
from muntada.text.names.parsing import Part
from muntada.text.names.words import short_forms

Ints = NDArray[np.int32]
Places = NDArray[np.intp]
Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]

LEAST = 0.62  # likeness from which two words may be the same name
_ATTESTED = 0.82  # likeness that a shared attested word gives at least
_APART = 0.78  # factor for two words that are each well known, for different Arabic words
_SHORT_FORM = 0.86
_SLIP, _LONG = 0.68, 5  # likeness of two words that are one slip apart, from so many sounds on
_SOME = 0.35  # likeness from which two words of names compared anyway are put side by side
_REMEMBERED = 20_000
_MOST = 256  # words taken for one part
_AT_ONCE = 64  # words looked for in one reckoning
_RULES = ("", "transliteration", "typo", "short_form")


class Word(NamedTuple):
    """The words of the index that a part may be: their numbers (rising), their likeness, and the part's bits.

    `names` counts the names that hold them; `ruled` are the words met by a rule that is known, `rules` its number.
    """

    tokens: Ints
    likeness: Floats
    ruled: Ints
    rules: NDArray[np.uint8]
    bits: float
    names: int


class WordMatch(NamedTuple):
    """A word beside names it is compared with: the likeness by word number, and the rule where it is known."""

    found: dict[int, float]
    rules: dict[int, str]
    bits: float


class _Asked:
    """Parts that are looked for together, a row each."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = parts
        self.sounds = [part.sounds for part in parts]
        self.spoken: Spoken = spoken(np.stack([codes(sounds) for sounds in self.sounds]))
        self.arabic = np.array([is_arabic(part.word) for part in parts], dtype=bool)
        found = [attested(part.word) for part in parts]
        self.known = np.array([is_known(one) for one in found], dtype=bool)
        self.any_known = np.array([one is not None for one in found], dtype=bool)
        held = [sorted(one.shares.items()) if one else [] for one in found]
        self.held_by = np.repeat(np.arange(len(parts)), [len(one) for one in held])
        self.held = np.array([number for one in held for number, _ in one], dtype=np.int64)
        self.shares = np.array([share for one in held for _, share in one], dtype=np.float32)

    def length(self) -> NDArray[np.uint8]:
        """How many sounds each part has."""
        return self.spoken.length


class WordMatcher:
    """Finds the words of an index that a part may be, and remembers what it found."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._memory: OrderedDict[str, Word] = OrderedDict()
        self._spoken = spoken(index.token_code)

    def match(self, parts: Sequence[Part]) -> list[Word]:
        """The words that each part may be."""
        memory = self._memory
        new = list({part.word: part for part in parts if part.word not in memory}.values())
        for start in range(0, len(new), _AT_ONCE):
            some = new[start : start + _AT_ONCE]
            memory.update(zip((part.word for part in some), self._learn(_Asked(some)), strict=True))
        words = [memory[part.word] for part in parts]
        if len(memory) > _REMEMBERED:
            for part in parts:
                memory.move_to_end(part.word)
            while len(memory) > _REMEMBERED:
                memory.popitem(last=False)
        return words

    def doubtful(self, parts: Sequence[Part], which: Places, tokens: Ints) -> Floats:
        """The likeness of parts to words that they are not, in names compared anyway; nought where there is none."""
        asked = _Asked(parts)
        values = self._alike(asked, which, tokens)
        self._by_attestation(asked, which, tokens, values)
        return np.where(values >= _SOME, np.minimum(values, np.float32(LEAST)), np.float32(0.0))

    def _alike(self, asked: _Asked, which: Places, tokens: Ints) -> Floats:
        mixed = self._index.token_arabic[tokens] != asked.arabic[which]
        return likenesses(asked.spoken, which, self._spoken, tokens, mixed)

    def _learn(self, asked: _Asked) -> list[Word]:
        which, tokens, slips = self._index.tokens_under([asked_keys(sounds) for sounds in asked.sounds])
        values = self._alike(asked, which, tokens)
        _by_slip(asked.length()[which], slips, values)
        same = self._by_attestation(asked, which, tokens, values)
        rules = same.astype(np.uint8)
        rules[self._by_exchange(asked, which, tokens, values)] = _RULES.index("typo")
        starts = np.searchsorted(which, np.arange(len(asked.parts) + 1)).tolist()
        words = []
        for row, part in enumerate(asked.parts):
            here = slice(starts[row], starts[row + 1])
            words.append(self._word(part, tokens[here], values[here], rules[here]))
        return words

    def _word(self, part: Part, tokens: Ints, values: Floats, rules: NDArray[np.uint8]) -> Word:
        if part.word in short_forms():
            tokens, values, rules = self._with_short_forms(part, tokens, values, rules)
        ruled = np.flatnonzero(rules)
        which = tokens[ruled], rules[ruled]
        keep = values >= LEAST
        tokens, values = tokens[keep], values[keep]
        if len(tokens) > _MOST:
            best = np.sort(np.argpartition(-values, _MOST)[:_MOST])
            tokens, values = tokens[best], values[best]
        own = self._index.token(part.word)
        if own is not None:
            values[tokens == own] = 1.0
        counts = self._index.token_count[tokens]
        borne = float(counts[values > 0.85].sum())
        known = bits(attested(part.word), borne, self._index.population)
        return Word(tokens, values, *which, known, int(counts.sum()))

    def _by_attestation(self, asked: _Asked, which: Places, tokens: Ints, values: Floats) -> Flags:
        """Raises the likeness of spellings written for the same word, lowers that of two well-known different words.

        Gives which of the pairs were written for the same word.
        """
        rows = np.flatnonzero(asked.any_known[which])
        same = np.zeros(len(tokens), dtype=bool)
        if len(rows):
            together = self._together(asked, which[rows], tokens[rows])
            alike = values[rows]
            meant = together > 0.08
            raised = np.maximum(alike, _ATTESTED + 0.16 * np.sqrt(together))
            alike = np.where(meant & (alike > 0.5), raised, alike)
            apart = (together < 0.02) & self._index.token_known[tokens[rows]] & asked.known[which[rows]]
            alike[apart] *= _APART
            values[rows] = alike
            same[rows] = meant
        return same

    def _together(self, asked: _Asked, which: Places, tokens: Ints) -> Floats:
        """The share of Arabic words that each token has in common with the part asked for."""
        index = self._index
        together = np.zeros(len(tokens), dtype=np.float32)
        starts, ends = index.group_start[tokens], index.group_start[tokens + 1]
        filled = np.flatnonzero(ends > starts)
        if len(filled) and len(asked.held):
            counts = (ends - starts)[filled]
            flat = ranges(starts[filled], counts)
            size = 1 + max(int(asked.held.max()), int(index.group_number.max()))
            held = asked.held_by * size + asked.held
            wanted = np.repeat(which[filled] * size, counts) + index.group_number[flat]
            places = np.minimum(np.searchsorted(held, wanted), len(held) - 1)
            shares = np.where(held[places] == wanted, asked.shares[places], np.float32(0.0))
            common = np.minimum(shares, index.group_share[flat])
            together[filled] = np.add.reduceat(common, np.append(0, np.cumsum(counts)[:-1]))
        return together

    def _by_exchange(self, asked: _Asked, which: Places, tokens: Ints, values: Floats) -> Places:
        """Two neighbouring sounds written in the wrong order are one slip, not two; gives the pairs where it is so."""
        near = np.flatnonzero((values > 0.3) & (values < 0.8) & (asked.length()[which] >= 4))
        one, rows = asked.spoken.codes[which[near]], self._index.token_code[tokens[near]]
        differing = rows != one
        two = np.flatnonzero(np.count_nonzero(differing, axis=1) == 2)
        one, rows = one[two], rows[two]
        place, lines = np.minimum(differing[two].argmax(axis=1), one.shape[1] - 2), np.arange(len(two))
        swapped = (rows[lines, place] == one[lines, place + 1]) & (rows[lines, place + 1] == one[lines, place])
        found: Places = near[two[swapped]]
        slip = 1 - 1.3 / (1.5 + 0.45 * asked.length()[which[found]].astype(np.float64))
        values[found] = np.maximum(values[found], slip.astype(np.float32))
        return found

    def _with_short_forms(
        self, part: Part, tokens: Ints, values: Floats, rules: NDArray[np.uint8]
    ) -> tuple[Ints, Floats, NDArray[np.uint8]]:
        others = (self._index.token(form) for form in _forms_of(short_forms()[part.word]))
        numbers = np.array(sorted({n for n in others if n is not None}), dtype=np.int32)
        merged = np.union1d(tokens, numbers).astype(np.int32)
        combined, ruled = np.zeros(len(merged), dtype=np.float32), np.zeros(len(merged), dtype=np.uint8)
        places = np.searchsorted(merged, tokens)
        combined[places], ruled[places] = values, rules
        shorter = np.searchsorted(merged, numbers)
        shorter = shorter[combined[shorter] < _SHORT_FORM]
        combined[shorter], ruled[shorter] = _SHORT_FORM, _RULES.index("short_form")
        return merged, combined, ruled


@cache
def _forms_of(full: str) -> tuple[str, ...]:
    return tuple(form for form, means in short_forms().items() if means == full)


def _by_slip(length: NDArray[np.uint8], slips: Flags, values: Floats) -> None:
    """One sound more, less or other in a long enough word is a slip of the hand, whichever sound it is."""
    slipped = slips & (length >= _LONG) & (values < _SLIP) & (values > _SOME)
    values[slipped] = np.where(length[slipped] > _LONG, np.float32(_SLIP), np.float32(LEAST))


def beside(word: Word, tokens: Iterable[int], values: Iterable[float]) -> WordMatch:
    """A word beside names whose words are `tokens`, with its likeness to each; nought is none."""
    found = {token: value for token, value in zip(tokens, values, strict=True) if value}
    rules = {token: _RULES[rule] for token, rule in zip(word.ruled.tolist(), word.rules.tolist(), strict=True)}
    return WordMatch(found, rules, word.bits)


def rule_of(match: WordMatch, token: int, part: Part, index: Index) -> str:
    """The rule by which a part met a word."""
    if int(index.token_hash[token]) == hash_of(part.word):
        return "exact"
    known = match.rules.get(token)
    if known is not None:
        return known
    alike = match.found.get(token, 0.0)
    if bool(index.token_arabic[token]) != is_arabic(part.word):
        return "transliteration" if alike >= 0.8 else "skeleton"
    return "skeleton" if alike >= 0.85 else "typo"
