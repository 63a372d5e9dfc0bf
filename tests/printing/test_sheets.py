"""A sheet says in Word and in PDF what stands on it: words in order, figures unchanged, its label on every page."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pypdfium2
import pytest
import qalam
from docx.oxml.ns import qn

from muntada.marking.tlp import TLP
from muntada.printing import fonts, pdf
from muntada.printing.fonts import NoFonts
from muntada.printing.pdf import NotSet, as_pdf
from muntada.printing.sheet import (
    Badge,
    Badges,
    Facts,
    Heading,
    Item,
    Outline,
    Paragraph,
    Sheet,
    Table,
    texts_of,
)
from muntada.printing.word import as_docx

ARABIC = Sheet(
    title="جدول أعمال الاجتماع الحادي والعشرين",
    language="ar",
    tlp=TLP.AMBER,
    day="2027-02-01",
    made="أُعدّت هذه الوثيقة في 1 فبراير 2027",
    handling=("لمن شوركت معهم وحدهم.",),
    page=("الصفحة", "من"),
    blocks=(
        Facts((("الموعد", "4 مارس 2027، 10:00–17:30"), ("المكان", "الرباط، Hotel Atlas"))),
        Heading("البنود"),
        Outline(
            (Item("1", "افتتاح الاجتماع"), Item("2", "تنفيذ القرار S/RES/2396 (2017)", 0, "", ("الوثيقة A/79/L.2",)))
        ),
        Table(("الرمز", "النص"), (("2027/CoCo/3", "توصية بدليل للحدود"),), (1, 3)),
        Paragraph("للاستفسار papers@example.org"),
    ),
)
ENGLISH = Sheet(
    title="Agenda of the twenty-first meeting",
    language="en",
    tlp=TLP.GREEN,
    day="2027-02-01",
    made="Made on 1 February 2027",
    page=("Page", "of"),
    blocks=(
        Facts((("Where", "Rabat, قاعة المؤتمرات (2)"),)),
        Outline(tuple(Item(str(number), f"Item {number}, أمن الحدود") for number in range(1, 90))),
        Badges(
            (Badge("سلمى عادل", "Salma Adel", "Egypt", "Head of delegation", "21"), Badge("Nora", "", "FR", "", "21"))
        ),
    ),
)


def read_back(data: bytes, folder: Path) -> str:
    """What a reader of Arabic documents finds in a PDF, each blank as one."""
    path = folder / "sheet.pdf"
    path.write_bytes(data)
    return " ".join(qalam.extract_text(str(path)).split())


def seen(data: bytes) -> str:
    """The first page as the eye has it: its letters from left to right, line by line, without blanks."""
    text = pypdfium2.PdfDocument(data)[0].get_textpage()
    letters: dict[int, list[tuple[float, str]]] = {}
    for place in range(text.count_chars()):
        letter = text.get_text_range(place, 1)
        if letter.strip():
            left, bottom, _right, _top = text.get_charbox(place, loose=True)
            letters.setdefault(round(bottom), []).append((left, letter))
    return "\n".join("".join(letter for _left, letter in sorted(line)) for line in letters.values())


def pages_of(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    finally:
        document.close()


def test_arabic_is_read_back_from_the_pdf_as_it_was_written(tmp_path: Path) -> None:
    said = read_back(as_pdf(ARABIC), tmp_path)
    for words in (
        "جدول أعمال الاجتماع الحادي والعشرين",
        "افتتاح الاجتماع",
        "توصية بدليل للحدود",
        "2027/CoCo/3",
        "S/RES/2396 (2017)",
        "Hotel Atlas",
        "papers@example.org",
    ):
        assert words in said, words


def test_what_runs_from_left_to_right_is_seen_so_in_the_arabic_pdf() -> None:
    page = seen(as_pdf(ARABIC))
    for whole in ("S/RES/2396", "A/79/L.2", "2027/CoCo/3", "10:00–17:30", "HotelAtlas", "papers@example.org"):
        assert whole in page, whole


def test_no_figure_of_an_arabic_sheet_changes_on_its_way_through_the_pdf() -> None:
    there = sorted(re.findall(r"[0-9]+", " ".join(texts_of(ARABIC)), re.ASCII))
    # The foot's two page numbers and the label are the page's own.
    found = sorted(re.findall(r"[0-9]+", " ".join(pages_of(as_pdf(ARABIC))), re.ASCII))
    assert sorted([*there, "1", "1"]) == found


def test_every_page_of_a_pdf_has_its_label_at_head_and_foot_and_its_number() -> None:
    pages = pages_of(as_pdf(ENGLISH))
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert page.count("TLP:GREEN") == 2
        assert f"Page {number} of {len(pages)}" in page
        assert "Made on 1 February 2027" in page


def test_the_same_sheet_gives_the_same_bytes_tagged_and_kept_with_its_fonts() -> None:
    data = as_pdf(ARABIC)
    assert data == as_pdf(ARABIC)
    assert b"/MarkInfo" in data
    assert b"pdfuaid" in data
    assert b"pdfaid" in data
    assert b"Amiri" in data


def test_nothing_on_a_sheet_is_taken_for_an_instruction() -> None:
    hostile = '#read("/etc/passwd") #import "@preview/x:1.0.0": * $1/0$ \\u{41} "}) #panic()'
    sheet = Sheet(hostile, "en", TLP.CLEAR, "2027-02-01", "m", blocks=(Paragraph(hostile), Heading("= #let x = 1")))
    said = "".join(" ".join(pages_of(as_pdf(sheet))).split())
    assert said.count('#read("/etc/passwd")') == 2
    assert "#letx=1" in said
    assert "root:" not in said


def test_a_sheet_that_is_too_long_or_without_fonts_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST", 10)
    with pytest.raises(NotSet, match="too long"):
        as_pdf(ENGLISH)
    monkeypatch.setattr(fonts, "import_module", _absent)
    with pytest.raises(NoFonts, match="fontpkg-amiri"):
        fonts.font_folder()


def _absent(_name: str) -> object:
    raise ImportError


def test_word_opens_what_was_written_and_finds_the_words_as_they_were() -> None:
    document = docx.Document(io.BytesIO(as_docx(ARABIC)))
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    assert paragraphs[0] == "جدول أعمال الاجتماع الحادي والعشرين"
    assert "2\tتنفيذ القرار S/RES/2396 (2017)\nالوثيقة A/79/L.2" in paragraphs
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert cells == ["الموعد", "4 مارس 2027، 10:00–17:30", "المكان", "الرباط، Hotel Atlas", "الرمز", "النص",
                     "2027/CoCo/3", "توصية بدليل للحدود"]  # fmt: skip
    assert document.core_properties.title == "جدول أعمال الاجتماع الحادي والعشرين"


def test_in_word_an_arabic_sheet_runs_from_the_right_and_figures_do_not() -> None:
    document = docx.Document(io.BytesIO(as_docx(ARABIC)))
    written = [run for paragraph in document.paragraphs for run in paragraph.runs if run.text.strip()]
    for paragraph in document.paragraphs:
        assert paragraph._p.pPr.find(qn("w:bidi")) is not None
    for table in document.tables:
        assert table._tbl.tblPr.find(qn("w:bidiVisual")) is not None
    from_the_right = {run.text for run in written if run._r.rPr.find(qn("w:rtl")) is not None}
    from_the_left = {run.text for run in written} - from_the_right
    assert {"S/RES/2396 (2017)", "A/79/L.2", "papers@example.org"} <= from_the_left
    assert "جدول أعمال الاجتماع الحادي والعشرين" in from_the_right
    assert not {text for text in from_the_left if re.search("[ء-ي]", text)}


@pytest.mark.parametrize("sheet", [ARABIC, ENGLISH])
def test_in_word_the_label_stands_at_head_and_foot(sheet: Sheet) -> None:
    section = docx.Document(io.BytesIO(as_docx(sheet))).sections[0]
    for place in (section.header, section.footer):
        assert sheet.tlp.value in "".join(paragraph.text for paragraph in place.paragraphs)
    assert sheet.made in section.footer.paragraphs[0].text


def test_in_word_the_properties_of_a_thing_stand_in_the_standards_order() -> None:
    document = docx.Document(io.BytesIO(as_docx(ENGLISH)))
    for properties in document.element.iter(qn("w:rPr")):
        names = [child.tag.rpartition("}")[2] for child in properties]
        order = ["b", "bCs", "color", "sz", "szCs", "shd", "rtl", "lang"]
        assert names == sorted(names, key=order.index)


def test_letters_that_xml_has_not_are_left_out_of_a_word_file() -> None:
    sheet = Sheet("a\x00b\x0bc\ud800", "en", TLP.CLEAR, "2027-02-01", "m", blocks=(Paragraph("x\x1fy"),))
    document = docx.Document(io.BytesIO(as_docx(sheet)))
    assert [paragraph.text for paragraph in document.paragraphs] == ["abc", "xy"]


@pytest.mark.parametrize(
    "letters", ["中文", "😀🚀", "\ufffe", "a\x07", "\u0590", "\ua7b5", "\ue000", "\uf8ff\U000f0000"]
)
def test_a_letter_that_no_font_has_is_shown_by_its_number(letters: str) -> None:
    words = f"Before, {letters} and after - all of it."
    sheet = Sheet("Title", "en", TLP.CLEAR, "2027-02-01", "m", blocks=(Paragraph(words),))
    shown = seen(as_pdf(sheet))
    assert "Before," in shown
    assert "andafter-allofit." in shown
    assert letters not in shown


def test_what_is_no_word_of_any_language_is_broken_rather_than_refused() -> None:
    sheet = Sheet("Title", "en", TLP.CLEAR, "2027-02-01", "m", blocks=(Paragraph("Before " + "x" * 19_000),))
    shown = seen(as_pdf(sheet))
    assert "Before" in shown
    assert shown.count("x") >= 19_000
