"""A workbook that came back: refused as a whole, or read row by row, what cannot be taken set aside with its reason."""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

import openpyxl

from muntada.followup.questionnaire import shape, words
from muntada.followup.questionnaire.days import day_of
from muntada.followup.questionnaire.parts import looked_over
from muntada.followup.questionnaire.shape import (
    Filled,
    Question,
    QuestionnaireRefused,
    Returned,
    Seal,
    SetAside,
    mark_of,
    plain,
    stamp_of,
)
from muntada.text.bidi import strip_controls
from muntada.text.gate import TextRefused, admit

_ADDRESS = re.compile(r"https?://[^\s<>\"'\\]{1,1990}", re.IGNORECASE)
_STAMP = re.compile(r"[a-z0-9-]{1,40}\|([0-9]{1,18})\|([0-9]{1,9})\|[A-Za-z0-9_-]{10,64}", re.ASCII)
_COLUMNS, _ROWS = 40, shape.FIRST_ROW + shape.MOST_QUESTIONS + 500
_ANSWERS = (shape.CHOICE, shape.DAY, shape.TEXT, shape.ADDRESS)
_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})


class _Aside(ValueError):
    """Raised within a row for what cannot be taken."""

    def __init__(self, code: str, column: int = 0, value: object = "") -> None:
        super().__init__(code)
        self.code, self.column, self.value = code, column, str(value)[:120]


def read_back(data: bytes, request: int, version: int, questions: Mapping[str, Question], seal: Seal) -> Returned:
    """What was answered to these questions of this round of the request. Raises QuestionnaireRefused."""
    rows = _rows(looked_over(data))
    _check_stamp(rows, request, version, seal)
    _check_header(rows)
    keys = Counter(plain(_at(row, shape.KEY)) for row in rows[shape.FIRST_ROW - 1 :])
    filled: list[Filled] = []
    aside: list[SetAside] = []
    for number, row in enumerate(rows[shape.FIRST_ROW - 1 :], start=shape.FIRST_ROW):
        if not any(plain(cell) for cell, _kind in row):
            continue
        key = plain(_at(row, shape.KEY))
        try:
            _check_row(row, key, keys, questions)
            if plain(_at(row, shape.MARK)) != mark_of(request, version, key, _held(row), seal):
                raise _Aside("changed")
            answer = _answer(row, number, questions[key])
        except _Aside as why:
            cell = f"{_letter(why.column)}{number}" if why.column else ""
            aside.append(SetAside(number, key if key in questions else "", why.code, cell, why.value))
        else:
            filled.extend([answer] if answer is not None else [])
    aside += [SetAside(0, key, "missing") for key in questions if not keys[key]]
    office, wrong = _office(rows)
    return Returned(office, tuple(filled), (*wrong, *aside))


Cell = tuple[Any, str]  # its value and its kind, as openpyxl names kinds


def _rows(data: bytes) -> list[list[Cell]]:
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        if any(type(one).__name__ == "Chartsheet" for one in book.worksheets):
            raise QuestionnaireRefused("layout")
        for sheet in book.worksheets:
            if sheet.title == shape.LISTS:
                continue
            sheet.reset_dimensions()  # what a file says of its own size is not believed
            return [
                [(cell.value, getattr(cell, "data_type", "n")) for cell in row]
                for row in sheet.iter_rows(max_row=_ROWS, max_col=_COLUMNS)
            ]
    except (QuestionnaireRefused, MemoryError):
        raise
    except Exception:
        # A parser may fail in any way on a hostile file: to the person it is a file that cannot be read.
        raise QuestionnaireRefused("unreadable") from None
    raise QuestionnaireRefused("no_stamp")


def _check_stamp(rows: list[list[Cell]], request: int, version: int, seal: Seal) -> None:
    said = plain(_at(rows[shape.STAMP_ROW - 1], shape.MARK)) if rows else ""
    stamp = _STAMP.fullmatch(said)
    if stamp is None:
        raise QuestionnaireRefused("no_stamp")
    if said != stamp_of(int(stamp[1]), int(stamp[2]), seal):
        raise QuestionnaireRefused("stamp")
    if int(stamp[1]) != request:
        raise QuestionnaireRefused("other_request")
    if int(stamp[2]) != version:
        raise QuestionnaireRefused("older_version")


def _check_header(rows: list[list[Cell]]) -> None:
    row = rows[shape.HEADER_ROW - 1] if len(rows) >= shape.HEADER_ROW else []
    header = tuple(plain(_at(row, column)) for column in range(1, shape.SHOWN + 1))
    if header not in words.HEADERS.values():
        raise QuestionnaireRefused("layout")


def _check_row(row: list[Cell], key: str, keys: Counter[str], questions: Mapping[str, Question]) -> None:
    """Raises _Aside for a row that is none of ours, and where something stands beside it."""
    for column in range(shape.MARK + 1, len(row) + 1):
        if plain(_at(row, column)):
            raise _Aside("outside", column, _at(row, column))
    if not key and not plain(_at(row, shape.MARK)):
        column = next(place for place in range(1, len(row) + 1) if plain(_at(row, place)))
        raise _Aside("outside", column, _at(row, column))
    if key not in questions:
        raise _Aside("unknown")
    if keys[key] > 1:
        raise _Aside("twice")


def _held(row: list[Cell]) -> tuple[object, ...]:
    return tuple(_at(row, column) for column in range(shape.NUMBER, shape.RECORDED + 1))


def _answer(row: list[Cell], number: int, question: Question) -> Filled | None:
    """The answer in a row, None where nothing was written. Raises _Aside."""
    for column in _ANSWERS:
        _plain_value(row, column)
    choice, day, text, address = (_at(row, column) for column in _ANSWERS)
    if not any(plain(one) for one in (choice, day, text, address)):
        return None
    made = words.chosen(plain(choice), question.answers) if plain(choice) else ""
    if plain(choice) and not made:
        raise _Aside("choice", shape.CHOICE, choice)
    try:
        on = day_of(day) if plain(day) else ""
    except ValueError:
        raise _Aside("day", shape.DAY, day) from None
    said = plain(address)
    if said and not _ADDRESS.fullmatch(said):
        raise _Aside("address", shape.ADDRESS, said)
    return Filled(number, question.key, made, on, _text(text), said)


def _plain_value(row: list[Cell], column: int) -> None:
    """Raises _Aside for a formula, an error, and what is neither text nor a number nor, in its column, a day."""
    value, kind = row[column - 1] if column <= len(row) else (None, "n")
    if kind == "f" or type(value).__name__ in {"ArrayFormula", "DataTableFormula"}:
        raise _Aside("formula", column, value)
    if kind == "e" or (isinstance(value, str) and value in _ERRORS):
        raise _Aside("error", column, value)
    if isinstance(value, bool) or (isinstance(value, date | datetime) and column == shape.ADDRESS):
        raise _Aside("text", column, value)


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime) and value.time() == time.min:
        value = value.date()
    text = strip_controls("" if value is None else str(value)).replace("_x000D_", "")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").strip()
    try:
        admit(text, limit=shape.LONGEST_TEXT)
    except TextRefused:
        raise _Aside("text", shape.TEXT, text) from None
    if any(unicodedata.category(letter) == "Cc" and letter != "\n" for letter in text):
        raise _Aside("text", shape.TEXT, text)
    return text


def _office(rows: list[list[Cell]]) -> tuple[str, tuple[SetAside, ...]]:
    row = rows[shape.OFFICE_ROW - 1]
    value, kind = row[shape.OFFICE - 1] if len(row) >= shape.OFFICE else (None, "n")
    said = plain(value)
    cell = f"{_letter(shape.OFFICE)}{shape.OFFICE_ROW}"
    if kind == "f":
        return "", (SetAside(shape.OFFICE_ROW, "", "formula", cell, said[:120]),)
    if len(said) > shape.LONGEST_LINE or any(unicodedata.category(letter)[0] == "C" for letter in said):
        return "", (SetAside(shape.OFFICE_ROW, "", "text", cell, said[:120]),)
    return said, ()


def _at(row: list[Cell], column: int) -> Any:
    return row[column - 1][0] if column <= len(row) else None


def _letter(column: int) -> str:
    return chr(ord("A") + column - 1) if column <= 26 else f"A{chr(ord('A') + column - 27)}"
