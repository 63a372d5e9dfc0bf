"""Lists as files, each line with its handling: CSV and XLSX for a spreadsheet, JSON Lines for a program.

Who takes the list along is asked for anew before every line, so that a right that ended ends the file there.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import openpyxl

from muntada.access.actor import Actor
from muntada.access.folded import FoldedField
from muntada.access.models import Handled
from muntada.access.rows import rows
from muntada.access.rules import Permission, decide
from muntada.access.wall import under_ceiling
from muntada.evidence.models import Release
from muntada.evidence.pen import held
from muntada.marking.handling import Bundle, Handling, label_of
from muntada.marking.tlp import TLP
from muntada.text.tables import BOM, ENDED, cell
from muntada.trail.deed import act, key_of, label

Renew = Callable[[], Actor | None]
HANDLING = ("handling.tlp", "handling.originator", "handling.audience", "handling.purpose", "handling.legal_basis",
            "handling.expires", "handling.releases", "handling.disputed")  # fmt: skip
_NOT_SHARED = {column.name for column in Handled._meta.fields} | {"sought"}
_OF_DOCUMENTS = {"text", "furniture", "notes", "captured_by"}  # which are taken along as files, or are of the house
# What XML has no letters for: a spreadsheet that holds one does not open.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CELL = 32_767  # letters that a cell of a spreadsheet holds
Masking = Callable[[Actor, Handled, dict[str, Any]], dict[str, Any]]


def unmasked(_actor: Actor, _record: Handled, line: dict[str, Any]) -> dict[str, Any]:
    """For lists of which whoever sees a record sees every field."""
    return line


def export(
    renew: Renew, model: type[Handled], keys: Iterable[Any], *, name: str, masking: Masking = unmasked
) -> Iterator[dict[str, Any]]:
    """The records of these keys, one dict a line: the fields of the record, then its handling.

    `masking` empties the fields of a record that not everybody sees who sees the record. `renew` gives the actor as of
    now. Where the right has ended the last line is `{"ended": ...}`. The deed is noted once the
    first line is asked for. Raises Refused.
    """
    wanted = list(keys)
    with act(renew(), Permission.LIST_EXPORT) as deed:
        kept = {"kind": model._meta.label_lower, "keys": [str(key) for key in wanted]}
        deed.things.append({"list": name, "asked": len(wanted), **kept})
    for key in wanted:
        actor = renew()
        if actor is None or not decide(actor, Permission.LIST_EXPORT):
            yield {"ended": ENDED}
            return
        with under_ceiling(actor):
            record = rows(actor, Permission.RECORD_READ, model).filter(pk=key).first()
            line = masking(actor, record, line_of(record)) if record is not None else None
        if line is not None:
            yield line


def line_of(record: Handled) -> dict[str, Any]:
    """A record's fields and its handling."""
    line = {name: held(record, name) for name in fields_of(type(record))}
    return line | handling_of(record)


def fields_of(model: type[Handled]) -> list[str]:
    """The names of the fields that a list takes along."""
    columns = [*model._meta.concrete_fields, *model._meta.many_to_many]
    own = [column for column in columns if not isinstance(column, FoldedField)]
    return [column.name for column in own if column.name not in _NOT_SHARED]


def handlings_of(records: Sequence[Handled]) -> Iterator[dict[str, Any]]:
    """The conditions that travel with each of these records of one kind."""
    given: dict[str, list[int]] = {}
    if records:
        keys = [key_of(record) for record in records]
        asked = Release.objects.filter(record_type=label(records[0]), record_key__in=keys)
        shared = asked.filter(state=Release.State.GIVEN, fields=[]).order_by("pk")
        for key, number in shared.values_list("record_key", "pk"):
            given.setdefault(key, []).append(number)
    return (_handling(record, given.get(key_of(record), [])) for record in records)


def handling_of(record: Handled) -> dict[str, Any]:
    """The conditions that travel with a record."""
    return next(handlings_of([record]))


def _handling(record: Handled, releases: list[int]) -> dict[str, Any]:
    values = (
        record.tlp,
        record.originator,
        sorted(record.handling.audience),
        record.purpose,
        record.legal_basis_id or "",
        record.review_by.isoformat() if record.review_by else "",
        releases,
        record.disputed,
    )
    return dict(zip(HANDLING, values, strict=True))


def handling_read(line: Mapping[str, Any]) -> tuple[Handling, dict[str, Any]]:
    """The handling that a line carries, read back from JSON or CSV, and its other conditions."""
    audience, releases = line["handling.audience"], line["handling.releases"]
    if isinstance(audience, str):
        audience, releases = audience.split(), [int(one) for one in releases.split()]
    others = {"purpose": line["handling.purpose"], "legal_basis": line["handling.legal_basis"]}
    others |= {"expires": line["handling.expires"], "releases": releases}
    return Handling(TLP.parse(line["handling.tlp"]), line["handling.originator"], frozenset(audience)), others


def bundle_of(records: Iterable[Handled]) -> Bundle:
    """How a list is handled as a whole: the highest label, everybody it comes from, the first day it expires."""
    every = list(records)
    lines = [handling_of(record) for record in every]
    days = [record.review_by for record in every if record.review_by]
    return Bundle(
        tlp=label_of(TLP(record.tlp) for record in every),
        originators=tuple(sorted({record.originator for record in every})),
        purposes=tuple(sorted({record.purpose for record in every})),
        legal_bases=tuple(sorted({record.legal_basis_id for record in every if record.legal_basis_id})),
        expires=min(days, default=None),
        releases=tuple(sorted({pk for line in lines for pk in line["handling.releases"]})),
    )


def as_json_lines(lines: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """One JSON object a line, in UTF-8."""
    for line in lines:
        yield json.dumps(line, ensure_ascii=False, default=str).encode() + b"\n"


def as_csv(model: type[Handled], lines: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """A table in UTF-8 with a byte-order mark; no cell is taken for a formula, lists stand in one cell."""
    header = [*fields_of(model), *HANDLING]
    yield (BOM + _written(header)).encode()
    for line in lines:
        cells = [ENDED] if "ended" in line else [cell(line[name]) for name in header]
        yield _written(cells).encode()


def as_xlsx(
    model: type[Handled], lines: Iterable[Mapping[str, Any]], *, right_to_left: bool = False
) -> Iterator[bytes]:
    """The same table as a workbook. It is written to the disk line by line as the lines come, then given out."""
    header = [*fields_of(model), *HANDLING]
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(model._meta.model_name)
    sheet.sheet_view.rightToLeft = right_to_left
    sheet.freeze_panes = "A2"
    sheet.append(header)
    for line in lines:
        sheet.append([ENDED] if "ended" in line else [_cell_of_sheet(line[name]) for name in header])
    with tempfile.TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while part := file.read(1 << 16):
            yield part


def _written(cells: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue()


def _cell_of_sheet(value: Any) -> str | int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return _NOT_IN_XML.sub("", cell(value))[:_CELL]
