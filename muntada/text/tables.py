"""Tables as files: CSV and XLSX read within bounds, as text cell by cell; and cells that no spreadsheet obeys."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import openpyxl

# What a spreadsheet takes for the start of a formula, in either width.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BOM = "\ufeff"  # without it a spreadsheet takes Arabic for Latin letters
ENDED = "The right to this list ended here."
MOST_BYTES = 8 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, MOST_LETTERS = 20_000, 120, 100_000
_UNPACKED = 32 * 1024 * 1024  # bytes that the parts of a workbook may have together
_PARTS = 200
_BAD_MARKS = (b"<!DOCTYPE", b"<!ENTITY")


class FileRefused(ValueError):
    """Raised for a file that cannot be read as a table: `code` is a word for programs, the text is for people."""

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(WHY[code].format(**fields))
        self.code, self.fields = code, fields


WHY = {
    "empty": "The file is empty.",
    "too_large": "The file is larger than {most} MB; bring it in parts.",
    "not_text": "The file is neither UTF-8 text nor a workbook; save it as CSV in UTF-8, or as XLSX.",
    "unreadable": "The file is damaged, or not what it seems; save it anew and bring that.",
    "too_many_rows": "The table has more than {most} rows; bring it in parts.",
    "too_many_columns": "The table has more than {most} columns.",
    "header": "The first line names a column twice, or leaves one without a name: {column}.",
    "no_list": "There is no list {name}; the lists are: {known}.",
    "columns": "There are no columns of these names in this list: {names}.",
    "no_calendar": "This is no calendar.",
    "too_many_events": "The calendar has more than {most} entries; bring it in parts.",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its number as a spreadsheet counts, and its cells by column. Whether a list ended there."""

    number: int
    cells: dict[str, str]
    ended: bool = False


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table that was read."""

    header: tuple[str, ...]
    lines: tuple[Line, ...]


def read_file(data: bytes, *, most: int = MOST_BYTES) -> TableFile:
    """The table in a CSV or XLSX file. Raises FileRefused."""
    if not data:
        raise FileRefused("empty")
    if len(data) > most:
        raise FileRefused("too_large", most=most // (1024 * 1024))
    rows = _from_workbook(data) if data.startswith(b"PK") else _from_csv(data)
    header = tuple(next(rows, []))
    _check_header(header)
    lines = []
    for number, row in enumerate(rows, start=2):
        if number > MOST_ROWS + 1:
            raise FileRefused("too_many_rows", most=MOST_ROWS)
        if not any(row):
            continue
        cells = dict(zip(header, (uncelled(one) for one in row), strict=False))
        lines.append(Line(number, cells, row[0] == ENDED))
    return TableFile(header, tuple(lines))


def _check_header(header: tuple[str, ...]) -> None:
    if not header:
        raise FileRefused("empty")
    if len(header) > MOST_COLUMNS:
        raise FileRefused("too_many_columns", most=MOST_COLUMNS)
    for place, name in enumerate(header):
        if not name or name in header[:place]:
            raise FileRefused("header", column=name[:60] or place + 1)


def _from_csv(data: bytes) -> Iterator[list[str]]:
    try:
        text = data.decode("utf-8").removeprefix(BOM)
    except UnicodeDecodeError:
        raise FileRefused("not_text") from None
    if "\0" in text:
        raise FileRefused("not_text")
    first = text.partition("\n")[0]
    # Where numbers have a comma in them, spreadsheets part cells by semicolons.
    delimiter = ";" if first.count(";") > first.count(",") else ","
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            yield [one.strip() if place < MOST_COLUMNS else "" for place, one in enumerate(row)]
    except csv.Error:
        raise FileRefused("unreadable") from None


def _from_workbook(data: bytes) -> Iterator[list[str]]:
    _check_parts(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its own size is not believed
        for row in sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1, values_only=True):
            cells = [_text(value) for value in row]
            while cells and not cells[-1]:
                cells.pop()
            yield cells
    except (FileRefused, MemoryError):
        raise
    except Exception:
        # A parser may fail in any way on a hostile file: to the person it is a file that cannot be read.
        raise FileRefused("unreadable") from None


def _check_parts(data: bytes) -> None:
    """Refuse a workbook that unpacks into more than a list has, or that defines entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            listed = parts.infolist()
            if len(listed) > _PARTS or sum(one.file_size for one in listed) > _UNPACKED:
                raise FileRefused("unreadable")
            if any(one.flag_bits & 1 for one in listed):  # encrypted
                raise FileRefused("unreadable")
            for one in listed:
                part = parts.read(one)
                if part.startswith((b"\xff\xfe", b"\xfe\xff")) or any(mark in part for mark in _BAD_MARKS):
                    raise FileRefused("unreadable")
    except FileRefused:
        raise
    except Exception:
        raise FileRefused("unreadable") from None


def _text(value: Any) -> str:
    """A cell as the text that a list of ours would have there."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)[:MOST_LETTERS].strip()


def cell(value: Any) -> str:
    """A value as a cell; the apostrophe in front keeps a spreadsheet from calculating with it."""
    if isinstance(value, list):
        value = " ".join(str(one) for one in value)
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def uncelled(text: str) -> str:
    """What a cell held before it was kept from being a formula."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
