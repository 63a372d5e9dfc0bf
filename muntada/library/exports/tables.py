"""Texts as tables and as data: a row a clause with its words in each language, which can be brought in again."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from typing import Any

import openpyxl

from muntada.library.exports.gathered import ExportRefused, Taken, handling
from muntada.library.models import ClauseText
from muntada.library.queries import ClauseRow
from muntada.library.structure.table import COLUMNS, column
from muntada.text.tables import BOM, cell

_HANDLING = ("tlp", "originator", "audience", "purpose", "legal_basis", "expires", "releases")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CELL = 32_767  # letters that a cell of a workbook holds


def header(languages: Sequence[str]) -> list[str]:
    """The columns of the table."""
    said = [column(name, language) for language in languages for name in ("number", "heading", "text", "opening")]
    return ["work", *COLUMNS, *said, *(f"handling.{name}" for name in _HANDLING)]


def lines(every: Sequence[Taken], languages: Sequence[str]) -> Iterator[dict[str, str]]:
    """A row a clause, in the order of its text."""
    for taken in every:
        conditions = {f"handling.{name}": value for name, value in handling([taken]).items()}
        wids = {row.clause.pk: row.clause.wid for row in taken.page.clauses}
        for row in taken.page.clauses:
            clause = row.clause
            line = {
                "work": taken.work.key,
                "wid": clause.wid,
                "parent": wids.get(clause.parent_id or 0, ""),
                "kind": clause.kind,
                "act": clause.opening,
                "addressee": clause.addressee,
                "topics": " ".join(clause.topics),
            }
            for language in languages:
                line |= {column(name, language): said for name, said in _words(row.texts.get(language)).items()}
            yield line | conditions


def as_csv(every: Sequence[Taken], languages: Sequence[str]) -> bytes:
    """A table in UTF-8 with a byte-order mark; no cell is taken for a formula."""
    names = header(languages)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(names)
    for line in lines(every, languages):
        writer.writerow([cell(line.get(name, "")) for name in names])
    return (BOM + text.getvalue()).encode(errors="replace")


def as_xlsx(every: Sequence[Taken], languages: Sequence[str], *, right_to_left: bool = False) -> bytes:
    """The same as a workbook. Raises ExportRefused for a clause that is longer than a cell: nothing is cut off."""
    names = header(languages)
    rows = [[_NOT_IN_XML.sub("", cell(line.get(name, ""))) for name in names] for line in lines(every, languages)]
    # Before a workbook is begun: one that is left half-written is never closed.
    for row in rows:
        if max(map(len, row)) > _CELL:
            raise ExportRefused("too_long", f"The clause {row[1]} is too long for a cell of a workbook; take CSV.")
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("clauses")
    sheet.sheet_view.rightToLeft = right_to_left
    sheet.freeze_panes = "A2"
    for row in [names, *rows]:
        sheet.append(row)
    with tempfile.TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        return file.read()


def as_json(every: Sequence[Taken], languages: Sequence[str]) -> bytes:
    """The texts as data, in UTF-8."""
    said = {"handling": handling(every), "texts": [data_of(taken, languages) for taken in every]}
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode(errors="replace")


def data_of(taken: Taken, languages: Sequence[str]) -> dict[str, Any]:
    """A work's text as data: what is said of it, its versions, and its clauses in order."""
    work, versions = taken.work, taken.page.versions
    wids = {row.clause.pk: row.clause.wid for row in taken.page.clauses}
    return {
        "work": work.key,
        "kind": work.kind,
        "symbol": work.symbol,
        "body": taken.body.key if taken.body is not None else "",
        "adopted": work.adopted,
        "in_force": work.in_force,
        "topics": list(work.topics),
        "titles": {one.language: one.text for one in work.titles.all() if one.preferred},
        "versions": {
            code: {
                "version": one.version,
                "title": one.title,
                "quality": one.quality,
                "authentic": one.authentic,
                "lacks": list(taken.page.missing.get(code, ())),
            }
            for code, one in versions.items()
        },
        "clauses": [
            _clause(taken, row, wids.get(row.clause.parent_id or 0, ""), languages) for row in taken.page.clauses
        ],
        "handling": handling([taken]),
    }


def _clause(taken: Taken, row: ClauseRow, parent: str, languages: Sequence[str]) -> dict[str, Any]:
    clause = row.clause
    texts: dict[str, Any] = {}
    for language in languages:
        text = row.texts.get(language)
        if text is None:
            continue
        cited = taken.citations.get(text.pk, ())
        texts[language] = _words(text) | {
            "citations": [
                {"start": one.start, "end": one.end, "symbol": one.symbol, "provision": one.provision,
                 "work": one.work_id if one.work_id in taken.known else ""}
                for one in cited
            ]
        }  # fmt: skip
    return {
        "wid": clause.wid,
        "parent": parent,
        "kind": clause.kind,
        "act": clause.opening,
        "addressee": clause.addressee,
        "topics": list(clause.topics),
        "pillar": clause.pillar,
        "lifecycle": clause.lifecycle,
        "sector": clause.sector,
        "texts": texts,
    }


def _words(text: ClauseText | None) -> dict[str, Any]:
    names = ("number", "heading", "text", "opening")
    return {name: getattr(text, name) if text is not None else "" for name in names}
