"""The second wall: on PostgreSQL the database itself holds back rows above the ceiling of whoever asks.

It is coarse, by label alone; the policy's own filter stands in front of it. A connection without a ceiling sees
nothing. Commands and jobs work under the highest ceiling, a request under that of its actor. SQLite has no such
wall.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from muntada.access.actor import Actor, Role
from muntada.marking.tlp import TLP, up_to

SETTING = "muntada.ceiling"


def ceiling_of(actor: Actor | None) -> TLP:
    """The strictest label that this actor may meet at all."""
    if actor is None or not actor.roles - {Role.VISITOR}:
        return TLP.CLEAR
    return TLP.RED if actor.clearance is None else actor.clearance


def open_connection(connection: Any, **_more: Any) -> None:
    """Give a new connection the ceiling of commands and jobs, or the one that whoever had to reconnect works under."""
    if connection.vendor == "postgresql":
        _set(connection, _wanted(connection))


@contextmanager
def under_ceiling(actor: Actor | None) -> Iterator[None]:
    """Within the block, the database shows no row above the actor's ceiling; after it, what it showed before."""
    if connection.vendor != "postgresql":
        yield
        return
    before = _wanted(connection)
    try:
        _want(connection, ceiling_of(actor))
        yield
    finally:
        if _listens(connection):
            _want(connection, before)
        else:
            _note(connection, wanted=before, known=None)
            _wait(connection, True)


_WANTED, _KNOWN = "muntada_ceiling_wanted", "muntada_ceiling_known"


def _wanted(of: Any) -> TLP:
    """What is to be in force on this connection."""
    return getattr(of, _WANTED, TLP.RED)


def _known(of: Any) -> TLP | None:
    """What is in force for sure; a new connection is given what is wanted before anything else."""
    return getattr(of, _KNOWN, None)


def _listens(of: Any) -> bool:
    """Whether it takes statements: a failed transaction does not, and takes back what was set in it."""
    from psycopg.pq import TransactionStatus  # no need of it on SQLite

    if of.connection is None or of.needs_rollback:
        return False
    return of.connection.info.transaction_status in {TransactionStatus.IDLE, TransactionStatus.INTRANS}


def _note(of: Any, *, wanted: TLP, known: TLP | None) -> None:
    """What was set within a transaction is not known to last: it may be taken back with it."""
    setattr(of, _WANTED, wanted)
    setattr(of, _KNOWN, known if of.autocommit else None)


def _want(of: Any, label: TLP) -> None:
    """Put a ceiling in force: at once, where it is lower than the one that is, or where that is not sure.

    A higher one comes with the next statement, which saves a journey to the database: until then too little would be
    shown, and never too much. One that is in force is not said again.
    """
    known = _known(of)
    if known is None or label.rank < known.rank:
        _set(of, label)
    else:
        setattr(of, _WANTED, label)
        _wait(of, label != known)


def _set(to: Any, label: TLP) -> None:
    _note(to, wanted=label, known=None)
    with to.cursor() as cursor:
        cursor.execute(_told(label))
    _note(to, wanted=label, known=label)


def _told(label: TLP) -> str:
    return f"SET {SETTING} TO '{','.join(up_to(label))}'"


def _wait(of: Any, waits: bool) -> None:
    """Whether a ceiling waits for the next statement. Within a transaction one that waits goes on waiting: with the
    transaction it may be taken back, so that it is said before each statement, until one after it."""
    if waits and _behind not in of.execute_wrappers:
        of.execute_wrappers.insert(0, _behind)  # Django takes those of a block away from the other end
    elif not waits and of.autocommit and _behind in of.execute_wrappers:
        of.execute_wrappers.remove(_behind)


def _behind(execute: Any, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Run a statement behind the ceiling that waits for it."""
    of, cursor = context["connection"], context["cursor"]
    if not _listens(of):  # but to what takes it back
        return execute(sql, params, many, context)
    label = _wanted(of)
    if not _goes_along(sql, many, cursor.cursor):
        with of.wrap_database_errors:
            of.connection.execute(_told(label))
        _settle(of, label)
        return execute(sql, params, many, context)
    done = execute(f"{_told(label)}; {sql}", params, many, context)
    cursor.nextset()  # to the answer of the statement itself
    _settle(of, label)
    return done


def _settle(of: Any, label: TLP) -> None:
    _note(of, wanted=label, known=label)
    _wait(of, False)


def _goes_along(sql: Any, many: bool, cursor: Any) -> bool:
    """Whether another statement can stand in front of this one in the same message."""
    from psycopg import ClientCursor  # no need of it on SQLite

    return not many and isinstance(cursor, ClientCursor) and str(sql).startswith(("SELECT ", "EXECUTE "))


def raise_wall(schema_editor: Any, *tables: str) -> None:
    """Put these tables behind the wall; for migrations. Does nothing on SQLite."""
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in tables:
        quoted = schema_editor.quote_name(table)
        schema_editor.execute(f"ALTER TABLE {quoted} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {quoted} FORCE ROW LEVEL SECURITY")
        # The setting is read in a subquery, which the database answers once a statement and not once a row.
        schema_editor.execute(
            f"CREATE POLICY ceiling ON {quoted} USING "
            f"(tlp = ANY ((SELECT string_to_array(current_setting('{SETTING}', true), ','))::text[])) WITH CHECK (true)"
        )


def take_wall_down(schema_editor: Any, *tables: str) -> None:
    """The way back, for migrations."""
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in tables:
        quoted = schema_editor.quote_name(table)
        schema_editor.execute(f"DROP POLICY ceiling ON {quoted}")
        schema_editor.execute(f"ALTER TABLE {quoted} NO FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {quoted} DISABLE ROW LEVEL SECURITY")
