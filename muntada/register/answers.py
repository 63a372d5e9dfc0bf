"""What was met in a batch of names, as a table or as JSON. Pure."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import openpyxl

from muntada.text.tables import cell

COLUMNS = (
    "place", "id", "name", "state", "reason", "cleared", "score", "second_opinion", "entity", "list", "reference",
    "caption", "lead", "lead_state", "parts", "facts", "handling.tlp",
)  # fmt: skip
FORMS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
_BOM = "\ufeff"


def written(form: str, results: Iterable[Mapping[str, Any]], tlp: str) -> Iterator[bytes]:
    """The results as a file of one of FORMS: one line of a table for each hit, and for a name without any."""
    if form == "csv":
        for number, cells in enumerate(_cells(results, tlp)):
            text = io.StringIO(newline="")
            csv.writer(text).writerow(cells)
            yield ((_BOM if number == 0 else "") + text.getvalue()).encode()
    elif form == "xlsx":
        yield _workbook(results, tlp)
    else:
        yield from _json(results, tlp)


def _cells(results: Iterable[Mapping[str, Any]], tlp: str) -> Iterator[list[str]]:
    yield list(COLUMNS)
    for one in results:
        for hit in one["hits"] or [{}]:
            second = (hit.get("second") or {}).get("score", "")
            parts = "; ".join(f"{part['asked']}~{part['listed']} {part['rule']}" for part in hit.get("parts", ()))
            facts = "; ".join(f"{fact['field']} {fact['effect']}" for fact in hit.get("facts", ()))
            known = [hit.get(name, "") for name in ("entity", "dataset", "reference", "caption", "lead", "state")]
            values = (
                one["place"], one["id"], one["name"], one["state"], one["why"], one["cleared"],
                hit.get("score", ""), second, *known, parts, facts, tlp,
            )  # fmt: skip
            yield [cell(value) for value in values]


def _workbook(results: Iterable[Mapping[str, Any]], tlp: str) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("answers")
    sheet.freeze_panes = "A2"
    for cells in _cells(results, tlp):
        sheet.append(cells)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _json(results: Iterable[Mapping[str, Any]], tlp: str) -> Iterator[bytes]:
    yield f'{{"handling": {{"tlp": {json.dumps(tlp)}}}, "names": ['.encode()
    for number, one in enumerate(results):
        yield ((",\n" if number else "\n") + json.dumps(one, ensure_ascii=False)).encode()
    yield b"\n]}\n"
