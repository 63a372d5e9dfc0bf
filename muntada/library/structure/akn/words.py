"""The words of a paragraph of Akoma Ntoso, with what they refer to and what was left out of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from muntada.library.structure.akn.names import SPACE

# Elements within words of which the words are not the clause's own.
_APART = {"authorialNote": "footnote", "noteRef": "", "img": "picture", "placeholder": "", "popup": "note"}
_BREAKS = {"br", "eol"}
_BLOCKS = {"p", "block", "li"}
_HOLDERS = {
    "blockContainer", "caption", "container", "content", "embeddedStructure", "formula", "interstitial", "intro",
    "longTitle", "ol", "quotedStructure", "table", "tblock", "td", "th", "tr", "ul", "wrapUp",
}  # fmt: skip
_SAID_ELSEWHERE = {"num", "heading", "subheading"}


@dataclass(frozen=True, slots=True)
class Led:
    """A reference: `text[start:end]` leads to `href`."""

    start: int
    end: int
    href: str


@dataclass(frozen=True, slots=True)
class Words:
    """The words, a paragraph a line; `opening` is what is marked as opening words at their beginning."""

    text: str
    refs: tuple[Led, ...] = ()
    opening: str = ""
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Taken:
    parts: list[str] = field(default_factory=list)
    length: int = 0
    refs: list[tuple[int, int, str]] = field(default_factory=list)
    opening: tuple[int, int] | None = None

    def add(self, words: str | None) -> None:
        if words:
            self.parts.append(words)
            self.length += len(words)


def words_of(blocks: Iterable[Any]) -> Words:
    """The words of these blocks; lists of points among them are left to whoever asked."""
    lines: list[Words] = []
    notes: list[str] = []
    for one in blocks:
        _gather(one, lines, notes)
    text, refs, opening = "", [], ""
    for number, line in enumerate(lines):
        start = len(text) + bool(number)
        text = f"{text}\n{line.text}" if number else line.text
        refs += [Led(start + led.start, start + led.end, led.href) for led in line.refs]
        opening = opening or (line.opening if start == 0 else "")
    return Words(text, tuple(refs), opening, tuple(notes))


def _gather(one: Any, lines: list[Words], notes: list[str]) -> None:
    """A line for each paragraph in an element."""
    name = _name(one)
    if name == "blockList":
        lines += [line for held in one if _name(held) == "listIntroduction" and (line := _line(held, notes)).text]
    elif name in _BLOCKS:
        line = _line(one, notes)
        if line.text or one.get(SPACE) == "preserve":
            lines.append(line)
    elif name in _HOLDERS:
        if name == "table":
            notes.append("table")
        for inner in one:
            _gather(inner, lines, notes)
    elif name and name not in _SAID_ELSEWHERE and "".join(one.itertext()).strip():
        notes.append(f"unread:{name}")


def line_of(one: Any) -> Words:
    """The words of one element that holds nothing but words."""
    return _line(one, [])


def _line(one: Any, notes: list[str]) -> Words:
    taken = _Taken()
    _walk(one, taken, notes)
    raw = "".join(taken.parts)
    if one.get(SPACE) == "preserve":
        text, moved = raw, list(range(len(raw) + 1))
    else:
        text, moved = _drawn_together(raw)
    refs = [Led(moved[start], moved[end], href) for start, end, href in taken.refs]
    opening = text[moved[taken.opening[0]] : moved[taken.opening[1]]] if taken.opening else ""
    if taken.opening and moved[taken.opening[0]] != 0:
        opening = ""
    return Words(text, tuple(led for led in refs if led.start < led.end), opening)


def _walk(one: Any, taken: _Taken, notes: list[str]) -> None:
    """Take the words of an element in their order."""
    taken.add(one.text)
    for inner in one:
        name, start = _name(inner), taken.length
        if name in _APART:
            if _APART[name]:
                notes.append(_APART[name])
        elif name in _BREAKS:
            taken.add("\n" if one.get(SPACE) == "preserve" else " ")
        elif name == "blockList" or not name:
            pass
        else:
            _walk(inner, taken, notes)
            _mark(inner, name, start, taken)
        taken.add(inner.tail)


def _mark(inner: Any, name: str, start: int, taken: _Taken) -> None:
    if name == "ref" and inner.get("href") and taken.length > start:
        taken.refs.append((start, taken.length, inner.get("href")))
    elif name == "mref":
        # What stands in it without words refers from the same words.
        spans = [(begin, end) for begin, end, _href in taken.refs if begin >= start]
        for ref in inner.iterdescendants("{*}ref"):
            if not "".join(ref.itertext()) and ref.get("href") and spans:
                taken.refs.append((*spans[0], ref.get("href")))
    elif name == "inline" and inner.get("name") == "opening" and taken.opening is None:
        taken.opening = (start, taken.length)


def _drawn_together(raw: str) -> tuple[str, list[int]]:
    """The words with every run of blanks as one, and where each of the letters went."""
    moved, kept = [], []
    length = 0
    for piece in re.finditer(r"[ \t\r\n]+|[^ \t\r\n]+", raw):
        if piece[0][0] in " \t\r\n":
            blank = "" if length == 0 or piece.end() == len(raw) else " "
            moved += [length] * 1 + [length + len(blank)] * (len(piece[0]) - 1)
            kept.append(blank)
            length += len(blank)
        else:
            moved += range(length, length + len(piece[0]))
            kept.append(piece[0])
            length += len(piece[0])
    return "".join(kept), [*moved, length]


def _name(one: Any) -> str:
    return etree.QName(one).localname if isinstance(one.tag, str) else ""
