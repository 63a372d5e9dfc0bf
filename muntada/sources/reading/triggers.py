"""Which rules are worth trying on a sentence: those of which a trigger occurs in it, found in one pass over it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, Protocol, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind


class Triggered(Protocol):
    """Something with the words without which it cannot match; with none it may always match."""

    @property
    def triggers(self) -> tuple[str, ...]: ...


T = TypeVar("T", bound=Triggered)


class Choice(Generic[T]):
    """Rules in their order, known by their triggers."""

    def __init__(self, rules: Sequence[T]) -> None:
        self._rules = tuple(rules)
        self._always = frozenset(at for at, rule in enumerate(rules) if not rule.triggers)
        words = sorted({word for rule in rules for word in rule.triggers})
        self._of_word = [tuple(at for at, rule in enumerate(rules) if word in rule.triggers) for word in words]
        self._automaton: Any = AhoCorasick(words, matchkind=MatchKind.Standard)

    def __iter__(self) -> Any:
        return iter(self._rules)

    def for_text(self, text: str) -> list[T]:
        """The rules that may match this text, in their order."""
        chosen = set(self._always)
        for word, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            chosen.update(self._of_word[word])
        return [self._rules[at] for at in sorted(chosen)]
