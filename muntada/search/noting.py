"""What changes is noted by the database itself, in the transaction of the change, once for each index there is.

So no way of writing passes the index by, what is rolled back was never noted, and an index that is being built hears
of what changes behind its back.
"""

# ruff: noqa: S608 -- every name in these statements is that of a table of ours

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from muntada.search.kinds import Watched, laid

PREFIX = "search_notes_"
_DEEDS = {"INSERT": "new", "UPDATE": "new", "DELETE": "old"}


def _every() -> Iterator[tuple[str, str, Watched]]:
    """The name under which each table of each kind is watched, the kind, and the table."""
    for kind in laid().values():
        for number, watched in enumerate(kind.watched):
            yield f"{PREFIX}{kind.name}_{number}", kind.name, watched


def _noted(kind: str, watched: Watched, row: str) -> str:
    keys, now, key = watched.keys.format(row=row), "clock_timestamp()", "CAST(k.key AS varchar(120))"
    if connection.vendor == "sqlite":
        now, key = "strftime('%Y-%m-%d %H:%M:%f', 'now')", "k.key"
    return (
        f"INSERT INTO search_change (index_id, kind, key, noted_at) SELECT i.id, '{kind}', {key}, {now} "
        f"FROM search_index i, ({keys}) k;"
    )


def _statements(name: str, kind: str, watched: Watched) -> Iterator[str]:
    if connection.vendor == "sqlite":
        for deed, row in _DEEDS.items():
            said = _noted(kind, watched, row)
            yield f'CREATE TRIGGER "{name}_{deed.lower()}" AFTER {deed} ON "{watched.table}" BEGIN {said} END'
        return
    new, old = _noted(kind, watched, "new"), _noted(kind, watched, "old")
    yield (
        f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
        f"IF TG_OP = 'DELETE' THEN {old} ELSE {new} END IF; RETURN NULL; END $$"
    )
    yield (
        f'CREATE TRIGGER "{name}" AFTER INSERT OR UPDATE OR DELETE ON "{watched.table}" '
        f'FOR EACH ROW EXECUTE FUNCTION "{name}"()'
    )


def _names(name: str) -> list[str]:
    return [f"{name}_{deed.lower()}" for deed in _DEEDS] if connection.vendor == "sqlite" else [name]


def standing() -> dict[str, str]:
    """The triggers of ours that there are, each with its table."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{PREFIX}%"]
            )
        else:
            cursor.execute(
                "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "WHERE t.tgname LIKE %s",
                [f"{PREFIX}%"],
            )
        return dict(cursor.fetchall())


def missing() -> list[str]:
    """The names under which tables should be watched and are not."""
    there = standing()
    return [name for name, _, _ in _every() if not there.keys() >= set(_names(name))]


def take_down() -> None:
    """Watch nothing any more."""
    with transaction.atomic(), connection.cursor() as cursor:
        for name, table in standing().items():
            cursor.execute(f'DROP TRIGGER "{name}"' + (f' ON "{table}"' if connection.vendor == "postgresql" else ""))


def put_up() -> None:
    """Watch every table that is to be watched, as it is written now."""
    take_down()
    with transaction.atomic(), connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        if not there >= {"search_change", "search_index"}:  # a database of before, on its way here
            return
        for name, kind, watched in _every():
            if watched.table in there:
                for statement in _statements(name, kind, watched):
                    cursor.execute(statement)  # without values, a % is a %


def before_migrating(plan: Any = (), **_more: Any) -> None:
    """A table that is made anew must not be in anybody's trigger meanwhile."""
    if plan:
        take_down()


def after_migrating(**_more: Any) -> None:
    """Watch again."""
    if apps.is_installed("muntada.search") and missing():
        put_up()
