"""The lists of follow-up taken along, each line with its label: CSV and XLSX that come back in, JSON for a program."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import openpyxl
from django.db.models import QuerySet

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.followup.lists import COLUMNS, HANDLED, LINES, MODELS, to_what
from muntada.followup.queries import records
from muntada.text.tables import BOM, cell
from muntada.trail.deed import act

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CELL = 32_767  # letters that a cell of a spreadsheet holds
Line = dict[str, str]


def every(actor: Actor, name: str) -> QuerySet[Any]:
    """All of a list that the actor may see, the oldest first."""
    asked: dict[str, Callable[[Actor], QuerySet[Any]]] = {
        "institutions": records.institutions,
        "commitments": records.commitments,
        "measures": records.measures,
        "mappings": records.mappings,
    }
    return asked[name](actor).order_by("pk")


def taken(actor: Actor, name: str, chosen: QuerySet[Any] | None = None) -> list[Line]:
    """A list, or what a filter leaves of it, as lines, which is noted: what was taken along, by whom. Raises Refused.

    What a measure serves stands in its line as far as the actor may see the commitment.
    """
    with act(actor, Permission.LIST_EXPORT) as deed:
        found = list(every(actor, name) if chosen is None else chosen)
        kept = {"kind": MODELS[name]._meta.label_lower, "keys": [str(one.pk) for one in found]}
        deed.things.append({"list": name, "asked": len(found), **kept})
    seen = _seen(actor) if name == "measures" else frozenset()
    return [_line(name, one, seen) for one in found]


def as_csv(name: str, lines: Iterable[Line]) -> Iterator[bytes]:
    """A table in UTF-8 with a byte-order mark; no cell is taken for a formula."""
    header = [*COLUMNS[name], *HANDLED]
    yield (BOM + _row(header)).encode()
    for line in lines:
        yield _row([cell(line[column]) for column in header]).encode()


def as_xlsx(name: str, lines: Iterable[Line], *, right_to_left: bool = False) -> bytes:
    """The same table as a workbook."""
    header = [*COLUMNS[name], *HANDLED]
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(name)
    sheet.sheet_view.rightToLeft = right_to_left
    sheet.freeze_panes = "A2"
    sheet.append(header)
    for line in lines:
        sheet.append([_NOT_IN_XML.sub("", cell(line[column]))[:_CELL] for column in header])
    with tempfile.TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        return file.read()


def as_json_lines(lines: Iterable[Line]) -> Iterator[bytes]:
    """One JSON object a line, in UTF-8."""
    for line in lines:
        yield json.dumps(line, ensure_ascii=False).encode() + b"\n"


def _seen(actor: Actor) -> frozenset[str]:
    return frozenset(f"{one.party_id}:{to_what(one)}" for one in records.commitments(actor))


def _line(name: str, one: Any, seen: frozenset[str]) -> Line:
    line = LINES[name](one)
    if "serves" in line:
        told = [each for each in line["serves"].split("\n") if f"{line['party']}:{each.rpartition('=')[0]}" in seen]
        line["serves"] = "\n".join(told)
    return line | {"handling.tlp": one.tlp, "handling.originator": one.originator}


def _row(cells: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue()
