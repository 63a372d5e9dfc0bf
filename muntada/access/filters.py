"""The policy's filter of a list as one expression, which writes its own SQL.

A tree of lookups is resolved, copied and compiled node by node, which took longer than a database needs to find the
rows. The same question as one expression resolves each column once and writes one text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Expression, F
from django.db.models.sql.compiler import SQLCompiler

from muntada.access import clock
from muntada.access.conditions import Listed, NoneOf
from muntada.access.models import AudienceMember

_NAMED = "SELECT {audience} FROM {table} WHERE ({until} IS NULL OR {until} > %s) AND {key} IN ({keys})"
OPERATORS = frozenset({"in", "isnull", "gte"})


@dataclass(frozen=True, slots=True)
class Compare:
    """One column compared with something: `in`, `isnull` (which is asked, never denied), `gte` or `exact`."""

    path: str
    operator: str
    value: Any

    @classmethod
    def of(cls, prefix: str, lookup: str, value: Any) -> Compare:
        """The test that a condition's lookup (`tlp__in`, `originator`) is, with the way to the thing before it."""
        path, _, operator = lookup.rpartition("__")
        if operator not in OPERATORS:
            path, operator = lookup, "exact"
        return cls(prefix + path, operator, value)


@dataclass(frozen=True, slots=True)
class Every:
    """Holds where all of its parts do; of no parts at all, everywhere."""

    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """Holds where one of its parts does; of no parts at all, nowhere."""

    parts: tuple[Part, ...] = ()


Part = Compare | Every | Either


class Wanted(Expression):
    """A part of a filter as Django takes it. An empty column answers no test but whether it is empty."""

    def __init__(self, part: Part) -> None:
        super().__init__(output_field=BooleanField())
        self.part = part
        self.paths = tuple(dict.fromkeys(_paths(part)))
        self.columns: list[Any] = [F(path) for path in self.paths]

    def get_source_expressions(self) -> list[Any]:
        return self.columns

    def set_source_expressions(self, exprs: Any) -> None:
        self.columns = list(exprs)

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:  # type: ignore[override]
        named = {}
        for path, column in zip(self.paths, self.columns, strict=True):
            named[path], _no_parameters = compiler.compile(column)
        values: list[Any] = []
        return _said(self.part, named, values, connection), values


def _paths(part: Part) -> Iterator[str]:
    if isinstance(part, Compare):
        yield part.path
    else:
        for one in part.parts:
            yield from _paths(one)


def _said(part: Part, named: dict[str, str], values: list[Any], connection: BaseDatabaseWrapper) -> str:
    """The SQL of a part; what stands in its gaps is added to `values`."""
    if isinstance(part, Compare):
        return _compared(named[part.path], part, values, connection)
    word, nothing = (" AND ", "1 = 1") if isinstance(part, Every) else (" OR ", "1 = 0")
    said = [_said(one, named, values, connection) for one in part.parts]
    return f"({word.join(said) or nothing})"


def _compared(column: str, test: Compare, values: list[Any], connection: BaseDatabaseWrapper) -> str:
    if test.operator == "isnull":
        return f"{column} IS NULL"
    if isinstance(test.value, Listed):
        return f"{column} IN ({_audiences(test.value, values, connection)})"
    if isinstance(test.value, NoneOf):
        return f"{column} NOT IN ({_gaps(test.value.values, values)})"
    if test.operator == "in":
        return f"{column} IN ({_gaps(test.value, values)})"
    values.append(_day(test.value, connection) if isinstance(test.value, date) else test.value)
    return f"{column} {'>=' if test.operator == 'gte' else '='} %s"


def _audiences(listed: Listed, values: list[Any], connection: BaseDatabaseWrapper) -> str:
    """The audiences that name one of the keys today. It does not refer to the row outside: the database answers it once
    for the whole list."""
    quote, table = connection.ops.quote_name, AudienceMember._meta.db_table
    columns = {field.name: quote(str(field.column)) for field in AudienceMember._meta.concrete_fields}
    values.append(_day(clock.today(), connection))
    return _NAMED.format(table=quote(table), keys=_gaps(listed.keys, values), **columns)


def _gaps(given: Sequence[Any], values: list[Any]) -> str:
    values += given
    return ", ".join(["%s"] * len(given))


def _day(day: date, connection: BaseDatabaseWrapper) -> Any:
    return connection.ops.adapt_datefield_value(day)
