"""The machine: its clock, its disks, its fonts."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection

from muntada.access import clock
from muntada.trail.models import Entry, Head
from muntada.upkeep import folder as layout
from muntada.upkeep.doctor.check import Check, failure, ok, warning
from muntada.upkeep.erasures import known_folders

AHEAD = timedelta(minutes=5)  # by which something of the past may lie in the future
LITTLE, LEAST = 2 * 1024**3, 256 * 1024**2  # bytes of free room
SLOW = 1.0  # seconds for one small file to be on the disk
FONTS = ("muntada/fonts/amiri-regular.woff2", "muntada/fonts/noto-sans-arabic.woff2")
NETWORKED = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs"}


def of_the_clock() -> Iterator[Check]:
    """Whether the clock can be right: nothing that happened may lie ahead of it."""
    now = clock.now()
    if settings.CLOCK is not None:
        yield warning("clock", "The clock stands for a rehearsal.", "Unset MUNTADA_CLOCK.")
    ahead = [(what, at - now) for what, at in _moments() if at - now > AHEAD]
    if ahead:
        what, by = max(ahead, key=lambda one: one[1])
        yield failure(
            "clock",
            f"It says {now:%Y-%m-%d %H:%M} and {what} is {_span(by)} ahead of it.",
            "Set the clock right (and keep it by NTP) before anything is decided or signed.",
        )
    else:
        yield ok("clock", f"It says {now:%Y-%m-%d %H:%M} and nothing that happened lies ahead.")


def of_time_zones() -> Iterator[Check]:
    """Whether days can be told in the zone of the settings."""
    try:
        ZoneInfo(settings.TIME_ZONE)
        known = len(available_timezones())
    except (ZoneInfoNotFoundError, ValueError):
        known = 0
    if known < 100:
        yield failure("time zones", f"{settings.TIME_ZONE} is not known here.", "Install tzdata.")
    else:
        yield ok("time zones", f"{known} are known; days begin and end in {settings.TIME_ZONE}.")


def of_fonts() -> Iterator[Check]:
    """Whether Arabic is shown in the font that is shipped."""
    missing = [name for name in FONTS if finders.find(name) is None]
    if missing:
        yield failure("fonts", f"{missing[0]} is not in the package.", "Install Muntada again from a whole wheel.")
    else:
        yield ok("fonts", "The Arabic fonts are in the package.")


def of_disks() -> Iterator[Check]:
    """Whether there is room, and whether what is written is kept."""
    places = {"data folder": Path(settings.DATA), "content store": Path(settings.STORE)}
    for number, folder in enumerate(known_folders(), 1):
        places[f"backups {number}"] = folder
    for name, folder in places.items():
        if folder.is_dir():
            yield from _disk(name, folder)
        elif name.startswith("backups"):
            yield warning(name, f"{folder} cannot be reached.", "Connect it, or take it out of backup-folders.")
        else:
            yield ok(name, "It is made with the first file.")
    if connection.vendor == "sqlite":
        kind = _filesystem(Path(settings.DATA))
        if kind in NETWORKED:
            yield failure(
                "data folder",
                f"SQLite lies on {kind}.",
                "Put the data folder on a disk of this machine, or use PostgreSQL.",
            )


def of_leftovers() -> Iterator[Check]:
    """What was set aside by a restore holds data that no erasure reaches."""
    aside = sorted(path.name for path in Path(settings.DATA).glob("replaced-*"))
    if aside:
        found = f"{len(aside)} were set aside by a restore, the first is {aside[0]}; no erasure reaches them."
        yield warning(
            "set aside", found, "When all is well, remove the folder (on PostgreSQL the schema of that name too)."
        )


def _disk(name: str, folder: Path) -> Iterator[Check]:
    free = shutil.disk_usage(folder).free
    path = folder / f".doctor-{os.getpid()}"
    try:
        begun = time.monotonic()
        layout.write_whole(path, b"written and kept")
        took = time.monotonic() - begun
        kept = path.read_bytes()
    except OSError as error:
        yield failure(name, f"{folder} cannot be written: {error.strerror}.", "Make room or correct its rights.")
        return
    finally:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
    said = f"{free / 1e9:.1f} GB are free, a file is on the disk within {took * 1000:.0f} ms."
    if kept != b"written and kept":
        yield failure(name, "What was written is not what is read.", "Have the disk looked at; restore elsewhere.")
    elif free < LEAST:
        yield failure(name, said, "Make room now: soon nothing can be kept.")
    elif free < LITTLE or took > SLOW:
        yield warning(name, said, "Make room, or have the disk looked at.")
    else:
        yield ok(name, said)


def _moments() -> Iterator[tuple[str, datetime]]:
    """What happened when, from as many clocks as there are."""
    line = Entry.objects.order_by("-at").values_list("at", flat=True).first()
    if line is not None:
        yield "the trail's latest line", line
    head = Head.objects.order_by("-id").values_list("at", flat=True).first()
    if head is not None:
        yield "the log's latest head", datetime.fromisoformat(head.replace("Z", "+00:00"))
    data = Path(settings.DATA)
    for path in (data / "muntada.sqlite3", data / "secret.key", Path(__file__)):
        with contextlib.suppress(OSError):
            yield f"the time of {path.name}", datetime.fromtimestamp(path.stat().st_mtime, UTC)
    for folder in known_folders():
        with contextlib.suppress(layout.BackupFailed):
            for name in layout.backups(folder)[-1:]:
                yield "the latest backup", layout.moment_of(name)


def _filesystem(folder: Path) -> str:
    """The kind of file system that a folder lies on; empty where that cannot be told."""
    found, kind = "", ""
    with contextlib.suppress(OSError):
        for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines():
            _, where, name, *_ = line.split(" ")
            if len(where) >= len(found) and folder.is_relative_to(where):
                found, kind = where, name
    return kind


def _span(by: timedelta) -> str:
    hours = by.total_seconds() / 3600
    return f"{hours / 24:.1f} days" if hours >= 48 else f"{hours:.1f} hours"
