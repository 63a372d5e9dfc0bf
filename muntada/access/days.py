"""Days counted by the database itself."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import DateTimeField, Func
from django.db.models.sql.compiler import SQLCompiler


class DaysAfter(Func):
    """So many days after a column's day or moment.

    Said in the database's own words, so that a constraint made of it holds, and an integrity check runs, for whoever
    opens the file: Django's sum of a date and a duration is a function that only Django's connections know on SQLite.
    """

    def __init__(self, column: str, days: int) -> None:
        super().__init__(column)
        self.days = days

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> tuple[str, Any]:
        name = "datetime" if isinstance(self.output_field, DateTimeField) else "date"
        template = f"{name}(%(expressions)s, '+{int(self.days)} days')"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> tuple[str, Any]:
        template = f"(%(expressions)s + INTERVAL '{int(self.days)} days')"
        return self.as_sql(compiler, connection, template=template, **extra)
