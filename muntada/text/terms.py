"""Finding many known terms in one pass over a folded text, with the proclitics of Arabic."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

from muntada.text.folding import fold_key

T = TypeVar("T")

_ARABIC = frozenset("ءابتثجحخدذرزسشصضطظعغفقكلمنهوي")
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_GAP = re.compile(" {2,}")
# What may stand before a word: its letters, mapped to how many of them are no part of the term.
_BARE = {a + b: len(a + b) for a, b in product(("", "و", "ف"), ("", "ب", "ل", "ك"))}
_BEFORE_ARTICLE = {a + b: len(a + b) for a, b in product(("", "و", "ف"), ("", "ب", "ك"))}
_BEFORE_LAM = {"": 1, "و": 2, "ف": 2}
_WITH_ARTICLE = {before + "ال": size for before, size in _BEFORE_ARTICLE.items()}
_WITH_ARTICLE |= {before + "لل": size for before, size in _BEFORE_LAM.items()}
_FUTURE = {"س": 1, "وس": 2, "فس": 2}
_PREFIX_REACH = 5
_START, _END = itemgetter(0), itemgetter(1)
_AS_MATCH = tuple.__new__  # a candidate has the fields of a match, and is made one without unpacking it


@dataclass(frozen=True, slots=True)
class Term(Generic[T]):
    """A form to look for.

    ``plural`` also takes a Latin plural ending (-s, -es, -x) after it. ``article`` also takes the Arabic
    article before a form that is given without it.
    """

    form: str
    payload: T
    plural: bool = False
    article: bool = True


class TermMatch(NamedTuple, Generic[T]):
    """A term found: its span without proclitics, what it stands for, its key, and the proclitics before it."""

    start: int
    end: int
    payloads: tuple[T, ...]
    form: str
    prefix: str = ""


_Candidate = tuple[int, int, tuple[T, ...], str, str]


class _Pattern(Generic[T]):
    """One string of the automaton and what it is worth after each kind of prefix."""

    __slots__ = ("arabic", "by_prefix", "form", "plain", "plural", "word_end", "word_start")

    def __init__(self, text: str) -> None:
        self.form = text
        self.arabic = text[0] in _ARABIC
        self.word_start = text[0] in _LATIN
        self.word_end = _LATIN if text[-1] in _LATIN else _ARABIC if text[-1] in _ARABIC else frozenset()
        self.plain: tuple[T, ...] = ()
        self.plural: tuple[T, ...] = ()
        self.by_prefix: dict[str, tuple[int, tuple[T, ...]]] = {}

    def allow(self, prefixes: dict[str, int], payload: T) -> None:
        for prefix, size in prefixes.items():
            known = self.by_prefix.get(prefix, (size, ()))[1]
            if payload not in known:
                self.by_prefix[prefix] = size, (*known, payload)


class TermIndex(Generic[T]):
    """All terms of a list, found together.

    Built once from pairs (form, payload) or `Term` objects; forms may repeat with other payloads. A space in
    a form stands for any run of spaces with at most one line break.
    """

    def __init__(self, entries: Iterable[tuple[str, T] | Term[T]]) -> None:
        self._by_text: dict[str, _Pattern[T]] = {}
        for entry in entries:
            term = entry if isinstance(entry, Term) else Term(entry[0], entry[1])
            key = fold_key(term.form)
            if key:
                self._add(key, term)
        self._patterns = list(self._by_text.values())
        self._automaton: Any = AhoCorasick(list(self._by_text), matchkind=MatchKind.Standard)

    def __len__(self) -> int:
        return len(self._patterns)

    def _pattern(self, text: str, form: str) -> _Pattern[T]:
        pattern = self._by_text.get(text)
        if pattern is None:
            pattern = self._by_text[text] = _Pattern(text)
            pattern.form = form
        return pattern

    def _add(self, key: str, term: Term[T]) -> None:
        pattern = self._pattern(key, key)
        if not pattern.arabic:
            pattern.plain = _with(pattern.plain, term.payload)
            if term.plural:
                pattern.plural = _with(pattern.plural, term.payload)
            return
        # A word such as "التزام" only looks as if it had the article, so all forms take all proclitics.
        pattern.allow(_BARE, term.payload)
        if term.article:
            pattern.allow(_WITH_ARTICLE, term.payload)
        if key[0] in "ايتن":
            pattern.allow(_FUTURE, term.payload)
        if key.startswith("ال") and len(key) > 4:
            rest = key[2:]
            lam = "ل" + rest if rest[0] == "ل" else "لل" + rest
            # The first lam is the preposition, the second what is left of the article.
            self._pattern(lam, key).allow(_BEFORE_LAM, term.payload)

    def find(self, text: str, *, overlapping: bool = False) -> list[TermMatch[T]]:
        """The terms in a folded text, in order; the longest from the left, or every one if ``overlapping``."""
        flat, gaps = _flat(text)
        found = self._candidates(flat)
        found.sort(key=_END, reverse=True)
        found.sort(key=_START)  # the longest first at each place
        kept = _in_order(found, overlapping)
        if gaps is not None:
            return [_moved(match, *gaps) for match in kept]
        return [_AS_MATCH(TermMatch, match) for match in kept]

    def _candidates(self, flat: str) -> list[_Candidate[T]]:
        """The hits of the automaton that stand at word boundaries. ``flat`` ends with a NUL."""
        patterns = self._patterns
        found: list[_Candidate[T]] = []
        for number, start, end in self._automaton.find_matches_as_indexes(flat, overlapping=True):
            pattern = patterns[number]
            if flat[end] not in pattern.word_end:
                payloads = pattern.plain
            elif pattern.plural and (size := _plural_size(flat, end)):
                payloads = pattern.plural
                end += size
            else:
                continue
            before = flat[start - 1] if start else "\0"
            if pattern.arabic:
                prefix = _prefix(flat, start) if before in _ARABIC else ""
                worth = pattern.by_prefix.get(prefix)
                if worth is not None:
                    first = start - len(prefix)
                    start = first + worth[0]
                    found.append((start, end, worth[1], pattern.form, flat[first:start]))
            elif not (pattern.word_start and before in _LATIN):
                found.append((start, end, payloads, pattern.form, ""))
        return found


def _with(payloads: tuple[T, ...], payload: T) -> tuple[T, ...]:
    return payloads if payload in payloads else (*payloads, payload)


def _prefix(text: str, start: int) -> str:
    """The Arabic letters right before a place, as many as can be proclitics and one more."""
    first = start
    while first and text[first - 1] in _ARABIC and start - first < _PREFIX_REACH:
        first -= 1
    return text[first:start]


def _plural_size(text: str, end: int) -> int:
    for ending in ("s", "es", "x"):
        if text.startswith(ending, end) and text[end + len(ending)] not in _LATIN:
            return len(ending)
    return 0


def _in_order(found: list[_Candidate[T]], overlapping: bool) -> list[_Candidate[T]]:
    """Of sorted candidates those to keep; two at one place become one with the payloads of both."""
    if overlapping and len({match[:2] for match in found}) == len(found):
        return found
    kept: list[_Candidate[T]] = []
    end = last_start = last_end = 0
    for match in found:
        start, stop = match[0], match[1]
        if start == last_start and stop == last_end and kept:
            both = kept[-1][2]
            for payload in match[2]:
                both = _with(both, payload)
            kept[-1] = (start, stop, both, *kept[-1][3:])
        elif overlapping or start >= end:
            kept.append(match)
            last_start, last_end = start, stop
            end = max(end, stop)
    return kept


@lru_cache(maxsize=2)  # one text is searched for many kinds of terms
def _flat(text: str) -> tuple[str, tuple[list[int], list[int]] | None]:
    """The text on one line with a NUL after it and single spaces, and where spaces were left out if any were."""
    flat = (text.replace("\n\n", "\0\0").replace("\n", " ") if "\n" in text else text) + "\0"
    if "  " not in flat:
        return flat, None
    return _GAP.sub(" ", flat), _gaps(flat)


def _gaps(text: str) -> tuple[list[int], list[int]]:
    """Where the squeezed copy of a text continues after each run of spaces, and how much was left out by then."""
    starts: list[int] = []
    left_out: list[int] = []
    total = 0
    for run in _GAP.finditer(text):
        starts.append(run.start() + 1 - total)
        total += run.end() - run.start() - 1
        left_out.append(total)
    return starts, left_out


def _moved(match: _Candidate[T], starts: list[int], left_out: list[int]) -> TermMatch[T]:
    start, end, payloads, form, prefix = match
    last = bisect_right(starts, end - 1) - 1
    if last >= 0:
        first = bisect_right(starts, start, hi=last + 1) - 1
        start += left_out[first] if first >= 0 else 0
        end += left_out[last]
    return TermMatch(start, end, payloads, form, prefix)
