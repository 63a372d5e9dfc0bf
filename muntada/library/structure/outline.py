"""Puts the rows of a text into an outline: recitals, sections, articles, paragraphs and points within one another."""

from __future__ import annotations

import re
from dataclasses import replace

from muntada.library.structure.head import is_body_line
from muntada.library.structure.headings import announces
from muntada.library.structure.lists import Level, Place, place_of
from muntada.library.structure.marks import Mark, mark_of
from muntada.library.structure.nodes import Node
from muntada.library.structure.openings import Opening, opening_of
from muntada.library.structure.rows import Row
from muntada.library.structure.state import BOXES, HOLDERS, RANKS, TITLE, bare, walk
from muntada.library.structure.telling import Telling, ordinal_heads, sections_are_articles
from muntada.text.folding import fold_key

_FAR_HEAD = 60  # rows within which a head ends
_FEW = 25  # letters that may be only the first of the words that open a clause
_GENERAL = re.compile(
    r"(?:ال)?احكام (?:ال)?(?:عامه|تمهيديه|اوليه)|(?:ال)?(?:تعاريف|تعريفات)(?: واحكام عامه)?"
    r"|(?:general|preliminary) provisions|definitions|dispositions (?:generales|preliminaires|liminaires)"
)  # folded
_TOP_KINDS = {"resolution": "operative", "recommendations": "recommendation", "action_plan": "action"}


class Outline(Telling):
    """Takes rows one by one; `build` gives the root of the outline."""

    def build(self) -> Node:
        """The outline of all rows."""
        start = self._body_line()
        self.sections = self.language == "ar" and sections_are_articles(self.rows)
        self.ordinals = ordinal_heads(self.rows) if self.language == "ar" else {}
        for place, row in enumerate(self.rows):
            if place < start:
                continue
            before = self.rows[place - 1] if place else None
            after = self.rows[place + 1] if place + 1 < len(self.rows) else None
            if self.phase == "head":
                self.head_end = place
            self.place = place
            self._take(row, before, after)
            if self.above is not None and self.above is not row:
                self._no_heading(row)
        if self.phase == "head":
            self.head_end = len(self.rows)
        return self.root

    def _no_heading(self, row: Row) -> None:
        """What was taken for the heading of the next number, which did not come, goes on with what is above it."""
        heading, self.above = self.above, None
        if heading is not None and self.current is not None:
            pieces = self.current.pieces
            pieces.insert(pieces.index(row) if row in pieces else len(pieces), heading)

    def _body_line(self) -> int:
        """The row that names the body whose act this is; what stands above it is the head, however long."""
        for place, row in enumerate(self.rows[:_FAR_HEAD]):
            mark = mark_of(row.text, self.language)
            if mark and mark.sort == "annex":  # a file may head what it carries as an annex of something else
                continue
            if mark and (mark.sort in HOLDERS or mark.sort in RANKS or any(value == 1 for _, value in mark.values)):
                return 0
            opening = opening_of(row.text, self.language)
            if opening and opening.use == "preamble" and opening.act and row.ends:
                return 0
            after = self.rows[place + 1 : place + 2]
            if after and is_body_line(row.text) and self._acts(after[0]):
                return place
        return 0

    def _acts(self, row: Row) -> bool:
        mark = mark_of(row.text, self.language)
        return opening_of(row.text[mark.rest if mark else 0 :], self.language) is not None

    def _take(self, row: Row, before: Row | None, after: Row | None) -> None:
        if self._quoted(row, before):
            return
        closed = self._closed(row, before)
        mark = self._mark(row.text) or self._bare_number(row, closed)
        if mark is None and row.style.startswith("list"):
            mark = Mark("bullet", (("bullet", 0),), "bullet", "", 0)
        if mark and self._marked(row, mark, before, after, closed):
            return
        if self.phase == "head" and after is not None and self._heads_first(row, before, after):
            self._heading(row)
            return
        opening = opening_of(self._sight(row.text, row, after), self.language)
        if self._waits():
            self._words(row, opening)
            return
        if not closed and not self._capital_recital(row, opening):
            opening = None
        closed = closed or opening is not None
        if self.phase in ("head", "preamble") and self._early(row, opening, closed):
            return
        if self.phase == "tail":
            self._another(row, before, after)
            return
        if closed and self._between(row, opening, before, after):
            return
        self._goes_on(row, before, after)

    def _heads_first(self, row: Row, before: Row | None, after: Row) -> bool:
        told = self.language == "ar" and row is not self.rows[0] and mark_of(after.text, self.language) is None
        return self._general(row, after) or (told and self._heads_with_colon(row, before, after))

    def _general(self, row: Row, after: Row) -> bool:
        """Whether a row right above the first article is the usual heading of a first part, not the title."""
        mark = mark_of(after.text, self.language)
        return bool(mark and mark.sort == "article" and _GENERAL.fullmatch(fold_key(row.text).rstrip(" :")))

    def _sight(self, words: str, row: Row, after: Row | None) -> str:
        """The first words of a row, with those of the next where the page broke the line among them."""
        broken = after is not None and self.wrapped and len(words) < _FEW and not row.ends and not after.gap
        return f"{words} {after.text}" if broken and after is not None else words

    def _capital_recital(self, row: Row, opening: Opening | None) -> bool:
        """Within a sentence no participle has a capital: a row that begins with one begins a recital."""
        known = opening is not None and opening.use == "preamble" and bool(opening.act)
        return self.phase == "preamble" and known and self.language != "ar" and row.text[:1].isupper()

    def _marked(self, row: Row, mark: Mark, before: Row | None, after: Row | None, closed: bool) -> bool:
        rest = row.text[mark.rest :]
        opening = opening_of(self._sight(rest, row, after), self.language) if rest else None
        if mark.sort in RANKS:
            return closed and self._named_box(row, mark)
        if mark.sort in HOLDERS:
            return (closed or self._next_alone(mark, rest, before)) and self._named(row, mark, after)
        if self.phase == "tail":
            return False
        lettered = self.phase == "preamble" and mark.sort in {"item", "section"} and mark.shape != "paren"
        if mark.sort == "bullet" and self.phase != "body":
            lettered = True
        if lettered and opening and opening.use == "preamble":
            self._recital(row, opening, mark)
            return True
        if mark.sort == "section":
            listed = self._ordinal_clause(mark, rest, after)
            if closed and not listed and not self._clause_like(rest, opening, row) and self._section(row, mark):
                return True
            mark = _as_item(mark)
        strong = self._begins_strongly(rest)
        colon = bool(before and announces(before.text))
        if self.phase == "head":
            if not self._starts_body(mark, opening, closed):
                return False
            closed = True
        if self._an_amount(mark):
            return False
        if closed and self._heads_articles(row, mark, rest, after):
            return True
        # 1. at the head of a broken line is as often the end of a sentence: only an act makes it a paragraph.
        acting = opening is not None and opening.use == "operative"
        firm = strong and (closed or acting or mark.shape in {"paren", "quote", "name"})
        apart = closed or not self.wrapped or (row.gap and firm)
        place = place_of(self.levels, mark, closed=apart, strong=firm, colon=colon)
        if place is None:
            return False
        self._item(row, mark, place, opening)
        return True

    def _begins_strongly(self, rest: str) -> bool:
        """Whether what stands after a mark begins as a clause does, and not within a sentence."""
        if not rest:
            return True
        if rest[0].islower() and self.language != "ar":
            return False
        return rest[0].isupper() or not rest[0].isascii() or rest[0] in "\"'“«‘[("

    def _next_alone(self, mark: Mark, rest: str, before: Row | None) -> bool:
        """Whether the number of the next article stands alone in its row, or right under the heading of a part."""
        if mark.sort != "article" or mark.values[0][1] != self._last_named("article") + 1:
            return False
        box = self.current
        headed = box is not None and box.sort in RANKS and before is not None and before.end == box.end
        return not rest or (headed and mark.printed[-1:] in ":-–—")

    def _heads_articles(self, row: Row, mark: Mark, rest: str, after: Row | None) -> bool:
        """Whether a number with a short name stands right above an article: 1 - الحقوق الأساسية / المادة الأولى"""
        named = mark_of(after.text, self.language) if after is not None else None
        if named is None or named.sort != "article" or mark.shape != "dot" or mark.values[0][0] != "num":
            return False
        last = next((box for box in reversed(self.boxes) if box.sort == "section"), None)
        value, fits = mark.values[0][1], 3 < len(rest) <= 60 and rest[-1] not in ".;:،؛"
        if not fits or self.levels or value != (last.value + 1 if last and last.system == "num" else 1):
            return False
        depth = next((at for at, box in enumerate(self.boxes) if box.sort in {"section", "heading"}), len(self.boxes))
        self._box(row, replace(mark, sort="section"), value, "num", depth)
        return True

    def _an_amount(self, mark: Mark) -> bool:
        """Whether a number in brackets within an article is one that its words repeat: (30) thirty days."""
        fresh = self.holder is not None and self.holder.sort == "article" and not self.levels
        return fresh and mark.shape == "paren" and all(system == "num" and value > 9 for system, value in mark.values)

    def _starts_body(self, mark: Mark, opening: Opening | None, closed: bool) -> bool:
        """Whether a numbered row in the head is the first paragraph: 1, or any that opens with an act."""
        first = (
            any(value == 1 for _, value in mark.values) or bool(opening) or (mark.sort == "bullet" and not mark.printed)
        )
        if closed and (first or bool(mark.path)):
            return True
        alone = closed and self.rows[self.place].text == mark.printed
        return (alone or (first and not closed)) and self._next_follows(mark)

    def _clause_like(self, rest: str, opening: Opening | None, row: Row) -> bool:
        """Whether what stands after a section's number is a clause rather than a heading."""
        if row.style.startswith("heading"):
            return False
        long = len(rest) > TITLE or (len(rest) > 60 and rest.rstrip()[-1:] in ".;؛:")
        operative = bool(opening and opening.use == "operative" and len(rest) > 40)
        ordered = self.ordered and rest.endswith(".")
        return long or operative or ordered or (bool(rest) and rest.rstrip()[-1:] in ";؛")

    def _named(self, row: Row, mark: Mark, after: Row | None) -> bool:
        value = mark.values[0][1]
        box = self.boxes[-1]
        last = self._last_named(mark.sort)
        last = value - 1 if value > 1 and self._latest_named(mark.sort) == value - 1 else last
        rest = row.cut(mark.rest, len(row.text) - (row.text[:1] == "[" and row.text[-1:] == "]"))
        alone = not rest.text
        if last and value != last + 1 and not alone and not (value == 1 or last < value <= last + 3):
            return False
        if last and value > last + 1:
            self.gaps.append((box, 0))
        over = self.holder if self.holder and self.holder.sort == "objective" and mark.sort != "objective" else box
        printed = bare(mark.printed) if mark.sort == "article" else mark.printed
        node = over.add(Node(mark.sort, mark.sort, value, printed))
        node.start = row.start
        self.current, self.levels, self.phase = node, [], "body"
        self.holder = self.holder if over is not box else node
        inner = mark_of(rest.text, self.language) if rest.text else None
        if inner and inner.sort == "item" and inner.values[0][1] == 1:
            self._item(rest, inner, Place(0, *inner.values[0]), None)
        else:
            self._first_words(node, rest, after)
        return True

    def _last_named(self, sort: str) -> int:
        scope = next((box for box in reversed(self.boxes) if box.sort == "annex"), self.root)
        return max((one.value for one in walk(scope) if one.sort == sort), default=0)

    def _latest_named(self, sort: str) -> int:
        """The number of the last article so far, however they began anew."""
        return next((one.value for one in reversed(walk(self.boxes[-1])) if one.sort == sort), 0)

    def _first_words(self, node: Node, rest: Row, after: Row | None) -> None:
        """Tell heading from text in what stands beside the number of an article or a good practice."""
        self.titled = not rest.text
        if not rest.text:
            return
        limit = 300 if node.sort == "good_practice" else TITLE
        heading = len(rest.text) <= limit and (node.sort == "good_practice" or not rest.ends)
        capitals = rest.text.isupper() and len(rest.text) > 3
        numbered = after is not None and mark_of(after.text, self.language) is not None
        if heading and after is not None and (after.gap or not self.wrapped or rest.ends or capitals or numbered):
            node.heading.append(rest)
        else:
            node.pieces.append(rest)

    def _item(self, row: Row, mark: Mark, place: Place, opening: Opening | None) -> None:
        self.levels = self.levels[: place.depth + 1]
        if len(self.levels) > place.depth:
            holder = self.levels[place.depth].holder
        else:
            holder = self.levels[-1].item if self.levels else self.holder or self._loose() or self.boxes[-1]
        node = Node("item", self._item_kind(place, mark, holder), place.value, mark.printed, system=place.system)
        node.prefix = mark.path[:-1]
        node.start = row.start
        node.heading, self.above = [self.above] if self.above else [], None
        holder.add(node)
        level = Level(place.system, mark.shape, place.value, holder, node, mark.path[:-1])
        self.levels = [*self.levels[: place.depth], level]
        rest = row.cut(mark.rest, len(row.text))
        if place.gap:
            node.confidence = 0.6
            self.gaps.append((node, place.gap))
        if not opening and holder.sort in BOXES:
            node.opening = self.said
        self.current, self.titled, self.phase = node, False, "body"
        inner = mark_of(rest.text, self.language) if rest.text else None
        if inner is not None and self._begins_list(inner):
            self._item(rest, inner, Place(place.depth + 1, *_first(inner)), None)
            return
        if rest.text:
            node.pieces.append(rest)
        self._opened(node, opening, rest)

    def _loose(self) -> Node | None:
        """An unnumbered paragraph that announced what is numbered now: Decides: (a) ..."""
        one = self.current
        loose = one is not None and one.sort in {"operative", "paragraph"} and one.closes in ":："
        return one if loose else None

    def _item_kind(self, place: Place, mark: Mark, holder: Node) -> str:
        if holder.sort == "article" and place.system in ("num", "decimal"):
            return "paragraph"
        if holder.sort not in BOXES:
            return "point"
        if place.system == "bullet":
            return "point"
        return _TOP_KINDS.get(self.text_kind, "paragraph") if self._main() else "paragraph"

    def _main(self) -> bool:
        return not any(box.sort == "annex" for box in self.boxes)


def _first(mark: Mark) -> tuple[str, int]:
    return next((system, value) for system, value in mark.values if value == 1)


def _as_item(mark: Mark) -> Mark:
    """Sections' numbers as those of paragraphs: أولا - يقرر, I. Decides."""
    systems = {"ROMAN": "ordinal", "ALPHA": "capital"}
    values = tuple((systems[system], value) for system, value in mark.values)
    return Mark("item", values, mark.shape, mark.printed, mark.rest)
