"""How fast a saved index answers: cold start, single questions, batches on two processes, a change of one entry."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import time
from pathlib import Path

from bench.screening.million import people
from muntada.screening.crew import Processes
from muntada.screening.model import Entry, Name, Query
from muntada.screening.screener import Screener

_ASKED = 2000  # single questions; a batch is of ten times as many


def _memory(process: int | str = "self") -> tuple[float, float]:
    """What a process holds in MB: of its own, and its share of what it has mapped together with others."""
    with Path(f"/proc/{process}/smaps_rollup").open(encoding="ascii") as stream:
        lines = dict(line.split(":", 1) for line in list(stream)[1:])
    own = sum(int(lines[key].split()[0]) for key in ("Private_Dirty", "Private_Clean")) / 1000
    whole = int(lines["Pss"].split()[0]) / 1000
    return own, whole


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
    print(f"p95 {walls[int(len(walls) * 0.95)] * 1000:.1f} ms on the clock; {_memory()[1]:.0f} MB in one process")
    _changed(screener)


def _changed(screener: Screener) -> None:
    before = time.perf_counter()
    screener.add(Entry("new", (Name("Zubair Kharoubi"),)))
    added = time.perf_counter() - before
    assert [hit.entry.id for hit in screener.screen("زبير خروبي")][:1] == ["new"]
    before = time.perf_counter()
    screener.remove("m7")
    print(f"one entry added in {added * 1000:.0f} ms, taken out in {(time.perf_counter() - before) * 1000:.0f} ms")


def speed(tokens: Path, count: int) -> None:
    """Builds an index of `count` names, saves it, and measures it in fresh processes."""
    with tempfile.TemporaryDirectory() as place:
        folder, started = Path(place) / "index", time.perf_counter()
        _apart(_build, tokens, count, folder)
        print(f"\n{count:,} names: built and saved in {time.perf_counter() - started:.0f} s")
        measure(tokens, folder)


def _apart(work: object, *given: object) -> None:
    """Does something in a process of its own, so that nothing it holds is counted here."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        pool.apply(work, given)  # type: ignore[arg-type]


def _build(tokens: Path, count: int, folder: Path) -> None:
    Screener(people(tokens, count)).save(folder)


def measure(tokens: Path, folder: Path) -> None:
    """Measures a saved index."""
    names = [entry.names[0].text for entry in people(tokens, _ASKED * 11, seed=77)]
    _apart(_single, folder, names[:_ASKED])
    asked = [Query(name) for name in names[_ASKED:]]
    with Processes(folder, 2) as crew:
        for _ in crew.ask_many(asked[: _ASKED // 2]):
            pass
        workers = [worker.process.pid for worker in crew._workers]
        before, used = time.perf_counter(), _cpu(workers)
        hits = sum(bool(some) for some in crew.ask_many(asked[_ASKED // 2 :]))
        clock, used = time.perf_counter() - before, _cpu(workers) - used
        count = len(asked) - _ASKED // 2
        print(f"batch of {count:,} on two processes: {count / clock:.0f} a second on the clock, ", end="")
        print(f"{2 * count / used:.0f} if both cores were free ({used / count * 1000:.2f} ms of a core a question)")
        print(
            f"{hits} met somebody; {sum(_memory(pid)[1] for pid in workers if pid):.0f} MB in both processes together"
        )


def _cpu(processes: list[int | None]) -> float:
    """The seconds of a core that some processes used."""
    ticks = 0
    for process in processes:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
