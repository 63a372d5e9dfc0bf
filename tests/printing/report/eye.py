"""What the eye finds on a page of a PDF: letters where they stand, not as the file lists them."""

from __future__ import annotations

import unicodedata

import pypdfium2

from tests.printing.report.golden import without_marks

# One drawn shape is a bracket that opens in one direction and closes in the other: a PDF cannot say which was typed.
BRACKETS = str.maketrans("()[]«»", "||||||")
TOP, BOTTOM = 842 - 80, 70  # in points: between head and foot
SAME = 2.0  # points: nearer than any two letters stand


def lines_of(data: bytes, first: int = 0, last: int | None = None) -> list[str]:
    """The lines of these pages from top to bottom, each with its letters from left to right, without blanks."""
    document = pypdfium2.PdfDocument(data)
    try:
        pages = range(first, len(document) if last is None else last)
        return [line for number in pages for line in _lines(document[number].get_textpage())]
    finally:
        document.close()


def _lines(text: pypdfium2.PdfTextPage) -> list[str]:
    found: list[tuple[float, float, int, str]] = []
    for place in range(text.count_chars()):
        letter = without_marks(text.get_text_range(place, 1))
        left, bottom, _right, top = text.get_charbox(place, loose=True)
        if letter.strip() and BOTTOM < bottom < TOP:
            # Letters that are drawn as one stand at one place: the later one is the more to the left in Arabic.
            turned = unicodedata.bidirectional(letter) == "AL"
            found.append((-(bottom + top) / 2, left, -place if turned else place, letter))
    rows: list[list[tuple[float, float, int, str]]] = []
    for one in sorted(found):
        if rows and abs(rows[-1][0][0] - one[0]) < 5:
            rows[-1].append(one)
        else:
            rows.append([one])
    return [_read(sorted((left, order, letter) for _height, left, order, letter in row)) for row in rows]


def _read(row: list[tuple[float, int, str]]) -> str:
    """The letters of a row; one with a vowel over it is listed twice, at the same place."""
    said, before = "", (-1.0, "")
    for left, _order, letter in row:
        if letter != before[1] or left - before[0] > SAME or unicodedata.bidirectional(letter) != "AL":
            said += letter
        before = (left, letter)
    return said.translate(BRACKETS)
