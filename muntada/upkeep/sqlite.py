"""A copy of an SQLite database while it is written to, and its return."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from muntada.evidence.store import sync_folder
from muntada.upkeep.contents import Contents, contents_of
from muntada.upkeep.folder import BackupDamaged, BackupFailed

PAGES = 4096  # copied at a time
BESIDE = ("-wal", "-shm", "-journal")


def copy(database: Path, to: Path, told: Callable[[int, int], None]) -> Contents:
    """Copy the database as it is at this moment; writers go on. `told` is called with pages done and in all.

    Raises BackupFailed.
    """
    copy_bytes(database, to, told)
    return checked(to)


def copy_bytes(database: Path, to: Path, told: Callable[[int, int], None]) -> None:
    """The same without asking what is in it: of a database in whatever shape. Raises BackupFailed."""
    try:
        with contextlib.closing(sqlite3.connect(_address(database), uri=True, timeout=20)) as source:
            # One reading transaction around all of it: what is committed meanwhile does not make the copy begin anew.
            source.isolation_level = None
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            with contextlib.closing(sqlite3.connect(to, isolation_level=None)) as made:
                source.backup(made, pages=PAGES, progress=lambda _, left, all_: told(all_ - left, all_))
                # The copy is one file: nothing of it lies in a log beside it.
                made.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise BackupFailed(f"The database cannot be copied: {error}.") from None
    os.chmod(to, 0o600)


def checked(copied: Path) -> Contents:
    """What is in a copy that is sound. Raises BackupDamaged."""
    try:
        with contextlib.closing(sqlite3.connect(f"{copied.absolute().as_uri()}?mode=ro", uri=True)) as made:
            said = made.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if said != "ok":
                raise BackupDamaged(f"The copy of the database is damaged: {said}.")
            if made.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise BackupDamaged("The copy of the database names rows that are not in it.")
            return contents_of(lambda question: made.execute(question).fetchall())
    except sqlite3.Error as error:
        raise BackupDamaged(f"The copy of the database cannot be read: {error}.") from None


def is_empty(database: Path) -> bool:
    """Whether there is no database yet."""
    return not database.exists() or database.stat().st_size == 0


def set_aside(database: Path, folder: Path) -> None:
    """Move a database that nobody uses into a folder. Raises BackupFailed where somebody uses it."""
    if not database.exists():
        return
    try:
        with contextlib.closing(sqlite3.connect(database, isolation_level=None, timeout=0)) as held:
            held.execute("PRAGMA locking_mode = EXCLUSIVE")
            held.execute("PRAGMA journal_mode = DELETE")  # takes in what lies in the log; refused while others read
            held.execute("BEGIN EXCLUSIVE")
            held.execute("COMMIT")
    except sqlite3.OperationalError as error:
        raise BackupFailed(
            f"The database is in use ({error}); stop the server and all workers before it is replaced."
        ) from None
    except sqlite3.DatabaseError:
        pass  # no database any more, which is why it is replaced
    for name in (database.name, *(database.name + end for end in BESIDE)):
        if (database.parent / name).exists():
            os.replace(database.parent / name, folder / name)
    sync_folder(folder)
    sync_folder(database.parent)


def put_in_place(staged: Path, database: Path) -> None:
    """Give a database that is ready its name, from which moment on it is there."""
    with contextlib.closing(sqlite3.connect(staged, isolation_level=None)) as made:
        made.execute("PRAGMA journal_mode = DELETE")
    for end in BESIDE:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(f"{database}{end}")  # a log of another database would be read as this one's
    with staged.open("rb") as file:
        os.fsync(file.fileno())
    os.replace(staged, database)
    sync_folder(database.parent)


def _address(database: Path) -> str:
    # Read-write, because a database whose log was left behind by a kill is first recovered.
    return f"{database.absolute().as_uri()}?mode=rw"
