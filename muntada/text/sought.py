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
Parts = Iterable[tuple[Any, Any]]  # an expression as its parser gives it

_MOST = 60  # strings of which one must be there: more are hardly ever all missing
_LEAST = 2.0  # worth of strings that are looked for: a single letter is everywhere
_OF_A_SIGN = 8  # letters that tell as much as a sign does
_ZERO_WIDTH = {codes.AT, codes.ASSERT, codes.ASSERT_NOT}
_REPEATS = {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}


def is_sign(text: str) -> bool:
    """Whether a string is one of the private-use characters that stand for mentions."""
    return len(text) == 1 and "\ue000" <= text <= "\ue0ff"


def musts(pattern: re.Pattern[str]) -> tuple[Must, ...]:
    """What an expression demands of a text: of each set one member at least; signs, then strings from the rarest."""
    found = [must for must in _of_sequence(parser.parse(pattern.pattern, pattern.flags)) if _worth(must) > _LEAST]
    signs = (_signs_of(must, place) for must in found for place in (0, -1))
    words = sorted((must for must in found if not all(map(is_sign, must))), key=_worth, reverse=True)
    return tuple(dict.fromkeys([*filter(None, signs), *words]))


def _signs_of(must: Must, place: int) -> Must | None:
    """The first (0) or last (-1) sign of each string, where each has one."""
    signs = [list(filter(is_sign, word)) for word in must]
    return frozenset(of_word[place] for of_word in signs) if all(signs) else None


def _worth(must: Set[str]) -> float:
    """How much is learnt where all of a set are missing: long strings are rarer, and so are few."""
    return min(len(word) + _OF_A_SIGN * sum(map(is_sign, word)) for word in must) - len(must) / _MOST


def _of_sequence(sequence: Parts) -> Iterator[Must]:
    """What a sequence demands: parts that can be spelled out are joined, and what the others demand stands alone."""
    spelled = {""}
    for code, value in [*sequence, (None, None)]:
        more = _spelled(code, value)
        if more is not None and len(spelled) * len(more) <= _MOST:
            spelled = {one + other for one in spelled for other in more}
            continue
        if "" not in spelled:
            yield _shortest(spelled)
        spelled = {""} if more is None else more
        if more is None:
            yield from _of_part(code, value)
    if "" not in spelled:
        yield _shortest(spelled)


def _shortest(words: Set[str]) -> Must:
    """Without the strings that hold another, which says as much."""
    return frozenset(word for word in words if not any(other in word for other in words if other != word))


def _spelled(code: Any, value: Any) -> set[str] | None:
    """All strings that a part matches, what it looks ahead or back for left aside; None where they are too many."""
    if code is codes.LITERAL:
        return {chr(value)}
    if code in _ZERO_WIDTH:
        return {""}
    if code is codes.IN:
        letters = {chr(letter) for kind, letter in value if kind is codes.LITERAL}
        return letters if len(letters) == len(value) else None
    if code is codes.SUBPATTERN:
        return _all_spelled(value[3])
    if code is codes.ATOMIC_GROUP:
        return _all_spelled(value)
    if code is codes.BRANCH:
        branches = [_all_spelled(branch) for branch in value[1]]
        return None if None in branches else set().union(*filter(None, branches))
    if code in _REPEATS and value[1] == 1:
        once = _all_spelled(value[2])
        return once if once is None or value[0] == 1 else once | {""}
    return None


def _all_spelled(sequence: Parts) -> set[str] | None:
    """All strings that a sequence matches, if they are few."""
    words = {""}
    for code, value in sequence:
        more = _spelled(code, value)
        if more is None or len(words) * len(more) > _MOST:
            return None
        words = {one + other for one in words for other in more}
    return words


def _of_part(code: Any, value: Any) -> Iterator[Must]:
    """What a part demands that cannot be spelled out: nothing where it may be left out."""
    if code is codes.SUBPATTERN:
        yield from _of_sequence(value[3])
    elif code is codes.ATOMIC_GROUP:
        yield from _of_sequence(value)
    elif code in _REPEATS and value[0] > 0:
        yield from _of_sequence(value[2])
    elif code is codes.BRANCH:
        demanded = [list(_of_sequence(branch)) for branch in value[1]]
        if all(demanded):
            either = frozenset().union(*(max(demands, key=_worth) for demands in demanded))
            if len(either) <= _MOST:
                yield _shortest(either)


class Sought:
    """An expression that is tried only on texts that hold what it demands."""

    __slots__ = ("_musts", "_pattern")

    def __init__(self, expression: str, flags: int = 0) -> None:
        self._pattern = re.compile(expression, flags)
        self._musts = sorted(musts(self._pattern), key=len)  # the fewer strings, the sooner are all found missing

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches in a text, in order."""
        return self._pattern.finditer(text) if self._may_match(text) else iter(())

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in a text."""
        return self._pattern.search(text) if self._may_match(text) else None

    def _may_match(self, text: str) -> bool:
        for must in self._musts:  # plain loops, since this is asked of every text
            for word in must:
                if word in text:
                    break
            else:
                return False
        return True
