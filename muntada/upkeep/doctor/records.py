"""What is kept: the database's settings and shape, the log, captured files, keys, backups."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from muntada.access import clock
from muntada.access.sought import missing
from muntada.evidence.store import path_of
from muntada.trail.guard import TABLES
from muntada.trail.heads import NotAHead, SignedHead, witnessed
from muntada.trail.queries import size_of_log
from muntada.trail.verifying import verify
from muntada.upkeep import folder as layout
from muntada.upkeep.carrying import damaged_in
from muntada.upkeep.doctor.check import Check, failure, ok, warning
from muntada.upkeep.erasures import known_folders
from muntada.upkeep.postgres import is_restoring
from muntada.upkeep.witness import beside

LOOKED_AT = 200  # captured files, without a deep look
# What each setting must be, and why it matters.
_SQLITE: dict[str, tuple[tuple[Any, ...], str]] = {
    "journal_mode": (("wal",), "readers would wait for writers"),
    "synchronous": ((2, 3), "a power cut may lose what was acknowledged"),
    "foreign_keys": ((1,), "rows may name others that are not there"),
}
_POSTGRESQL: dict[str, tuple[tuple[Any, ...], str]] = {
    "fsync": (("on",), "a power cut may damage the database"),
    "full_page_writes": (("on",), "a power cut may damage the database"),
    "synchronous_commit": (("on", "remote_apply", "remote_write"), "a power cut may lose what was acknowledged"),
    "server_encoding": (("UTF8",), "Arabic cannot be kept"),
    "TimeZone": (("UTC",), "moments would be shown in another zone than they are kept in"),
}


def of_settings() -> Iterator[Check]:
    """Whether the database keeps what it acknowledges."""
    wanted, word = (_SQLITE, "PRAGMA") if connection.vendor == "sqlite" else (_POSTGRESQL, "SHOW")
    wrong = []
    with connection.cursor() as cursor:
        for name, (good, why) in wanted.items():
            cursor.execute(f"{word} {name}")
            given = cursor.fetchone()[0]
            if given not in good:
                wrong.append(f"{name} is {given}: {why}")
    if wrong:
        yield failure("database", "; ".join(wrong) + ".", "Correct this in the database's own settings.")
    else:
        yield ok("database", f"{connection.display_name} {_version()}; what is acknowledged is kept.")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)")
            said = cursor.fetchone()[0]
        if said != "ok":
            yield failure("database", f"It is damaged: {said}.", "Stop the server and restore the latest backup.")


def of_privileges() -> Iterator[Check]:
    """On PostgreSQL: whether the second wall holds for the program's own role."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        passes = cursor.fetchone()[0]
        cursor.execute("SELECT current_setting('server_version_num')::int >= 150000")
        recent = cursor.fetchone()[0]
        cursor.execute(
            "SELECT c.relname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE p.polname = 'ceiling' "
            "AND NOT (c.relrowsecurity AND c.relforcerowsecurity)"
        )
        open_ = [name for (name,) in cursor.fetchall()]
        cursor.execute("SELECT count(*) FROM pg_policy WHERE polname = 'ceiling'")
        walls = cursor.fetchone()[0]
    if passes:
        yield failure("role", "The program's role passes every wall.", "Give it NOSUPERUSER NOBYPASSRLS.")
    elif open_ or not walls:
        yield failure("second wall", f"It is down: {', '.join(open_) or 'everywhere'}.", "Run `muntada upgrade`.")
    else:
        yield ok("second wall", f"It stands before {walls} tables, and the program's role does not pass it.")
    if not recent:
        yield failure("database", "PostgreSQL is older than 15.", "Move to PostgreSQL 15 or later.")


def of_migrations() -> Iterator[Check]:
    """Whether the database has the shape that this version needs, and is no half of a restore."""
    if is_restoring(connection):
        yield failure("restore", "A restore was begun here and did not end.", "Run `muntada restore` again.")
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    unknown = set(executor.loader.applied_migrations) - set(executor.loader.graph.nodes)
    if plan:
        yield failure("migrations", f"{len(plan)} are not done.", "Run `muntada upgrade`.")
    elif unknown:
        yield failure("migrations", f"{len(unknown)} are of a later version.", "Install that version again.")
    elif gone := missing():
        yield failure("index of words", f"{gone[0].index} is not kept in step.", "Run `muntada upgrade`.")
    else:
        yield ok("migrations", "All are done.")


def of_the_log(deep: bool) -> Iterator[Check]:
    """Whether the log is guarded, grew from what its witnesses know, and with a deep look: whether it verifies."""
    table, column = ("sqlite_master", "name") if connection.vendor == "sqlite" else ("pg_trigger", "tgname")
    wanted = {f"{one}_{deed}" for one in TABLES for deed in ("delete", "update")}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE {column} LIKE 'trail_%%'")  # noqa: S608 -- names of our own
        missing = wanted - {str(name) for (name,) in cursor.fetchall()}
    if missing:
        yield failure("log", f"Its guard is down ({sorted(missing)[0]}).", "Run `muntada trail verify --witness FILE`.")
    for name, heads, wrong in _witnesses():
        yield _beside(name, heads) if not wrong else failure("witness", f"{name}: {wrong}", "Restore that file.")
    if deep:
        verdict = verify()
        if not verdict.is_sound:
            said = verdict.faults[0].said if verdict.faults else "It does not verify."
            yield failure("log", said, "Keep everything as it is and run `muntada trail verify --witness FILE`.")
            return
    yield ok("log", f"{size_of_log()} leaves{', all of them verified' if deep else ''}.")


def of_files(deep: bool) -> Iterator[Check]:
    """Whether captured files are what they were: the latest, or with a deep look all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sha256 FROM evidence_document ORDER BY id DESC")
        named = [digest for (digest,) in cursor.fetchall()]
    store = Path(settings.STORE)
    gone = [digest for digest in named if not path_of(store, digest).exists()]
    looked = named if deep else named[:LOOKED_AT]
    wrong = sorted({*gone, *damaged_in(store, looked, lambda _: None)})
    if wrong:
        yield failure(
            "captured files",
            f"{len(wrong)} of {len(named)} are gone or damaged, the first is {wrong[0]}.",
            "Run `muntada restore --mend FOLDER` with the folder of backups.",
        )
    else:
        yield ok("captured files", f"{len(named)} are there; {len(looked)} were compared with their digests.")


def of_keys() -> Iterator[Check]:
    """Whether the keys are there, and nobody else's to read."""
    keys = {"trail.key": Path(settings.TRAIL_KEY)}
    if not os.environ.get("MUNTADA_SECRET_KEY"):
        keys["secret.key"] = Path(settings.DATA) / "secret.key"
    if settings.BACKUP_KEY is not None:
        keys["backup key"] = settings.BACKUP_KEY
    for name, path in keys.items():
        try:
            kept = path.stat()
        except OSError:
            if name == "trail.key" and not size_of_log():
                yield ok(name, "It is made with the first head.")
            elif name == "trail.key":
                yield warning(
                    name, f"{path} is not there.", "Bring it from its backup, or `muntada trail head` makes one."
                )
            else:
                yield failure(name, f"{path} is not there.", "Bring it from where it is kept.")
            continue
        if stat.S_IMODE(kept.st_mode) & 0o077:
            yield failure(name, f"Others can read {path}.", f"chmod 600 {path}")
        elif kept.st_uid != os.geteuid():
            yield failure(name, f"{path} belongs to another user.", f"chown {os.geteuid()} {path}")
        else:
            yield ok(name, "It is there, and its owner's alone.")


def of_backups() -> Iterator[Check]:
    """Whether the latest backup is recent."""
    every = timedelta(hours=settings.BACKUP_HOURS)
    latest = {}
    for folder in known_folders():
        try:
            latest[folder] = [layout.moment_of(name) for name in layout.backups(folder)][-1:]
        except layout.BackupFailed:
            latest[folder] = []
    moments = [at for found in latest.values() for at in found]
    if not latest:
        yield warning("backups", "None was ever made.", "Set MUNTADA_BACKUP, or run `muntada backup FOLDER` regularly.")
    elif not moments:
        yield failure("backups", "No folder of backups can be reached.", "Connect the disk and run `muntada backup`.")
    elif clock.now() - max(moments) > every * 2:
        hours = (clock.now() - max(moments)).total_seconds() / 3600
        yield failure("backups", f"The latest is {hours:.0f} hours old.", "Run `muntada backup FOLDER`; see the jobs.")
    else:
        yield ok("backups", f"The latest is of {max(moments):%Y-%m-%d %H:%M} UTC.")


def _witnesses() -> Iterator[tuple[str, list[SignedHead], str]]:
    """The files of heads that can be reached, with their heads or with what is wrong."""
    files = [folder / layout.HEADS for folder in known_folders()]
    for path in [*files, *([settings.WITNESS] if settings.WITNESS else [])]:
        try:
            yield path.name, witnessed(path), ""
        except (OSError, NotAHead, UnicodeDecodeError) as error:
            yield str(path), [], str(error)


def _beside(name: str, heads: list[SignedHead]) -> Check:
    found = beside(heads)
    if found.fits:
        return ok("witness", f"{name}: the log grew from its {len(heads)} heads.")
    if found.restored:
        return warning(
            "witness",
            f"{name} knows {found.lost} lines that went when the backup {found.restored} was brought back.",
            "Tell the witness; keep that file and begin a new one.",
        )
    return failure(
        "witness",
        f"{name}: {found.said}",
        "An old copy may have been put in place. Stop the server; run `muntada trail verify --witness FILE`.",
    )


def _version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        return str(cursor.fetchone()[0])
