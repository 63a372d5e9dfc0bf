"""Compares the log with heads that were kept elsewhere: an old copy that was brought back shows here."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from muntada.access.rules import Permission
from muntada.evidence.store import sync_folder
from muntada.trail.actions import NotTheSameLog, check_grown
from muntada.trail.heads import SignedHead
from muntada.trail.models import Entry
from muntada.upkeep import folder as layout

RESTORED = "upkeep.restore"


@dataclass(frozen=True, slots=True)
class Beside:
    """How the log stands beside a file of heads. `lost` counts lines that the file knows and the log does not."""

    fits: bool
    said: str = ""
    lost: int = 0
    restored: str = ""  # the backup that was brought back, where that is why


def beside(heads: list[SignedHead]) -> Beside:
    """How the log stands beside these heads, the last of which says the most. Raises KeyUnusable."""
    if not heads:
        return Beside(True)
    try:
        check_grown(heads[-1])
    except NotTheSameLog as differs:
        return _explained(heads, str(differs))
    except LookupError as gone:
        return Beside(False, str(gone))
    return Beside(True)


def check_witness(target: Path) -> None:
    """Before a backup: the log must be the one whose heads lie here. Raises NotTheSameLog.

    Where a backup was brought back and said so in the log, the heads of the time that was lost are put aside.
    """
    found = beside(layout.heads_of(target))
    if found.fits:
        return
    if not found.restored:
        raise NotTheSameLog(f"{found.said} {target} belongs to another log, or an old copy was put in place by hand.")
    old = target / layout.HEADS
    aside = old.with_name(f"{layout.HEADS}.before-{found.restored}")
    number = 1
    while aside.exists():
        number += 1
        aside = old.with_name(f"{layout.HEADS}.before-{found.restored}.{number}")
    os.replace(old, aside)
    sync_folder(target)


def restores() -> list[dict[str, object]]:
    """What was brought back, as the log tells it, the latest first: name, size and root of each backup."""
    lines = Entry.objects.filter(permission=Permission.BACKUP_RESTORE.value, allowed=True, salt__isnull=False)
    return [one for line in lines for one in line.detail.get("things", ()) if one.get("thing") == RESTORED]


def _explained(heads: list[SignedHead], said: str) -> Beside:
    """A log that was brought back agrees with all heads up to the backup, and has a line that names it."""
    for one in restores():
        size = int(str(one["size"]))
        older, newer = [head for head in heads if head.size <= size], [head for head in heads if head.size > size]
        if not newer:
            continue
        try:
            if older:
                check_grown(older[-1])
        except (NotTheSameLog, LookupError):
            continue
        return Beside(False, said, max(head.size for head in newer) - size, str(one["key"]))
    return Beside(False, said)
