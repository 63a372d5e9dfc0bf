"""What every file in Word's format is written with: its page, styles, labels, and runs of text in their directions."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from muntada.marking.tlp import TLP
from muntada.printing.fonts import FAMILY
from muntada.text.bidi import strip_controls
from muntada.text.lines import Digits, Line, line
from muntada.text.runs import direction_of

# The colours of the labels are those of the protocol's own standard (FIRST, TLP 2.0).
COLOURS = {
    TLP.CLEAR: "FFFFFF",
    TLP.GREEN: "33FF00",
    TLP.AMBER: "FFC000",
    TLP.AMBER_STRICT: "FFC000",
    TLP.RED: "FF2B2B",
}
QUIET, ACCENT = RGBColor(0x4D, 0x54, 0x5C), RGBColor(0x0B, 0x5D, 0x5E)
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
    " tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "w:sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType"
    " pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
}
# What a file of Word's cannot hold: XML has no letters for them.
_NOT_IN_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


_NO_DAY = (1980, 1, 1, 0, 0, 0)  # the first that an archive knows


@dataclass(frozen=True, slots=True)
class Frame:
    """What a file is called, how it may be handled, in which language it is, and of which day."""

    title: str
    subject: str
    language: str
    tlp: TLP
    day: str
    digits: Digits = "as written"


class Setter:
    """Sets one file; every paragraph and table runs as the file's language does, every run as its own."""

    def __init__(self, frame: Frame) -> None:
        self.about = frame
        self.rtl = direction_of(frame.language) == "rtl"
        self.document: Any = docx.Document()

    def written(self) -> bytes:
        """The file; the same blocks give the same bytes."""
        section = self.document.sections[0]
        for part in (
            self.document.element,
            self.document.styles.element,
            section.header._element,
            section.footer._element,
        ):
            in_order(part)
        file = io.BytesIO()
        self.document.save(file)
        return _without_clock(file.getvalue())

    def page(self) -> None:
        """A4, its lines in their direction."""
        section = self.document.sections[0]
        section.orientation, section.page_width, section.page_height = WD_ORIENT.PORTRAIT, Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(22)
        if self.rtl:
            section._sectPr.append(OxmlElement("w:bidi"))

    def styles(self) -> None:
        """The fonts and sizes of text, title and headings."""
        for name, size in (("Normal", 12), ("Title", 22), ("Heading 1", 15), ("Heading 2", 13), ("Heading 3", 12)):
            style = self.document.styles[name]
            style.font.name, style.font.size = FAMILY, Pt(size)
            if name != "Normal":
                style.font.bold = True
                style.font.color.rgb = RGBColor(0x1B, 0x1F, 0x24) if name == "Title" else ACCENT
            faces = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
                faces.attrib.pop(qn(f"w:{theme}"), None)
            for kind in ("ascii", "hAnsi", "cs"):
                faces.set(qn(f"w:{kind}"), FAMILY)
            # Arabic letters have a size and a weight of their own.
            set_value(style.element.get_or_add_rPr(), "w:szCs", str(size * 2))
            if name != "Normal":
                style.element.get_or_add_rPr().append(OxmlElement("w:bCs"))

    def properties(self) -> None:
        """What the file says of itself; nobody is named in it."""
        properties, day = self.document.core_properties, date.fromisoformat(self.about.day)
        properties.title, properties.subject = clean_text(self.about.title)[:255], clean_text(self.about.subject)[:255]
        properties.language = _WORD_LANGUAGES.get(self.about.language, self.about.language)
        properties.author = properties.comments = properties.last_modified_by = ""
        properties.keywords = self.about.tlp.value
        properties.created = properties.modified = datetime.combine(day, time(12), UTC).replace(tzinfo=None)

    def label(self, paragraph: Any) -> None:
        """The label, black behind it, at the end of the line."""
        self.directed(paragraph)
        set_value(paragraph._p.get_or_add_pPr(), "w:jc", "end")
        run = paragraph.add_run(f" {self.about.tlp.value} ")
        run.font.bold, run.font.size = True, Pt(10)
        run.font.color.rgb = RGBColor.from_string(COLOURS[self.about.tlp])
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", "000000")):
            shade.set(qn(f"w:{name}"), value)
        run._r.get_or_add_rPr().append(shade)

    def paragraph(self, style: str = "Normal") -> Any:
        """A new paragraph at the end."""
        return self.directed(self.document.add_paragraph(style=style))

    def directed(self, paragraph: Any, language: str = "") -> Any:
        """The same paragraph, running as its language does."""
        if direction_of(language or self.about.language) == "rtl":
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        return paragraph

    def say(
        self,
        paragraph: Any,
        text: str,
        *,
        bold: bool = False,
        size: float | None = None,
        colour: Any = None,
        language: str = "",
    ) -> None:
        """Write a text into the paragraph; `language` is its line's, where it is not the file's."""
        said = line(clean_text(text, keep_lines=True), language or self.about.language, self.about.digits)
        self.say_line(paragraph, said, bold=bold, size=size, colour=colour)

    def say_line(
        self, paragraph: Any, said: Line, *, bold: bool = False, size: float | None = None, colour: Any = None
    ) -> None:
        """Write a line into the paragraph, run by run."""
        for one in said.stretches:
            written = paragraph.add_run(clean_text(one.held, keep_lines=True))
            written.font.bold = bold or None
            written.font.size = Pt(size) if size else None
            if colour is not None:
                written.font.color.rgb = colour
            properties = written._r.get_or_add_rPr()
            if bold:
                properties.append(OxmlElement("w:bCs"))
            if size:
                set_value(properties, "w:szCs", str(round(size * 2)))
            spoken = OxmlElement("w:lang")
            if one.direction == "rtl":
                properties.append(OxmlElement("w:rtl"))
                spoken.set(qn("w:bidi"), _WORD_LANGUAGES["ar"])
            else:
                latin = "en" if direction_of(one.language) == "rtl" else one.language
                spoken.set(qn("w:val"), _WORD_LANGUAGES.get(latin, latin))
            properties.append(spoken)


def clean_text(text: str, *, keep_lines: bool = False) -> str:
    """The text without marks of direction, and without letters that XML has not."""
    plain = strip_controls(text).translate(_NOT_IN_XML)
    plain = "".join(letter for letter in plain if not 0xD800 <= ord(letter) <= 0xDFFF)
    return plain if keep_lines else " ".join(plain.split())


def set_value(properties: Any, name: str, value: str) -> None:
    """Set a property that has one value, in place of the one there was."""
    for old in properties.findall(qn(name)):
        properties.remove(old)
    made = OxmlElement(name)
    made.set(qn("w:val"), value)
    properties.append(made)


def in_order(root: Any) -> None:
    """Put the properties of everything below this into their order."""
    for name, listed in _ORDER.items():
        order = {qn(f"w:{one}"): place for place, one in enumerate(listed.split())}
        for properties in root.iter(qn(name)):
            properties[:] = sorted(properties, key=lambda one: order.get(one.tag, -1))


def field_of(paragraph: Any, name: str) -> None:
    """What Word counts by itself: the number of the page, and of all pages."""
    for kind, text in (("begin", ""), ("", name), ("end", "")):
        run = paragraph.add_run()
        run.font.size, run.font.color.rgb = Pt(9), QUIET
        if kind:
            made = OxmlElement("w:fldChar")
            made.set(qn("w:fldCharType"), kind)
        else:
            made = OxmlElement("w:instrText")
            made.text = text
        run._r.append(made)


def _without_clock(data: bytes) -> bytes:
    """The same file, its parts dated as one day: when it was packed says nothing, and would change its bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            made.writestr(zipfile.ZipInfo(name, _NO_DAY), given.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
