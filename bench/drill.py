"""The restore drill: a disk with gigabytes of captured files is gone; how long until all is back, and what is lost.

    python -m bench.drill [--gigabytes 5] [--every 15] [--url postgresql://...]

A house is filled, a copy of it is kept up to date on another place (`muntada backup --every`), sources are brought in
all the while, and then the data folder is taken away at a random moment. What counts: the minutes until `restore` is
done with every byte and the whole log compared, and the seconds between the loss and the last source that is there.
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
from hashlib import sha256
from pathlib import Path

from muntada.evidence.store import path_of
from tests.upkeep.houses import House

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


def drill(folder: Path, gigabytes: float, every: int) -> dict[str, object]:
    """What was measured; times in seconds."""
    house, target = House(folder / "data"), folder / "elsewhere"
    said: dict[str, object] = {"gigabytes": gigabytes, "files": filled(house, gigabytes), "every": every}
    begun = time.monotonic()
    house.told("backup", str(target))
    said["first_backup"] = round(time.monotonic() - begun, 1)
    following = house.start("backup", str(target), "--every", str(every), "--keep", "2")
    kept: list[tuple[float, str]] = []
    # Long enough for several backups, and ended at a moment that no backup knows of.
    end = time.monotonic() + 3 * every + random.SystemRandom().random() * every
    number = 0
    while time.monotonic() < end:
        name = f"late{number}"
        house.read(name)
        kept.append((time.monotonic(), name))
        number += 1
        time.sleep(0.5)
    gone_at = time.monotonic()
    shutil.move(house.data, folder / "lost")  # the disk is gone
    following.send_signal(signal.SIGKILL)
    following.wait()
    back = House(folder / "back")
    back.data.mkdir()
    for key in ("secret.key", "trail.key"):
        shutil.copy(folder / "lost" / key, back.data / key)  # from the safe
    begun = time.monotonic()
    done = back.told("restore", str(target))
    said["restore"] = round(time.monotonic() - begun, 1)
    names = {name for (name,) in back.ask("SELECT name FROM evidence_document")}
    there = [at for at, name in kept if f"{name}.txt" in names]
    missing = [at for at, name in kept if f"{name}.txt" not in names]
    said["brought_in_meanwhile"], said["lost_sources"] = len(kept), len(missing)
    said["lost_seconds"] = round(gone_at - min(missing), 1) if missing else 0.0
    assert not missing or max(there, default=0.0) < min(missing), "what is lost is the end, never the middle"
    said["root_equal"] = (
        done["root"] == json.loads((target / str(done["backup"]) / "manifest.json").read_text())["trail"]["root"]
    )
    said["verified"] = back.told("trail", "verify", "--witness", str(target / "heads"))["sound"]
    said["files_back"] = len(back.stored())
    said["well"] = back.told("doctor", "--deep")["well"]
    return said


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--gigabytes", type=float, default=5.0)
    words.add_argument("--every", type=int, default=15, help="seconds between two backups")
    asked = words.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="muntada-drill-", dir=os.environ.get("TMPDIR", "/var/tmp")))
    try:
        said = drill(folder, asked.gigabytes, asked.every)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps(said, indent=1))
    minutes, lost = float(str(said["restore"])) / 60, float(str(said["lost_seconds"]))
    if minutes > MOST_MINUTES or lost > MOST_LOST or not (said["root_equal"] and said["verified"] and said["well"]):
        raise SystemExit("The drill was not passed.")


if __name__ == "__main__":
    main()
