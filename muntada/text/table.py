"""Reads a shipped CSV table into frozen dataclasses: one row, one object."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


def split(value: str) -> tuple[str, ...]:
    """The parts of a cell that lists several values between bars; empty for an empty cell."""
    return tuple(part for part in value.split("|") if part)


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a UTF-8 CSV file with a header, as column to cell."""
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def read_table(kind: type[T], path: Path) -> tuple[T, ...]:
    """Every row as an object of `kind`, a dataclass whose fields are columns of the table.

    A field of type `str` takes the cell, `tuple[str, ...]` its parts between bars, `bool` is true for `yes`,
    `int | None` is None for an empty cell. Columns without a field are left out; a missing column raises KeyError.
    """
    readers = [(field.name, _READERS[str(field.type)]) for field in fields(kind)]  # type: ignore[arg-type]
    return tuple(kind(**{name: reader(row[name]) for name, reader in readers}) for row in read_rows(path))


_READERS: dict[str, Any] = {
    "str": str,
    "tuple[str, ...]": split,
    "bool": lambda cell: cell == "yes",
    "int | None": lambda cell: int(cell) if cell else None,
}
