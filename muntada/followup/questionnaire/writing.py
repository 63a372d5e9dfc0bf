"""The workbook of a request: what is asked stands fast, answers have light cells, choices come from a list."""

from __future__ import annotations

import io
import re

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from muntada.followup.questionnaire import shape, words
from muntada.followup.questionnaire.shape import Asked, Question, Seal, mark_of, stamp_of
from muntada.text.bidi import isolate

_NOT_IN_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CELL = 32_000  # letters that a cell may hold
_WIDTHS = {
    shape.NUMBER: 7,
    shape.REFERENCE: 18,
    shape.WHAT: 46,
    shape.RECORDED: 34,
    shape.CHOICE: 18,
    shape.DAY: 16,
    shape.TEXT: 60,
    shape.ADDRESS: 34,
}
_OPEN = PatternFill("solid", fgColor="FFF7F1DE")
_HEAD = PatternFill("solid", fgColor="FFE3E8EE")
_LINE = Border(*[Side("thin", color="FFB9C2CC")] * 4)


def workbook(asked: Asked, seal: Seal) -> bytes:
    """The workbook as a file. The same request makes the same cells; `seal` is keyed by the installation."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = words.SHEETS[asked.language]
    sheet.sheet_view.rightToLeft = asked.language == "ar"
    _head(sheet, asked, seal)
    for place, question in enumerate(asked.questions):
        _row(sheet, asked, place, question, seal)
    _choices(book, sheet, asked)
    _fitted(sheet, asked)
    book.security = WorkbookProtection(lockStructure=True)
    book.properties.title = words.TITLES[asked.language]
    book.properties.creator = "Muntada"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _head(sheet: Worksheet, asked: Asked, seal: Seal) -> None:
    language = asked.language
    lines = (
        (1, f"{words.TITLES[language]} ({isolate(asked.label)})", Font(bold=True, size=14)),
        (2, words.TO[language].format(institution=isolate(asked.institution)), Font(bold=True)),
        (3, words.DUE[language].format(due=isolate(asked.due.isoformat())), Font(bold=True)),
        (4, asked.text, Font()),
        (5, words.HOW[language], Font(italic=True)),
    )
    for row, text, font in lines:
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=shape.SHOWN)
        _put(sheet.cell(row, 1), text, language).font = font
    _put(sheet.cell(shape.OFFICE_ROW, 1), words.OFFICES[language], language).font = Font(bold=True)
    sheet.merge_cells(start_row=shape.OFFICE_ROW, start_column=1, end_row=shape.OFFICE_ROW, end_column=2)
    _open(sheet.cell(shape.OFFICE_ROW, shape.OFFICE))
    _put(sheet.cell(shape.STAMP_ROW, shape.MARK), stamp_of(asked.request, asked.version, seal), "en")
    for place, text in enumerate(words.HEADERS[language], start=1):
        cell = _put(sheet.cell(shape.HEADER_ROW, place), text, language)
        cell.font, cell.fill, cell.border = Font(bold=True), _HEAD, _LINE


def _row(sheet: Worksheet, asked: Asked, place: int, question: Question, seal: Seal) -> None:
    row = shape.FIRST_ROW + place
    held = (str(place + 1), question.reference, question.what, question.recorded)
    cells = [_put(sheet.cell(row, column), text, "") for column, text in enumerate(held, start=1)]
    for cell in cells:
        cell.border = _LINE
    for column in (shape.CHOICE, shape.DAY, shape.TEXT, shape.ADDRESS):
        _open(sheet.cell(row, column))
    _put(sheet.cell(row, shape.KEY), question.key, "en")
    seen = tuple(cell.value for cell in cells)
    _put(sheet.cell(row, shape.MARK), mark_of(asked.request, asked.version, question.key, seen, seal), "en")


def _choices(book: openpyxl.Workbook, sheet: Worksheet, asked: Asked) -> None:
    """Each row's choices, as ranges of a hidden sheet: a list within the cell would end at 255 letters."""
    lists = book.create_sheet(shape.LISTS)
    lists.sheet_state = "veryHidden"
    kinds = sorted({question.answers for question in asked.questions})
    for column, answers in enumerate(kinds, start=1):
        for row, value in enumerate(answers, start=1):
            _put(lists.cell(row, column), words.CHOICES[asked.language][value], asked.language)
        letter = get_column_letter(column)
        place_of = f"{shape.LISTS}!${letter}$1:${letter}${len(answers)}"
        choice = DataValidation("list", formula1=place_of, allow_blank=True)
        choice.error, choice.showErrorMessage = words.NOT_A_CHOICE[asked.language], True
        sheet.add_data_validation(choice)
        for place, question in enumerate(asked.questions):
            if question.answers == answers:
                choice.add(sheet.cell(shape.FIRST_ROW + place, shape.CHOICE))
    lists.protection.sheet = True


def _fitted(sheet: Worksheet, asked: Asked) -> None:
    for column, width in _WIDTHS.items():
        sheet.column_dimensions[get_column_letter(column)].width = width
    for column in (shape.KEY, shape.MARK):
        sheet.column_dimensions[get_column_letter(column)].hidden = True
    total = sum(_WIDTHS.values())
    for row, text in ((4, asked.text), (5, words.HOW[asked.language])):
        lines = sum(1 + len(line) // total for line in text.splitlines() or [""])
        sheet.row_dimensions[row].height = min(15.5 * lines + 4, 400)
    sheet.freeze_panes = sheet.cell(shape.FIRST_ROW, 1)
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{shape.HEADER_ROW}:{shape.HEADER_ROW}"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False  # widths may be changed


def _put(cell: Cell, text: str, language: str) -> Cell:
    """Text that stands fast, and is text whatever it begins with; without a language it turns as its letters do."""
    cell.value = _NOT_IN_XML.sub("", text)[:_CELL]
    cell.data_type, cell.number_format = "s", "@"
    order = {"ar": 2, "": 0}.get(language, 1)
    cell.alignment = Alignment(wrap_text=True, vertical="top", readingOrder=order)
    return cell


def _open(cell: Cell) -> None:
    """A cell for an answer. It is of text, or a spreadsheet would make a day of 2026 and a number of a reference."""
    cell.number_format = "@"
    cell.protection = Protection(locked=False)
    cell.fill, cell.border = _OPEN, _LINE
    cell.alignment = Alignment(wrap_text=True, vertical="top", readingOrder=0)
