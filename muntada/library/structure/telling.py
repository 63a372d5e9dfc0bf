"""Tells what a number is where only the rows around it say so, and what words belong to another text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from muntada.library.structure.flow import Flow
from muntada.library.structure.marks import Mark, mark_of
from muntada.library.structure.numbers import DIGITS, adverb, digits
from muntada.library.structure.rows import Row
from muntada.library.structure.state import HOLDERS, RANKS, TITLE
from muntada.text.folding import fold_key

_BARE = re.compile(rf"(?P<value>[{DIGITS}]{{1,2}})\s+(?=[A-ZÀ-Ý\u0621-\u064a«“\"‘])")
_DEEP = 6  # lists within one another
_NEAR_ROWS = 20  # in which the second point of a list is looked for
_FAR_ROWS = 60  # in which the next number of a list is looked for
_LONGEST_QUOTATION = 80  # rows
_SENTENCE = 25  # letters from which a row below a number may be its sentence
_ORDINAL_HEAD = re.compile(r"(?P<value>[\u0621-\u0652]+(?:\s+عشر)?)\s+(?P<rest>[\u0621-\u064a(«\"].*)")
_ORDINAL_LONGEST = 80  # letters of a heading
_SEVERAL = 3
_SECTION = ("الفصل", "فصل")
_QUOTES = {"“": "”", "«": "»", '"': '"', "„": "“"}
# What announces the words that an amendment puts into another text
_AMENDS = re.compile(
    r"(?:replaced by|amended to read|shall read|to read|read as|inserted|added)[^.;]{0,60}[:：]$"
    r"|(?:remplacée?s?|rédigée?s?|libellée?s?|insérée?s?|ajoutée?s?)[^.;]{0,80}[:：]$"
    r"|(?:نص|النص|بالنص|نصه|نصها|نصهما)\s?(?:الآتي|التالي|كالآتي|كالتالي)?\s?[:：]$",
    re.IGNORECASE,
)


class Telling(Flow):
    """The numbers that other rows must vouch for."""

    def _mark(self, text: str) -> Mark | None:
        if text in self.ordinals:
            return self.ordinals[text]
        mark = mark_of(text, self.language)
        if mark is not None and mark.sort == "chapter" and self.sections and text.startswith(_SECTION):
            return replace(mark, sort="article")
        return mark

    def _quoted(self, row: Row, before: Row | None) -> bool:
        """Whether a row is of the words that an amendment puts into another text: shall read: “1. Each Party ...”"""
        if self.quoted < self.place:
            if before is None or self.current is None or row.text[0] not in _QUOTES or not _AMENDS.search(before.text):
                return False
            closes = _QUOTES[row.text[0]]
            rows = self.rows[self.place : self.place + _LONGEST_QUOTATION]
            end = next((at for at, one in enumerate(rows) if one.text.rstrip(" .;،؛,").endswith(closes)), None)
            if end is None:
                return False
            self.quoted = self.place + end
        if self.current is not None:
            self.current.pieces.append(row)
        return True

    def _bare_number(self, row: Row, closed: bool) -> Mark | None:
        """The number of a paragraph of an article that no sign parts from its words: 1 Each Party ..., 2 A Party ...

        The first is one only where the second follows before the next article."""
        found = _BARE.match(row.text)
        if found is None or not closed or self.holder is None or self.holder.sort != "article":
            return None
        value, level = digits(found["value"]), self.levels[0] if self.levels else None
        if level is not None and (level.shape != "bare" or level.last + 1 != value):
            return None
        if level is None and (value != 1 or not self._second_follows()):
            return None
        return Mark("item", (("num", value),), "bare", found["value"], found.end())

    def _next_follows(self, mark: Mark) -> bool:
        """Whether the next number, dressed like this one, begins a row further down."""
        nexts = {(system, value + 1) for system, value in mark.values}
        for row in self.rows[self.place + 1 : self.place + 1 + _FAR_ROWS]:
            other = mark_of(row.text, self.language)
            if other is not None and other.shape == mark.shape and nexts & set(other.values):
                rest = row.text[other.rest :]
                return not rest or not rest[:1].islower() or self.language == "ar"
        return False

    def _second_follows(self) -> bool:
        for row in self.rows[self.place + 1 :]:
            found = _BARE.match(row.text)
            if found:
                return digits(found["value"]) == 2
            mark = mark_of(row.text, self.language)
            if mark and (mark.sort in HOLDERS or mark.sort in RANKS):
                return False
        return False

    def _ordinal_clause(self, mark: Mark, rest: str, after: Row | None) -> bool:
        """Whether an ordinal alone in its row numbers a clause, whose words follow, not a section: أولا / الموافقة

        What follows the first is a sentence, no heading and no number."""
        value = mark.values[0][1]
        if rest or self.language != "ar" or mark.values[0][0] != "ROMAN" or after is None or mark.printed[0].isascii():
            return False
        if self.levels and self.levels[0].system == "ordinal":
            return value == self.levels[0].last + 1
        fresh = value == 1 and not any(box.sort == "section" for box in self.boxes)
        told = after.text.endswith(":") and len(after.text) > 2 * _SENTENCE
        sentence = told or (after.text.endswith(".") and len(after.text) > _SENTENCE)
        return fresh and sentence and mark_of(after.text, self.language) is None

    def _begins_list(self, inner: Mark) -> bool:
        """Whether the first of several points stands beside the number of their clause: 1. (a) ... / (b) ..."""
        if inner.sort != "item" or not any(value == 1 for _, value in inner.values) or len(self.levels) > _DEEP:
            return False
        outer = self.levels[-1]
        for row in self.rows[self.place + 1 : self.place + 1 + _NEAR_ROWS]:
            mark = mark_of(row.text, self.language)
            if mark is not None and (mark.sort in HOLDERS or mark.sort in RANKS):
                return False
            if mark is None or mark.sort != "item":
                continue
            goes_on = mark.shape == outer.shape and (outer.system, outer.last + 1) in mark.values
            second = any((system, 2) in mark.values for system, one in inner.values if one == 1)
            if goes_on or (second and mark.shape == inner.shape):
                return not goes_on
        return False


def ordinal_heads(rows: Sequence[Row]) -> dict[str, Mark]:
    """The headings that ordinals without a sign number, by their rows, where at least three follow one another:
    أولا تعيين الحراس / ... / ثانيا أجور الحراس / ... / ثالثا"""
    found: dict[str, Mark] = {}
    for row in rows:
        parts = _ORDINAL_HEAD.fullmatch(row.text)
        value = adverb(fold_key(parts["value"])) if parts and len(row.text) <= _ORDINAL_LONGEST else None
        if parts and value == len(found) + 1 and not row.ends:
            found[row.text] = Mark("section", (("ROMAN", value),), "alone", parts["value"], parts.start("rest"))
    return found if len(found) >= _SEVERAL else {}


def sections_are_articles(rows: Sequence[Row]) -> bool:
    """Whether الفصل names the articles, as in the laws of the Maghreb: sentences stand beside them or right below."""
    said = []
    for row, after in pairwise([*rows, *rows[-1:]]):
        mark = mark_of(row.text, "ar")
        if mark is not None and mark.sort == "article":
            return False
        if mark is not None and mark.sort == "chapter" and row.text.startswith(_SECTION):
            rest = row.text[mark.rest :] or after.text
            said.append(len(rest) > TITLE or rest.endswith((".", "؛", ":")) or len(rest.split()) > 12)
    return bool(said) and sum(said) * 2 > len(said)
