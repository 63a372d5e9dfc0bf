"""One index made ready to be asked: what a question meets in it, aligned and scored."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from muntada.screening.aligning import Alignment, Listed, align, listed_parts, sounds_of
from muntada.screening.building import joined_key
from muntada.screening.candidates import Candidates
from muntada.screening.index import Index
from muntada.screening.model import Entry, Name, PartMatch
from muntada.screening.rarity import rarity, weight, weights_of
from muntada.screening.scoring import name_score
from muntada.screening.spelling import spellings
from muntada.screening.words import WordMatch, WordMatcher, rule_of
from muntada.text.names.distance import alike
from muntada.text.names.parsing import Part, parse

_AS_ONE = 0.8  # likeness at which two whole names written without spaces are the same


class Found(NamedTuple):
    """A name of the index that a question may mean, its score, and how their parts met."""

    score: float
    name: int
    done: Alignment
    parts: list[Part]
    matches: list[WordMatch]
    listed: list[Listed]


class Segment:
    """An index with what is remembered for asking it. Not for two threads at once."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.gone: set[int] = set()
        weights = weights_of(index.token_bits)
        self._weights = weights
        self._words = WordMatcher(index)
        self._candidates = Candidates(index, weights)

    def find(self, text: str, *, entity: bool, kinds: bool | None, least: float) -> dict[int, Found]:
        """The best name of every entry that scores at least `least`.

        `entity` says how the question is read; `kinds` asks for entities only, for persons only, or (None) for both.
        """
        parts = [part for part in parse(text, entity=entity) if part.kind != "particle" and part.sounds][:16]
        best: dict[int, Found] = {}
        if not parts:
            return best
        matches = self._words.match(parts)
        weights = [weight(match.bits, part.kind) for match, part in zip(matches, parts, strict=True)]
        names = [name for name in self._candidates.of(parts, matches, weights).tolist() if self._allowed(name, kinds)]
        wide = self._widened(parts, matches, names)
        for name in names:
            self._consider(best, name, parts, wide, least)
        for name in self._as_one(parts):
            if self._allowed(name, kinds):
                self._consider_as_one(best, name, parts, matches, least)
        return best

    def _widened(self, parts: list[Part], matches: list[WordMatch], names: list[int]) -> list[WordMatch]:
        if not names:
            return matches
        index = self.index
        pieces = [index.name_token[index.name_start[name] : index.name_start[name + 1]] for name in names]
        tokens = np.unique(np.concatenate(pieces))
        return self._words.widen(parts, matches, tokens)

    def _allowed(self, name: int, kinds: bool | None) -> bool:
        return (kinds is None or bool(self.index.name_entity[name]) == kinds) and int(
            self.index.name_entry[name]
        ) not in self.gone

    def _consider(
        self, best: dict[int, Found], name: int, parts: list[Part], matches: list[WordMatch], least: float
    ) -> None:
        listed = listed_parts(self.index, name, self._weights)
        done = align(parts, matches, listed, self.index)
        self._keep(best, name, done, parts, matches, listed, least)

    def _keep(
        self, best: dict[int, Found], name: int, done: Alignment, parts: list[Part], matches: list[WordMatch],
        listed: list[Listed], least: float,
    ) -> None:  # fmt: skip
        score = name_score(done, weak=bool(self.index.name_weak[name]), entity=bool(self.index.name_entity[name]))
        entry = int(self.index.name_entry[name])
        if score >= least and (entry not in best or best[entry].score < score):
            best[entry] = Found(score, name, done, parts, matches, listed)

    def _as_one(self, parts: list[Part]) -> list[int]:
        key = joined_key(parts)
        return self.index.joined(key)[:64].tolist() if key is not None else []

    def _consider_as_one(
        self, best: dict[int, Found], name: int, parts: list[Part], matches: list[WordMatch], least: float
    ) -> None:
        """A name written without spaces, or with other spaces: compared as one word."""
        listed = listed_parts(self.index, name, self._weights)
        if len(listed) == len(parts):
            return
        asked = "".join(part.sounds for part in parts)
        other = "".join(sounds_of(self.index, part.token) for part in listed)
        value = alike(asked, other[:40], mixed=False)
        if value < _AS_ONE:
            return
        done = Alignment([])
        done.matched = sum(part.weight for part in listed)
        done.bits = sum(part.bits for part in listed)
        done.unlike, done.worst, done.strong = done.matched * (1 - value), 1 - value, len(listed)
        self._keep(best, name, done, parts, matches, listed, least)

    def entry(self, number: int) -> Entry:
        """An entry of the index."""
        return self.index.entry(number)

    def name(self, found: Found, entry: Entry) -> Name:
        """The name of the entry that was met, as it is listed."""
        place = int(self.index.name_place[found.name])
        return next(name for at, name in enumerate(spellings(entry)) if at == place)

    def explained(self, found: Found, name: Name, *, entity: bool) -> tuple[PartMatch, ...]:
        """Which part met which, by which rule, and how rare it is."""
        written = [part for part in parse(name.text, entity=entity) if part.kind != "particle" and part.sounds]
        reasons = []
        if not found.done.pairs:
            asked = " ".join(part.written for part in found.parts)
            rare = rarity(found.done.bits)
            return (PartMatch(asked, name.text, "joined", round(1 - found.done.worst, 3), round(rare, 3)),)
        for pair in found.done.pairs:
            part = found.parts[pair.asked] if pair.asked is not None else None
            other = found.listed[pair.listed] if pair.listed is not None else None
            shown = written[pair.listed].written if pair.listed is not None and pair.listed < len(written) else ""
            information = other.bits if other else found.matches[pair.asked or 0].bits
            rule = pair.rule or self._rule(found, pair.asked, part, other)
            asked = part.written if part else ""
            reasons.append(PartMatch(asked, shown, rule, round(pair.likeness, 3), round(rarity(information), 3)))
        return tuple(reasons)

    def _rule(self, found: Found, asked: int | None, part: Part | None, other: Listed | None) -> str:
        if part is None or other is None or asked is None:
            kind = part.kind if part else other.kind if other else ""
            if kind in {"title", "legal"}:
                return "title_ignored"
            return "dropped_listed" if part is None else "dropped_asked"
        if "initial" in (part.kind, other.kind) and other.token not in found.matches[asked].found:
            return "initial"
        return rule_of(found.matches[asked], other.token, part, self.index)
