"""Furniture: the lines that a web page puts around an article. They are marked, never deleted.

The phrases stand in `furniture.toml`, for a linguist to edit. A rule speaks of whole lines and holds for a
language, never for a site; a headline, a dateline and a sentence of the article are no furniture.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from muntada.text.folding import fold, fold_key

LANGUAGES = ("ar", "en", "fr")
LONGEST = 300  # code points: no line of furniture is longer, and longer ones are not even looked at

_BREAK = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")  # what folding makes a line break
_LEADING = re.compile(r"[^\w©]+")
_WORD_START, _WORD_END, _COLON = re.compile(r"(?<!\w)"), re.compile(r"(?!\w)"), re.compile(r"\s*[:|]")
_COUNTER = re.compile(r"^\d+\s+|\s*\(?\d+\)?$")
_SENTENCE_END = re.compile(r"[.!?؟…۔][\"'»”’)\]]{0,4}$")
_CLOSING = 5  # the mark that ends a sentence, and the quotes and brackets after it
_ARABIC, _LATIN = re.compile("[ء-ي]"), re.compile("[a-z]")
_SEPARATOR = re.compile(r"\s*[>»›|/•·←→\\]+\s*")
_NAME = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?")


@dataclass(slots=True)
class _Line:
    """One line that is not empty: where it stands, what it says folded, and whether it is marked."""

    start: int
    end: int
    words: int
    ends_sentence: bool
    key: str = ""  # folded; empty where the line is too long to be furniture
    bare: str = ""  # the same without bullets, arrows and stops around it
    apart: bool = False  # an empty line stands before it
    marked: bool = False

    @property
    def is_prose(self) -> bool:
        return self.words >= 20 or (self.ends_sentence and self.words >= 8)

    @property
    def is_short(self) -> bool:
        return self.words <= 4 and not self.ends_sentence and not re.search(r"\d|[:;]$", self.key)


@dataclass(frozen=True, slots=True)
class _Mark:
    """How a phrase marks the line in which it stands: where it must stand, and the longest line that it marks."""

    at_start: bool
    colon: bool
    words: int
    sentence: bool

    def holds(self, line: _Line, start: int, end: int) -> bool:
        """Whether the phrase at a place of the folded line marks it."""
        if line.words > self.words or (line.ends_sentence and not self.sentence):
            return False
        if not (_COLON if self.colon else _WORD_END).match(line.key, end):
            return False
        if self.at_start:
            leading = _LEADING.match(line.key)
            return start == (leading.end() if leading else 0)
        return _WORD_START.match(line.key, start) is not None


@dataclass(slots=True)
class _Phrases:
    """All rules of one language, made ready for comparing."""

    whole: set[str] = field(default_factory=set)
    lists: set[str] = field(default_factory=set)
    menu: set[str] = field(default_factory=set)
    labels: dict[str, int] = field(default_factory=dict)
    only: list[tuple[frozenset[str], int]] = field(default_factory=list)
    marks: dict[str, list[_Mark]] = field(default_factory=dict)
    inside: Any = None  # finds all phrases that mark a line from within, in one pass
    longest: int = 12  # words: no longer line is marked by any rule

    def add(self, rule: dict[str, object], phrases: Iterable[str]) -> None:
        """Take in the phrases of a rule."""
        keys = {fold_key(phrase) for phrase in phrases}
        words = int(str(rule.get("words", 12)))
        self.longest = max(self.longest, words)
        match rule["match"]:
            case "whole":
                self.whole |= keys
            case "list":
                self.lists |= keys
            case "menu":
                self.menu |= keys
            case "only":
                self.only.append((frozenset(keys), words))
            case "label":
                self.labels |= dict.fromkeys(keys, words)
            case "start" | "within" as how:
                mark = _Mark(how == "start", bool(rule.get("colon")), words, bool(rule.get("sentence")))
                for key in keys:
                    self.marks.setdefault(key, []).append(mark)
            case other:
                raise ValueError(f"furniture.toml: a rule's match is {other!r}")

    def made_ready(self) -> _Phrases:
        """The same once all rules are taken in."""
        self.inside = AhoCorasick(list(self.marks), matchkind=MatchKind.Standard)
        return self

    def mark(self, line: _Line) -> bool:
        """Whether a phrase inside a line marks it."""
        marks = list(self.marks.values())
        found = self.inside.find_matches_as_indexes(line.key, overlapping=True)
        return any(mark.holds(line, start, end) for number, start, end in found for mark in marks[number])


@lru_cache(maxsize=1)
def _rules() -> dict[str, _Phrases]:
    table = tomllib.loads((Path(__file__).parent / "furniture.toml").read_text(encoding="utf-8"))
    known = {language: _Phrases() for language in LANGUAGES}
    for rule in table["rule"]:
        for language, phrases in known.items():
            said = [*rule.get(language, ()), *rule.get("symbols", ())]
            if said:
                phrases.add(rule, said)
    return {language: phrases.made_ready() for language, phrases in known.items()}


@lru_cache(maxsize=4)
def _of_all(kind: str) -> frozenset[str]:
    """The phrases of one kind in all languages."""
    return frozenset(phrase for phrases in _rules().values() for phrase in getattr(phrases, kind))


def furniture(text: str, language: str, folded: str | None = None) -> list[tuple[int, int]]:
    """The spans of the text that are furniture, in order, whole lines each, neighbours joined.

    Spans are code points of the text as read; `folded` is the text folded, where the caller has it. Sites mix
    languages, so on each line the phrases of every language of its script are tried, those of `language` first.
    """
    lines = list(_lines(text, fold(text).text if folded is None else folded))
    if not lines:
        return []
    order = sorted(LANGUAGES, key=lambda known: known != language)
    first, last = _prose(lines)
    arabic = [_rules()["ar"]]
    latin = [_rules()[known] for known in order if known != "ar"]
    for line in lines:
        line.marked = any(_is_furniture(line, own) for own in _of_script(line, arabic, latin))
    _mark_names(lines, first)
    _mark_lists(lines, first)
    _mark_menus(lines[:first], at_head=True)
    _mark_menus(lines[last + 1 :], at_head=False)
    return join((line.start, line.end) for line in _bridged(text, lines))


def _of_script(line: _Line, arabic: list[_Phrases], latin: list[_Phrases]) -> list[_Phrases]:
    """The phrases that a line may hold by its letters; a line without any may hold the symbols that all share."""
    if not line.key:
        return []
    if _ARABIC.search(line.key):
        return [*arabic, *latin] if _LATIN.search(line.key) else arabic
    return latin


def join(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that touch or overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _lines(text: str, folded: str) -> Iterator[_Line]:
    """The lines that say anything; the folded text has a line break wherever the text has one."""
    start = before = 0
    for line in folded.split("\n"):
        stop = _BREAK.search(text, start)
        end, follower = stop.span() if stop else (len(text), len(text))
        key = " ".join(line.split()) if end - start <= LONGEST else ""
        if key or end - start > LONGEST:
            apart = text[before:start].replace("\r\n", "\n").count("\n") > 1
            words = key.count(" ") + 1 if key else (end - start) // 8
            ends_sentence = bool(key) and bool(_SENTENCE_END.search(text[start:end].rstrip()[-_CLOSING:]))
            yield _Line(start, end, words, ends_sentence, key, _bare(key), apart)
            before = end
        start = follower


def _bare(key: str) -> str:
    first, last = 0, len(key)
    while first < last and not (key[first].isalnum() or key[first] == "©"):
        first += 1
    while last > first and not key[last - 1].isalnum():
        last -= 1
    return key[first:last]


def _prose(lines: list[_Line]) -> tuple[int, int]:
    """Numbers of the first and the last line of prose: before and after them stand heads and feet of pages."""
    numbers = [number for number, line in enumerate(lines) if line.is_prose]
    return (numbers[0], numbers[-1]) if numbers else (len(lines), len(lines))


def _is_furniture(line: _Line, phrases: _Phrases) -> bool:
    bare = line.bare
    if line.words > phrases.longest:
        return False
    if line.words <= 12:
        plain = _COUNTER.sub("", bare).strip()
        if plain in phrases.whole or plain in phrases.lists or plain in phrases.labels:
            return True
        if any(line.words <= words and set(re.findall(r"[\w-]+", bare)) <= known for known, words in phrases.only):
            return bool(bare)
        if _is_breadcrumb(line, phrases):
            return True
    return phrases.mark(line) or _is_named_label(line, phrases)


def _is_breadcrumb(line: _Line, phrases: _Phrases) -> bool:
    parts = [part for part in _SEPARATOR.split(line.bare) if part]
    if len(parts) < 2 or line.ends_sentence:
        return False
    known = sum(part in phrases.menu or part in phrases.whole for part in parts)
    return known == len(parts) or (len(parts) >= 3 and (parts[0] in phrases.menu or known >= 2))


def _is_named_label(line: _Line, phrases: _Phrases) -> bool:
    """`Editor-in-chief: First Last` on one line."""
    label, colon, name = line.bare.partition(":")
    words = phrases.labels.get(label.strip(), 0)
    return bool(colon) and 0 < line.words <= words and not line.ends_sentence and _is_name(name)


def _is_name(key: str) -> bool:
    words = key.split()
    return 1 <= len(words) <= 5 and all(_NAME.fullmatch(word) for word in words)


def _mark_names(lines: list[_Line], first: int) -> None:
    """The name on the line after an editor's title, unless it may be the headline over the article."""
    labels = _of_all("labels")
    for number, line in enumerate(lines[:-1]):
        follower = lines[number + 1]
        if line.bare not in labels or follower.marked or number + 1 >= len(lines) or follower.ends_sentence:
            continue
        may_be_headline = number + 2 == first
        if 2 <= follower.words <= 4 and _is_name(follower.bare) and not may_be_headline:
            follower.marked = True


def _mark_lists(lines: list[_Line], first: int) -> None:
    """The titles of other articles under a heading such as `Related articles`; never at the head of a page."""
    headings = _of_all("lists")
    for number in range(first, len(lines)):
        if lines[number].bare not in headings:
            continue
        rest = lines[number + 1 :]
        to_the_end = not any(line.is_prose for line in rest)
        for before, line in zip(lines[number:], rest, strict=False):
            if line.is_prose or (line.apart and before is not lines[number] and not to_the_end):
                break
            line.marked = True


def _mark_menus(lines: list[_Line], *, at_head: bool) -> None:
    """Runs of short lines before or after the prose that hold several entries of menus."""
    entries = _of_all("menu")
    run: list[_Line] = []
    for line in [*lines, None]:
        if line is not None and (line.is_short or line.marked):
            run.append(line)
            continue
        known = [number for number, entry in enumerate(run) if entry.marked or entry.bare in entries]
        if len(run) >= 4 and len(known) >= 3 and len(known) * 4 >= len(run):
            # Between the menu and the article stand short headlines, datelines and signatures: they are left.
            for entry in run[: known[-1] + 1] if at_head else run[known[0] :]:
                entry.marked = True
        run = []


def _bridged(text: str, lines: list[_Line]) -> Iterator[_Line]:
    """Marked lines, each drawn out to the next one where nothing but white space lies between them."""
    for line, follower in zip(lines, [*lines[1:], None], strict=True):
        if line.marked:
            if follower is not None and follower.marked:
                line.end = follower.start
            yield line


def is_within(spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether a place of the text (a code point) lies in one of the spans, which are in order and apart."""
    number = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return number >= 0 and at < spans[number][1]
