"""Footnotes of a Word file: the part of the file that holds them, and the marks that lead to them."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from lxml import etree

from muntada.printing.setter import Setter, in_order, set_value
from muntada.text.lines import Line

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))


class Footnotes:
    """The footnotes of one file, in order."""

    def __init__(self, setter: Setter) -> None:
        self.setter = setter
        self.root = OxmlElement("w:footnotes")
        self.count = 0
        for key, kind in _SEPARATORS:
            self._separator(key, kind)
        styles = setter.document.styles
        text = styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
        text.base_style, text.font.size = styles["Normal"], Pt(9)
        set_value(text.element.get_or_add_rPr(), "w:szCs", "20")
        mark = styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
        mark.font.superscript = True
        self.text_style, self.mark_style = text, mark

    def add(self, paragraph: Any, lines: list[Line]) -> None:
        """A mark at the end of the paragraph as it stands, and the note that it leads to."""
        self.count += 1
        key = str(self.count)
        mark = paragraph.add_run()
        mark.style = self.mark_style
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), key)
        mark._r.append(reference)
        note = OxmlElement("w:footnote")
        note.set(qn("w:id"), key)
        said = self._paragraph(note)
        said.paragraph_format.space_after = Pt(2)
        own = OxmlElement("w:r")
        looks = OxmlElement("w:rPr")
        set_value(looks, "w:rStyle", self.mark_style.style_id)
        own.append(looks)
        own.append(OxmlElement("w:footnoteRef"))
        said._p.append(own)
        self.setter.say(said, " ")
        for line in lines:
            self.setter.say_line(said, line)
        self.root.append(note)

    def keep(self) -> None:
        """Put the notes into the file, and name them in its settings."""
        in_order(self.root)
        document = self.setter.document.part
        data = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI("/word/footnotes.xml"), _TYPE, data, document.package)
        document.relate_to(part, _RELATION)
        settings = self.setter.document.settings.element
        named = parse_xml('<w:footnotePr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>')
        for key, _kind in _SEPARATORS:
            one = OxmlElement("w:footnote")
            one.set(qn("w:id"), key)
            named.append(one)
        # The settings have an order of their own, in which the notes stand right before this.
        settings.find(qn("w:compat")).addprevious(named)

    def _paragraph(self, note: Any) -> Any:
        element = OxmlElement("w:p")
        note.append(element)
        set_value(element.get_or_add_pPr(), "w:pStyle", self.text_style.style_id)
        return self.setter.directed(Paragraph(element, self.setter.document._body))

    def _separator(self, key: str, kind: str) -> None:
        note = OxmlElement("w:footnote")
        note.set(qn("w:type"), kind)
        note.set(qn("w:id"), key)
        element, run = OxmlElement("w:p"), OxmlElement("w:r")
        run.append(OxmlElement(f"w:{kind}"))
        element.append(run)
        note.append(element)
        self.root.append(note)
