"""A sheet as a Word file that can be edited: directions, labels at head and foot, headings that Word knows as such."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, time
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from muntada.marking.tlp import TLP
from muntada.printing.fonts import FAMILY
from muntada.printing.sheet import Badges, Block, Facts, Heading, Outline, Paragraph, Parallel, Sheet, Table, Words
from muntada.text.bidi import strip_controls
from muntada.text.runs import direction_of, own_direction, runs

# The colours of the labels are those of the protocol's own standard (FIRST, TLP 2.0).
COLOURS = {
    TLP.CLEAR: "FFFFFF",
    TLP.GREEN: "33FF00",
    TLP.AMBER: "FFC000",
    TLP.AMBER_STRICT: "FFC000",
    TLP.RED: "FF2B2B",
}
_QUIET, _ACCENT = RGBColor(0x4D, 0x54, 0x5C), RGBColor(0x0B, 0x5D, 0x5E)
_WORD_LANGUAGES = {"ar": "ar-SA", "en": "en-GB", "fr": "fr-FR"}
# Word takes a file for damaged where the properties of a thing do not stand in the order of its own standard
# (ISO/IEC 29500-1, annex A).
_ORDER = {
    "w:rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid"
    " vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em"
    " lang eastAsianLayout specVanish oMath",
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
    " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
    " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "w:tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing"
    " tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "w:sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType"
    " pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
}
# What a file of Word's cannot hold: XML has no letters for them.
_NOT_IN_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


def as_docx(sheet: Sheet) -> bytes:
    """The sheet as a .docx file."""
    setter = _Setter(sheet)
    setter.frame()
    for block in sheet.blocks:
        setter.block(block)
    section = setter.document.sections[0]
    for part in (
        setter.document.element,
        setter.document.styles.element,
        section.header._element,
        section.footer._element,
    ):
        _in_order(part)
    file = io.BytesIO()
    setter.document.save(file)
    return file.getvalue()


class _Setter:
    """Sets one sheet; every paragraph and table runs as the sheet's language does, every run as its own."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.rtl = sheet.direction == "rtl"
        self.document: Any = docx.Document()

    def frame(self) -> None:
        """Page, styles, properties, head, foot, title and handling."""
        self._page()
        self._styles()
        self._properties()
        section = self.document.sections[0]
        self._label(section.header.paragraphs[0])
        foot = section.footer.paragraphs[0]
        self._say(foot, f"{self.sheet.made}   {self.sheet.page[0]} ", size=9, colour=_QUIET)
        _field(foot, "PAGE")
        self._say(foot, f" {self.sheet.page[1]} ", size=9, colour=_QUIET)
        _field(foot, "NUMPAGES")
        self._label(section.footer.add_paragraph())
        if self.sheet.over:
            self._say(self._paragraph(), self.sheet.over, colour=_QUIET)
        self._say(self._paragraph("Title"), self.sheet.title)
        for line in self.sheet.handling:
            self._say(self._paragraph(), line, size=10, colour=_QUIET)

    def block(self, block: Block) -> None:
        """One block of the sheet."""
        if isinstance(block, Heading):
            self._say(self._paragraph(f"Heading {block.level}"), block.text)
        elif isinstance(block, Paragraph):
            self._say(self._paragraph(), block.text, colour=_QUIET if block.quiet else None)
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
            paragraph = self._paragraph()
            indent = OxmlElement("w:ind")  # its left is where lines begin, in Arabic on the right
            indent.set(qn("w:left"), str(567 + 480 * item.depth))
            indent.set(qn("w:hanging"), "567")
            paragraph._p.get_or_add_pPr().append(indent)
            self._say(paragraph, f"{item.number}\t", bold=True, colour=_ACCENT)
            self._say(paragraph, item.text)
            if item.aside:
                self._say(paragraph, f"  {item.aside}", size=10, colour=_QUIET)
            for line in item.below:
                paragraph.add_run().add_break()
                self._say(paragraph, line, size=10, colour=_QUIET)

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
                paragraph = self._directed(cells[place].paragraphs[0])
                self._say(paragraph, text, bold=head and number == 0, colour=_quiet_word(head, place))
        if head:
            first = table.rows[0]._tr.get_or_add_trPr()
            first.append(OxmlElement("w:tblHeader"))  # repeated where the table goes over a page
        self._paragraph()

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
            self._say(self._directed(cell.paragraphs[0], language), text, bold=True, language=language)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for one in block.passages:
            for cell, language, words in zip(table.add_row().cells, block.languages, one.words, strict=True):
                self._clause(cell, language, words, block.lacking, one.depth)
        self._paragraph()

    def _clause(self, cell: Any, language: str, words: Words | None, lacking: str, depth: int) -> None:
        """A clause in one language, in a cell or on the page itself."""
        lines = [lacking] if words is None else [*([words.heading] if words.heading else []), *words.lines] or [""]
        for place, line in enumerate(lines):
            held = self.document if cell is None else cell
            paragraph = cell.paragraphs[0] if cell is not None and place == 0 else held.add_paragraph()
            self._directed(paragraph, language)
            if depth:
                indent = OxmlElement("w:ind")
                indent.set(qn("w:left"), str((480 if cell is None else 200) * depth))
                paragraph._p.get_or_add_pPr().append(indent)
            if place == 0 and words is not None and words.number:
                self._say(paragraph, f"{words.number} ", bold=True, colour=_ACCENT, language=language)
            heading = words is not None and bool(words.heading) and place == 0
            self._say(paragraph, line, bold=heading, colour=_QUIET if words is None else None, language=language)

    def _badges(self, block: Badges) -> None:
        table = self.document.add_table(rows=0, cols=2)
        table.style = "Table Grid"
        if self.rtl:
            table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
        for start in range(0, len(block.badges), 2):
            cells = table.add_row().cells
            for cell, badge in zip(cells, block.badges[start : start + 2], strict=False):
                texts = (badge.event, badge.name, badge.other_name, badge.party, badge.capacity)
                self._say(self._directed(cell.paragraphs[0]), texts[0], size=9, colour=_QUIET)
                for place, text in enumerate(texts[1:]):
                    if text:
                        size = (18, 13, 14, 11)[place]
                        self._say(self._directed(cell.add_paragraph()), text, size=size, bold=place in {0, 2})

    def _page(self) -> None:
        section = self.document.sections[0]
        section.orientation, section.page_width, section.page_height = WD_ORIENT.PORTRAIT, Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(22)
        if self.rtl:
            section._sectPr.append(OxmlElement("w:bidi"))

    def _styles(self) -> None:
        for name, size in (("Normal", 12), ("Title", 22), ("Heading 1", 15), ("Heading 2", 13), ("Heading 3", 12)):
            style = self.document.styles[name]
            style.font.name, style.font.size = FAMILY, Pt(size)
            if name != "Normal":
                style.font.bold = True
                style.font.color.rgb = RGBColor(0x1B, 0x1F, 0x24) if name == "Title" else _ACCENT
            faces = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
                faces.attrib.pop(qn(f"w:{theme}"), None)
            for kind in ("ascii", "hAnsi", "cs"):
                faces.set(qn(f"w:{kind}"), FAMILY)
            # Arabic letters have a size and a weight of their own.
            _set(style.element.get_or_add_rPr(), "w:szCs", str(size * 2))
            if name != "Normal":
                style.element.get_or_add_rPr().append(OxmlElement("w:bCs"))

    def _properties(self) -> None:
        properties, day = self.document.core_properties, date.fromisoformat(self.sheet.day)
        properties.title, properties.subject = _clean(self.sheet.title)[:255], _clean(self.sheet.subject)[:255]
        properties.language = _WORD_LANGUAGES[self.sheet.language]
        properties.author = properties.comments = properties.last_modified_by = ""
        properties.keywords = self.sheet.tlp.value
        properties.created = properties.modified = datetime.combine(day, time(12), UTC).replace(tzinfo=None)

    def _label(self, paragraph: Any) -> None:
        """The label, black behind it, at the end of the line."""
        self._directed(paragraph)
        _set(paragraph._p.get_or_add_pPr(), "w:jc", "end")
        run = paragraph.add_run(f" {self.sheet.tlp.value} ")
        run.font.bold, run.font.size = True, Pt(10)
        run.font.color.rgb = RGBColor.from_string(COLOURS[self.sheet.tlp])
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", "000000")):
            shade.set(qn(f"w:{name}"), value)
        run._r.get_or_add_rPr().append(shade)

    def _paragraph(self, style: str = "Normal") -> Any:
        return self._directed(self.document.add_paragraph(style=style))

    def _directed(self, paragraph: Any, language: str = "") -> Any:
        if direction_of(language or self.sheet.language) == "rtl":
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        return paragraph

    def _say(
        self,
        paragraph: Any,
        text: str,
        *,
        bold: bool = False,
        size: int | None = None,
        colour: Any = None,
        language: str = "",
    ) -> None:
        """Write a text into the paragraph, run by run; `language` is the line's, where it is not the sheet's."""
        spoken = language or self.sheet.language
        words = _clean(text, keep_lines=True)
        for run in runs(words, own_direction(words, direction_of(spoken))):
            written = paragraph.add_run(run.text)
            written.font.bold = bold or None
            written.font.size = Pt(size) if size else None
            if colour is not None:
                written.font.color.rgb = colour
            properties = written._r.get_or_add_rPr()
            if bold:
                properties.append(OxmlElement("w:bCs"))
            if size:
                _set(properties, "w:szCs", str(size * 2))
            said = OxmlElement("w:lang")
            if run.direction == "rtl":
                properties.append(OxmlElement("w:rtl"))
                said.set(qn("w:bidi"), _WORD_LANGUAGES["ar"])
            else:
                latin = "en" if direction_of(spoken) == "rtl" else spoken
                said.set(qn("w:val"), _WORD_LANGUAGES[latin])
            properties.append(said)


def _quiet_word(head: bool, place: int) -> Any:
    return _QUIET if not head and place == 0 else None


def _clean(text: str, *, keep_lines: bool = False) -> str:
    plain = strip_controls(text).translate(_NOT_IN_XML)
    plain = "".join(letter for letter in plain if not 0xD800 <= ord(letter) <= 0xDFFF)
    return plain if keep_lines else " ".join(plain.split())


def _set(properties: Any, name: str, value: str) -> None:
    """Set a property that has one value, in place of the one there was."""
    for old in properties.findall(qn(name)):
        properties.remove(old)
    made = OxmlElement(name)
    made.set(qn("w:val"), value)
    properties.append(made)


def _in_order(root: Any) -> None:
    """Put the properties of everything below this into their order."""
    for name, listed in _ORDER.items():
        order = {qn(f"w:{one}"): place for place, one in enumerate(listed.split())}
        for properties in root.iter(qn(name)):
            properties[:] = sorted(properties, key=lambda one: order.get(one.tag, -1))


def _field(paragraph: Any, name: str) -> None:
    """What Word counts by itself: the number of the page, and of all pages."""
    for kind, text in (("begin", ""), ("", name), ("end", "")):
        run = paragraph.add_run()
        run.font.size, run.font.color.rgb = Pt(9), _QUIET
        if kind:
            made = OxmlElement("w:fldChar")
            made.set(qn("w:fldCharType"), kind)
        else:
            made = OxmlElement("w:instrText")
            made.text = text
        run._r.append(made)
