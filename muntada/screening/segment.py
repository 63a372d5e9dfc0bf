"""One index made ready to be asked: what a question meets in it, aligned and scored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np

from muntada.screening.aligning import Alignment, Listed, align, listed_parts, sounds_of
from muntada.screening.beside import Ask, Beside, Question
from muntada.screening.building import MOST_JOINED, MOST_PARTS, joined_key
from muntada.screening.candidates import Candidates, Ranked
from muntada.screening.index import Index
from muntada.screening.model import Entry, Name, PartMatch
from muntada.screening.rarity import rarity, weight, weights_of
from muntada.screening.scoring import name_score
from muntada.screening.sifting import Sieve, asked_of
from muntada.screening.spelling import spellings
from muntada.screening.words import Word, WordMatch, WordMatcher, beside, rule_of
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


def _parts(ask: Ask) -> list[Part]:
    return [part for part in parse(ask.text, entity=ask.entity) if part.kind != "particle" and part.sounds][:MOST_PARTS]


def _weights(parts: list[Part], words: list[Word]) -> list[float]:
    return [weight(word.bits, part.kind) for word, part in zip(words, parts, strict=True)]


class Segment:
    """An index with what is remembered for asking it. Not for two threads at once."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.gone: set[int] = set()
        weights = weights_of(index.token_bits)
        self._weights = weights
        self._words = WordMatcher(index)
        self._candidates = Candidates(index, weights)
        self._sieve = Sieve(index, weights)

    def find(self, text: str, *, entity: bool, kinds: bool | None, least: float) -> dict[int, Found]:
        """`find_many` of one question."""
        return self.find_many([Ask(text, entity, kinds)], least=least)[0]

    def find_many(
        self, asks: Sequence[Ask], *, least: float, chosen: Sequence[Sequence[int]] | None = None
    ) -> list[dict[int, Found]]:
        """For each question the best name of every entry that scores at least `least`.

        `chosen` are the names to compare each question with, where others than this index have a say in it.
        """
        best: list[dict[int, Found]] = [{} for _ in asks]
        asked = []
        for number, parts, words in self._read(asks):
            names = self._ranked(parts, words) if chosen is None else chosen[number]
            allowed = [name for name in names if self._allowed(name, asks[number].kinds)]
            asked.append(Question(number, asks[number], parts, words, allowed))
        if asked:
            self._compare(asked, best, least)
        for one in asked:
            for name in self._as_one(one.parts):
                if self._allowed(name, one.ask.kinds):
                    self._consider_as_one(best[one.number], name, one, least)
        return best

    def candidates(self, asks: Sequence[Ask]) -> list[Ranked]:
        """The names that each question would be compared with, by a quick count."""
        ranked: list[Ranked] = [[] for _ in asks]
        for number, parts, words in self._read(asks):
            ranked[number] = self._candidates.of(parts, words, _weights(parts, words))
        return ranked

    def _ranked(self, parts: list[Part], words: list[Word]) -> list[int]:
        return [name for _, name in self._candidates.of(parts, words, _weights(parts, words))]

    def _read(self, asks: Sequence[Ask]) -> Iterator[tuple[int, list[Part], list[Word]]]:
        """The questions that have parts: their number, their parts, and the words that those may be."""
        read = [_parts(ask) for ask in asks]
        words = iter(self._words.match([part for parts in read for part in parts]))
        for number, parts in enumerate(read):
            if parts:
                yield number, parts, list(islice(words, len(parts)))

    def _compare(self, asked: list[Question], best: list[dict[int, Found]], least: float) -> None:
        """Puts questions beside their names: all in one reckoning, those that may be meant in earnest."""
        beside = Beside(self.index, self._words, asked)
        if not len(beside.name):
            return
        tables = asked_of([(one.parts, one.words) for one in asked])
        worth = self._sieve.worth(tables, beside.pairs(), [one.parts for one in asked], least)
        matches: dict[int, list[WordMatch]] = {}
        for place in np.flatnonzero(worth).tolist():
            number = int(beside.question[place])
            if number not in matches:
                matches[number] = beside.matches(number)
            one, name = asked[number], int(beside.name[place])
            listed = listed_parts(self.index, name, self._weights)
            done = align(one.parts, matches[number], listed, self.index)
            self._keep(best[one.number], name, done, one.parts, matches[number], listed, least)

    def _allowed(self, name: int, kinds: bool | None) -> bool:
        return (kinds is None or bool(self.index.name_entity[name]) == kinds) and int(
            self.index.name_entry[name]
        ) not in self.gone

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
        return self.index.joined(key)[:MOST_JOINED].tolist() if key is not None else []

    def _consider_as_one(self, best: dict[int, Found], name: int, one: Question, least: float) -> None:
        """A name written without spaces, or with other spaces: compared as one word."""
        parts = one.parts
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
        self._keep(best, name, done, parts, [beside(word, (), ()) for word in one.words], listed, least)

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
