"""The questionnaire as a workbook: made, filled in, and read back row by row."""

from __future__ import annotations

import hashlib
import hmac
import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from muntada.followup.questionnaire import Asked, Question, QuestionnaireRefused, Returned, read_back, shape, workbook
from muntada.followup.questionnaire.days import day_of
from muntada.followup.questionnaire.words import RESPONSES, STATUSES

QUESTIONS = (
    Question("m12", "EG/2026/3", "قانون مكافحة غسل الأموال (S/RES/2396)", "قيد الإعداد", STATUSES),
    Question("m13", "EG/2026/4", "=SUM(A1:A9) is its title", "Planned", STATUSES),
    Question("c7", "S/RES/2178 ¶ 6", "Criminal offences for travel", "", RESPONSES),
)
ASKED = Asked(5, 2, "ar", "TLP:AMBER", "وزارة العدل", "نرجو بيان ما تمّ.", date(2026, 12, 20), QUESTIONS)
BY_KEY = {one.key: one for one in QUESTIONS}
FIRST = shape.FIRST_ROW


def seal(text: str) -> str:
    return hmac.new(b"of a test", text.encode(), hashlib.sha256).hexdigest()


def filled(change: Callable[[Worksheet], None], asked: Asked = ASKED) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(workbook(asked, seal)))
    change(book.worksheets[0])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def back(data: bytes, request: int = 5, version: int = 2) -> Returned:
    return read_back(data, request, version, BY_KEY, seal)


def codes(data: bytes) -> list[tuple[int, str]]:
    return [(one.row, one.code) for one in back(data).aside]


def refusal(data: bytes, request: int = 5, version: int = 2) -> str:
    with pytest.raises(QuestionnaireRefused) as why:
        back(data, request, version)
    assert str(why.value)
    return why.value.code


def test_what_was_filled_in_comes_back() -> None:
    def answer(sheet: Worksheet) -> None:
        sheet.cell(shape.OFFICE_ROW, shape.OFFICE).value = "إدارة التعاون الدولي"
        sheet.cell(FIRST, shape.CHOICE).value = "منجز"
        sheet.cell(FIRST, shape.DAY).value = "٢٠٢٦/٠٥/٠٣"
        sheet.cell(FIRST, shape.TEXT).value = "صدر القانون رقم ١٤.\nونُشر."
        sheet.cell(FIRST, shape.ADDRESS).value = "https://gazette.example/14"
        sheet.cell(FIRST + 2, shape.CHOICE).value = "supported in part"

    returned = back(filled(answer))
    first, last = returned.filled
    assert returned.office == "إدارة التعاون الدولي"
    assert (first.key, first.choice, first.day) == ("m12", "completed", "2026-05-03")
    assert (first.text, first.address) == ("صدر القانون رقم ١٤.\nونُشر.", "https://gazette.example/14")
    assert (last.key, last.choice, last.text) == ("c7", "in_part", "")
    assert returned.aside == ()


def test_the_sheet_runs_from_the_right_and_only_answers_can_be_written() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(ASKED, seal)))
    sheet = book.worksheets[0]
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert sheet.sheet_view.rightToLeft
    assert sheet.protection.sheet
    assert unlocked == {f"{letter}{row}" for letter in "EFGH" for row in (9, 10, 11)} | {"C6"}
    assert [sheet.cell(shape.HEADER_ROW, 1).value, sheet.cell(FIRST + 1, shape.WHAT).data_type] == ["الرقم", "s"]
    assert {str(one.formula1) for one in sheet.data_validations.dataValidation} == {
        "lists!$A$1:$A$5",
        "lists!$B$1:$B$3",
    }
    assert book["lists"].sheet_state == "veryHidden"


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_each_language_has_its_words_and_any_is_read_back(language: str) -> None:
    asked = Asked(5, 2, language, "TLP:GREEN", "X", "Y", date(2026, 12, 20), QUESTIONS)

    def answer(sheet: Worksheet) -> None:
        sheet.cell(FIRST, shape.CHOICE).value = sheet.parent["lists"].cell(4, 1).value
        sheet.cell(FIRST + 1, shape.CHOICE).value = "Achevée"

    data = filled(answer, asked)
    assert openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].sheet_view.rightToLeft is (language == "ar")
    assert [one.choice for one in back(data).filled] == ["completed", "completed"]


def test_rows_that_were_sorted_are_still_their_own() -> None:
    def swap(sheet: Worksheet) -> None:
        for column in range(1, shape.MARK + 1):
            one, other = sheet.cell(FIRST, column), sheet.cell(FIRST + 1, column)
            one.value, other.value = other.value, one.value
            one.data_type = other.data_type = "s" if one.value else "n"
        sheet.cell(FIRST, shape.TEXT).value = "of the second"

    assert [(one.key, one.text) for one in back(filled(swap)).filled] == [("m13", "of the second")]


def test_what_was_asked_cannot_be_changed() -> None:
    def change(sheet: Worksheet) -> None:
        sheet.cell(FIRST, shape.WHAT).value = "Something else"
        sheet.cell(FIRST, shape.TEXT).value = "Yes"
        sheet.cell(FIRST + 1, shape.TEXT).value = "Still taken"
        sheet.cell(FIRST + 2, shape.RECORDED).value = "Completed"

    data = filled(change)
    assert codes(data) == [(FIRST, "changed"), (FIRST + 2, "changed")]
    assert [one.text for one in back(data).filled] == ["Still taken"]


def test_a_key_from_another_row_a_row_twice_and_a_row_taken_out_are_set_aside() -> None:
    def change(sheet: Worksheet) -> None:
        sheet.cell(FIRST, shape.KEY).value = "m99"
        for column in range(1, shape.MARK + 1):
            sheet.cell(FIRST + 3, column).value = sheet.cell(FIRST + 2, column).value
        sheet.cell(FIRST + 2, shape.TEXT).value = "One"
        sheet.cell(FIRST + 3, shape.TEXT).value = "Two"

    assert codes(filled(change)) == [(FIRST, "unknown"), (FIRST + 2, "twice"), (FIRST + 3, "twice"), (0, "missing")]


def test_columns_that_were_moved_are_refused() -> None:
    assert refusal(filled(lambda sheet: sheet.insert_cols(5))) == "no_stamp"
    assert refusal(filled(lambda sheet: setattr(sheet.cell(shape.HEADER_ROW, 5), "value", "الجواب"))) == "layout"


def test_a_row_put_above_the_table_is_refused() -> None:
    assert refusal(filled(lambda sheet: sheet.insert_rows(3))) == "layout"


def test_another_requests_and_an_earlier_rounds_questionnaire_are_refused() -> None:
    assert refusal(workbook(ASKED, seal), request=6) == "other_request"
    assert refusal(workbook(ASKED, seal), version=3) == "older_version"


def test_a_stamp_cannot_be_written_by_hand() -> None:
    def forge(sheet: Worksheet) -> None:
        cell = sheet.cell(shape.STAMP_ROW, shape.MARK)
        cell.value = str(cell.value).replace("|5|", "|6|")

    assert refusal(filled(forge), request=6) == "stamp"
    assert refusal(filled(lambda sheet: setattr(sheet.cell(1, shape.MARK), "value", None))) == "no_stamp"


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        (shape.TEXT, "=1+1", "formula"),
        (shape.CHOICE, '=HYPERLINK("https://x.example")', "formula"),
        (shape.DAY, "=TODAY()", "formula"),
        (shape.TEXT, "#REF!", "error"),
        (shape.CHOICE, "تأييد", "choice"),
        (shape.CHOICE, "nearly", "choice"),
        (shape.DAY, "2026-02-30", "day"),
        (shape.DAY, "soon", "day"),
        (shape.DAY, 46145, "day"),
        (shape.DAY, "3/5-2026", "day"),
        (shape.TEXT, "x" * 20_001, "text"),
        (shape.TEXT, True, "text"),
        (shape.ADDRESS, "javascript:alert(1)", "address"),
        (shape.ADDRESS, "file:///etc/passwd", "address"),
        (shape.MARK + 3, "beside", "outside"),
    ],
)
def test_a_cell_that_cannot_be_taken_sets_its_row_aside_and_no_other(column: int, value: object, code: str) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.cell(FIRST, column).value = value
        sheet.cell(FIRST + 1, shape.TEXT).value = "Taken"

    returned = back(filled(change))
    assert [(one.row, one.key, one.code) for one in returned.aside] == [(FIRST, "m12", code)]
    assert [one.key for one in returned.filled] == ["m13"]
    assert shape.ASIDE[code]


def test_what_is_written_under_the_table_is_set_aside() -> None:
    data = filled(lambda sheet: setattr(sheet.cell(40, 3), "value", "And another thing"))
    assert [(one.row, one.code, one.cell) for one in back(data).aside] == [(40, "outside", "C40")]


def test_the_office_is_no_formula() -> None:
    data = filled(lambda sheet: setattr(sheet.cell(shape.OFFICE_ROW, shape.OFFICE), "value", "=A1"))
    assert codes(data) == [(shape.OFFICE_ROW, "formula")]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2026-05-03", "2026-05-03"),
        ("٣/٥/٢٠٢٦", "2026-05-03"),
        ("۲۰۲۶", "2026"),
        ("2026/5", "2026-05"),
        ("05.2026", "2026-05"),
        (" 3 . 5 . 2026 ", "2026-05-03"),
        (2026, "2026"),
        (2026.0, "2026"),
        (datetime(2026, 5, 3), "2026-05-03"),
        (date(2026, 5, 3), "2026-05-03"),
    ],
)
def test_days_are_read_as_people_write_them(typed: object, read: str) -> None:
    assert day_of(typed) == read


@pytest.mark.parametrize(
    "typed", ["", "31/02/2026", "13/13/2026", "20260503", "1799", "2026-5-3-1", "0000-01-01", "12"]
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        day_of(typed)


def with_part(name: str, content: bytes) -> bytes:
    file = io.BytesIO(workbook(ASKED, seal))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    "name",
    [
        "xl/vbaProject.bin",
        "xl/macrosheets/sheet1.xml",
        "xl/externalLinks/externalLink1.xml",
        "xl/embeddings/oleObject1.bin",
        "xl/activeX/activeX1.xml",
        "xl/connections.xml",
    ],
)
def test_a_workbook_with_programs_or_links_is_refused(name: str) -> None:
    assert refusal(with_part(name, b"x")) == "macros"


def test_bombs_and_entities_are_refused() -> None:
    assert refusal(with_part("xl/media/image1.png", b"\0" * (33 * 1024 * 1024))) == "unreadable"
    assert refusal(with_part("xl/extra.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')) == "unreadable"
    assert refusal(with_part("xl/extra.xml", '<!DOCTYPE x [<!ENTITY a "b">]>'.encode("utf-16"))) == "unreadable"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"a,b\n1,2\n", "not_a_workbook"),
        (b"PK\x03\x04" + b"\0" * 200, "unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "locked"),
        (b"PK" + b"\0" * (4 * 1024 * 1024), "too_large"),
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_a_file_that_was_cut_short_is_refused_wherever_it_was_cut() -> None:
    whole = workbook(ASKED, seal)
    for length in range(0, len(whole) - 1, max(1, len(whole) // 60)):
        assert refusal(whole[:length]) in {"empty", "unreadable", "not_a_workbook"}


def test_another_zip_file_is_no_workbook() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("content.xml", "<x/>")
    assert refusal(file.getvalue()) == "not_a_workbook"
