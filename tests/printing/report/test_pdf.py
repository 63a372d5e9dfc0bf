"""A report in PDF: its words come back as they were written, tagged, in both standards, and the same whenever made."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import qalam

from muntada.marking.tlp import TLP
from muntada.printing.report.pdf import as_pdf
from muntada.printing.report.shape import Chapter, Document, Heading, NotAReport, Note, Points, Sentence, Table, Text
from muntada.text.folding import fold_key
from muntada.text.lines import Digits, in_latin_digits
from tests.printing.report import samples
from tests.printing.report.eye import BRACKETS, lines_of
from tests.printing.report.golden import without_marks

NUMBER = r"[0-9]+(?:[.,][0-9]+)*"

TITLES = ("القوانين والمؤسسات", "التعاون القضائي", "أمن الحدود", "تجفيف منابع التمويل", "الوقاية", "التدريب")
SENTENCES = (
    "أصدرت وزارة العدل القانون رقم 94 لسنة 2015 تنفيذًا للفقرة 2 (ب) من القرار S/RES/1373 (2001).",
    "وبلغ عدد المتدربين 1,250 متدربًا في المدة 2019–2021، أي بزيادة 45 % على المدة السابقة.",
    "تتولى النيابة العامة متابعة 37 قضية، وترد البلاغات على الهاتف +20 2 2797 0000 أو office@example.org.",
    "وعقدت اللجنة الوطنية 12 اجتماعًا مع المنتدى (GCTF)، حضرها ممثلو 30 دولة؛ وصدرت عنها 7 توصيات.",
    "لا تزال 3 تدابير قيد الإعداد، منها دليل «أمن المطارات» (الوثيقة 2021/CoCo/3).",
    "وتلقّت وحدة التحريات المالية 4,812 إخطارًا، أحيل منها 6.5 % إلى الجهات المختصة.",
)


def long() -> Document:
    """A report of some pages whose every sentence is of its own."""
    chapters = []
    for at, title in enumerate(TITLES, start=1):
        blocks: list[Heading | Text | Points | Table] = [Heading("ما أُنجز"), Heading("ما بقي")]
        for row in range(12):
            said = tuple(
                Sentence(text.replace("37", str(at * 100 + row)), (Note("1373", f"الفقرة {row + 1}"),))
                for text in (SENTENCES[(row + at) % 6], SENTENCES[(row + at + 2) % 6])
            )
            blocks.append(Text(said))
        rows = tuple((f"الجهة {row}", f"MJ-{at}{row:02}", f"{row * 1_011:,}") for row in range(1, 20))
        blocks.append(Table(f"تدابير الفصل {at}", ("الجهة", "الرمز", "العدد"), rows))
        chapters.append(Chapter(at, title, tuple(blocks)))
    return Document("ar", "التقرير الوطني 2021", TLP.AMBER, "2022-03-04", tuple(chapters), samples.SOURCES)


def pages_of(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    finally:
        document.close()


def words_in(text: str) -> list[str]:
    """Words and numbers as compared: without vowels and the marks around them."""
    return [fold_key(word) for word in re.findall(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+", without_marks(text))]


def body_of(document: Document) -> str:
    """What stands in the chapters, in order, without notes."""
    said = []
    for chapter in document.chapters:
        said.append(f"{chapter.number} {chapter.title}")
        for block in chapter.blocks:
            if isinstance(block, Text):
                said += [one.text for one in block.sentences]
            elif isinstance(block, Table):
                said += [cell for row in (block.columns, *block.rows) for cell in row]
    return "\n".join(said)


def read_back(data: bytes, folder: Path) -> str:
    path = folder / "report.pdf"
    path.write_bytes(data)
    return str(qalam.extract_text(str(path)))


def test_the_arabic_of_a_long_report_is_read_back_word_by_word_and_in_order(tmp_path: Path) -> None:
    document = long()
    found = words_in(read_back(as_pdf(document), tmp_path))
    wanted = words_in(body_of(document))
    missing = Counter(wanted) - Counter(found)
    assert 1 - missing.total() / len(wanted) >= 0.98
    matched = difflib.SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks()
    assert sum(block.size for block in matched) / len(wanted) >= 0.95


@pytest.mark.parametrize("digits", ["as written", "arabic-indic"])
def test_no_number_of_a_long_report_changes_on_its_way_through_the_pdf(digits: Digits) -> None:
    document = replace(long(), digits=digits)
    found = in_latin_digits("\n".join(pages_of(as_pdf(document))))
    there, wanted = (Counter(re.findall(NUMBER, text, re.ASCII)) for text in (found, body_of(document)))
    assert wanted.total() > 800
    # What the pages have beyond these are numbers of their own: of pages, headings, tables and notes.
    assert wanted - there == Counter()


@pytest.mark.parametrize("document", [samples.arabic(), samples.arabic("arabic-indic"), samples.english()])
def test_the_same_report_gives_the_same_bytes_tagged_and_in_both_standards(document: Document) -> None:
    data = as_pdf(document)
    assert data == as_pdf(document)
    for there in (b"/MarkInfo", b"/StructTreeRoot", b"pdfuaid:part>1<", b"pdfaid:part>2<", b"pdfaid:conformance>A<"):
        assert there in data, there
    assert b"2022-03-04" in data
    fonts = set(re.findall(rb"/BaseFont ?/([\w+-]+)", data)) | set(re.findall(rb"/FontName ?/([\w+-]+)", data))
    assert not fonts or all(b"Amiri" in name for name in fonts)


def test_every_page_has_its_label_twice_and_its_number() -> None:
    for document, foot in ((samples.english(), "Page {} of {}"), (samples.arabic(), "")):
        pages = pages_of(as_pdf(document))
        for number, page in enumerate(pages, start=1):
            label = document.tlp.value
            assert page.count(label) + page.count(":".join(reversed(label.split(":")))) == 2, page
            assert not foot or foot.format(number, len(pages)) in page


def test_the_contents_lead_to_every_chapter_and_its_headings() -> None:
    document = pypdfium2.PdfDocument(as_pdf(samples.english()))
    titles = [(item.level, " ".join(item.get_title().split())) for item in document.get_toc()]
    document.close()
    assert titles == [(0, "1 The legal framework"), (1, "1.1 Laws"), (0, "2 Figures"), (0, "Sources")]
    contents = pages_of(as_pdf(samples.english()))[1]
    assert "Contents" in contents
    assert "Sources" in contents


def test_the_head_of_a_table_stands_on_each_of_its_pages() -> None:
    pages = pages_of(as_pdf(samples.english()))
    with_rows = [page for page in pages if re.search(r"MJ-\d\d", page)]
    assert len(with_rows) == 2
    assert all("Institution" in page and "Symbol" in page for page in with_rows)


def test_each_chart_says_in_words_what_it_shows_and_stands_over_its_data() -> None:
    data = as_pdf(samples.english())
    words = "A chart which shows that the Ministry of Justice is ahead of the others."
    assert _alternatives(data).count(words) == 5
    text = "\n".join(pages_of(data))
    for number in range(1, 6):
        assert f"Data of figure {number}" in text


def test_a_note_names_its_source_its_place_and_its_words() -> None:
    said = "".join(lines_of(as_pdf(samples.english())))
    assert "S/RES/1373(2001),paragraph2[1];".translate(BRACKETS) in said
    assert ",article3,“" in said
    assert "Source:Reportontheassessmentvisitof4–8March2021,document2021/CoCo/7,page9[3]".translate(BRACKETS) in said


def test_nothing_in_a_report_is_taken_for_an_instruction() -> None:
    hostile = '#read("/etc/passwd") #import "@preview/x:1.0.0": * $1/0$ \\u{41} "}) #panic() *b* @a'
    blocks = (Text((Sentence(hostile),)), Heading(hostile), Points(((Sentence(hostile),),)))
    document = Document("en", hostile, TLP.CLEAR, "2022-03-04", (Chapter(1, hostile, blocks),), over=hostile)
    said = "".join("".join(pages_of(as_pdf(document))).split())
    assert said.count('#read("/etc/passwd")') >= 5
    assert "root:" not in said


def test_an_address_that_is_none_is_shown_and_leads_nowhere() -> None:
    bad = replace(samples.SOURCES[0], address="javascript:alert(1)")
    document = replace(samples.english(), sources=(bad, *samples.SOURCES[1:]))
    data = as_pdf(document)
    assert b"javascript:" not in data
    assert "javascript:alert(1)" in "".join(pages_of(data))


def test_a_report_with_a_note_to_nowhere_is_refused() -> None:
    with pytest.raises(NotAReport, match="'visit'"):
        as_pdf(replace(samples.english(), sources=samples.SOURCES[:2]))


def _alternatives(data: bytes) -> list[str]:
    """The alternative texts of a PDF's figures."""
    import ctypes

    import pypdfium2.raw as raw

    document = pypdfium2.PdfDocument(data)
    found: list[str] = []

    def walk(element: object) -> None:
        size = raw.FPDF_StructElement_GetAltText(element, None, 0)
        if size > 2:
            buffer = ctypes.create_string_buffer(size)
            raw.FPDF_StructElement_GetAltText(element, buffer, size)
            found.append(buffer.raw.decode("utf-16-le").rstrip("\0"))
        for place in range(raw.FPDF_StructElement_CountChildren(element)):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, place)
            if child:
                walk(child)

    for number in range(len(document)):
        tree = raw.FPDF_StructTree_GetForPage(document[number])
        for place in range(raw.FPDF_StructTree_CountChildren(tree)):
            walk(raw.FPDF_StructTree_GetChildAtIndex(tree, place))
        raw.FPDF_StructTree_Close(tree)
    document.close()
    return found
