"""The rows of a captured text: its lines, cleaned for reading, with their places in the text as captured."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from muntada.library.structure.shape import Line
from muntada.text.bidi import CONTROLS

_BREAK = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_INVISIBLE = re.compile(f"[{CONTROLS}\u200b\u200c\u200d\ufeff\u00ad\u2060]")
_ODD = re.compile(f"[{CONTROLS}\u200b\u200c\u200d\ufeff\u00ad\u2060ﭐ-﷿ﹰ-ﻼ]")
_SPACES = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000\t]")
_JOINT = re.compile(r"[;,؛،]\s*(?:and|or|and/or|et|ou|و|أو)$", re.IGNORECASE)
_TERMINAL = re.compile(r"(?:[.;,!?؛،؟…]|:(?:\s?[-–—])?)['\"»”’)\]]*(?:\s*[\[(]?[0-9¹²³⁴-⁹]{1,3}[)\]]?)?$", re.ASCII)


RECITAL = "recital"  # the style of a row that was parted from others as a recital, whatever stands before it


@dataclass(slots=True)
class Row:
    """One line: `source[start:end]` without the space around it; `text` is that without invisible marks.

    `gap` says that an empty line stands before it, `page` counts form feeds, `style` is the hint of its format.
    """

    start: int
    end: int
    text: str
    style: str = ""
    gap: bool = False
    page: int = 0
    places: tuple[int, ...] = ()  # of each letter of `text` in the source, where they do not run along with it

    def at(self, place: int) -> int:
        """Where a place of `text` stands in the source."""
        if not self.places:
            return self.start + place
        return self.places[place] if place < len(self.places) else self.end

    @property
    def ends(self) -> bool:
        """Whether its last words close a clause or a part of one."""
        tail = self.text[-40:]
        return bool(_TERMINAL.search(tail) or _JOINT.search(tail))

    def cut(self, first: int, last: int) -> Row:
        """The row of `text[first:last]`."""
        while first < last and self.text[first].isspace():
            first += 1
        while last > first and self.text[last - 1].isspace():
            last -= 1
        start = self.at(first)
        end = self.at(last - 1) + 1 if last > first else start
        gap = self.gap if first == 0 else False
        return Row(start, end, self.text[first:last], self.style, gap, self.page, self.places[first:last])


def _row(source: str, start: int, end: int) -> Row | None:
    raw = source[start:end]
    left = len(raw) - len(raw.lstrip())
    start, raw = start + left, raw.strip()
    while raw and _INVISIBLE.match(raw[0]):
        start, raw = start + 1, raw[1:]
        left = len(raw) - len(raw.lstrip())
        start, raw = start + left, raw.lstrip()
    while raw and (_INVISIBLE.match(raw[-1]) or raw[-1].isspace()):
        raw = raw[:-1]
    if not raw:
        return None
    text = _SPACES.sub(" ", raw)
    if not _ODD.search(text):
        return Row(start, start + len(raw), text)
    places: list[int] = []
    kept: list[str] = []
    for place, letter in enumerate(text):
        # Some files carry the shapes of Arabic letters instead of the letters.
        plain = "" if _INVISIBLE.match(letter) else unicodedata.normalize("NFKC", letter) if letter >= "ﭐ" else letter
        kept.append(plain)
        places.extend([start + place] * len(plain))
    return Row(start, start + len(raw), "".join(kept), places=tuple(places))


def _styles(lines: Sequence[Line]) -> tuple[list[int], list[Line]]:
    ordered = sorted(lines, key=lambda line: (line.start, line.end))
    return [line.start for line in ordered], ordered


def rows_of(source: str, lines: Sequence[Line] = ()) -> list[Row]:
    """The rows of a text in order, without the empty ones."""
    starts, ordered = _styles(lines)
    found: list[Row] = []
    at = page = 0
    empty = True
    for broken in [*_BREAK.finditer(source), None]:
        end = broken.start() if broken else len(source)
        row = _row(source, at, end)
        if row is None:
            empty = True
        else:
            row.gap, row.page, empty = empty, page, False
            place = bisect_right(starts, row.start) - 1
            if place >= 0 and row.start < ordered[place].end:
                row.style = ordered[place].style.lower()
            found.append(row)
        if broken:
            page += broken[0] == "\f"
            at = broken.end()
    return found
