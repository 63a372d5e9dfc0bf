"""A report as a Word file that can be edited: contents, headings, tables and notes are Word's own, charts are pictures.

Each chart stands over its data in a table, which an editor can correct; page numbers of the contents are Word's to
count, and it counts them when it opens the file.
"""

from __future__ import annotations

import io
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from muntada.printing.report.charts import drawn, table_of
from muntada.printing.report.footnotes import Footnotes
from muntada.printing.report.numbered import Entry, numbered
from muntada.printing.report.pdf import pictures
from muntada.printing.report.shape import Block, Chart, Document, Heading, Note, Points, Sentence, Table, Text
from muntada.printing.setter import ACCENT, QUIET, Frame, Setter, field_of, set_value
from muntada.text.lines import clean

_WIDTH = 166  # mm, of a line


def as_docx(document: Document) -> bytes:
    """The report as a .docx file; the same report gives the same bytes. Raises NotAReport, NotSet, NoFonts."""
    return _Setter(document).whole()


class _Setter(Setter):
    """Sets one report."""

    def __init__(self, document: Document) -> None:
        subject = " ".join(filter(None, (document.over, document.subtitle, document.edition)))
        super().__init__(Frame(document.title, subject, document.language, document.tlp, document.day, document.digits))
        self.report, self.said = numbered(document), document
        self.bookmarks = 0
        charts = [block for chapter in document.chapters for block in chapter.blocks if isinstance(block, Chart)]
        drawings = [drawn(chart, document.language, document.digits) for chart in charts]
        self.pictures = iter(pictures(drawings, document.language, document.day))

    def whole(self) -> bytes:
        """The file."""
        self.page()
        self.styles()
        self.properties()
        self._own_styles()
        self.notes = Footnotes(self)
        self._head_and_foot()
        self._first_page()
        contents = self.paragraph("Contents Heading")
        self.say(contents, self.report.words.contents)
        for chapter in self.said.chapters:
            self._heading(self.report.chapter(chapter))
            for block in chapter.blocks:
                self._block(block)
        if self.said.sources:
            self._sources()
        self._contents(contents)
        self.notes.keep()
        return self.written()

    def _own_styles(self) -> None:
        styles = self.document.styles
        for name, size in (("Contents Heading", 15), ("toc 1", 12), ("toc 2", 11)):
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style, style.font.size, style.font.bold = styles["Normal"], Pt(size), size != 11
            set_value(style.element.get_or_add_rPr(), "w:szCs", str(size * 2))
        styles["Contents Heading"].font.color.rgb = ACCENT
        caption = styles["Caption"]
        caption.base_style, caption.font.size, caption.font.bold = styles["Normal"], Pt(11), True
        caption.font.color.rgb = None
        set_value(caption.element.get_or_add_rPr(), "w:szCs", "22")
        caption.paragraph_format.keep_with_next = True

    def _head_and_foot(self) -> None:
        section = self.document.sections[0]
        head = self.directed(section.header.paragraphs[0])
        self.say(head, self.said.title, size=9, colour=QUIET)
        self.label(section.header.add_paragraph())
        foot = self.directed(section.footer.paragraphs[0])
        self.say(foot, f"{self.said.made}   {self.report.words.page} ", size=9, colour=QUIET)
        field_of(foot, "PAGE")
        self.say(foot, f" {self.report.words.of} ", size=9, colour=QUIET)
        field_of(foot, "NUMPAGES")
        self.label(section.footer.add_paragraph())

    def _first_page(self) -> None:
        for text, size in (
            (self.said.over, 14),
            (self.said.title, 0),
            (self.said.subtitle, 14),
            (self.said.edition, 12),
        ):
            if text:
                paragraph = self.paragraph("Normal" if size else "Title")
                paragraph.paragraph_format.space_before = Pt(120 if text == (self.said.over or self.said.title) else 6)
                self.say(paragraph, text, size=size or None)
        for text in self.said.handling:
            self.say(self.paragraph(), text, size=10, colour=QUIET)
        self.paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _heading(self, entry: Entry) -> None:
        paragraph = self.paragraph(f"Heading {entry.level}")
        paragraph.paragraph_format.page_break_before = entry.level == 1 or None
        self.bookmarks += 1
        for kind in ("Start", "End"):
            mark = OxmlElement(f"w:bookmark{kind}")
            mark.set(qn("w:id"), str(self.bookmarks))
            if kind == "Start":
                mark.set(qn("w:name"), _mark(entry))
                paragraph._p.append(mark)
                if entry.number:
                    self.say(paragraph, f"{entry.number}  ")
                self.say(paragraph, entry.title)
            else:
                paragraph._p.append(mark)

    def _block(self, block: Block) -> None:
        if isinstance(block, Heading):
            self._heading(self.report.heading(block))
        elif isinstance(block, Text):
            language = block.language or self.said.language
            self._sentences(self.directed(self.document.add_paragraph(), language), block.sentences, block.language)
        elif isinstance(block, Points):
            for place, item in enumerate(block.items, start=1):
                paragraph = self.paragraph()
                indent = OxmlElement("w:ind")
                indent.set(qn("w:left"), "567")  # where lines begin: in Arabic on the right
                indent.set(qn("w:hanging"), "397")
                paragraph._p.get_or_add_pPr().append(indent)
                mark = f"{self.report.shown(place)}-" if self.rtl else f"{place}."
                self.say(paragraph, f"{mark}\t" if block.numbered else "•\t")
                self._sentences(paragraph, item)
        elif isinstance(block, Table):
            self._caption(self.report.words.table, self.report.next("table"), block.caption)
            self._grid([list(block.columns), *map(list, block.rows)], block.widths, block.caption)
            self._below(block.notes)
        else:
            self._chart(block)

    def _sentences(self, paragraph: Any, sentences: tuple[Sentence, ...], language: str = "") -> None:
        for place, one in enumerate(sentences):
            if place:
                self.say(paragraph, " ")
            self.say_line(paragraph, self.report.line(one.text, language, whole=bool(language)))
            if one.notes:
                self.notes.add(paragraph, self.report.note(one.notes))

    def _chart(self, chart: Chart) -> None:
        number = self.report.next("chart")
        self._caption(self.report.words.chart, number, chart.caption)
        paragraph = self.paragraph()
        paragraph.paragraph_format.keep_with_next = True
        picture = paragraph.add_run().add_picture(io.BytesIO(next(self.pictures)), width=Mm(_WIDTH))
        about = picture._inline.docPr
        about.set("descr", clean(chart.words))
        about.set("title", clean(chart.caption))
        head, rows = table_of(chart, self.said.language, self.said.digits)
        said = self.paragraph()
        said.paragraph_format.keep_with_next = True
        self.say(said, f"{self.report.words.data} {number}", size=10, colour=QUIET)
        self._grid([head, *rows], (3, *[2] * len(chart.series)), chart.caption)
        self._below(chart.notes)

    def _caption(self, name: str, number: str, caption: str) -> None:
        paragraph = self.paragraph("Caption")
        self.say(paragraph, f"{name} {number}: ")
        self.say(paragraph, caption)

    def _grid(self, rows: list[list[str]], widths: tuple[int, ...], about: str) -> None:
        columns = len(rows[0])
        table = self.document.add_table(rows=len(rows), cols=columns)
        table.style = "Table Grid"
        properties = table._tbl.tblPr
        if self.rtl:
            properties.append(OxmlElement("w:bidiVisual"))
        set_value(properties, "w:tblCaption", clean(about))
        shares = widths or (1,) * columns
        sizes = [Mm(_WIDTH * share / sum(shares)) for share in shares]
        # Every cell by itself, as the library looks the whole table through for each that is asked for by its place.
        for number, (row, texts) in enumerate(zip(table._tbl.tr_lst, rows, strict=True)):
            row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            if number == 0:
                row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # repeated where the table goes over a page
            for cell, text, size in zip(row.tc_lst, texts, sizes, strict=True):
                cell.width = size
                paragraph = self.directed(_first(cell, self.document))
                paragraph.paragraph_format.space_after = Pt(2)
                self.say(paragraph, text, size=10, bold=number == 0)

    def _below(self, notes: tuple[Note, ...]) -> None:
        paragraph = self.paragraph()
        if notes:
            self.say(paragraph, f"{self.report.words.source} ", size=9, colour=QUIET)
            for line in self.report.note(notes):
                self.say_line(paragraph, line, size=9, colour=QUIET)

    def _sources(self) -> None:
        self._heading(self.report.last())
        for place, source in enumerate(self.said.sources, start=1):
            paragraph = self.paragraph()
            self.say(paragraph, f"[{self.report.shown(place)}] ", size=10)
            self.say_line(paragraph, self.report.line(source.text, source.language), size=10)
            if source.address:
                paragraph.add_run().add_break()
                self.say(paragraph, source.address, size=9, colour=QUIET)

    def _contents(self, after: Any) -> None:
        """The contents, as a field that Word fills: already with their lines, and without their pages."""
        above = after._p
        entries = [entry for entry in self.report.entries if entry.level < 3]
        for place, entry in enumerate(entries):
            paragraph = self.paragraph(f"toc {entry.level}")
            if place == 0:
                _field_part(paragraph, "begin", ' TOC \\o "1-2" \\h \\z \\u ')
            link = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), _mark(entry))
            before = len(paragraph._p)
            self.say(paragraph, f"{entry.number}  " if entry.number else "")
            self.say(paragraph, entry.title)
            link.extend(list(paragraph._p)[before:])
            paragraph._p.append(link)
            if place == len(entries) - 1:
                _field_part(paragraph, "end")
            above.addnext(paragraph._p)
            above = paragraph._p


def _mark(entry: Entry) -> str:
    return f"_{entry.key.replace('-', '_')}"


def _first(cell: Any, document: Any) -> Any:
    return Paragraph(cell.p_lst[0], document._body)


def _field_part(paragraph: Any, kind: str, asked: str = "") -> None:
    """Where a field begins, with what it asks for, or where it ends."""
    for one in (kind, "asked", "separate") if asked else (kind,):
        run = OxmlElement("w:r")
        if one == "asked":
            made = OxmlElement("w:instrText")
            made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            made.text = asked
        else:
            made = OxmlElement("w:fldChar")
            made.set(qn("w:fldCharType"), one)
            if one == "begin":
                made.set(qn("w:dirty"), "true")  # Word counts the pages when it opens the file
        run.append(made)
        paragraph._p.append(run)
