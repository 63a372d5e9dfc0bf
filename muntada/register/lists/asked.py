"""Names to be checked, as a table or as JSON brings them: each a question, or a row set aside. Pure.

Columns, and fields of JSON: name, id, born, nationality, number, kind. Several values stand behind semicolons.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from muntada.register.lists.form import Row, country
from muntada.screening.facts import DateRefused, span
from muntada.screening.model import KINDS, Identifier, Query
from muntada.text.gate import TextRefused, admit
from muntada.text.tables import FileRefused, read_file

FIELDS = ("name", "id", "born", "nationality", "number", "kind")
_LONGEST = 1_000
MOST_VALUES = 100  # of one field of a row


@dataclass(frozen=True, slots=True)
class Question(Query):
    """A question about somebody who has other names too, `also`: what any of them meets is met."""

    also: tuple[str, ...] = ()


def names_of(query: Query) -> tuple[str, ...]:
    """Every name that is asked for, the question's own first."""
    return (query.name, *(one for one in getattr(query, "also", ()) if one != query.name))


class Wrong(ValueError):
    """Raised for a row that is no question; `code` says why."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def questions(data: bytes) -> Iterator[Query | Row]:
    """Every row of a CSV or XLSX file, of a JSON list or of JSON lines. Raises FileRefused."""
    head = data[:64].lstrip(b"\xef\xbb\xbf \r\n\t")
    if data.startswith(b"PK"):
        rows: Iterator[tuple[str, Any]] = ((f"row {one.number}", one.cells) for one in read_file(data).lines)
    elif head[:1] in {b"[", b"{"}:
        rows = _of_json(data)
    else:
        rows = _of_csv(data)
    for place, row in rows:
        try:
            yield question(row, place)
        except Wrong as wrong:
            yield Row(place, wrong.code, str(wrong), json.dumps(row, ensure_ascii=False, default=str)[:4000])


def question(row: Any, place: str = "") -> Query:
    """One question of plain data. Raises Wrong."""
    if not isinstance(row, Mapping):
        raise Wrong("not_a_row", "This is no object.")
    unknown = [name for name in row if name not in FIELDS]
    name = _text(row, "name")
    if not any(sign.isalnum() for sign in name):
        # Its columns are named as far as they can be kept: what names them was not asked whether it is text.
        named = [ascii(one)[1:-1][:60] if not str(one).isprintable() else str(one)[:60] for one in unknown[:5]]
        said = f"; there are columns {', '.join(named)}" if named else ""
        raise Wrong("no_name", f"It has no name in the column `name`{said}.")
    kind = _text(row, "kind").lower() or None
    if kind is not None and kind not in KINDS:
        raise Wrong("kind", f"The kind is one of {', '.join(KINDS)}.")
    born = _several(row, "born")
    for day in born:
        try:
            span(day)
        except DateRefused:
            raise Wrong("born", f"{day!r} is no date: write 1964, 1964-02, 1964-02-01, 1964~ or 1960/1962.") from None
    return Query(
        name,
        born,
        tuple(country(one) for one in _several(row, "nationality")),
        tuple(Identifier(one) for one in _several(row, "number")),
        kind,
        _text(row, "id") or place,
    )


def _text(row: Mapping[str, Any], field: str) -> str:
    value = row.get(field)
    if value is None:
        return ""
    if not isinstance(value, str | int):
        raise Wrong(field, f"{field} is no text.")
    try:
        return admit(str(value), limit=_LONGEST).strip()
    except TextRefused as error:
        raise Wrong("text", f"{field}: {error}") from None


def _several(row: Mapping[str, Any], field: str) -> tuple[str, ...]:
    value = row.get(field)
    listed = value if isinstance(value, list) else _text(row, field).split(";")
    if len(listed) > MOST_VALUES:
        raise Wrong(field, f"{field} has more than {MOST_VALUES} values.")
    return tuple(found for one in listed if (found := _text({field: one}, field)))


def _of_json(data: bytes) -> Iterator[tuple[str, Any]]:
    text = _decoded(data)
    if text.lstrip().startswith("["):
        try:
            listed = json.loads(text)
        except (ValueError, RecursionError):
            raise FileRefused("unreadable") from None
        yield from ((f"item {number}", one) for number, one in enumerate(listed, 1))
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield f"line {number}", json.loads(line)
            except (ValueError, RecursionError):
                yield f"line {number}", line[:200]


def _of_csv(data: bytes) -> Iterator[tuple[str, Any]]:
    text = _decoded(data)
    first = text.partition("\n")[0]
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")
    try:
        names = [(name or "").strip().lower() for name in table.fieldnames or []]
        table.fieldnames = names
        if "name" not in names:
            raise FileRefused("columns", names="name")
        for row in table:
            yield f"row {table.line_num}", {key: value for key, value in row.items() if key in FIELDS}
    except csv.Error:
        raise FileRefused("unreadable") from None


def _decoded(data: bytes) -> str:
    if not data.strip():
        raise FileRefused("empty")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileRefused("not_text") from None
