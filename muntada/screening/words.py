"""Which words of the index a part of the question may be, how alike they are, and by which rule."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from muntada.screening.building import hash_of
from muntada.screening.index import Index
from muntada.screening.rarity import bits
from muntada.text.names.attested import attested, is_known
from muntada.text.names.distance import likeness
from muntada.text.names.keys import asked_keys, slip_keys
from muntada.text.names.letters import codes, is_arabic
from muntada.text.names.parsing import Part
from muntada.text.names.words import short_forms

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]

LEAST = 0.62  # likeness from which two words may be the same name
_ATTESTED = 0.82  # likeness that a shared attested word gives at least
_APART = 0.78  # factor for two words that are each well known, for different Arabic words
_SHORT_FORM = 0.86
_SLIP, _LONG = 0.68, 5  # likeness of two words that are one slip apart, from so many sounds on
_SOME = 0.35  # likeness from which two words of names compared anyway are put side by side
_REMEMBERED = 20_000
_MOST = 256  # words taken for one part


class WordMatch(NamedTuple):
    """The words of the index that a part may be: their numbers (rising), their likeness, and the part's bits.

    `names` counts the names that hold them; `found` is the likeness by word number, `rules` the rule where it is known.
    """

    tokens: Ints
    likeness: Floats
    rules: dict[int, str]
    found: dict[int, float]
    bits: float
    names: int


class WordMatcher:
    """Finds the words of an index that a part may be, and remembers what it found."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._memory: OrderedDict[str, WordMatch] = OrderedDict()
        groups = int(index.group_number.max()) + 1 if len(index.group_number) else 0
        self._shares = np.zeros(groups, dtype=np.float32)

    def match(self, parts: Sequence[Part]) -> list[WordMatch]:
        """The words that each part may be."""
        new = list({part.word: part for part in parts if part.word not in self._memory}.values())
        tokens = [self._index.tokens_of(asked_keys(part.sounds)) for part in new]
        for part, some, values in zip(new, tokens, self._likeness(new, tokens), strict=True):
            self._memory[part.word] = self._match(part, some, values)
        matches = [self._memory[part.word] for part in parts]
        while len(self._memory) > _REMEMBERED:
            self._memory.popitem(last=False)
        return matches

    def widen(self, parts: Sequence[Part], matches: Sequence[WordMatch], tokens: Ints) -> list[WordMatch]:
        """The matches with the likeness of each part to all words of names it is compared with, however unlike."""
        others = [tokens[~np.isin(tokens, match.tokens)] for match in matches]
        widened = []
        for part, match, some, values in zip(parts, matches, others, self._likeness(parts, others), strict=True):
            self._by_attestation(part, some, values, {})
            keep = values >= _SOME
            more = dict(zip(some[keep].tolist(), np.minimum(values[keep], LEAST).tolist(), strict=True))
            widened.append(match._replace(found=match.found | more) if more else match)
        return widened

    def _likeness(self, parts: Sequence[Part], tokens: Sequence[Ints]) -> list[Floats]:
        """The likeness of each part to its tokens, all in one reckoning."""
        counts = [len(some) for some in tokens]
        if not sum(counts):
            return [np.zeros(0, dtype=np.float32) for _ in counts]
        every = np.concatenate(list(tokens))
        asked = np.repeat(np.stack([codes(part.sounds) for part in parts]), counts, axis=0)
        arabic = np.repeat(np.array([is_arabic(part.word) for part in parts]), counts)
        values = likeness(asked, self._index.token_code[every], self._index.token_arabic[every] != arabic)
        return np.split(values, np.cumsum(counts)[:-1])

    def _match(self, part: Part, tokens: Ints, values: Floats) -> WordMatch:
        index = self._index
        rules: dict[int, str] = {}
        if len(tokens):
            self._by_slip(part.sounds, tokens, values)
            self._by_attestation(part, tokens, values, rules)
            self._by_exchange(part.sounds, tokens, values, rules)
        tokens, values = self._with_short_forms(part, tokens, values, rules)
        keep = values >= LEAST
        tokens, values = tokens[keep], values[keep]
        if len(tokens) > _MOST:
            best = np.sort(np.argpartition(-values, _MOST)[:_MOST])
            tokens, values = tokens[best], values[best]
        own = index.token(part.word)
        if own is not None:
            rules[own] = "exact"
            values[tokens == own] = 1.0
        return WordMatch(
            tokens,
            values,
            rules,
            dict(zip(tokens.tolist(), values.tolist(), strict=True)),
            bits(attested(part.word), float(index.token_count[tokens[values > 0.85]].sum()), index.names),
            int(index.token_count[tokens].sum()),
        )

    def _by_attestation(self, part: Part, tokens: Ints, values: Floats, rules: dict[int, str]) -> None:
        """Raises the likeness of spellings written for the same word, lowers that of two well-known different words."""
        known = attested(part.word)
        if known is None or not len(tokens):
            return
        together = self._together(known.shares, tokens)
        same = together > 0.08
        raised = np.maximum(values, _ATTESTED + 0.16 * np.sqrt(together))
        values[same] = np.where(values[same] > 0.5, raised[same], values[same])
        rules.update(dict.fromkeys(tokens[same].tolist(), "transliteration"))
        if is_known(known):
            values[(together < 0.02) & self._index.token_known[tokens]] *= _APART

    def _together(self, held: dict[int, float], tokens: Ints) -> Floats:
        """The share of Arabic words that each token has in common with `held`."""
        index, shares = self._index, self._shares
        numbers = [number for number in held if number < len(shares)]
        shares[numbers] = [held[number] for number in numbers]
        starts, ends = index.group_start[tokens], index.group_start[tokens + 1]
        filled = np.flatnonzero(ends > starts)
        together = np.zeros(len(tokens), dtype=np.float32)
        if len(filled):
            counts = (ends - starts)[filled]
            offsets = np.append(0, np.cumsum(counts)[:-1])
            flat = np.arange(int(counts.sum())) - np.repeat(offsets - starts[filled], counts)
            common = np.minimum(shares[index.group_number[flat]], index.group_share[flat])
            together[filled] = np.add.reduceat(common, offsets)
        shares[numbers] = 0.0
        return together

    def _by_slip(self, text: str, tokens: Ints, values: Floats) -> None:
        """One sound more, less or other in a long enough word is a slip of the hand, whichever sound it is."""
        if len(text) >= _LONG:
            near = self._index.tokens_of(slip_keys(text))
            slips = np.isin(tokens, near) & (values < _SLIP) & (values > _SOME)
            values[slips] = _SLIP if len(text) > _LONG else LEAST

    def _by_exchange(self, text: str, tokens: Ints, values: Floats, rules: dict[int, str]) -> None:
        """Two neighbouring sounds written in the wrong order are one slip, not two."""
        near = np.flatnonzero((values > 0.3) & (values < 0.8))
        if len(text) < 4 or not len(near):
            return
        asked, rows = codes(text), self._index.token_code[tokens[near]]
        differing = rows != asked
        first = differing.argmax(axis=1)
        place, lines = np.minimum(first, len(asked) - 2), np.arange(len(near))
        swapped = (differing.sum(axis=1) == 2) & (rows[lines, place] == asked[place + 1])
        swapped &= rows[lines, place + 1] == asked[place]
        values[near[swapped]] = np.maximum(values[near[swapped]], 1 - 1.3 / (1.5 + 0.45 * len(text)))
        rules.update(dict.fromkeys(tokens[near[swapped]].tolist(), "typo"))

    def _with_short_forms(self, part: Part, tokens: Ints, values: Floats, rules: dict[int, str]) -> tuple[Ints, Floats]:
        full = short_forms().get(part.word)
        if full is None:
            return tokens, values
        others = (self._index.token(form) for form, means in short_forms().items() if means == full)
        numbers = np.array(sorted({n for n in others if n is not None}), dtype=np.int32)
        merged = np.union1d(tokens, numbers).astype(np.int32)
        combined = np.zeros(len(merged), dtype=np.float32)
        combined[np.searchsorted(merged, tokens)] = values
        for place in np.searchsorted(merged, numbers).tolist():
            if combined[place] < _SHORT_FORM:
                combined[place] = _SHORT_FORM
                rules[int(merged[place])] = "short_form"
        return merged, combined


def rule_of(match: WordMatch, token: int, part: Part, index: Index) -> str:
    """The rule by which a part met a word."""
    known = match.rules.get(token)
    if known is not None:
        return known
    if int(index.token_hash[token]) == hash_of(part.word):
        return "exact"
    alike = match.found.get(token, 0.0)
    if bool(index.token_arabic[token]) != is_arabic(part.word):
        return "transliteration" if alike >= 0.8 else "skeleton"
    return "skeleton" if alike >= 0.85 else "typo"
