"""A sheet as a Word file that can be edited: directions, labels at head and foot, headings that Word knows as such."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from muntada.printing.setter import ACCENT, QUIET, Frame, Setter, field_of
from muntada.printing.sheet import Badges, Block, Facts, Heading, Outline, Paragraph, Parallel, Sheet, Table, Words


def as_docx(sheet: Sheet) -> bytes:
    """The sheet as a .docx file; the same sheet gives the same bytes."""
    setter = _Setter(sheet)
    setter.frame()
    for block in sheet.blocks:
        setter.block(block)
    return setter.written()


class _Setter(Setter):
    """Sets one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(Frame(sheet.title, sheet.subject, sheet.language, sheet.tlp, sheet.day))
        self.sheet = sheet

    def frame(self) -> None:
        """Page, styles, properties, head, foot, title and handling."""
        self.page()
        self.styles()
        self.properties()
        section = self.document.sections[0]
        self.label(section.header.paragraphs[0])
        foot = section.footer.paragraphs[0]
        self.say(foot, f"{self.sheet.made}   {self.sheet.page[0]} ", size=9, colour=QUIET)
        field_of(foot, "PAGE")
        self.say(foot, f" {self.sheet.page[1]} ", size=9, colour=QUIET)
        field_of(foot, "NUMPAGES")
        self.label(section.footer.add_paragraph())
        if self.sheet.over:
            self.say(self.paragraph(), self.sheet.over, colour=QUIET)
        self.say(self.paragraph("Title"), self.sheet.title)
        for said in self.sheet.handling:
            self.say(self.paragraph(), said, size=10, colour=QUIET)

    def block(self, block: Block) -> None:
        """One block of the sheet."""
        if isinstance(block, Heading):
            self.say(self.paragraph(f"Heading {block.level}"), block.text)
        elif isinstance(block, Paragraph):
            self.say(self.paragraph(), block.text, colour=QUIET if block.quiet else None)
        elif isinstance(block, Facts):
            self._table([[word, said] for word, said in block.pairs], (1, 4), head=False)
        elif isinstance(block, Outline):
            self._outline(block)
        elif isinstance(block, Table):
            self._table([list(block.header), *map(list, block.rows)], block.widths, head=True)
        elif isinstance(block, Parallel):
            self._parallel(block)
        else:
            self._badges(block)

    def _outline(self, block: Outline) -> None:
        for item in block.items:
            paragraph = self.paragraph()
            indent = OxmlElement("w:ind")  # its left is where lines begin, in Arabic on the right
            indent.set(qn("w:left"), str(567 + 480 * item.depth))
            indent.set(qn("w:hanging"), "567")
            paragraph._p.get_or_add_pPr().append(indent)
            self.say(paragraph, f"{item.number}\t", bold=True, colour=ACCENT)
            self.say(paragraph, item.text)
            if item.aside:
                self.say(paragraph, f"  {item.aside}", size=10, colour=QUIET)
            for below in item.below:
                paragraph.add_run().add_break()
                self.say(paragraph, below, size=10, colour=QUIET)

    def _table(self, rows: list[list[str]], widths: tuple[int, ...], *, head: bool) -> None:
        columns = len(rows[0]) if rows else 0
        if not columns:
            return
        table = self.document.add_table(rows=0, cols=columns)
        table.style = "Table Grid" if head else "Normal Table"
        if self.rtl:
            table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
        shares = widths or (1,) * columns
        for number, row in enumerate(rows):
            cells = table.add_row().cells
            for place, text in enumerate(row):
                cells[place].width = Mm(166 * shares[place] / sum(shares))
                paragraph = self.directed(cells[place].paragraphs[0])
                self.say(paragraph, text, bold=head and number == 0, colour=_quiet_word(head, place))
        if head:
            first = table.rows[0]._tr.get_or_add_trPr()
            first.append(OxmlElement("w:tblHeader"))  # repeated where the table goes over a page
        self.paragraph()

    def _parallel(self, block: Parallel) -> None:
        if len(block.languages) == 1:
            for one in block.passages:
                self._clause(None, block.languages[0], one.words[0], block.lacking, one.depth)
            return
        table = self.document.add_table(rows=0, cols=len(block.languages))
        table.style = "Table Grid"
        if self.rtl:
            table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
        cells = table.add_row().cells
        for cell, language, text in zip(cells, block.languages, block.header, strict=True):
            self.say(self.directed(cell.paragraphs[0], language), text, bold=True, language=language)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for one in block.passages:
            for cell, language, words in zip(table.add_row().cells, block.languages, one.words, strict=True):
                self._clause(cell, language, words, block.lacking, one.depth)
        self.paragraph()

    def _clause(self, cell: Any, language: str, words: Words | None, lacking: str, depth: int) -> None:
        """A clause in one language, in a cell or on the page itself."""
        lines = [lacking] if words is None else [*([words.heading] if words.heading else []), *words.lines] or [""]
        for place, text in enumerate(lines):
            held = self.document if cell is None else cell
            paragraph = cell.paragraphs[0] if cell is not None and place == 0 else held.add_paragraph()
            self.directed(paragraph, language)
            if depth:
                indent = OxmlElement("w:ind")
                indent.set(qn("w:left"), str((480 if cell is None else 200) * depth))
                paragraph._p.get_or_add_pPr().append(indent)
            if place == 0 and words is not None and words.number:
                self.say(paragraph, f"{words.number} ", bold=True, colour=ACCENT, language=language)
            heading = words is not None and bool(words.heading) and place == 0
            self.say(paragraph, text, bold=heading, colour=QUIET if words is None else None, language=language)

    def _badges(self, block: Badges) -> None:
        table = self.document.add_table(rows=0, cols=2)
        table.style = "Table Grid"
        if self.rtl:
            table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
        for start in range(0, len(block.badges), 2):
            cells = table.add_row().cells
            for cell, badge in zip(cells, block.badges[start : start + 2], strict=False):
                texts = (badge.event, badge.name, badge.other_name, badge.party, badge.capacity)
                self.say(self.directed(cell.paragraphs[0]), texts[0], size=9, colour=QUIET)
                for place, text in enumerate(texts[1:]):
                    if text:
                        size = (18, 13, 14, 11)[place]
                        self.say(self.directed(cell.add_paragraph()), text, size=size, bold=place in {0, 2})


def _quiet_word(head: bool, place: int) -> Any:
    return QUIET if not head and place == 0 else None
