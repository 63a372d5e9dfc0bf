"""Makes a backup while the house works: the database at one moment, and every captured file that it names."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import time
from dataclasses import dataclass, replace
from datetime import UTC
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections

from muntada.access import clock
from muntada.access.actor import CLERK, Actor
from muntada.access.rules import Permission
from muntada.evidence.store import path_of, sync_folder
from muntada.trail.deed import act
from muntada.trail.heads import append_line, sign, sign_as
from muntada.trail.writing import sequence
from muntada.upkeep import folder as layout
from muntada.upkeep import postgres, sqlite
from muntada.upkeep.actions.prune import prune
from muntada.upkeep.carrying import carry, kept_in
from muntada.upkeep.contents import Contents
from muntada.upkeep.copies import forget_copies
from muntada.upkeep.erasures import forget_erasures, keep_erasures, remember_folder
from muntada.upkeep.folder import BackupFailed, Manifest, Part
from muntada.upkeep.progress import Counter, Progress, silent
from muntada.upkeep.sealing import seal, sealing_key
from muntada.upkeep.witness import check_witness


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made: its manifest, what was new in it (files, bytes), and which older ones went."""

    manifest: Manifest
    new_files: int
    new_bytes: int
    removed: list[str]
    seconds: float


def back_up(
    target: Path, actor: Actor = CLERK, *, keep: int = 0, sealed_with: Path | None = None, progress: Progress = silent
) -> Made:
    """Make a backup in this folder; with `keep`, remove those that are more than so many days old.

    It is complete or it is not there. Its line of the trail is written before anything is copied, so that it stands
    in the copy too. Raises BackupFailed, Refused, NotTheSameLog.
    """
    begun = time.monotonic()
    key = sealing_key(sealed_with) if sealed_with is not None else None
    try:
        layout.open_folder(target)
        with layout.alone_in(target):
            layout.sweep(target)
            remember_folder(target)
            sequence(wait=True)
            check_witness(target)
            manifest, new = _backed_up(target, actor, key, progress)
            removed = prune(target, keep) if keep else []
            forget_copies()
            forget_erasures(target, layout.moment_of(layout.backups(target)[0]))
    except OSError as error:
        raise BackupFailed(_said(error, target)) from None
    return Made(manifest, *new, removed, time.monotonic() - begun)


def _backed_up(target: Path, actor: Actor, key: bytes | None, progress: Progress) -> tuple[Manifest, tuple[int, int]]:
    name = _free_name(target)
    with act(actor, Permission.BACKUP_MAKE) as record:
        record.things.append({"thing": "upkeep.backup", "key": name})
        record.to(f"backups {target.name}"[:300])
    half = target / f".{name}"
    try:
        half.mkdir(mode=0o700)
        manifest, new = _filled(target, half, name, key, progress)
        _complete(target, half, manifest)
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        raise
    return manifest, new


def _filled(
    target: Path, half: Path, name: str, key: bytes | None, progress: Progress
) -> tuple[Manifest, tuple[int, int]]:
    kind, found = _copied(half, progress)
    files, missing, new = _carried(target, found, progress)
    lines = "".join(f"{digest} {size}\n" for digest, size in sorted(files.items()))
    layout.write_whole(half / layout.FILES, lines.encode())
    parts = {kind: layout.part_of(half / kind), layout.FILES: layout.part_of(half / layout.FILES)}
    if key is not None:
        layout.write_whole(half / layout.KEYS, seal(_keys(), key))
        parts[layout.KEYS] = layout.part_of(half / layout.KEYS)
    return _signed(name, found, parts, files, missing), new


def _copied(half: Path, progress: Progress) -> tuple[str, Contents]:
    """The name of the database's copy, and what is in it."""
    database: dict[str, Any] = connections.databases["default"]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            counted = Counter(progress, "database", int(cursor.fetchone()[0]))
        return layout.POSTGRESQL, postgres.copy(database, half / layout.POSTGRESQL, counted)
    found = sqlite.copy(
        Path(str(database["NAME"])),
        half / layout.SQLITE,
        lambda done, total: progress("database", done, total),
    )
    return layout.SQLITE, found


def _carried(target: Path, found: Contents, progress: Progress) -> tuple[dict[str, int], list[str], tuple[int, int]]:
    """The files of the backup, those that are damaged or gone, and how many files and bytes were new.

    Files were kept before their rows, so that what the copied rows name is in the store by now.
    """
    live, there = Path(settings.STORE), target / layout.STORE
    files = {**found.named, **kept_in(live)}
    before = kept_in(there)
    total = sum(files.values())
    wrong = carry(live, there, files, Counter(progress, "files", total))
    missing = []
    for digest in wrong:
        # What an earlier backup has of it is the better copy, where it is what it was.
        path = path_of(there, digest)
        if path.exists() and layout.digest_of_file(path) == digest:
            files[digest] = path.stat().st_size
        else:
            del files[digest]
        missing.append(digest)
    new = [size for digest, size in files.items() if digest not in before]
    return files, missing, (len(new), sum(new))


def _signed(name: str, found: Contents, parts: dict[str, Part], files: dict[str, int], missing: list[str]) -> Manifest:
    head = sign(found.size, found.root)
    bare = Manifest(
        name=name,
        version=version("muntada"),
        database=connection.vendor,
        parts=parts,
        files=len(files),
        volume=sum(files.values()),
        trail={"size": found.size, "root": found.root.hex()},
        head=head.said(),
        migrations=found.migrations,
        missing=missing,
        key=head.key,
    )
    return replace(bare, signature=sign_as(layout.CONTEXT, bare.signed())[1])


def _complete(target: Path, half: Path, manifest: Manifest) -> None:
    """From the renaming on, the backup is there. Its head is kept first: a head too many is no harm, one too few is."""
    layout.write_whole(half / layout.MANIFEST, manifest.text().encode())
    sync_folder(target / layout.STORE)
    keep_erasures(target)
    append_line(target / layout.HEADS, layout.read_manifest_head(manifest).line())
    os.replace(half, target / manifest.name)
    sync_folder(target)


def _free_name(target: Path) -> str:
    """The moment as a name; a clock that went back must not make the newest backup look older than another."""
    name = layout.name_of(clock.now().astimezone(UTC))
    with contextlib.suppress(IndexError):
        last = layout.backups(target)[-1]
        if name <= last:
            raise BackupFailed(
                f"The clock says {name}, and {target} holds a backup of {last}; correct the clock and try again."
            )
    return name


def _keys() -> dict[str, Path]:
    """The files of the keys, where they are files of ours."""
    return {"secret.key": Path(settings.DATA) / "secret.key", "trail.key": Path(settings.TRAIL_KEY)}


def _said(error: OSError, target: Path) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"There is no room left in {target}; make room, or keep fewer backups. Nothing of this one was kept."
    return f"{target} cannot be written: {error.strerror or error}. Nothing of this backup was kept."
