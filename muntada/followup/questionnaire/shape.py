"""What stands where in the workbook, what binds it to its request, and what is read back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from muntada.text.bidi import strip_controls

# A keyed digest of a text: only who has the key makes a stamp that holds.
Seal = Callable[[str], str]

EDITION = "muntada-questionnaire-1"
NUMBER, REFERENCE, WHAT, RECORDED, CHOICE, DAY, TEXT, ADDRESS, KEY, MARK = range(1, 11)  # columns
SHOWN = ADDRESS  # the last column that is seen
STAMP_ROW, OFFICE_ROW, HEADER_ROW, FIRST_ROW = 1, 6, 8, 9
OFFICE = WHAT  # the column of the cell that says which office answers
LISTS = "lists"  # the hidden sheet that the choices are taken from
LONGEST_TEXT, LONGEST_LINE, LONGEST_ADDRESS = 20_000, 300, 2_000
MOST_QUESTIONS = 500


class QuestionnaireRefused(ValueError):
    """Raised for a file of which nothing is taken: `code` is a word for programs, the text is for people."""

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(WHY[code].format(**fields))
        self.code, self.fields = code, fields


WHY = {
    "empty": "The file is empty.",
    "too_large": "The file is larger than {most} MB; put evidence where an address can point to it.",
    "not_a_workbook": "This is no XLSX workbook; save the questionnaire as XLSX (not ODS, XLS or CSV).",
    "locked": "The workbook is locked by a password, or of an old format; save it as XLSX without a password.",
    "macros": "The workbook holds programs, links to other files or embedded files; none of these is taken.",
    "unreadable": "The file is damaged, or not what it seems; save it anew and bring that.",
    "no_stamp": "The stamp of the questionnaire is missing or was moved; fill in the workbook as it was sent.",
    "stamp": "The stamp of the questionnaire was changed; fill in the workbook as it was sent.",
    "other_request": "This questionnaire belongs to another request.",
    "older_version": "This questionnaire is of an earlier round of the request; take the present one.",
    "layout": "The columns were moved or renamed; fill in the workbook as it was sent.",
}

ASIDE = {
    "changed": "What was asked in this row, or what the record says, was changed.",
    "unknown": "This row is none of the questionnaire's.",
    "twice": "This question stands in more than one row.",
    "formula": "The cell holds a formula; write the value itself.",
    "error": "The cell holds an error.",
    "choice": "This is none of the choices.",
    "day": "This is no day: write it as 2026-05-03, or day/month/year.",
    "text": "This text cannot be taken: it is too long, or holds control characters.",
    "address": "This is no address of a page (https://…).",
    "outside": "Something was written outside of the cells for answers.",
    "missing": "This question's row was taken out.",
    "answered": "This was answered already.",
}


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked: `key` names it within the request (m12, c7); `answers` are the values that may be chosen."""

    key: str
    reference: str
    what: str
    recorded: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an institution is asked, as its workbook says it. `version` is the round of the request."""

    request: int
    version: int
    language: str
    label: str
    institution: str
    text: str
    due: date
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """The answer in one row: `choice` one of the question's, `day` at the precision given, empty where none is."""

    row: int
    key: str
    choice: str = ""
    day: str = ""
    text: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that was not taken: which cell, why (a code of `ASIDE`), and what stood there, cut short."""

    row: int
    key: str
    code: str
    cell: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """What a workbook brought back."""

    office: str
    filled: tuple[Filled, ...]
    aside: tuple[SetAside, ...]


def plain(value: object) -> str:
    """A cell as its text is compared: spacing, line ends and marks of direction do not count."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(strip_controls("" if value is None else str(value)).replace("_x000D_", " ").split())


def stamp_of(request: int, version: int, seal: Seal) -> str:
    """What stands in the workbook's hidden corner and binds it to the request and its round."""
    head = f"{EDITION}|{request}|{version}"
    return f"{head}|{seal(head)}"


def mark_of(request: int, version: int, key: str, cells: tuple[object, ...], seal: Seal) -> str:
    """What stands at the end of a row and binds what it asks to its key."""
    return seal("\x1f".join([EDITION, str(request), str(version), key, *[plain(one) for one in cells]]))
