"""What was erased, kept beside the backups: a backup of before brings none of it back.

A line of the file names what an erasure in the log named: kinds and keys, no content.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from muntada.access.actor import CLERK
from muntada.access.operations import Operation
from muntada.access.rules import Permission
from muntada.trail.actions import take_out
from muntada.trail.canonical import canonical
from muntada.trail.models import Entry
from muntada.upkeep import folder as layout
from muntada.upkeep.folder import BackupDamaged

Line = dict[str, Any]
# Ends that are no erasure of content: what ended is ended by a restore in any case.
_ENDS = {Permission.SESSION_END.value, Permission.TOKEN_END.value}


def keep_erasures(target: Path) -> int:
    """Append to the folder's file what the log says was erased and the file does not know yet; how much."""
    path = target / layout.ERASURES
    known = erasures_of(target)
    last = max((int(line["entry"]) for line in known), default=0)
    # A log that was brought back may use numbers again, so that its lines are told apart by their commitments.
    told = {(line["entry"], line["commitment"]) for line in known}
    found = [
        line for line in _erased(min(last, _first_doubtful(known))) if (line["entry"], line["commitment"]) not in told
    ]
    if found:
        with path.open("a", encoding="utf-8") as file:
            file.writelines(canonical(line) + "\n" for line in found)
            file.flush()
            os.fsync(file.fileno())
    return len(found)


def erasures_of(source: Path) -> list[Line]:
    """The erasures that the file names, in its order; half a line at its end does not count. Raises BackupDamaged."""
    path = source / layout.ERASURES
    if not path.exists():
        return []
    try:
        text = path.read_text(encoding="utf-8")
        whole = text[: text.rfind("\n") + 1]
        return [json.loads(line) for line in whole.splitlines()]
    except (OSError, ValueError) as wrong:
        raise BackupDamaged(f"{path} cannot be read ({wrong}).") from None


def erase_again(lines: list[Line], erase: Callable[[str, str], bool]) -> tuple[int, list[str]]:
    """Erase what was erased after the backup was made: how many things, and what could not be.

    `erase` erases a thing of a kind and key and says whether it knew how to.
    """
    done, left = 0, []
    for line in lines:
        if _is_known(line):
            continue
        for thing in line["things"]:
            if thing.get("taken"):
                done += take_out(CLERK, thing["taken"])
            elif erase(str(thing.get("thing", "")), str(thing.get("key", ""))):
                done += 1
            else:
                left.append(f"{thing.get('thing')} {thing.get('key')}")
    return done, left


def _is_known(line: Line) -> bool:
    """Whether this log holds that very erasure."""
    kept = Entry.objects.filter(pk=line["entry"]).values_list("commitment", flat=True).first()
    return kept is not None and bytes(kept).hex() == line["commitment"]


def _first_doubtful(known: list[Line]) -> int:
    """The number before the first line that this log does not hold; the last one where it holds all."""
    for line in known:
        if not _is_known(line):
            return int(line["entry"]) - 1
    return max((int(line["entry"]) for line in known), default=0)


def _erased(after: int) -> Iterator[Line]:
    lines = Entry.objects.filter(operation=Operation.ERASE.value, allowed=True, pk__gt=after)
    for entry in lines.exclude(permission__in=_ENDS).order_by("pk"):
        things = entry.detail.get("things") or [{"thing": entry.thing_type, "key": entry.thing_key}]
        kept = [{name: one[name] for name in ("thing", "key", "taken") if name in one} for one in things]
        yield {"entry": entry.pk, "commitment": bytes(entry.commitment).hex(), "things": kept}
