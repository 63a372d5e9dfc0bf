"""The receipts of an edition as a table, each line with the handling of its recipient."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

import openpyxl

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.exports import HANDLING, handling_of
from muntada.marking.handling import label_of
from muntada.marking.tlp import TLP
from muntada.reports.models import Delivery, Edition
from muntada.reports.queries.deliveries import deliveries_where
from muntada.text.tables import BOM, cell
from muntada.trail.deed import act

COLUMNS = ("edition", "list", "recipient", "party", "place", "email", "language", "state", "sent_at", "reminded",
           "answered_at", "answered_by", "note", "error")  # fmt: skip


def receipts(actor: Actor, edition: Edition, **where: str) -> list[dict[str, Any]]:
    """The receipts that the actor may know of, narrowed as the list is; that they are taken along is noted."""
    found = list(deliveries_where(actor, edition, **where).order_by("recipient__list", "recipient__name", "pk"))
    with act(actor, Permission.LIST_EXPORT) as deed:
        deed.things.append({"list": "receipts", "edition": edition.pk, "asked": len(found)})
    return [_line(one) for one in found]


def label(lines: Iterable[dict[str, Any]]) -> TLP:
    """The highest label of the lines."""
    return label_of(TLP(line["handling.tlp"]) for line in lines)


def as_csv(lines: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """CSV in UTF-8 with a byte-order mark; no cell is taken for a formula."""
    for number, cells in enumerate(_cells(lines)):
        written = io.StringIO(newline="")
        csv.writer(written).writerow(cells)
        yield ((BOM if number == 0 else "") + written.getvalue()).encode()


def as_xlsx(lines: Iterable[dict[str, Any]], *, right_to_left: bool = False) -> bytes:
    """The same table as a workbook."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("receipts")
    sheet.sheet_view.rightToLeft = right_to_left
    sheet.freeze_panes = "A2"
    for cells in _cells(lines):
        sheet.append(cells)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _cells(lines: Iterable[dict[str, Any]]) -> Iterator[list[str]]:
    header = [*COLUMNS, *HANDLING]
    yield header
    for line in lines:
        yield [cell(line[name]) for name in header]


def _line(one: Delivery) -> dict[str, Any]:
    to = one.recipient
    values = (
        str(one.edition),
        to.list,
        to.name,
        to.party_id or "",
        to.place,
        to.email,
        to.language,
        one.state,
        _moment(one.sent_at),
        one.reminded,
        _moment(one.answered_at),
        one.answered_by,
        one.note,
        one.error,
    )
    return dict(zip(COLUMNS, values, strict=True)) | handling_of(to)


def _moment(value: Any) -> str:
    return value.isoformat(timespec="seconds") if value is not None else ""
