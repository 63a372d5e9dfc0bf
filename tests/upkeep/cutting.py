"""Cuts the power of a recorded installation again and again, and counts what is wrong after each cut.

`python -m tests.upkeep.cutting LOG DATA CUTS SEED [ignore]`: the database that is looked at lies in MUNTADA_DATA, a
folder in memory. With `ignore` the disk does not do what it is asked to: syncs of the database's log are left out.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.upkeep.power import Call, Disk, calls


@dataclass
class Told:
    """What was acknowledged so far."""

    saved: set[str] = field(default_factory=set)
    done: set[int] = field(default_factory=set)
    leaves: int = 0

    def hear(self, line: str) -> None:
        word, *rest = line.split()
        if word == "saved":
            self.saved.add(rest[0])
        elif word == "done":
            self.done.add(int(rest[0]))
        if word in {"saved", "done"}:
            self.leaves = int(rest[1])


def wrong(found: dict[str, bytes], store: str, told: Told) -> set[str]:
    """What is not as it must be, in words: damaged, lost, twice, unsound."""
    from django.db import DatabaseError, connection

    from muntada.evidence.store import digest_of
    from muntada.trail.verifying import verify

    def ask(question: str) -> list[tuple[object, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(question)
            return list(cursor.fetchall())

    faults: set[str] = set()
    try:
        if ask("PRAGMA integrity_check") != [("ok",)] or ask("PRAGMA foreign_key_check"):
            faults.add("damaged")
        digests = {str(digest) for (digest,) in ask("SELECT sha256 FROM evidence_document")}
        files = {digest: found.get(f"{store}/{digest[:2]}/{digest[2:4]}/{digest}") for digest in digests}
        if any(kept is None or digest_of(kept) != digest for digest, kept in files.items()):
            faults.add("damaged")
        effects = [row[0] for row in ask("SELECT job FROM tests_effect")]
        if not told.saved <= digests or not told.done <= set(effects):
            faults.add("lost")
        if len(effects) != len(set(effects)):
            faults.add("twice")
        if ask("SELECT count(*) FROM jobs_job WHERE state = 'done'") != [(len(effects),)]:
            faults.add("halved")
        verdict = verify()
        if not verdict.is_sound or verdict.leaves < told.leaves:
            faults.add("unsound")
    except DatabaseError:
        faults.add("damaged")
    finally:
        connection.close()
    return faults


def main(log: Path, data: Path, cuts: int, seed: int, ignore: bool) -> None:
    import django

    django.setup()
    base = data / "muntada.sqlite3"
    there = Path(os.environ["MUNTADA_DATA"]) / "muntada.sqlite3"
    disk, happened = Disk(data), list(calls(log, data))
    chance, told = random.Random(seed), Told()
    begun = next(index for index, one in enumerate(happened) if one.kind == "told")
    points = Counter(chance.choices(range(begun, len(happened)), k=cuts))
    counted: Counter[str] = Counter()
    for index, call in enumerate(happened):
        for _ in range(points[index]):
            counted["cuts"] += 1
            counted["torn"] += any(node.changes for node in disk.names.values())
            found = disk.cut(chance)
            for end in ("", "-wal", "-shm"):
                kept = found.get(f"{base}{end}") if end != "-shm" else None
                place = Path(f"{there}{end}")
                place.unlink(missing_ok=True) if kept is None else place.write_bytes(kept)
            counted.update(wrong(found, f"{data}/store", told))
        _take(call, disk, told, ignore)
    said = {"syncs": sum(one.kind == "sync" for one in happened), "saved": len(told.saved), "done": len(told.done)}
    print(json.dumps({**said, **counted}))


def _take(call: Call, disk: Disk, told: Told, ignore: bool) -> None:
    if call.kind == "told":
        for line in call.data.decode().splitlines():
            told.hear(line)
    elif not (ignore and call.kind == "sync" and call.path.endswith("-wal")):
        disk.do(call)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), "ignore" in sys.argv)
