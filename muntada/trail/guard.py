"""The database's own guard: triggers that refuse to change or remove what stands in the trail, on both databases.

It stops mistakes and whoever has no more than the application's rights. Whoever owns the database can take it down:
that such a change shows is for `verifying` and for a witness.
"""

from __future__ import annotations

from typing import Any

REFUSED = "The trail is never changed or removed."
TABLES = ("trail_entry", "trail_leaf", "trail_frozen", "trail_head", "trail_tree")
# What goes with an entry's salt where its personal data have to go; everything else stays for good.
TAKEN = {"actor": "", "reason": "", "recipient": "", "thing_key": "", "detail": "{}", "salt": None}
_STAYS = ("id", "at", "operation", "permission", "allowed", "purpose", "thing_type", "commitment")


def raise_guard(connection: Any) -> None:
    """Put the guard up; where it stands already nothing changes."""
    take_guard_down(connection)
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if postgres:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
        for table in TABLES:
            for deed in ("DELETE", "UPDATE"):
                when = _unless(table, postgres) if deed == "UPDATE" else ""
                cursor.execute(_trigger(table, deed, when, postgres))
            if postgres:
                cursor.execute(
                    f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION trail_refuse()"
                )


def take_guard_down(connection: Any) -> None:
    """The way back, for migrations and for tests that begin with an empty database."""
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for table in TABLES:
            for deed in ("delete", "update", *(["truncate"] if postgres else [])):
                on = f" ON {table}" if postgres else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{deed}{on}")


def _trigger(table: str, deed: str, when: str, postgres: bool) -> str:
    head = f"CREATE TRIGGER {table}_{deed.lower()} BEFORE {deed} ON {table} FOR EACH ROW {when}"
    if postgres:
        return f"{head} EXECUTE FUNCTION trail_refuse()"
    return f"{head} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"


def _unless(table: str, postgres: bool) -> str:
    """Where a change is let through: an entry that loses all that it says, and a log that grows."""
    if table == "trail_tree":
        return "WHEN (NEW.size <= OLD.size OR NEW.id <> OLD.id)"
    if table != "trail_entry":
        return ""
    differs = "IS DISTINCT FROM" if postgres else "IS NOT"
    moved = [f"NEW.{column} {differs} OLD.{column}" for column in _STAYS]
    kept = [f"NEW.{column} {differs} {_literal(value)}" for column, value in TAKEN.items()]
    return f"WHEN ({' OR '.join([*moved, *kept])})"


def _literal(value: str | None) -> str:
    return "NULL" if value is None else f"'{value}'"
