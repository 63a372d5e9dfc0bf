"""What a file would bring in: tried to the end row by row, shown, and taken back; done only by a person's yes.

A plan is not guessed. Each row is brought in by its verb within a transaction that is then undone, so that what the
preview says is what happens, and a row that a verb refuses is set aside with that verb's reason. What is carried out
is carried out in one transaction, and only where it is still what was shown.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import DatabaseError, transaction

from muntada.access.actor import Actor
from muntada.access.models import Handled
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.exports import HANDLING, fields_of, line_of
from muntada.evidence.values import ValueRefused
from muntada.forum.actions.rules import RuleBroken
from muntada.forum.imports.cells import Cells, Wrong
from muntada.forum.imports.shapes import SHAPES, Shape
from muntada.forum.queries.lists import TABLES, masking_of
from muntada.text.moments import moment
from muntada.text.tables import FileRefused, Line, TableFile, cell, uncelled
from muntada.trail.deed import Refused

Progress = Callable[[int, int], None]


class State(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file: what becomes of it, what it names, and what changes, or why it is set aside.

    `changes` are columns with what stands there and what will. `code` is a word for programs, `column` where it is
    wrong; where a verb refused it, `why` is the verb's own code and `text` what it said, in English.
    """

    number: int
    state: State
    name: str = ""
    changes: tuple[tuple[str, str, str], ...] = ()
    code: str = ""
    column: str = ""
    text: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file brings; `digest` stands for all of it."""

    list: str
    rows: tuple[Row, ...]

    @property
    def digest(self) -> str:
        """The same for the same plan, another for another."""
        told = [[row.number, row.state, row.changes, row.code, row.column] for row in self.rows]
        return hashlib.sha256(json.dumps([self.list, told], ensure_ascii=False).encode()).hexdigest()

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are new, changed, unchanged and quarantined."""
        counted = Counter(row.state for row in self.rows)
        return {state.value: counted[state] for state in State}

    @property
    def does_something(self) -> bool:
        """Whether carrying it out would change anything."""
        return any(row.state in {State.NEW, State.CHANGED} for row in self.rows)


class PlanChanged(RuntimeError):
    """Raised where a file would by now bring something else than was shown; nothing was done. `plan` is what it is."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("Records changed since this was shown. Look at it once more.")
        self.plan = plan


class _Undone(Exception):
    pass


Try = Callable[[], Row]


def nothing(_done: int, _total: int) -> None:
    """For whoever does not look how far it is."""


def preview(name: str, tries: Iterable[Try], *, total: int, progress: Progress = nothing) -> Plan:
    """What would be brought in; nothing is."""
    found: list[Row] = []
    try:
        with transaction.atomic():
            found += _tried(tries, total, progress)
            raise _Undone
    except _Undone:
        pass
    return Plan(name, tuple(found))


def carry_out(name: str, tries: Iterable[Try], *, total: int, expected: str, progress: Progress = nothing) -> Plan:
    """Bring in what a preview with this digest showed, all of it or nothing. Raises PlanChanged."""
    with transaction.atomic():
        plan = Plan(name, tuple(_tried(tries, total, progress)))
        if plan.digest != expected:
            raise PlanChanged(plan)
    return plan


def _tried(tries: Iterable[Try], total: int, progress: Progress) -> list[Row]:
    found = []
    for done, one in enumerate(tries, start=1):
        found.append(one())
        progress(done, total)
    return found


def attempt(number: int, name: str, do: Callable[[], Row]) -> Row:
    """A row as it comes out, or set aside with the reason for which it cannot come in."""
    try:
        with transaction.atomic():
            return do()
    except Wrong as wrong:
        return Row(number, State.QUARANTINED, name, (), wrong.code, wrong.column, wrong.text)
    except ValueRefused as error:
        return Row(number, State.QUARANTINED, name, (), "cannot", error.field, error.reason, _code(error))
    except RuleBroken as error:
        return Row(number, State.QUARANTINED, name, (), "cannot", "reason", str(error))
    except Refused as error:
        return Row(number, State.QUARANTINED, name, (), "refused", "", str(error))
    except (ValueError, OverflowError, DatabaseError) as error:  # a number may be longer than any column
        said = str(error) if isinstance(error, ValueError) else ""
        return Row(number, State.QUARANTINED, name, (), "cannot", "", said, _code(error))


def _code(error: Exception) -> str:
    return str(getattr(error, "code", "") or "")


def tries_of(actor: Actor, name: str, file: TableFile) -> list[Try]:
    """One try for each row of a table of this list. Raises FileRefused for a list or columns that there are none of."""
    if name not in TABLES:
        raise FileRefused("no_list", name=name[:60], known=", ".join(TABLES))
    model, shape = TABLES[name], SHAPES[name]
    known = {*fields_of(model), *HANDLING, *shape.beside}
    unknown = [column for column in file.header if column not in known]
    if unknown:
        raise FileRefused("columns", names=", ".join(one[:60] for one in unknown[:10]))
    seen: set[Any] = set()
    return [_try(actor, model, shape, line, seen) for line in file.lines]


def _try(actor: Actor, model: type[Handled], shape: Shape, line: Line, seen: set[Any]) -> Try:
    name = " · ".join(filter(None, (line.cells.get(one, "") for one in ("id", "reference", *shape.natural))))[:120]

    def do() -> Row:
        if line.ended:
            raise Wrong("ended")
        record = _record(actor, model, shape, line.cells)
        if record is None:
            made = shape.make(actor, Cells(actor, line.cells))
            filled = tuple((column, "", value) for column, value in line.cells.items() if value and column != "id")
            _once(seen, made.pk)
            return Row(line.number, State.NEW, name, filled)
        _once(seen, record.pk)
        return _compared(actor, record, shape, line, name)

    return lambda: attempt(line.number, name, do)


def _once(seen: set[Any], key: Any) -> None:
    if key in seen:
        raise Wrong("twice")
    seen.add(key)


def _record(actor: Actor, model: type[Handled], shape: Shape, cells: dict[str, str]) -> Handled | None:
    """The record that a row is about; None for a new one. Raises Wrong for one that the actor may not know of."""
    found = rows(actor, Permission.RECORD_READ, model)
    key = model._meta.pk
    assert key is not None
    if cells.get(key.name):
        # What has a key of its own is new under a new one; a number is only ever given by us.
        said = cells[key.name]
        if key.name == "id" and not (said.isascii() and said.isdecimal() and len(said) < 19):
            raise Wrong("no_such", "id")
        record = found.filter(pk=said).first()
        if record is None and key.name == "id":
            raise Wrong("no_such", "id")
        return record
    if not shape.natural or not any(cells.get(one) for one in shape.natural):
        return None
    where = {column: cells.get(column) or None for column in shape.natural}
    try:
        return found.filter(**where).first()
    except ValueError:
        return None


def _compared(actor: Actor, record: Handled, shape: Shape, line: Line, name: str) -> Row:
    """What a row says otherwise than its record, brought about by the verb."""
    held = masking_of(type(record))(actor, record, line_of(record))
    differs = tuple(
        (column, was, said)
        for column, said in line.cells.items()
        if column in held
        and not _same(held[column], was := uncelled(cell(held[column]).strip()), said, str(held.get("time_zone") or ""))
    )
    following = shape.following(record)
    told = tuple(one for one in differs if one[0] not in following)
    if not told:
        return Row(line.number, State.UNCHANGED, name)
    if shape.version and any(column == shape.version for column, _was, _said in differs):
        raise Wrong("older", shape.version)
    for column, _was, _said in told:
        if column in HANDLING:
            raise Wrong("handling", column)
        if column not in shape.changes:
            raise Wrong("fixed", column)
    assert shape.change is not None
    shape.change(actor, record, Cells(actor, line.cells), frozenset(column for column, _was, _said in told))
    return Row(line.number, State.CHANGED, name, told)


def _same(held: Any, was: str, said: str, zone: str) -> bool:
    """Whether a cell says what the record holds. A moment is the same in any zone; spreadsheets write True and False
    in letters of their own."""
    if was == said:
        return True
    if isinstance(held, bool):
        return was.lower() == said.lower()
    if not isinstance(held, datetime):
        return False
    try:
        typed = datetime.fromisoformat(said)
        return (moment(typed, zone) if typed.tzinfo is None else typed) == held
    except ValueError:
        return False
