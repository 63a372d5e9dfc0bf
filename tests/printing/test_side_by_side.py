"""A text in one language or in two side by side: each column runs as its own language does, in PDF and in Word."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import docx
import pypdfium2
from docx.oxml.ns import qn

from muntada.marking.tlp import TLP
from muntada.printing.pdf import as_pdf
from muntada.printing.sheet import Parallel, Passage, Sheet, Words
from muntada.printing.word import as_docx

ARABIC = (
    Words("أولاً", (), "أمن الحدود"),
    Words("١ -", ("يقرر، عملاً بالقرار S/RES/9396 (2037)، تبادل المعلومات؛",)),
    Words("(أ)", ("تدابير ICAO؛", "سطر ثان")),
    Words("٢ -", ("يهيب بالدول.",)),
)
ENGLISH = (
    Words("I", (), "Border security"),
    Words("1.", ("Decides, under resolution 9396 (2037), to exchange (المعلومات);",)),
    Words("(a)", ("ICAO measures;", "second line")),
    None,
)
DEPTHS = (0, 0, 1, 0)


def sheet(language: str, *columns: tuple[Words | None, ...]) -> Sheet:
    languages = tuple("ar" if column is ARABIC else "en" for column in columns)
    passages = tuple(
        Passage(words, depth, over=place == 0)
        for place, (words, depth) in enumerate(zip(zip(*columns, strict=True), DEPTHS, strict=True))
    )
    header = tuple("العربية" if one == "ar" else "English" for one in languages)
    block = Parallel(languages, header, passages, "Not in this version.")
    return Sheet("T", language, TLP.GREEN, "2037-02-01", "Made", page=("Page", "of"), blocks=(block,))


def middle_of(data: bytes, letter: str) -> float:
    """Where a letter stands on the first page, from 0 at its left to 1 at its right."""
    page = pypdfium2.PdfDocument(data)[0]
    text = page.get_textpage()
    places = [place for place in range(text.count_chars()) if text.get_text_range(place, 1) == letter]
    assert places, letter
    left, _bottom, right, _top = text.get_charbox(places[0])
    return float((left + right) / 2 / page.get_width())


def test_arabic_stands_in_the_right_column_whichever_language_the_sheet_is_in() -> None:
    for made in (sheet("ar", ARABIC, ENGLISH), sheet("en", ENGLISH, ARABIC)):
        data = as_pdf(made)
        assert middle_of(data, "؛") > 0.5
        assert middle_of(data, "D") < 0.5


def test_in_word_the_columns_turn_with_the_sheet_and_each_paragraph_with_its_language() -> None:
    for made, turned in ((sheet("ar", ARABIC, ENGLISH), True), (sheet("en", ENGLISH, ARABIC), False)):
        table = docx.Document(io.BytesIO(as_docx(made))).tables[0]
        assert (table._tbl.tblPr.find(qn("w:bidiVisual")) is not None) is turned
        arabic = 0 if turned else 1
        for row in table.rows:
            for place, cell in enumerate(row.cells):
                for paragraph in cell.paragraphs:
                    properties = paragraph._p.pPr
                    bidi = properties is not None and properties.find(qn("w:bidi")) is not None
                    assert bidi is (place == arabic)


def test_in_word_every_clause_stands_beside_itself_with_its_number_heading_and_lines() -> None:
    table = docx.Document(io.BytesIO(as_docx(sheet("ar", ARABIC, ENGLISH)))).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["العربية", "English"],
        ["أولاً أمن الحدود", "I Border security"],
        ["١ - يقرر، عملاً بالقرار S/RES/9396 (2037)، تبادل المعلومات؛",
         "1. Decides, under resolution 9396 (2037), to exchange (المعلومات);"],
        ["(أ) تدابير ICAO؛\nسطر ثان", "(a) ICAO measures;\nsecond line"],
        ["٢ - يهيب بالدول.", "Not in this version."],
    ]  # fmt: skip
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_in_one_language_there_are_no_columns_and_points_are_set_in() -> None:
    for column, language in ((ARABIC, "ar"), (ENGLISH, "en")):
        made = sheet(language, column)
        document: Any = docx.Document(io.BytesIO(as_docx(made)))
        assert document.tables == []
        lines = [paragraph.text for paragraph in document.paragraphs]
        assert f"{column[1].number} {column[1].lines[0]}" in lines
        point = next(one for one in document.paragraphs if one.text.startswith(column[2].number))
        assert point._p.pPr.find(qn("w:ind")).get(qn("w:left")) == "480"
        assert as_pdf(made).startswith(b"%PDF-")


def test_a_clause_longer_than_a_page_goes_over_to_the_next_and_nothing_of_it_is_lost() -> None:
    long = Words("1.", tuple(f"Sentence {number} of a long clause, which says a thing." for number in range(120)))
    whole = sheet("en", ENGLISH, ARABIC)
    block = replace(whole.blocks[0], passages=(Passage((long, Words("", ("نص",)))),))
    document = pypdfium2.PdfDocument(as_pdf(replace(whole, blocks=(block,))))
    said = " ".join(document[number].get_textpage().get_text_bounded() for number in range(len(document)))
    assert len(document) > 1
    assert all(f"Sentence {number} of" in said for number in range(120))
    # The head of the table stands on every page.
    assert said.count("English") == len(document)
