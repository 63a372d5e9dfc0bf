"""The index of folded columns: in which rows a word stands, found without reading the rows.

Each folded column has a table beside its own, which triggers of the database keep in step, so that no way of writing
passes it by. On SQLite it is an FTS5 table. On PostgreSQL it is a table of words, each with its row and that row's
label: it stands behind the same wall as the rows, and comparing texts is one of the few things that PostgreSQL lets
an index do behind a wall. docs/decisions/words-are-indexed-beside.md says why.
"""

# ruff: noqa: S608 -- every name in these statements is that of a model or a column of ours

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from muntada.access.wall import raise_wall

PREFIX = 3  # letters from which on a word is found by its beginning
MANY = 3_000  # rows: what holds so common a word is found sooner by going through the list
KEPT = 600.0  # seconds for which it is remembered how common a word is, which changes the way and not the answer
LAST = "\U0010ffff"  # no word goes on with this
_common: dict[tuple[Any, ...], tuple[float, bool]] = {}


@dataclass(frozen=True, slots=True)
class Indexed:
    """A folded column: its table, its name, its table's key, and whether its rows have a label."""

    table: str
    column: str
    key: str
    labelled: bool

    @property
    def index(self) -> str:
        """The table beside it."""
        return f"{self.table}_{self.column}"

    @property
    def triggers(self) -> tuple[str, ...]:
        """What keeps that in step."""
        return tuple(f"{self.index}_{deed}" for deed in ("added", "changed", "gone"))


def condition(
    on: BaseDatabaseWrapper, table: str, column: str, key: str, lhs: str, words: list[str]
) -> tuple[str, list[Any]]:
    """The SQL of "all these words stand in this column" and its parameters; `key` and `lhs` name the row's columns."""
    if on.vendor == "sqlite":
        match = _match(words)
        if not _is_common(on, f"{table}_{column}", match):
            index = on.ops.quote_name(f"{table}_{column}")
            return f"{key} IN (SELECT rowid FROM {index} WHERE {index} MATCH %s)", [match]
        return f"({' AND '.join(f'instr({lhs}, %s) > 0' for _ in words)})", [between(word) for word in words]
    index, said, values = on.ops.quote_name(f"{table}_{column}"), [], []
    for word in words:
        test = "word >= %s AND word < %s" if len(word) >= PREFIX else "word = %s"
        values += [word, word + LAST] if len(word) >= PREFIX else [word]
        said.append(f"{key} IN (SELECT of_row FROM {index} WHERE {test})")
    return f"({' AND '.join(said)})", values


def _match(words: list[str]) -> str:
    return " AND ".join(f'"{word}" *' if len(word) >= PREFIX else f'"{word}"' for word in words)


def is_common(table: str, column: str, words: list[str]) -> bool:
    """Whether so many rows hold these words that they are sooner found by going through the list. PostgreSQL knows by
    itself."""
    return bool(words) and connection.vendor == "sqlite" and _is_common(connection, f"{table}_{column}", _match(words))


def between(word: str) -> str:
    """What stands in a folded column where the word does."""
    return f" {word}" if len(word) >= PREFIX else f" {word} "


def _is_common(on: BaseDatabaseWrapper, index: str, match: str) -> bool:
    """Whether many rows hold these words. It is asked of the driver, because it is no part of what a page asks."""
    name, now = (str(on.settings_dict["NAME"]), index, match), time.monotonic()
    known = _common.get(name)
    if known is not None and known[0] > now:
        return known[1]
    on.ensure_connection()
    counted = f'SELECT count(*) FROM (SELECT 1 FROM "{index}" WHERE "{index}" MATCH ? LIMIT ?)'
    (found,) = on.connection.cursor().execute(counted, [match, MANY + 1]).fetchone()
    if len(_common) > 10_000:
        _common.clear()
    _common[name] = (now + KEPT, found > MANY)
    return bool(found > MANY)


def every_index() -> list[Indexed]:
    """All folded columns of this version."""
    from muntada.access.folded import FoldedField

    return [
        Indexed(model._meta.db_table, str(column.column), str(model._meta.pk.column), _is_labelled(model))
        for model in apps.get_models()
        for column in model._meta.concrete_fields
        if isinstance(column, FoldedField)
    ]


def _is_labelled(model: type[models.Model]) -> bool:
    return any(column.name == "tlp" for column in model._meta.concrete_fields)


def indexes_beside(tables: Iterable[str]) -> list[str]:
    """The tables beside these tables that quote them."""
    known = set(tables)
    return [one.index for one in every_index() if one.table in known]


def missing() -> list[Indexed]:
    """The folded columns that are there and have no index, or one that nothing keeps in step."""
    there, guarded = _columns(), _triggers()
    return [one for one in every_index() if one.column in there.get(one.table, ()) and not guarded >= {*one.triggers}]


def build() -> None:
    """Make what is missing, and fill it."""
    for one in missing():
        with editing() as editor:
            take_down([one], editor)
            for statement in _MAKE[connection.vendor](one):
                editor.execute(statement, None)
            if connection.vendor == "postgresql" and one.labelled:
                raise_wall(editor, one.index)


@contextmanager
def editing() -> Iterator[Any]:
    """What takes statements, all of them or none. Django's own wants SQLite's references unchecked: we touch none."""
    if connection.vendor == "sqlite":
        with transaction.atomic(), connection.cursor() as cursor:
            yield cursor
    else:
        with connection.schema_editor() as editor:
            yield editor


def take_down(which: Iterable[Indexed], editor: Any) -> None:
    """Take the indexes away, with what keeps them in step."""
    for one in which:
        for name in one.triggers:
            on = f' ON "{one.table}"' if connection.vendor == "postgresql" else ""
            editor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}', None)
        editor.execute(f'DROP TABLE IF EXISTS "{one.index}"', None)


def rebuild() -> None:
    """Write the indexes anew, so that nothing is left in them of what was deleted: an FTS5 table drops words late."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for one in set(every_index()) - set(missing()):
            cursor.execute(f'INSERT INTO "{one.index}" ("{one.index}") VALUES (\'rebuild\')')


def _columns() -> dict[str, set[str]]:
    with connection.cursor() as cursor:
        tables = {one.table for one in every_index()} & set(connection.introspection.table_names(cursor))
        return {
            table: {column.name for column in connection.introspection.get_table_description(cursor, table)}
            for table in tables
        }


def _triggers() -> set[str]:
    table, column = ("sqlite_master", "name") if connection.vendor == "sqlite" else ("pg_trigger", "tgname")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        return {str(name) for (name,) in cursor.fetchall()}


def _on_sqlite(one: Indexed) -> Iterator[str]:
    index, table, column, key = f'"{one.index}"', f'"{one.table}"', f'"{one.column}"', f'"{one.key}"'
    added, changed, gone = one.triggers
    yield (
        f"CREATE VIRTUAL TABLE {index} USING fts5({column}, content={table}, content_rowid={key}, "
        "tokenize=ascii, detail=none, columnsize=0)"
    )
    add = f"INSERT INTO {index} (rowid, {column}) VALUES (new.{key}, new.{column});"
    drop = f"INSERT INTO {index} ({index}, rowid, {column}) VALUES ('delete', old.{key}, old.{column});"
    yield f'CREATE TRIGGER "{added}" AFTER INSERT ON {table} BEGIN {add} END'
    yield f'CREATE TRIGGER "{gone}" AFTER DELETE ON {table} BEGIN {drop} END'
    yield (
        f'CREATE TRIGGER "{changed}" AFTER UPDATE OF {key}, {column} ON {table} '
        f"WHEN old.{key} IS NOT new.{key} OR old.{column} IS NOT new.{column} BEGIN {drop} {add} END"
    )
    yield f"INSERT INTO {index} ({index}) VALUES ('rebuild')"


def _on_postgresql(one: Indexed) -> Iterator[str]:
    index, table, column, key = f'"{one.index}"', f'"{one.table}"', f'"{one.column}"', f'"{one.key}"'
    added, changed, gone = one.triggers
    label, its, new = (", tlp varchar(16) NOT NULL", ", tlp", ", new.tlp") if one.labelled else ("", "", "")
    yield f'CREATE TABLE {index} (word text COLLATE "C" NOT NULL, of_row bigint NOT NULL{label})'
    apart = "unnest(string_to_array(btrim({}, ' '), ' '))"
    yield f"INSERT INTO {index} (word, of_row{its}) SELECT {apart.format(column)}, {key}{its} FROM {table}"
    yield f'CREATE INDEX "{one.index}_word" ON {index} (word, of_row)'
    yield f'CREATE INDEX "{one.index}_row" ON {index} (of_row)'
    yield f"ANALYZE {index}"
    yield (
        f'CREATE OR REPLACE FUNCTION "{one.index}_kept"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
        f"IF TG_OP = 'TRUNCATE' THEN TRUNCATE {index}; RETURN NULL; END IF; "
        f"IF TG_OP <> 'INSERT' THEN DELETE FROM {index} WHERE of_row = old.{key}; END IF; "
        f"IF TG_OP <> 'DELETE' THEN INSERT INTO {index} (word, of_row{its}) "
        f"SELECT {apart.format(f'new.{column}')}, new.{key}{new}; END IF; RETURN NULL; END $$"
    )
    run = f'EXECUTE FUNCTION "{one.index}_kept"()'
    of = ", ".join((key, column, *(["tlp"] if one.labelled else [])))
    yield f'CREATE TRIGGER "{added}" AFTER INSERT OR DELETE ON {table} FOR EACH ROW {run}'
    yield f'CREATE TRIGGER "{changed}" AFTER UPDATE OF {of} ON {table} FOR EACH ROW {run}'
    yield f'CREATE TRIGGER "{gone}" AFTER TRUNCATE ON {table} FOR EACH STATEMENT {run}'


_MAKE = {"sqlite": _on_sqlite, "postgresql": _on_postgresql}


def before_migrating(plan: Any = (), **_more: Any) -> None:
    """Take away the indexes of rooms whose tables are about to change; a table that is made anew loses its triggers."""
    rooms = {migration.app_label for migration, _backwards in plan}
    tables = {model._meta.db_table for model in apps.get_models() if model._meta.app_label in rooms}
    which = [one for one in every_index() if one.table in tables and _triggers() & {*one.triggers}]
    if which:
        with editing() as editor:
            take_down(which, editor)


def after_migrating(**_more: Any) -> None:
    """Make them again."""
    build()
