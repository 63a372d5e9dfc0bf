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
    before, label = _wanted(connection), ceiling_of(actor)
    if _known(connection) != label:  # to say what is so already would be another journey to the database
        _set(connection, label)
    try:
        yield
    finally:
        setattr(connection, _WANTED, before)
        if connection.connection is not None and not connection.needs_rollback:
            if _known(connection) != before:
                _set(connection, before)
        else:
            # A failed transaction takes no more commands, and takes back what was set in it.
            setattr(connection, _KNOWN, None)


_WANTED, _KNOWN = "muntada_ceiling_wanted", "muntada_ceiling_known"


def _wanted(of: Any) -> TLP:
    """What is to be in force on this connection."""
    return getattr(of, _WANTED, TLP.RED)


def _known(of: Any) -> TLP | None:
    """What is in force for sure; what was set within a transaction may be taken back with it."""
    return None if of.connection is None or of.in_atomic_block else getattr(of, _KNOWN, None)


def _set(to: Any, label: TLP) -> None:
    setattr(to, _WANTED, label)
    setattr(to, _KNOWN, None)
    with to.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, false)", [SETTING, ",".join(up_to(label))])
    if not to.in_atomic_block:
        setattr(to, _KNOWN, label)


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
