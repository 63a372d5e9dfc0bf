"""Copies of the database as it was before an upgrade: one at a time, and not for longer than they are needed."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from django.conf import settings

DURING, BEFORE = "upgrading-", "before-upgrade-"


def of_a_run_that_was_killed() -> Path | None:
    """The copy that an upgrade made which did not end: it is of before, which another one made now would not be."""
    there = sorted(path for path in Path(settings.DATA).glob(f"{DURING}*") if path.suffix != ".part")
    return there[0] if there else None


def settle(copy: Path) -> Path:
    """The upgrade ended: this copy stays until the next backup, older ones go."""
    kept = copy.with_name(copy.name.replace(DURING, BEFORE, 1))
    forget_copies()
    os.replace(copy, kept)
    return kept


def forget_copies() -> int:
    """Remove the copies of upgrades that ended: a backup of after is there, or something in them was erased."""
    copies = list(Path(settings.DATA).glob(f"{BEFORE}*"))
    for path in copies:
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
    return len(copies)
