"""What was erased, kept beside the backups: a backup of before brings none of it back.

The file beside the backups has two kinds of lines. One is what an erasure was asked to erase, noted before it is
carried out: it names the person or the record, as the backups of before do too, and goes with the last of these. The
other names lines of the log that were emptied, by number and commitment.

Which folders there are is known from the backups that were made. A folder that cannot be reached, a disk that lies in a
safe, is told at the next backup into it; until then the note waits in the data folder.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from muntada.access import clock
from muntada.access.actor import CLERK
from muntada.access.rules import Permission
from muntada.trail.actions import take_out
from muntada.trail.canonical import canonical
from muntada.trail.models import Entry
from muntada.upkeep import folder as layout
from muntada.upkeep.copies import forget_copies
from muntada.upkeep.folder import BackupDamaged

Line = dict[str, Any]
FOLDERS, WAITING = "backup-folders", "erasures-waiting"
MARGIN = timedelta(hours=1)  # between an erasure's note and its end; a backup of that time may hold what was erased


def note_erasure(asked: dict[str, Any]) -> None:
    """Note beside every folder of backups what is about to be erased. Raises OSError where it cannot be kept at all."""
    forget_copies()
    line = {"kind": "erasure", "at": clock.now().astimezone(UTC).isoformat(), "asked": asked}
    for target in known_folders():
        try:
            if not (target / layout.MARK).exists():
                raise FileNotFoundError(target)
            _append(target / layout.ERASURES, [line])
        except OSError:
            _append(Path(settings.DATA) / WAITING, [{"target": str(target), "line": line}])


def known_folders() -> list[Path]:
    """The folders that backups were made in, and the one that the settings name."""
    named = {str(settings.BACKUP)} if settings.BACKUP else set()
    with contextlib.suppress(FileNotFoundError):
        named |= set((Path(settings.DATA) / FOLDERS).read_text(encoding="utf-8").splitlines())
    return [Path(one) for one in sorted(named)]


def remember_folder(target: Path) -> None:
    """A first backup is made here: what is erased from now on is noted here."""
    listed = {str(one) for one in known_folders()} | {str(target.absolute())}
    layout.write_whole(Path(settings.DATA) / FOLDERS, "".join(f"{one}\n" for one in sorted(listed)).encode())


def keep_erasures(target: Path) -> None:
    """Append what waited for this folder, and which lines of the log were emptied since the last time."""
    waiting = Path(settings.DATA) / WAITING
    mine = str(target.absolute())
    held = _lines(waiting)
    _append(target / layout.ERASURES, [one["line"] for one in held if one["target"] == mine])
    left = [one for one in held if one["target"] != mine]
    if held and not left:
        waiting.unlink()
    elif len(left) < len(held):
        layout.write_whole(waiting, "".join(canonical(one) + "\n" for one in left).encode())
    last = max((int(one["line"]) for one in erasures_of(target) if one["kind"] == "emptied"), default=0)
    _append(target / layout.ERASURES, list(_emptied(last)))


def forget_erasures(target: Path, oldest: datetime) -> None:
    """Drop the notes that no backup needs any more: the oldest one was made after them."""
    lines = erasures_of(target)
    kept = [one for one in lines if one["kind"] != "erasure" or _at(one) > oldest - MARGIN]
    if len(kept) < len(lines):
        layout.write_whole(target / layout.ERASURES, "".join(canonical(one) + "\n" for one in kept).encode())


def erasures_of(source: Path) -> list[Line]:
    """The lines of the file, in its order; half a line at its end does not count. Raises BackupDamaged."""
    return _lines(source / layout.ERASURES)


def erase_again(lines: list[Line], made: datetime, erase: Callable[[dict[str, Any]], bool]) -> tuple[int, list[str]]:
    """Erase what was erased after a backup was made: how many erasures that were, and which could not be done.

    `erase` carries an erasure out and says whether it could.
    """
    done, left = 0, []
    for line in lines:
        if line["kind"] == "erasure" and _at(line) > made - MARGIN:
            if erase(line["asked"]):
                done += 1
            else:
                left.append(f"{line['asked'].get('record_type') or 'person'} of {line['at'][:10]}")
    wanted = {int(pk): kept for line in lines if line["kind"] == "emptied" for pk, kept in line["entries"]}
    found = Entry.objects.filter(pk__in=wanted, salt__isnull=False).values_list("pk", "commitment")
    # A log that was brought back uses numbers again: an entry is told by its commitment.
    same = [pk for pk, kept in found if bytes(kept).hex() == wanted[pk]]
    if same:
        done += take_out(CLERK, same)
    return done, left


def _emptied(after: int) -> list[Line]:
    lines = Entry.objects.filter(permission=Permission.TRAIL_ERASE.value, allowed=True, pk__gt=after).order_by("pk")
    made = []
    for line in lines:
        named = [pk for one in line.detail.get("things", ()) for pk in one.get("taken", ())]
        kept = Entry.objects.filter(pk__in=named).values_list("pk", "commitment")
        entries = [[pk, bytes(commitment).hex()] for pk, commitment in kept]
        made.append({"kind": "emptied", "line": line.pk, "entries": entries})
    return made


def _at(line: Line) -> datetime:
    return datetime.fromisoformat(line["at"])


def _lines(path: Path) -> list[Line]:
    try:
        text = path.read_text(encoding="utf-8")
        return [json.loads(line) for line in text[: text.rfind("\n") + 1].splitlines()]
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as wrong:
        raise BackupDamaged(f"{path} cannot be read ({wrong}).") from None


def _append(path: Path, lines: list[Line]) -> None:
    if not lines:
        return
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "r+b") as file:
        # Half a line, which a kill left, is ended first: the whole one after it must be read.
        size = file.seek(0, os.SEEK_END)
        whole = not size or (file.seek(size - 1), file.read(1))[1] == b"\n"
        if not whole:
            file.seek(0)
            file.truncate(file.read().rfind(b"\n") + 1)
        file.write("".join(canonical(line) + "\n" for line in lines).encode())
        file.flush()
        os.fsync(file.fileno())
