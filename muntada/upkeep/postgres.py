"""A copy of a PostgreSQL database while it is written to, and its return: by PostgreSQL's own programs.

Needed: `pg_dump` and `pg_restore`, of the server's version or a later one. The log's size and the files that belong
to the copy are read in the very snapshot that is copied.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from muntada.access.wall import SETTING
from muntada.marking.tlp import TLP, up_to
from muntada.upkeep.contents import Contents, contents_of
from muntada.upkeep.folder import PIECE, BackupDamaged, BackupFailed

RESTORING = "upkeep_restoring"  # a table that is there from before a restore until all of it is done
PATIENCE = 5.0  # seconds
_TLS = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}
_ALL = f"-c {SETTING}={','.join(up_to(TLP.RED))}"


def copy(database: dict[str, Any], to: Path, told: Callable[[int], None]) -> Contents:
    """Copy the database as it is at this moment; writers go on. `told` is called with bytes written.

    Raises BackupFailed.
    """
    with _connected(database) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True

        def ask(question: str) -> list[tuple[Any, ...]]:
            return connection.execute(question).fetchall()

        snapshot = ask("SELECT pg_export_snapshot()")[0][0]
        found = contents_of(ask)
        dump(database, to, told, f"--snapshot={snapshot}")
    return found


def dump(database: dict[str, Any], to: Path, told: Callable[[int], None], *words: str) -> None:
    """The same without asking what is in it: of a database in whatever shape. Raises BackupFailed."""
    options = ["--format=custom", "--compress=1", "--no-owner", "--no-privileges", "--enable-row-security", *words]
    with os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        _run(database, "pg_dump", options, file, told)


def is_empty(database: dict[str, Any]) -> bool:
    """Whether there is no table yet, but for the one that says that a restore was begun."""
    with _connected(database) as connection:
        return _tables(connection) <= {RESTORING}


def is_restoring(connection: Any) -> bool:
    """Whether a restore was begun and did not end; asked through Django's connection."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [RESTORING])
        return bool(cursor.fetchone()[0])


def set_aside(database: dict[str, Any], name: str) -> None:
    """Give the schema with all that is in it another name, and make an empty one. Raises BackupFailed."""
    with _connected(database) as connection:
        others = _others(connection)
        end = time.monotonic() + PATIENCE
        while others and time.monotonic() < end:  # whoever has just left is seen for a moment longer
            time.sleep(0.1)
            others = _others(connection)
        if others:
            raise BackupFailed(
                f"The database is in use by {others} others; stop the server and all workers before it is replaced."
            )
        try:
            connection.execute(f'ALTER SCHEMA public RENAME TO "{name}"')
            connection.execute("CREATE SCHEMA public")
        except psycopg.Error as error:
            raise BackupFailed(f"What is there cannot be set aside ({error}); name an empty database.") from None


def empty_again(database: dict[str, Any]) -> None:
    """Remove what a restore that was killed has brought so far. Raises BackupFailed."""
    with _connected(database) as connection:
        if RESTORING in _tables(connection):
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")


def bring_back(database: dict[str, Any], dump: Path) -> None:
    """Fill an empty database from a copy. It says of itself that it is not ready until `ready`. Raises BackupFailed."""
    with _connected(database) as connection:
        connection.execute(f"CREATE TABLE IF NOT EXISTS {RESTORING} (since timestamptz DEFAULT now())")
    options = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
    _run(database, "pg_restore", [*options, f"--dbname={_name(database)}", str(dump)], None, lambda _: None)


def contents(database: dict[str, Any]) -> Contents:
    """What is in the database."""
    with _connected(database) as connection:
        return contents_of(lambda question: connection.execute(question).fetchall())


def ready(cursor: Any) -> None:
    """Within the transaction that ends a restore: the database is what it was, and may be used."""
    cursor.execute(f"DROP TABLE IF EXISTS {RESTORING}")


def _others(connection: psycopg.Connection) -> int:
    connection.execute("SELECT pg_stat_clear_snapshot()")  # within a transaction it would be the same answer each time
    found = connection.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    ).fetchone()
    return int(found[0]) if found is not None else 0


def _tables(connection: psycopg.Connection) -> set[str]:
    found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    return {name for (name,) in found}


@contextmanager
def _connected(database: dict[str, Any]) -> Iterator[psycopg.Connection]:
    names = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password", "NAME": "dbname"}
    given = {names[name]: value for name, value in database.items() if name in names and value}
    given |= {name: value for name, value in database.get("OPTIONS", {}).items() if name in _TLS}
    try:
        with psycopg.connect(**given, options=_ALL) as connection:
            yield connection
    except psycopg.Error as error:
        raise BackupFailed(f"The database cannot be used: {str(error).strip()}.") from None


def _name(database: dict[str, Any]) -> str:
    return str(database["NAME"])


def _run(database: dict[str, Any], program: str, words: list[str], to: Any, told: Callable[[int], None]) -> None:
    """Run one of PostgreSQL's programs; what it prints goes into the file. Raises BackupFailed, BackupDamaged."""
    found = shutil.which(program)
    if found is None:
        raise BackupFailed(f"{program} is not here; install PostgreSQL's client programs (postgresql-client).")
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
    said = {names[name]: str(value) for name, value in database.items() if name in names and value}
    said |= {_TLS[name]: str(value) for name, value in database.get("OPTIONS", {}).items() if name in _TLS}
    # The second wall holds for the tables' owner too: without a ceiling nothing would be copied.
    environment = {**os.environ, **said, "PGDATABASE": _name(database), "PGOPTIONS": _ALL, "LC_ALL": "C.UTF-8"}
    with subprocess.Popen(  # noqa: S603 -- the program's own path, words of our own
        [found, "--no-password", *words], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        while piece := running.stdout.read(PIECE):
            to.write(piece)
            told(len(piece))
        wrong = running.stderr.read().decode("utf-8", "replace").strip()
    if running.returncode:
        lines = [line for line in wrong.splitlines() if "error:" in line] or wrong.splitlines()
        last = lines[0] if lines else f"it ended with code {running.returncode}"
        kind = BackupDamaged if program == "pg_restore" and "archive" in wrong else BackupFailed
        raise kind(f"{program} failed: {last}")
