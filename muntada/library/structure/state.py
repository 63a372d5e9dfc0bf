"""What an outline knows while it grows: the open sections and enumerations, and the clause that takes the next row."""

from __future__ import annotations

from collections.abc import Sequence

from muntada.library.structure.head import is_formula
from muntada.library.structure.lists import Level
from muntada.library.structure.marks import Mark, mark_of
from muntada.library.structure.nodes import Node
from muntada.library.structure.openings import Opening
from muntada.library.structure.pieces import wrapped
from muntada.library.structure.rows import RECITAL, Row

RANKS = {"annex": 0, "part": 1, "chapter": 2, "pillar": 3}
HOLDERS = frozenset({"article", "good_practice", "recommendation", "action", "objective"})
BOXES = frozenset({"root", "annex", "part", "chapter", "pillar", "section", "heading"})
TITLE = 160  # letters up to which a row may be a heading


class State:
    """`root.children` is the outline so far, `text_kind` what the head says the text is."""

    def __init__(self, rows: Sequence[Row], language: str, text_kind: str) -> None:
        self.rows, self.language, self.text_kind = rows, language, text_kind
        self.wrapped = wrapped(rows)
        self.width = sorted(len(row.text) for row in rows)[int(len(rows) * 0.9)] if rows else 0  # of a full line
        self.root = Node("root", "")
        self.boxes: list[Node] = [self.root]  # open sections, outermost first
        self.holder: Node | None = None  # the open article, good practice ...
        self.levels: list[Level] = []
        self.current: Node | None = None  # takes the rows that go on
        self.phase = "head"
        self.place = 0  # of the row at hand
        self.quoted = -1  # the last row of words that an amendment puts into another text
        self.ordinals: dict[str, Mark] = {}  # headings that ordinals without a sign number, by their rows
        self.sections = False  # whether الفصل names the articles
        self.gaps: list[tuple[Node, int]] = []
        self.titled = False  # whether `current` still takes its heading
        self.above: Row | None = None  # the heading of the paragraph whose number comes next
        self.head_end = 0
        self.prefaced = False  # whether a row of its own named the preamble
        self.ordered = False  # whether a formula said that what follows is ordered: أمرنا بما هو آت
        self.said = ""  # the act that a formula says for all paragraphs after it: Decides as follows:

    def _closed(self, row: Row, before: Row | None) -> bool:
        """Whether the row before ended what it was about."""
        if before is None or before.ends or row.style == RECITAL or self.titled or is_formula(before.text):
            return True
        goes_on = row.text[:1].islower()
        one = self.current
        if one is not None and not goes_on and one.sort == "article" and one.heading and not one.pieces:
            # A heading does not go on with a capital, but in capitals it may take two rows.
            return not (self.wrapped and row.text.isupper() and one.heading[-1].text.isupper())
        return (row.gap or not self.wrapped) and not goes_on

    def _paragraph(self, row: Row, before: Row | None) -> bool:
        """Whether the row begins a paragraph, as far as space on the page tells."""
        if before is None:
            return True
        if row.text[:1].islower() and not before.ends:
            return False
        if self.language == "ar" and not before.ends:
            acting = self.current is not None and self.current.sort in {"operative", "rec"}
            if acting or (row.gap and len(before.text) > 70):
                return False
        # In broken lines one that ends early ends a paragraph.
        early = before.text.endswith((".", ";", "؛", ":")) and len(before.text) < self.width * 0.75
        return row.gap or not self.wrapped or early

    def _opened(self, node: Node, opening: Opening | None, words: Row) -> None:
        if opening is not None:
            node.opening = opening.act
            node.opening_words = words.text[: opening.end].strip("*_ ")

    def _box(self, row: Row, mark: Mark, value: int, system: str, depth: int) -> Node:
        self.boxes = self.boxes[:depth]
        box = Node(mark.sort, "annex" if mark.sort == "annex" else "part", value, bare(mark.printed), system=system)
        box.start = row.start
        self.boxes[-1].add(box)
        self.boxes.append(box)
        rest = row.cut(mark.rest, len(row.text))
        if rest.text:
            box.heading.append(rest)
        self._reset(box)
        self.titled = not rest.text
        self.phase = "body"
        return box

    def _reset(self, box: Node) -> None:
        self.holder, self.levels, self.current = None, [], box

    def _named_box(self, row: Row, mark: Mark) -> bool:
        parted = mark.printed[-1:] in ":-–—" and mark.values[0][1] <= 1  # Chapter I: Lamps
        if self.phase == "preamble" and mark.sort != "annex" and row.text[mark.rest :].strip() and not parted:
            return False
        if len(row.text) - mark.rest > TITLE:
            return False
        if self._is_all_annex(mark):
            return True
        rank = RANKS[mark.sort]
        depth = next((at for at, box in enumerate(self.boxes) if at and _rank(box) >= rank), len(self.boxes))
        value = mark.values[0][1]
        if mark.sort == "annex":
            value = value or self._count(self.boxes[depth - 1], "annex") + 1
        self._box(row, mark, value, "name", depth)
        if mark.sort == "annex":
            self.phase = "body"
        return True

    def _is_all_annex(self, mark: Mark) -> bool:
        """Whether an annex stands above everything and is the only one: a file that carries no more than it."""
        first = mark.sort == "annex" and self.phase == "head" and not self.root.children and mark.values[0][1] <= 1
        after = (mark_of(row.text, self.language) for row in self.rows[self.place + 1 :])
        return first and not any(one and one.sort == "annex" for one in after)

    def _count(self, box: Node, sort: str) -> int:
        return sum(child.sort == sort for child in box.children)

    def _section(self, row: Row, mark: Mark) -> bool:
        """Open the section that a Roman number, a capital or an ordinal heads, where it is the next or the first."""
        for depth in range(len(self.boxes) - 1, 0, -1):
            box = self.boxes[depth]
            for system, value in mark.values:
                if box.sort == "section" and box.system == system and value == box.value + 1:
                    self._box(row, mark, value, system, depth)
                    return True
        first = next(((system, value) for system, value in mark.values if value == 1), None)
        if first is None and not any(box.sort == "section" for box in self.boxes[1:]):
            # An excerpt may begin with a later section; C is rather the third letter than a hundred.
            first = min(mark.values, key=lambda one: one[1]) if not self.root.children else None
        if first is None or (self.holder and self.holder.sort == "article" and self.levels):
            return False
        depth = len(self.boxes)
        while depth > 1 and (self.boxes[depth - 1].sort == "heading" or self.boxes[depth - 1].system == first[0]):
            depth -= 1
        self._box(row, mark, first[1], first[0], depth)
        return True


def _rank(box: Node) -> int:
    return RANKS.get(box.sort, 9 if box.sort == "heading" else 4)


def bare(printed: str) -> str:
    """A number without the colon or dash that parts it from its heading; a full stop belongs to it."""
    return printed.rstrip(" :-–—")


def walk(node: Node) -> list[Node]:
    """A node and all within it, depth first."""
    found, left = [], [node]
    while left:
        one = left.pop()
        found.append(one)
        left.extend(reversed(one.children))
    return found
