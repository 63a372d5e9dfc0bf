"""Brings the rows of a reference table into records, following what the table said before and what people decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from django.db import models

from muntada.access.folded import folded_beside
from muntada.trail.deed import Record

M = TypeVar("M", bound=models.Model)
Json = str | int | float | bool | None | list[Any] | dict[str, Any]
_BATCH = 500


class FactsWrong(ValueError):
    """Raised for a reference table that does not hold what it must; the message names the row."""


class Ledger(Protocol):
    """What tables last said of every value; see `evidence.ledger`, which stands on a higher floor."""

    def follow(self, thing: models.Model, field: str, said: Json, shown: Json, source: str, confidence: str) -> Json:
        """What the record is to show."""

    def follow_list(
        self, thing: models.Model, field: str, said: Sequence[str], shown: Sequence[str], source: str, confidence: str
    ) -> list[str]:
        """What the record is to list."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: what finds its record, the values that it states, and what stands beside them.

    `values` are cited, by field, a related record by its key; `lists` are the fields of several, each member
    cited; `beside` is written as it is (identity, note, source).
    """

    ident: Hashable
    values: Mapping[str, Any]
    beside: Mapping[str, Any]
    source: str
    confidence: str
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Brought(Generic[M]):
    """What became of a table's rows: every record by what found it, and those that were made or changed."""

    things: dict[Hashable, M] = field(default_factory=dict)
    created: list[M] = field(default_factory=list)
    changed: list[M] = field(default_factory=list)


def bring(
    deed: Record,
    ledger: Ledger,
    model: type[M],
    table: Iterable[TableRow],
    existing: Mapping[Any, M],
    make_room: Callable[[list[M]], None] | None = None,
    *,
    noted: bool = True,
) -> Brought[M]:
    """Make or update the record of every row; runs within a deed, which notes what was made or changed.

    `existing` holds the records that are there, by what finds them. `make_room` is called with the records
    about to change, so that what stands in their way can be taken out of it. Names and titles are not `noted`
    one by one: thousands of them would bury the rest of the trail's line.
    """
    rows = list(table)
    done: Brought[M] = Brought()
    fresh = [row for row in rows if row.ident not in existing]
    made = model._default_manager.bulk_create([_made(model, row) for row in fresh], batch_size=_BATCH)
    done.things = dict(existing) | {row.ident: thing for row, thing in zip(fresh, made, strict=True)}
    done.created = list(made)
    new = {row.ident for row in fresh}
    columns: set[str] = set()
    for row in rows:
        moved = _follow(ledger, model, done.things[row.ident], row, row.ident in new)
        if moved:
            done.changed.append(done.things[row.ident])
            columns |= moved
    if done.changed:
        if make_room:
            make_room(done.changed)
        _fold(model, done.changed, columns)
        model._default_manager.bulk_update(done.changed, sorted(columns), batch_size=_BATCH)
    relinked = _follow_links(ledger, model, rows, done.things)
    done.changed += [thing for thing in relinked if thing not in done.created and thing not in done.changed]
    for thing in [*done.created, *done.changed] if noted else []:
        deed.of(thing)
    return done


def _fold(model: type[M], things: list[M], columns: set[str]) -> None:
    """Write the folded columns too, which an update of many rows leaves alone."""
    for name in folded_beside(model, columns):
        columns.add(name)
        for thing in things:
            model._meta.get_field(name).pre_save(thing, add=False)  # type: ignore[union-attr]


def _made(model: type[M], row: TableRow) -> M:
    plain = {name: list(members) for name, members in row.lists.items() if not _is_link(model, name)}
    values = {_column(model, name): value for name, value in (dict(row.values) | dict(row.beside)).items()}
    return model(**values, **plain)


def _follow(ledger: Ledger, model: type[M], thing: M, row: TableRow, is_new: bool) -> set[str]:
    """Write what the ledger says into the record; the answer is the columns that changed."""
    moved: set[str] = set()

    def write(name: str, value: Any) -> None:
        column = _column(model, name)
        if getattr(thing, column) != value:
            setattr(thing, column, value)
            moved.add(name)

    for name, said in row.values.items():
        write(name, ledger.follow(thing, name, said, getattr(thing, _column(model, name)), row.source, row.confidence))
    for name, members in row.lists.items():
        if not _is_link(model, name):
            shown = list(getattr(thing, name))
            # A new record shows the table's own list already, which is no addition of anybody.
            write(name, ledger.follow_list(thing, name, members, shown, row.source, row.confidence))
    if not is_new:
        for name, said in row.beside.items():
            write(name, said)
    return moved


def _follow_links(ledger: Ledger, model: type[M], rows: list[TableRow], things: Mapping[Hashable, M]) -> list[M]:
    """Bring the many-to-many fields; the answer is the records whose links changed."""
    moved: list[M] = []
    for name in {name for row in rows for name in row.lists if _is_link(model, name)}:
        link = model._meta.get_field(name)
        through, own, other = link.remote_field.through, link.m2m_column_name(), link.m2m_reverse_name()  # type: ignore[union-attr]
        linked: dict[Any, list[str]] = defaultdict(list)
        for pk, key in through._default_manager.order_by("pk").values_list(own, other):
            linked[pk].append(key)
        new: list[models.Model] = []
        for row in rows:
            thing = things[row.ident]
            shown = linked[thing.pk]
            wanted = ledger.follow_list(thing, name, row.lists.get(name, ()), shown, row.source, row.confidence)
            new += [through(**{own: thing.pk, other: key}) for key in wanted if key not in shown]
            gone = [key for key in shown if key not in wanted]
            if gone:
                through._default_manager.filter(**{own: thing.pk, f"{other}__in": gone}).delete()
            if set(wanted) != set(shown):
                moved.append(thing)
        through._default_manager.bulk_create(new, batch_size=_BATCH)
    return moved


def _column(model: type[models.Model], name: str) -> str:
    return str(getattr(model._meta.get_field(name), "attname", name))


def _is_link(model: type[models.Model], name: str) -> bool:
    return bool(model._meta.get_field(name).many_to_many)
