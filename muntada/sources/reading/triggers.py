"""Which rules are worth trying on a sentence: those of which it holds a trigger and all that their patterns demand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Generic, Protocol, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

from muntada.text.sought import Must, is_sign


class Triggered(Protocol):
    """Something with the words one of which must occur for it to be tried, and what else it demands of a sentence."""

    @property
    def triggers(self) -> tuple[str, ...]: ...

    @property
    def must(self) -> tuple[Must, ...]: ...


T = TypeVar("T", bound=Triggered)
_LANES = 3  # sets of words by which a rule is known, its triggers being the first


class Choice(Generic[T]):
    """Rules in their order, known by what they demand: signs, a trigger, and words of two further sets.

    A set of rules is an integer in which rule number n is bit n. What words are met is one such integer for each
    demand, side by side in lanes, so that a word found is taken into account by one operation.
    """

    def __init__(self, rules: Sequence[T]) -> None:
        self._rules = tuple(rules)
        self._signs = [tuple(must for must in rule.must if all(map(is_sign, must))) for rule in rules]
        self._always = 0
        fills: dict[str, int] = {}
        for at, rule in enumerate(rules):
            for lane, words in enumerate(_lanes(rule)):
                bit = 1 << at + lane * len(rules)
                if not words:
                    self._always |= bit
                for word in words:
                    fills[word] = fills.get(word, 0) | bit
        self._fills = list(fills.values())
        self._automaton: Any = AhoCorasick(list(fills), matchkind=MatchKind.Standard)
        self._allowed = lru_cache(maxsize=4096)(self._allowed_by)

    def of_sentence(self, text: str, signs: frozenset[str]) -> list[T]:
        """The rules that may match a template with these signs, in their order."""
        left = self._allowed(signs)
        if not left:
            return []
        held = self._always
        for word in {hit[0] for hit in self._automaton.find_matches_as_indexes(text, overlapping=True)}:
            held |= self._fills[word]
        for lane in range(_LANES):
            left &= held >> lane * len(self._rules)
        chosen = []
        while left:
            chosen.append(self._rules[(left & -left).bit_length() - 1])  # the lowest bit that is set
            left &= left - 1
        return chosen

    def _allowed_by(self, signs: frozenset[str]) -> int:
        """The rules all of whose demands for signs are met."""
        lacking = (any(must.isdisjoint(signs) for must in demands) for demands in self._signs)
        return sum(1 << at for at, lacks in enumerate(lacking) if not lacks)


def _lanes(rule: Triggered) -> Sequence[Iterable[str]]:
    """The sets of words of each of which one must occur, empty where a rule has fewer."""
    further = [must for must in rule.must if not all(map(is_sign, must)) and not _implied(must, rule.triggers)]
    return [rule.triggers, *further[: _LANES - 1], *[()] * _LANES][:_LANES]


def _implied(must: Must, triggers: Sequence[str]) -> bool:
    """Whether every trigger holds a word of the set, so that it says nothing more."""
    return bool(triggers) and all(any(word in trigger for word in must) for trigger in triggers)
