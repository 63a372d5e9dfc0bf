"""Which backups are kept: the latest ones, and the last one of each day for so many days."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

from muntada.evidence.store import path_of, sync_folder
from muntada.upkeep import folder as layout
from muntada.upkeep.carrying import kept_in

LATEST = 3  # kept whatever their days are


def kept(names: list[str], days: int) -> set[str]:
    """Of these names, the ones that stay: the last three, and the last of each of so many days that have one."""
    last_of = {name[:8]: name for name in sorted(names)}
    return {last_of[day] for day in sorted(last_of)[-days:]} | set(sorted(names)[-LATEST:])


def prune(target: Path, days: int) -> list[str]:
    """Remove the backups that do not stay, and the files that no other one needs; the names that went."""
    names = layout.backups(target)
    stay = kept(names, days)
    gone = [name for name in names if name not in stay]
    for name in gone:
        # Renamed first: a backup that is half removed must not look like a whole one.
        os.replace(target / name, target / f".{name}")
        shutil.rmtree(target / f".{name}", ignore_errors=True)
    if gone:
        sync_folder(target)
        forget_files(target)
    return gone


def forget_files(target: Path) -> int:
    """Remove the captured files that belong to no backup any more; how many. A list that is damaged keeps them all."""
    needed: set[str] = set()
    for name in layout.backups(target):
        needed |= set(layout.files_of(target, layout.manifest_of(target, name)))
    store = target / layout.STORE
    gone = set(kept_in(store)) - needed
    for digest in gone:
        with contextlib.suppress(FileNotFoundError):
            path_of(store, digest).unlink()
    return len(gone)
