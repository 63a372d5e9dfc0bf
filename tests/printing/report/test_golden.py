"""Every golden line is found as it must be read: in the layer itself, in a PDF, a Word file, a picture and a page."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from lxml import html as markup

from muntada.marking.tlp import TLP
from muntada.printing.report.page import as_html
from muntada.printing.report.pdf import as_pdf
from muntada.printing.report.shape import Chapter, Document, Sentence, Text
from muntada.printing.report.svg import svg_text
from muntada.printing.report.word import as_docx
from muntada.text.lines import Digits, in_latin_digits, line
from muntada.text.runs import direction_of
from tests.printing.report.eye import BRACKETS, lines_of
from tests.printing.report.golden import GOLDEN, Golden, letters, whole, without_marks

KINDS: list[tuple[str, Digits]] = [
    ("ar", "as written"),
    ("ar", "arabic-indic"),
    ("en", "as written"),
    ("fr", "as written"),
]
ISOLATES = {"\u2066": "ltr", "\u2067": "rtl"}
_NUMBER = re.compile(r"[0-9\u0660-\u0669]+(?:[.:,٫٬][0-9\u0660-\u0669]+)*")


def of(language: str, digits: Digits) -> list[Golden]:
    return [one for one in GOLDEN if (one.language, one.digits) == (language, digits)]


def report(language: str, digits: Digits) -> Document:
    blocks = tuple(Text((Sentence(one.text),)) for one in of(language, digits))
    return Document(language, "T", TLP.CLEAR, "2022-03-04", (Chapter(1, "T", blocks),), digits=digits)


def laid(base: str, parts: Iterable[tuple[str, str]]) -> str:
    """Stretches as a reader of either direction lays them on a line: its letters from left to right.

    In a stretch from right to left letters are turned round, and numbers are not.
    """
    shown = [
        _NUMBER.sub(lambda number: number[0][::-1], text)[::-1] if direction == "rtl" else text
        for direction, text in ((direction, without_marks(text)) for direction, text in parts)
    ]
    return "".join("".join(shown if base == "ltr" else shown[::-1]).split())


def test_there_are_enough_of_them_and_none_twice() -> None:
    assert len({one[:2] for one in GOLDEN}) >= 60
    assert len(set(GOLDEN)) == len(GOLDEN)


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda one: one.text)
def test_the_layer_itself_lays_it_as_it_is_read(golden: Golden) -> None:
    said = line(golden.text, golden.language, golden.digits)
    assert laid(said.direction, ((one.direction, one.text) for one in said.stretches)) == letters(golden.seen)
    assert in_latin_digits(said.text) == in_latin_digits(golden.text)
    if golden.digits == "as written":
        assert said.text == golden.text


@pytest.mark.parametrize(("language", "digits"), KINDS)
def test_in_a_pdf_every_letter_stands_in_its_place(language: str, digits: Digits) -> None:
    lines = lines_of(as_pdf(report(language, digits)), first=2)[1:]
    assert lines == [letters(one.seen).translate(BRACKETS) for one in of(language, digits)]


@pytest.mark.parametrize(("language", "digits"), KINDS)
def test_in_word_every_run_says_its_direction(language: str, digits: Digits) -> None:
    document = docx.Document(io.BytesIO(as_docx(report(language, digits))))
    heading = next(at for at, one in enumerate(document.paragraphs) if one.style.name == "Heading 1")
    for golden, paragraph in zip(of(language, digits), document.paragraphs[heading + 1 :], strict=True):
        said = line(golden.text, golden.language, golden.digits)
        turned = [run._r.rPr.find(qn("w:rtl")) is not None for run in paragraph.runs]
        runs = [("rtl" if one else "ltr", run.text) for one, run in zip(turned, paragraph.runs, strict=True)]
        assert laid(said.direction, runs) == letters(golden.seen), golden.text
        assert bool(paragraph._p.xpath("./w:pPr/w:bidi")) is (direction_of(language) == "rtl")


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda one: one.text)
def test_in_a_picture_isolates_say_it(golden: Golden) -> None:
    said = line(golden.text, golden.language, golden.digits)
    element = etree.fromstring(svg_text(said, 0, 0, "left", ""))
    assert element.get("direction") == said.direction
    assert element.get("text-anchor") == ("start" if said.direction == "ltr" else "end")
    assert laid(said.direction, isolated_parts(element.text or "", said.direction)) == letters(golden.seen)


@pytest.mark.parametrize(("language", "digits"), KINDS)
def test_on_a_page_elements_say_it(language: str, digits: Digits) -> None:
    tree = markup.fromstring(as_html(report(language, digits)))
    assert (tree.get("lang"), tree.get("dir")) == (language, direction_of(language))
    for golden, element in zip(of(language, digits), tree.findall(".//section/p"), strict=True):
        said = line(golden.text, golden.language, golden.digits)
        inside = element.find("bdi") if said.direction != said.base else element
        assert inside is not None, golden.text
        parts = [(said.direction, inside.text or "")]
        for one in inside:
            assert one.tag == "bdi"
            assert one.get("lang")
            parts += [(str(one.get("dir")), one.text or ""), (said.direction, one.tail or "")]
        assert laid(said.direction, parts) == letters(golden.seen), golden.text
        assert whole(element.text_content()) == whole(said.text)


def isolated_parts(text: str, base: str) -> list[tuple[str, str]]:
    """The stretches between isolates, in one that runs against its line too."""
    if text[:1] in ISOLATES and ISOLATES[text[0]] == base and text.endswith("\u2069"):
        text = text[1:-1]
    parts, direction = [], base
    for piece in re.split("([\u2066\u2067\u2069])", text):
        if piece in ISOLATES:
            direction = ISOLATES[piece]
        elif piece == "\u2069":
            direction = base
        else:
            parts.append((direction, piece))
    return parts
