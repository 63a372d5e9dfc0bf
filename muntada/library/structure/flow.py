"""Rows without a number: head and preamble, headings, unnumbered clauses, and what goes on from the row before."""

from __future__ import annotations

import re

from muntada.library.structure.head import (
    is_body_line,
    is_formula,
    is_order,
    is_preamble_title,
    is_tail,
    names_instrument,
)
from muntada.library.structure.headings import Headings, announces
from muntada.library.structure.marks import Mark, mark_of
from muntada.library.structure.nodes import Node
from muntada.library.structure.openings import Opening, opening_of
from muntada.library.structure.rows import RECITAL, Row
from muntada.library.structure.state import BOXES, HOLDERS, TITLE

_LETTER = re.compile(r"[^\W\d_]")
# What a newspaper or a page says before the text itself: وفيما يلي نص البيان:
_INTRODUCES = re.compile(
    r"(?:فيما|في ما) يلي\s\S*نص[^.]{0,60}[:：]$|(?:القرارات?|التوصيات|البيان|الإعلان)\s(?:التالي|الآتي)[ةه]?\s?[:：]$"
    r"|\b(?:adopted|issued|made|agreed (?:up)?on|adopts|issues) the following\s(?:\w+\s)?"
    r"(?:decisions?|resolutions?|communiqu[eé]s?|(?:\w+\s)?statements?|declarations?|recommendations?)\b[^.;]{0,160}[:：]$"
    r"|\b(?:adopt[eé]e?s?|publié|adopte|publie|rendu)\s(?:la|le|les)\s"
    r"(?:décisions?|résolutions?|communiqués?|déclarations?|recommandations?)\s(?:suivante?s?|ci-après)\b[^.;]{0,160}[:：]$",
    re.IGNORECASE,
)
# What a row of the head begins with that is the title, though a full stop ends it
_TITLES = re.compile(
    r"\W{0,3}(?:(?:international|european|inter-american)\s)?"
    r"(?:convention|agreement|treaty|protocol|declaration|arrangement|accord|traité|protocole|déclaration)\b(?!\s(?:is|was|has|est))"
    r"|(?:اتفاقية|معاهدة|بروتوكول|مذكرة تفاهم|قرار|مرسوم|أمر|ظهير)\s",
    re.IGNORECASE,
)
_FIRST_ROWS = 8
_REFERENCE = re.compile(r"\([^()]*[0-9٠-٩][^()]*/[^()]*\)")  # where a collection has a decision from
_BASMALA = re.compile(r"بسم الله الرحمن الرحيم|(?:و?الحمد لله|بعون الله)(?!\w)")


def _last(node: Node) -> Row | None:
    return node.pieces[-1] if node.pieces else None


class Flow(Headings):
    """What happens to a row that carries no number."""

    def _early(self, row: Row, opening: Opening | None, closed: bool) -> bool:
        """Head and preamble; False where the row is for the body."""
        text = row.text
        if _BASMALA.match(text):
            return True
        if is_preamble_title(text):
            self.phase, self.prefaced = "preamble", True
            return True
        if is_formula(text) and not self._says_that(text):
            self.phase, self.current = "body", None
            self.ordered = is_order(text)
            self.said = opening.act if opening and opening.use == "operative" else ""
            return True
        if opening and opening.use == "preamble":
            if self.phase == "head" and len(text) < 40 and not text.rstrip().endswith((",", "،", ";", "؛", ".")):
                return True
            self._recital(row, opening)
            return True
        if row.style == RECITAL and opening is None:
            self._recital(row, None)
            return True
        if is_body_line(text) and (opening is None or len(text) < 60):
            self.phase = "preamble"
            self.current = None
            return True
        if self.phase == "head":
            # The first heading of a file is its title.
            return not (
                self._body_paragraph(row, opening) or (row.style.startswith("heading") and row is not self.rows[0])
            )
        return self._preamble_row(row, opening, closed)

    def _says_that(self, text: str) -> bool:
        """Whether what reads as a formula is a clause whose points go on with its sentence: يقرر: (أ) أن ..."""
        after = self.rows[self.place + 1].text if self.place + 1 < len(self.rows) else ""
        mark = mark_of(after, self.language)
        return text.endswith(":") and mark is not None and after[mark.rest :].startswith("أن ")

    def _preamble_row(self, row: Row, opening: Opening | None, closed: bool) -> bool:
        if opening and opening.use == "operative":
            return False
        if self.current is None or not closed or not self._paragraph(row, _last(self.current)):
            if self.current is not None:
                self.current.pieces.append(row)
                return True
            if len(row.text) >= 60 or self._prefaces(row) or row.text.startswith(("وقد ", "قد ", "بعد ", "وبعد ")):
                self._recital(row, None)
            return True
        if is_tail(row.text):
            self.phase = "tail"
            return True
        self._recital(row, None)
        return True

    def _prefaces(self, row: Row) -> bool:
        """Whether a row, however short, begins the prose of a preface: no name of a body that the page broke."""
        return self.prefaced and not row.ends and not row.text.startswith(("إن ", "نحن ", "The ", "Les ", "La ", "Le "))

    def _recital(self, row: Row, opening: Opening | None, mark: Mark | None = None) -> None:
        node = self.boxes[-1].add(Node("rec", "preambular", number=mark.printed if mark else ""))
        words = row.cut(mark.rest, len(row.text)) if mark else row
        node.start, node.pieces = row.start, [words]
        node.confidence = 0.9 if opening else 0.6
        self._opened(node, opening, words)
        self.phase, self.current, self.titled = "preamble", node, False

    def _body_paragraph(self, row: Row, opening: Opening | None) -> bool:
        """Whether a row ends the head: an operative act, or prose."""
        if opening and opening.use == "operative" and (len(row.text) > 40 or row.ends):
            return True
        if _INTRODUCES.search(row.text) or (_TITLES.match(row.text) and self.place < _FIRST_ROWS):
            return False
        sentence = len(row.text.split()) > 10 and row.text.endswith((".", "!", "؟", "?"))
        long = len(row.text) > 120 and (row.ends or self.wrapped)
        return (sentence or long) and not is_tail(row.text)

    def _waits(self) -> bool:
        """Whether a number stood alone in its row and its words are still to come."""
        one = self.current
        return one is not None and one.sort == "item" and not (one.pieces or one.children)

    def _words(self, row: Row, opening: Opening | None) -> None:
        if self.current is not None:
            self.current.pieces.append(row)
            self._opened(self.current, opening, row)

    def _between(self, row: Row, opening: Opening | None, before: Row | None, after: Row | None) -> bool:
        """What may stand between clauses: a body's name, a heading, an unnumbered clause, the end."""
        if self.titled and self.current is not None:
            return self._takes_title(row, after)
        if is_tail(row.text):
            self.phase, self.current = "tail", None
            return True
        if self._signs(row, before, after):
            self.phase, self.current = "tail", None
            return True
        if not self.levels and self.holder is None and (is_body_line(row.text) or self._still_head(row)):
            self.current = None
            return True
        if is_body_line(row.text) and after is not None and self._recital_follows(after):
            self.phase, self.current, self.levels, self.holder = "preamble", None, [], None
            return True
        if opening and opening.use == "preamble" and opening.act and self._still_preamble(after):
            self._recital(row, opening)
            return True
        apart = not self.levels or (row.gap and after is not None and after.gap)
        if apart and self.holder is None and _REFERENCE.fullmatch(row.text):
            self.levels, self.current = [], None
            return True
        if self._is_heading(row, before, after):
            self._heading(row)
            return True
        return self._unnumbered(row, opening, before, after)

    def _unnumbered(self, row: Row, opening: Opening | None, before: Row | None, after: Row | None) -> bool:
        """What is no mark of a text's parts: a clause without a number, or words that go on with one or end it."""
        quotes = before is not None and announces(before.text)
        if self.current is not None and row.text[0] in ('"«“|' if quotes else "|"):
            return False  # words of another text, or a row of a table
        numbered = bool(self.levels) or self.holder is not None
        loose = not numbered or (bool(self.levels) and self.levels[0].holder.sort == "operative")
        if opening and opening.use == "operative" and loose and self._unnumbered_act(row):
            self.levels = []
            self._plain(row, "operative", opening)
            return True
        if not self._paragraph(row, before) or not _LETTER.search(row.text):
            return False
        if self._titled_item():
            return False
        if self.levels and (len(self.levels) > 1 or self.levels[0].holder.sort not in BOXES):
            if self._heads_next(row, after):
                self.above = row
            elif before is not None and self.current is self.levels[-1].item and announces(before.text):
                return False
            else:
                self._wrap_up(row, after)
            return True
        if not numbered:
            self._plain(row, "operative" if self.ordered else "paragraph", opening)
            return True
        return False

    def _another(self, row: Row, before: Row | None, after: Row | None) -> None:
        """Open what another text is put into that begins after the end of the first: a treaty under its decree.

        It becomes an annex, whose heading is the row before."""
        begins = is_preamble_title(row.text) or (
            is_body_line(row.text) and after is not None and self._recital_follows(after)
        )
        if not begins or before is None or before.ends or is_body_line(before.text):
            return
        self.boxes = self.boxes[:1]
        box = self.root.add(Node("annex", "annex", self._count(self.root, "annex") + 1))
        box.start, box.heading, box.confidence = before.start, [before], 0.6
        self.boxes.append(box)
        self._reset(box)
        self.phase, self.current = "preamble", None

    def _signs(self, row: Row, before: Row | None, after: Row | None) -> bool:
        """Whether a name stands between the last clause and the day: the end of an order or a decree."""
        name = len(row.text) <= 60 and not row.ends and len(row.text.split()) <= 7
        return name and before is not None and before.ends and after is not None and is_tail(after.text)

    def _titled_item(self) -> bool:
        """Whether the last number has only its title, as the first of its list has a title and then its words."""
        one = self.current
        if not self.levels or one is not self.levels[-1].item or len(one.pieces) != 1 or len(one.pieces[0].text) > 100:
            return False
        first = self.levels[-1].holder.children[0]
        return first is not one and len(first.pieces) > 1 and not (one.pieces[0].ends or first.pieces[0].ends)

    def _still_preamble(self, after: Row | None) -> bool:
        """Whether the one unnumbered act before was a recital with a finite verb: more recitals, then 1., follow."""
        mark = mark_of(after.text, self.language) if after is not None else None
        clauses = self.boxes[-1].children
        acts = len(clauses) > 1 and clauses[-1].sort == "operative" and clauses[-2].sort == "rec"
        if not acts or self.levels or mark is None or all(value != 1 for _, value in mark.values):
            return False
        clauses[-1].sort, clauses[-1].kind = "rec", "preambular"
        return True

    def _still_head(self, row: Row) -> bool:
        """Whether a row goes on with the formula, or names what is issued: has issued / the following law: / Law 5"""
        clauses = self.root.children
        if is_formula(row.text) and not self._says_that(row.text):
            return all(one.sort in {"rec", "paragraph"} for one in clauses)
        return bool(clauses) and all(one.sort == "rec" for one in clauses) and names_instrument(row.text)

    def _unnumbered_act(self, row: Row) -> bool:
        return self.language == "ar" or row.text.strip("*_ ")[:1].isupper()

    def _recital_follows(self, after: Row) -> bool:
        opening = opening_of(after.text, self.language)
        return bool(opening and opening.use == "preamble")

    def _takes_title(self, row: Row, after: Row | None) -> bool:
        """Give the heading to what has only a number so far; or its first words, where they are no heading."""
        node = self.current
        if node is None:
            return False
        self.titled = False
        if node.sort in HOLDERS and not self._title_like(row, after):
            node.pieces.append(row)
            return True
        if node.sort in HOLDERS or (len(row.text) <= TITLE and not row.text.endswith((";", "؛"))):
            node.heading.append(row)
            return True
        return False

    def _title_like(self, row: Row, after: Row | None) -> bool:
        if after is None or row.ends or len(row.text) > 120 or row.text[:1].islower():
            return False
        mark = mark_of(after.text, self.language)
        if mark and mark.sort in HOLDERS:
            return False
        if not self.wrapped:
            return not opening_of(row.text, self.language) or bool(mark)
        return bool(mark) or after.gap or (len(row.text) < 60 and after.text[:1].isupper())

    def _plain(self, row: Row, kind: str, opening: Opening | None) -> None:
        node = self.boxes[-1].add(Node(kind, kind))
        node.start, node.pieces, node.confidence = row.start, [row], 0.7
        self._opened(node, opening, row)
        self.current, self.titled, self.phase = node, False, "body"

    def _wrap_up(self, row: Row, after: Row | None) -> None:
        """What goes on after an enumeration belongs to the clause that announced it; within one, to its point."""
        mark = mark_of(after.text, self.language) if after is not None else None
        last = self.levels[-1]
        if mark and (last.system, last.last + 1) in mark.values and mark.shape == last.shape:
            if not last.item.children:
                last.item.pieces.append(row)
                return
            holder = last.item  # its points stand between its words and these
        else:
            holder = last.holder
            self.levels = self.levels[:-1]
        node = holder.add(Node("wrapup", "paragraph"))
        node.start, node.pieces, node.confidence = row.start, [row], 0.7
        self.current = node

    def _sums_up(self, row: Row, before: Row | None, after: Row | None) -> bool:
        """Whether a row in small letters says what the clause of several points goes on with: (b) ... / as if he had

        Lines must not be broken by the page, and what follows goes on outside these points."""
        low = row.text[:1].islower() and row.ends and not self.wrapped and before is not None
        if not low or not self.levels or self.levels[-1].last < 2 or self.levels[-1].holder.sort in BOXES:
            return False
        last, mark = self.levels[-1], mark_of(after.text, self.language) if after is not None else None
        return self.current is last.item and not (mark is None and after is not None and after.text[:1].islower())

    def _goes_on(self, row: Row, before: Row | None, after: Row | None) -> None:
        if self._sums_up(row, before, after):
            self._wrap_up(row, after)
            return
        if self.titled and self.current is not None and self._takes_title(row, after):
            return
        node = self.current
        if node is None or not _LETTER.search(row.text):
            low = row.text[:1].islower() and not self.wrapped  # what an introduction above it announced
            prose = self.phase == "body" or (self.phase == "head" and low and self._body_paragraph(row, None))
            if node is None and prose and len(row.text) > 40:
                self._plain(row, "paragraph", None)
            return
        if node.sort in BOXES:
            heading = node.heading and not self._paragraph(row, before) and len(row.text) <= TITLE
            if heading or not node.heading:
                node.heading.append(row)
            else:
                self._plain(row, "paragraph", None)
            return
        headed = bool(node.heading) and not node.pieces and before is not None
        into_heading = headed and before is not None and before.end == node.heading[-1].end and not before.ends
        if into_heading and not self._paragraph(row, before):
            node.heading.append(row)
            return
        node.pieces.append(row)
