"""The restore drill: a disk with gigabytes of captured files is gone; how long until all is back, and what is lost.

    python -m bench.drill [--gigabytes 5] [--every 15] [--postgresql]

A house is filled, a copy of it is kept up to date on another place (`muntada backup --every`), sources are brought in
all the while, and then the data folder is taken away at a random moment; with --postgresql its database too, which is
the disk of a server that the drill starts itself. What counts: the minutes until `restore` is done with every byte and
the whole log compared, and the seconds between the loss and the last source that is there.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import psycopg

from muntada.evidence.store import path_of
from tests.postgres import cluster
from tests.upkeep.houses import House, database_name, fresh_database

MOST_MINUTES, MOST_LOST = 10.0, 60.0
SIZE = 1 << 20  # bytes of each captured file
ROWS = """
from hashlib import sha256
from django.db import transaction
from muntada.evidence.models import Document
from pathlib import Path
import sys
with transaction.atomic():
    Document.objects.bulk_create([
        Document(sha256=digest, name="x", media_type="text/plain", size={size}, text="abc", language="en",
                 captured_by="system:loader") for digest in Path({listed!r}).read_text().split()
    ], batch_size=500)
"""


@dataclass
class Brought:
    """The sources that were brought in while backups were made, with when each was acknowledged."""

    kept: list[tuple[float, str]] = field(default_factory=list)

    def until(self, house: House, end: float) -> None:
        """Bring one in after the other until that moment."""
        while time.monotonic() < end:
            name = f"late{len(self.kept)}"
            house.read(name)
            self.kept.append((time.monotonic(), name))
            time.sleep(0.5)

    def lost_of(self, back: House, gone_at: float) -> dict[str, object]:
        """How many are missing, and for how many seconds of work."""
        names = {name for (name,) in back.ask("SELECT name FROM evidence_document")}
        there = [at for at, name in self.kept if f"{name}.txt" in names]
        missing = [at for at, name in self.kept if f"{name}.txt" not in names]
        assert not missing or max(there, default=0.0) < min(missing), "what is lost is the end, never the middle"
        return {
            "brought_in_meanwhile": len(self.kept),
            "lost_sources": len(missing),
            "lost_seconds": round(gone_at - min(missing), 1) if missing else 0.0,
        }


def filled(house: House, gigabytes: float) -> int:
    """Put so much into the store, with a row for each file; how many files."""
    house.read("first")
    house.run("trail", "head")
    count = int(gigabytes * 1024)
    digests = []
    for number in range(count):
        data = random.Random(number).randbytes(SIZE)
        digest = sha256(data).hexdigest()
        path = path_of(house.data / "store", digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        digests.append(digest)
    listed = house.data.parent / "listed"
    listed.write_text("\n".join(digests))
    house.python(ROWS.format(size=SIZE, listed=str(listed)))
    return count


@contextmanager
def backed_up(house: House, target: Path, every: int) -> Iterator[None]:
    """Within the block a copy is kept up to date; it ends as a machine does that is gone."""
    following = house.start("backup", str(target), "--every", str(every), "--keep", "2")
    try:
        yield
    finally:
        following.send_signal(signal.SIGKILL)
        following.wait()


def take_away(house: House, folder: Path) -> None:
    """The disk is gone: the data folder, and the database with whoever works on it."""
    shutil.move(house.data, folder / "lost")
    if house.url:
        with psycopg.connect(house.url, dbname="postgres", autocommit=True) as there:
            there.execute(f'DROP DATABASE "{database_name(house.url)}" WITH (FORCE)')


def restored(folder: Path, target: Path, server: str) -> tuple[House, dict[str, object]]:
    """The house as it comes back in an empty place, and what was measured of that; times in seconds."""
    back = House(folder / "back", fresh_database(server, "back") if server else "")
    back.data.mkdir()
    for key in ("secret.key", "trail.key"):
        shutil.copy(folder / "lost" / key, back.data / key)  # from the safe
    begun = time.monotonic()
    done = back.told("restore", str(target))
    said: dict[str, object] = {"restore": round(time.monotonic() - begun, 1)}
    manifest = json.loads((target / str(done["backup"]) / "manifest.json").read_text())
    said["root_equal"] = done["root"] == manifest["trail"]["root"]
    said["verified"] = back.told("trail", "verify", "--witness", str(target / "heads"))["sound"]
    said["files_back"] = len(back.stored())
    said["well"] = back.told("doctor", "--deep")["well"]
    return back, said


def drill(folder: Path, gigabytes: float, every: int, server: str = "") -> dict[str, object]:
    """What was measured; times in seconds. `server` is the address of a PostgreSQL, or empty for SQLite."""
    house = House(folder / "data", fresh_database(server, "drilled") if server else "")
    target, brought = folder / "elsewhere", Brought()
    said: dict[str, object] = {"database": "postgresql" if server else "sqlite", "gigabytes": gigabytes}
    said |= {"files": filled(house, gigabytes), "every": every}
    begun = time.monotonic()
    house.told("backup", str(target))
    said["first_backup"] = round(time.monotonic() - begun, 1)
    with backed_up(house, target, every):
        # Long enough for several backups, and ended at a moment that no backup knows of.
        brought.until(house, time.monotonic() + 3 * every + random.SystemRandom().random() * every)
        gone_at = time.monotonic()
        take_away(house, folder)
    back, measured = restored(folder, target, server)
    return said | measured | brought.lost_of(back, gone_at)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--gigabytes", type=float, default=5.0)
    words.add_argument("--every", type=int, default=15, help="seconds between two backups")
    words.add_argument("--postgresql", action="store_true", help="on a PostgreSQL that is started for it")
    asked = words.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="muntada-drill-", dir=os.environ.get("TMPDIR", "/var/tmp")))
    try:
        with cluster(durable=True) if asked.postgresql else nullcontext("") as server:
            said = drill(folder, asked.gigabytes, asked.every, server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps(said, indent=1))
    minutes, lost = float(str(said["restore"])) / 60, float(str(said["lost_seconds"]))
    if minutes > MOST_MINUTES or lost > MOST_LOST or not (said["root_equal"] and said["verified"] and said["well"]):
        raise SystemExit("The drill was not passed.")


if __name__ == "__main__":
    main()
