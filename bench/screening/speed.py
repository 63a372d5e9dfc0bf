"""How fast a saved index answers: cold start, single questions, batches on two processes, a change of one entry."""

from __future__ import annotations

import multiprocessing
import resource
import tempfile
import time
from pathlib import Path

from bench.screening.million import people
from muntada.screening.model import Entry, Name
from muntada.screening.screener import Screener

_ASKED = 2000


def _memory() -> str:
    with Path("/proc/self/status").open(encoding="ascii") as stream:
        lines = dict(line.split(":", 1) for line in stream)
    private, shared = (int(lines[key].split()[0]) / 1000 for key in ("RssAnon", "RssFile"))
    return f"{private:.0f} MB of its own and {shared:.0f} MB of the mapped index"


def _single(folder: Path, names: list[str]) -> None:
    started = time.perf_counter()
    screener = Screener.open(folder)
    screener.screen("Tarek Nabil")
    print(f"ready after {time.perf_counter() - started:.2f} s")
    walls, began = [], time.process_time()
    for name in names:
        before = time.perf_counter()
        screener.screen(name)
        walls.append(time.perf_counter() - before)
    used = time.process_time() - began
    walls.sort()
    print(f"single: {len(names) / used:.0f} a CPU-second, median {walls[len(walls) // 2] * 1000:.1f} ms, ", end="")
    print(f"p95 {walls[int(len(walls) * 0.95)] * 1000:.1f} ms on the clock; {_memory()}")
    before = time.perf_counter()
    screener.add(Entry("new", (Name("Zubair Kharoubi"),)))
    added = time.perf_counter() - before
    assert [hit.entry.id for hit in screener.screen("زبير خروبي")][:1] == ["new"]
    before = time.perf_counter()
    screener.remove("m7")
    print(f"one entry added in {added * 1000:.0f} ms, taken out in {(time.perf_counter() - before) * 1000:.0f} ms")


def _batch(work: tuple[Path, list[str]]) -> tuple[float, float]:
    screener = Screener.open(work[0])
    screener.screen("Tarek Nabil")
    clock, used = time.perf_counter(), time.process_time()
    for name in work[1]:
        screener.screen(name)
    return time.perf_counter() - clock, time.process_time() - used


def speed(tokens: Path, count: int) -> None:
    """Builds an index of `count` names, saves it, and measures it in fresh processes."""
    with tempfile.TemporaryDirectory() as place:
        folder, started = Path(place) / "index", time.perf_counter()
        building = multiprocessing.get_context("spawn")
        with building.Pool(1) as pool:
            pool.apply(_build, (tokens, count, folder))
        print(f"\n{count:,} names: built and saved in {time.perf_counter() - started:.0f} s")
        measure(tokens, folder)


def _build(tokens: Path, count: int, folder: Path) -> None:
    Screener(people(tokens, count)).save(folder)


def measure(tokens: Path, folder: Path) -> None:
    """Measures a saved index."""
    names = [entry.names[0].text for entry in people(tokens, _ASKED * 2, seed=77)]
    spawning = multiprocessing.get_context("spawn")
    with spawning.Pool(1) as pool:
        pool.apply(_single, (folder, names[:_ASKED]))
    with spawning.Pool(2) as pool:
        done = pool.map(_batch, [(folder, names[:_ASKED]), (folder, names[_ASKED:])], chunksize=1)
    clock = 2 * _ASKED / max(wall for wall, _ in done)
    total = sum(_ASKED / used for _, used in done)
    print(f"batch on two processes: {clock:.0f} a second on the clock, {total:.0f} by CPU")
    print(f"largest process {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000:.0f} MB")
