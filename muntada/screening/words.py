"""Which words of the index a part of the question may be, how alike they are, and by which rule."""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from muntada.screening.building import hash_of
from muntada.screening.index import Index
from muntada.screening.rarity import bits
from muntada.text.names.attested import attested, is_known
from muntada.text.names.distance import likeness
from muntada.text.names.keys import keys
from muntada.text.names.letters import NUMBER, SOUNDS, is_arabic
from muntada.text.names.parsing import Part
from muntada.text.names.words import short_forms

LEAST = 0.62  # likeness from which two words may be the same name
_ATTESTED = 0.82  # likeness that a shared attested word gives at least
_APART = 0.78  # factor for two words that are each well known, for different Arabic words
_SOME = 0.35  # likeness from which two words of names compared anyway are put side by side
_REMEMBERED = 20_000
_MOST = 256  # words taken for one part


class WordMatch(NamedTuple):
    """The words of the index that a part may be: their numbers (rising), their likeness, and the part's bits."""

    tokens: NDArray[np.int32]
    likeness: NDArray[np.float32]
    rules: dict[int, str]
    found: dict[int, float]
    bits: float
    names: int


class WordMatcher:
    """Finds the words of an index that a part may be, and remembers what it found."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._memory: OrderedDict[str, WordMatch] = OrderedDict()
        self._shares = np.zeros(_groups_in(index), dtype=np.float32)

    def match(self, part: Part) -> WordMatch:
        """The words that a part may be."""
        known = self._memory.get(part.word)
        if known is None:
            known = self._memory[part.word] = self._match(part)
            if len(self._memory) > _REMEMBERED:
                self._memory.popitem(last=False)
        return known

    def _match(self, part: Part) -> WordMatch:
        index, text = self._index, part.sounds
        tokens = index.tokens_of(keys(text)) if len(text) > 1 or part.kind != "initial" else np.zeros(0, np.int32)
        values = self._likeness(text, is_arabic(part.word), tokens)
        rules: dict[int, str] = {}
        if len(tokens):
            self._by_attestation(part, tokens, values, rules)
            self._by_exchange(text, tokens, values, rules)
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
        listed = float(index.token_count[tokens[values > 0.85]].sum()) if len(tokens) else 0.0
        return WordMatch(
            tokens,
            values,
            rules,
            dict(zip(tokens.tolist(), values.tolist(), strict=True)),
            bits(attested(part.word), listed, index.names),
            int(index.token_count[tokens].sum()),
        )

    def widen(self, part: Part, match: WordMatch, tokens: NDArray[np.int32]) -> dict[int, float]:
        """The likeness of a part to all words of the names it is compared with, however little they share."""
        text = part.sounds
        others = tokens[~np.isin(tokens, match.tokens)]
        values = self._likeness(text, is_arabic(part.word), others)
        self._by_attestation(part, others, values, {})
        more = np.minimum(values, LEAST)
        keep = values >= _SOME
        return match.found | dict(zip(others[keep].tolist(), more[keep].tolist(), strict=True))

    def _likeness(self, text: str, arabic: bool, tokens: NDArray[np.int32]) -> NDArray[np.float32]:
        values = np.zeros(len(tokens), dtype=np.float32)
        if not len(tokens):
            return values
        mixed = self._index.token_arabic[tokens] != arabic
        for side in (True, False):
            chosen = np.flatnonzero(mixed == side)
            if len(chosen):
                rows = self._index.token_code[tokens[chosen]]
                width = max(1, int((rows != 0).sum(axis=1).max()))
                values[chosen] = likeness(text, rows[:, :width], mixed=side)
        return values

    def _by_attestation(
        self, part: Part, tokens: NDArray[np.int32], values: NDArray[np.float32], rules: dict[int, str]
    ) -> None:
        """Raises the likeness of spellings written for the same word, lowers that of two well-known different words."""
        known = attested(part.word)
        if known is None:
            return
        index, shares = self._index, self._shares
        for number, share in known.shares.items():
            if number < len(shares):
                shares[number] = share
        starts, ends = index.group_start[tokens], index.group_start[tokens + 1]
        filled = np.flatnonzero(ends > starts)
        together = np.zeros(len(tokens), dtype=np.float32)
        if len(filled):
            counts = (ends - starts)[filled]
            offsets = np.append(0, np.cumsum(counts)[:-1])
            flat = np.arange(int(counts.sum())) - np.repeat(offsets - starts[filled], counts)
            common = np.minimum(shares[index.group_number[flat]], index.group_share[flat])
            together[filled] = np.add.reduceat(common, offsets)
        for number in known.shares:
            if number < len(shares):
                shares[number] = 0.0
        same = together > 0.08
        raised = np.maximum(values, _ATTESTED + 0.16 * np.sqrt(together))
        values[same] = np.where(values[same] > 0.5, raised[same], values[same])
        rules.update(dict.fromkeys(tokens[same].tolist(), "transliteration"))
        if is_known(known):
            values[(together < 0.02) & index.token_known[tokens]] *= _APART

    def _by_exchange(
        self, text: str, tokens: NDArray[np.int32], values: NDArray[np.float32], rules: dict[int, str]
    ) -> None:
        """Two neighbouring sounds written in the wrong order are one slip, not two."""
        if len(text) < 4:
            return
        number = {NUMBER[sound]: sound for sound in SOUNDS}
        for place in np.flatnonzero((values > 0.3) & (values < 0.8)).tolist()[:64]:
            other = "".join(number[int(code)] for code in self._index.token_code[tokens[place]] if code)
            if len(other) != len(text):
                continue
            differing = [at for at, (a, b) in enumerate(zip(text, other, strict=True)) if a != b]
            if len(differing) == 2 and differing[1] == differing[0] + 1 and sorted(text) == sorted(other):
                values[place] = max(float(values[place]), 1 - 1.3 / (1.5 + 0.45 * len(text)))
                rules[int(tokens[place])] = "typo"

    def _with_short_forms(
        self, part: Part, tokens: NDArray[np.int32], values: NDArray[np.float32], rules: dict[int, str]
    ) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        full = short_forms().get(part.word)
        if full is None:
            return tokens, values
        others = (self._index.token(form) for form, means in short_forms().items() if means == full)
        numbers = np.array(sorted({n for n in others if n is not None}), dtype=np.int32)
        merged = np.union1d(tokens, numbers).astype(np.int32)
        combined = np.zeros(len(merged), dtype=np.float32)
        combined[np.searchsorted(merged, tokens)] = values
        for place in np.searchsorted(merged, numbers).tolist():
            if combined[place] < 0.86:
                combined[place] = 0.86
                rules[int(merged[place])] = "short_form"
        return merged, combined


def _groups_in(index: Index) -> int:
    return int(index.group_number.max()) + 1 if len(index.group_number) else 0


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
