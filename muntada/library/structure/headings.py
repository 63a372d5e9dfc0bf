"""Tells the rows that head clauses: what stands between them in few words, with or without a colon."""

from __future__ import annotations

import re

from muntada.library.structure.head import is_body_line
from muntada.library.structure.marks import Mark, mark_of
from muntada.library.structure.nodes import Node
from muntada.library.structure.openings import opening_of
from muntada.library.structure.rows import Row
from muntada.library.structure.state import BOXES, HOLDERS, RANKS, State

_ANNOUNCES = re.compile(r"[:：](?:\s?[-–—]{1,2})?['\"»”]*$|(?:^|\s)[-–—]{1,2}$")
_TELLS = re.compile(r"(?:يلي|يأتي|الآتي|التالي|الاتي)[ةه]?\s?[:：]")  # what announces a list rather than heads it


def announces(text: str) -> bool:
    """Whether an enumeration follows a row: it ends with a colon, or with a dash for one."""
    return bool(_ANNOUNCES.search(text.rstrip()))


class Headings(State):
    """Whether a row heads what follows, and the box that it opens."""

    def _is_heading(self, row: Row, before: Row | None, after: Row | None) -> bool:
        if row.style.startswith(("heading", "title")):
            return True
        text = row.text.strip("*_ ")
        if self._heads_with_colon(row, before, after):
            return True
        if (text[:1] == "(" and text[1:2].isdigit()) or (text[:1] in "«“" and before and announces(before.text)):
            return False
        if after is None or row.text.endswith(tuple(".,;:،؛!?")) or not 3 < len(text) <= 100 or announces(text):
            return False
        if not row.gap and not (before and before.ends) and not self._below_chapter(before, after):
            return False
        if text[:1].islower() or not re.search(r"[^\W\d_]", text) or len(text.split()) > 14:
            return False
        mark = mark_of(after.text, self.language)
        if (mark and self._in_article(mark)) or self._in_table(mark):
            return False
        fresh = after.gap or bool(mark)
        opening = opening_of(text, self.language)
        return fresh and not (opening and opening.use == "operative") and bool(mark or self._no_items())

    def _in_article(self, mark: Mark) -> bool:
        """Whether the number after a row goes on, or goes with, what an article counts: no part begins between."""
        if self.holder is None or mark.sort != "item" or any(value == 1 for _, value in mark.values):
            return False
        return self.holder.sort == "article"

    def _heads_with_colon(self, row: Row, before: Row | None, after: Row | None) -> bool:
        """Whether a name with a colon, apart from what is above and below, heads points: الأمن الغذائي:"""
        if (
            after is None
            or not (row.gap and after.gap and (before is None or before.ends or self.current is None))
            or self.holder
            or self.levels
        ):
            return False
        name = re.fullmatch(r"ال[^\d:،؛.()]{3,60}\s?[:：]", row.text)
        mark = mark_of(after.text, self.language)
        if self.language == "ar" and mark is None and re.fullmatch(r"[^:،؛.]{3,100}\s?[:：]", row.text):
            acting = opening_of(after.text, self.language)
            told = opening_of(row.text, self.language) or is_body_line(row.text) or _TELLS.search(row.text)
            return bool(acting and acting.use == "operative" and acting.act == "decides" and not told)
        return (
            bool(name and mark)
            and len(row.text.split()) <= 6
            and not (_TELLS.search(row.text) or is_body_line(row.text))
        )

    def _in_table(self, mark: Mark | None) -> bool:
        """Whether an article announced what has not come yet: the heads of columns stand between, no new part."""
        if self.holder is None or self.holder.sort != "article" or self.levels:
            return False
        told = any(announces(piece.text) for piece in self.holder.pieces)
        return told and (mark is None or mark.sort not in {"article", *RANKS})

    def _heads_next(self, row: Row, after: Row | None) -> bool:
        """Whether a row within an article is the heading of the paragraph whose number stands in the next row."""
        mark = mark_of(after.text, self.language) if after is not None else None
        short = len(row.text) <= 100 and not row.ends and not row.text[:1].islower()
        return short and mark is not None and self._in_article(mark)

    def _below_chapter(self, before: Row | None, after: Row) -> bool:
        """Whether the row before is a chapter's number with its heading and the one after an article's number."""
        box = self.current
        if before is None or box is None or box.sort not in BOXES or self.wrapped:
            return False
        mark = mark_of(after.text, self.language)
        return box.start == before.start and bool(box.heading) and mark is not None and mark.sort in HOLDERS

    def _no_items(self) -> bool:
        return not self.levels

    def _heading(self, row: Row) -> None:
        depth = next((at for at, box in enumerate(self.boxes) if box.sort == "heading"), len(self.boxes))
        self.boxes = self.boxes[:depth]
        box = self.boxes[-1].add(Node("heading", "part"))
        box.start, box.heading, box.confidence = row.start, [row], 0.7
        self.boxes.append(box)
        self._reset(box)
        self.phase = "body"
