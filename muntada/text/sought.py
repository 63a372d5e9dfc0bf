"""What a text must hold for an expression to match it, read off the expression itself.

That a text lacks the words without which an expression cannot match is seen far sooner than by trying it at each
of its letters. Private-use characters stand for mentions in the reader's templates and count as words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set

# The standard library's own parser of expressions: private by name, and the same in every version since 3.11.
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Must = frozenset[str]  # of these strings one must be in the text

_MOST_WORDS = 60  # of which one must be there: more are hardly ever all missing
_SHORTEST = 3  # letters of a word worth looking for
_OF_A_SIGN = 9  # a sign tells as much as a word of so many letters


def is_sign(text: str) -> bool:
    """Whether a string is one of the private-use characters that stand for mentions."""
    return len(text) == 1 and "\ue000" <= text <= "\ue0ff"


def musts(pattern: re.Pattern[str]) -> tuple[Must, ...]:
    """What an expression demands of a text: of each set one member at least; signs, then words from the rarest."""
    found = list(dict.fromkeys(_of_sequence(parser.parse(pattern.pattern, pattern.flags))))
    signs = [must for must in found if all(map(is_sign, must))]
    words = sorted((must for must in found if must not in signs), key=_worth, reverse=True)
    return (*signs, *words)


def _worth(must: Set[str]) -> float:
    """How much is learnt where all of a set are missing: long words are rarer, and so are few."""
    return min(_OF_A_SIGN if is_sign(word) else len(word) for word in must) - len(must) / _MOST_WORDS


def _of_sequence(sequence: Iterable[tuple[Any, Any]]) -> Iterator[Must]:
    """What each part of a sequence demands; letters side by side are one word."""
    word = ""
    for code, value in [*sequence, (None, None)]:
        if code is codes.LITERAL and not is_sign(chr(value)):
            word += chr(value)
            continue
        if len(word) >= _SHORTEST:
            yield frozenset({word})
        word = ""
        yield from _of_part(code, value)


def _of_part(code: Any, value: Any) -> Iterator[Must]:
    """What a single part demands: nothing where it may be left out or is no list of signs or words."""
    if code is codes.LITERAL:
        yield frozenset({chr(value)})
    elif code is codes.IN:
        letters = {chr(letter) for kind, letter in value if kind is codes.LITERAL}
        if len(letters) == len(value) and all(map(is_sign, letters)):
            yield frozenset(letters)
    elif code is codes.SUBPATTERN:
        yield from _of_sequence(value[3])
    elif code is codes.ATOMIC_GROUP:
        yield from _of_sequence(value)
    elif code in {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT} and value[0] > 0:
        yield from _of_sequence(value[2])
    elif code is codes.BRANCH:
        yield from _of_branches(value[1])


def _of_branches(branches: Iterable[Iterable[tuple[Any, Any]]]) -> Iterator[Must]:
    """One of what the branches demand, if each demands anything."""
    either: set[str] = set()
    for branch in branches:
        demanded = list(_of_sequence(branch))
        if not demanded:
            return
        either |= max(demanded, key=_worth)
    if len(either) <= _MOST_WORDS:
        yield frozenset(either)


class Sought:
    """An expression that is tried only on texts that hold what it demands."""

    __slots__ = ("_musts", "_pattern")

    def __init__(self, expression: str, flags: int = 0) -> None:
        self._pattern = re.compile(expression, flags)
        self._musts = musts(self._pattern)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches in a text, in order."""
        return self._pattern.finditer(text) if self._may_match(text) else iter(())

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in a text."""
        return self._pattern.search(text) if self._may_match(text) else None

    def _may_match(self, text: str) -> bool:
        return all(any(word in text for word in must) for must in self._musts)
