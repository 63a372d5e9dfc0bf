"""A report in Word: contents, headings, tables and notes are Word's own, and it can be edited."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from muntada.printing.report.charts import table_of
from muntada.printing.report.shape import Chapter, Chart, Document, Note, Sentence, Text
from muntada.printing.report.word import as_docx
from tests.printing.report import samples

REPORTS = [samples.arabic(), samples.arabic("arabic-indic"), samples.english()]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(document: Document) -> docx.document.Document:
    return docx.Document(io.BytesIO(as_docx(document)))


def notes_of(data: bytes) -> dict[str, str]:
    """What each footnote says, by its key; the lines between text and notes are none."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        root = etree.fromstring(file.read("word/footnotes.xml"))
    return {note.get(f"{W}id"): "".join(note.itertext()).strip() for note in root if note.get(f"{W}type") is None}


@pytest.mark.parametrize("report", REPORTS)
def test_the_same_report_gives_the_same_bytes(report: Document) -> None:
    data = as_docx(report)
    assert data == as_docx(report)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = docx.Document(io.BytesIO(data)).core_properties
    assert str(properties.created.date()) == report.day
    assert properties.author == ""


def test_notes_are_words_own_and_each_mark_leads_to_one() -> None:
    data = as_docx(samples.arabic())
    said = notes_of(data)
    marks = [one.get(qn("w:id")) for one in docx.Document(io.BytesIO(data)).element.iter(qn("w:footnoteReference"))]
    assert marks == list(said) == ["1", "2", "3"]
    assert said["1"] == (
        "S/RES/1373 (2001)، الفقرة 2 [1]؛ المرسوم رقم 12 لسنة 2021 بشأن أمن المطارات، الجريدة الرسمية، العدد 18، "
        "المادة 3، «تُمنع الملاذات الآمنة» [2]"
    )
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert b"footnotes+xml" in file.read("[Content_Types].xml")
        assert b"footnotes.xml" in file.read("word/_rels/document.xml.rels")
        settings = etree.fromstring(file.read("word/settings.xml"))
    assert [one.get(f"{W}id") for one in settings.find(f"{W}footnotePr")] == ["-1", "0"]


def test_a_source_on_which_a_sentence_rests_twice_is_named_once() -> None:
    notes = (Note("visit", "page 9"), Note("1373"), Note("visit", "page 12", "All done."), Note("visit", "page 9"))
    chapter = Chapter(1, "Laws", (Text((Sentence("Done.", notes),)),))
    (said,) = notes_of(as_docx(replace(samples.english(), chapters=(chapter,)))).values()
    visit = "Report on the assessment visit of 4–8 March 2021, document 2021/CoCo/7"
    assert said == f"{visit}, page 9, page 12, “All done.” [3]; S/RES/1373 (2001) [1]"


def test_the_contents_are_a_field_with_its_lines_and_each_leads_to_its_heading() -> None:
    document = opened(samples.english())
    lines = [one for one in document.paragraphs if one.style.name.startswith("toc")]
    assert [one.text for one in lines] == ["1  The legal framework", "1.1  Laws", "2  Figures", "Sources"]
    asked = "".join(one.text or "" for one in document.element.iter(qn("w:instrText")))
    assert 'TOC \\o "1-2"' in asked
    kinds = [one.get(qn("w:fldCharType")) for paragraph in lines for one in paragraph._p.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]
    marks = {one.get(qn("w:name")) for one in document.element.iter(qn("w:bookmarkStart"))}
    assert {one.get(qn("w:anchor")) for one in document.element.iter(qn("w:hyperlink"))} <= marks


def test_headings_are_known_as_such_and_none_is_skipped() -> None:
    headings = [one for one in opened(samples.arabic()).paragraphs if one.style.name.startswith("Heading")]
    assert [(one.style.name, one.text) for one in headings] == [
        ("Heading 1", "1  الإطار القانوني"),
        ("Heading 2", "1.1  القوانين"),
        ("Heading 3", "1.1.1  التعديلات"),
        ("Heading 1", "2  الأرقام"),
        ("Heading 1", "3  ما لم يُترجم"),
        ("Heading 1", "المصادر"),
    ]


@pytest.mark.parametrize("report", REPORTS)
def test_every_table_runs_as_its_report_does_and_repeats_its_head(report: Document) -> None:
    tables = opened(report).tables
    assert len(tables) == 6
    for table in tables:
        assert bool(table._tbl.tblPr.findall(qn("w:bidiVisual"))) is (report.direction == "rtl")
        assert [bool(row._tr.findall(f"{qn('w:trPr')}/{qn('w:tblHeader')}")) for row in table.rows[:2]] == [True, False]


def test_a_chart_is_a_picture_with_words_over_its_data() -> None:
    report = samples.english()
    document = opened(report)
    pictures = list(document.element.iter(qn("wp:docPr")))
    charts = [block for chapter in report.chapters for block in chapter.blocks if isinstance(block, Chart)]
    assert [one.get("descr") for one in pictures] == [chart.words for chart in charts]
    for chart, table in zip(charts, document.tables[1:], strict=True):
        head, rows = table_of(chart, "en")
        assert [[cell.text for cell in row.cells] for row in table.rows] == [head, *rows]
    shown = [part.blob for part in document.part.package.iter_parts() if part.partname.endswith(".png")]
    assert len(shown) == 5
    assert all(blob.startswith(b"\x89PNG") and len(blob) > 5_000 for blob in shown)


def test_a_paragraph_that_lacks_its_translation_runs_in_its_own_direction() -> None:
    paragraph = next(one for one in opened(samples.arabic()).paragraphs if one.text.startswith("This paragraph"))
    assert not paragraph._p.xpath("./w:pPr/w:bidi")
    assert not paragraph._p.xpath(".//w:rtl")


def test_arabic_digits_are_in_text_and_tables_and_not_in_symbols() -> None:
    document = opened(samples.arabic("arabic-indic"))
    text = "\n".join(one.text for one in document.paragraphs)
    assert "٤٥ ٪ في المدة ٢٠١٩–٢٠٢١، من أصل ١٬٢٥٠ تدبيرًا" in text
    assert "S/RES/1373 (2001)" in text
    cells = {cell.text for row in document.tables[0].rows for cell in row.cells}
    assert {"١٬٢٥٠", "2021/CoCo/3", "١٢"} <= cells


@pytest.mark.parametrize("report", REPORTS)
def test_the_label_stands_at_head_and_foot(report: Document) -> None:
    section = opened(report).sections[0]
    for place in (section.header, section.footer):
        assert report.tlp.value in "".join(paragraph.text for paragraph in place.paragraphs)


def test_letters_that_xml_has_not_are_left_out() -> None:
    report = replace(samples.english(), title="a\x00b\ud800c", made="x\x1fy")
    assert opened(report).core_properties.title == "abc"
