"""Many names screened by several workers: processes of one machine over one mapped index, or Ray's over many machines.

The answers are those of one process, in the order of the questions. A worker that dies is replaced, and what it was
asked is asked again.
"""

from __future__ import annotations

import importlib
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Protocol, Self

from muntada.screening.model import Hit, Query
from muntada.screening.screener import CUTOFF, MOST_HITS, Screener
from muntada.screening.shards import Shard, choose, merged

_CHUNK = 512  # questions given to a worker at once
_AHEAD = 3  # chunks that lie ready for each worker
_DEATHS = 3  # of a worker over one chunk; then that is taken for the chunk's fault, or the machine's

Hits = list[list[Hit]]


class CrewRefused(RuntimeError):
    """Workers that cannot be had, or that died again and again of the same questions."""


class Crew(Protocol):
    """Workers that answer any number of questions, in their order."""

    def ask_many(
        self, queries: Iterable[Query], *, cutoff: float = CUTOFF, limit: int = MOST_HITS
    ) -> Iterator[list[Hit]]:
        """The hits of each question, as `Screener.ask_many` gives them. Raises CrewRefused."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *why: object) -> None: ...


def _chunks(queries: Iterable[Query]) -> Iterator[list[Query]]:
    every = iter(queries)
    while some := list(islice(every, _CHUNK)):
        yield some


class Processes:
    """Workers that are processes of this machine, over the index that `Screener.save` wrote into a folder."""

    def __init__(self, folder: Path, workers: int) -> None:
        self._workers = [_Worker(folder) for _ in range(workers)]

    def ask_many(
        self, queries: Iterable[Query], *, cutoff: float = CUTOFF, limit: int = MOST_HITS
    ) -> Iterator[list[Hit]]:
        """The hits of each question. Raises CrewRefused."""
        for worker in self._workers:
            worker.forget()
        rest = enumerate(_chunks(queries))
        given = 0  # the chunk whose answers come next
        found: dict[int, Hits] = {}
        while True:
            for worker in self._workers:
                if worker.task is None and len(found) < _AHEAD * len(self._workers):
                    worker.give(next(rest, None), cutoff, limit)
            busy = [worker for worker in self._workers if worker.task is not None]
            if not busy and given not in found:
                return
            ready = wait([worker.pipe for worker in busy]) if given not in found else []
            for worker in busy:
                if worker.pipe in ready:
                    found.update(worker.taken())
            while given in found:
                yield from found.pop(given)
                given += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *why: object) -> None:
        for worker in self._workers:
            worker.end()


class _Worker:
    """A process, the line to it, and what it was asked last."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._deaths = 0
        self.task: tuple[int, tuple[list[Query], float, int]] | None = None
        self._start()

    def _start(self) -> None:
        spawning = get_context("spawn")
        self.pipe, theirs = spawning.Pipe()
        self.process = spawning.Process(target=_work, args=(theirs, self._folder), daemon=True)
        self.process.start()
        theirs.close()  # else its end would not be noticed here

    def give(self, chunk: tuple[int, list[Query]] | None, cutoff: float, limit: int) -> None:
        """Asks a chunk of questions; None is none."""
        if chunk is not None:
            self.task = chunk[0], (chunk[1], cutoff, limit)
            self._send()

    def _send(self) -> None:
        if self.task is not None:
            # A dead one is noticed when its answer is waited for.
            with suppress(OSError):
                self.pipe.send(self.task[1])

    def taken(self) -> dict[int, Hits]:
        """The answers by the number of their chunk; none where the worker died, which is replaced and asked anew."""
        try:
            hits = self.pipe.recv()
        except (EOFError, OSError):
            self._deaths += 1
            self.end()
            if self._deaths > _DEATHS:
                raise CrewRefused("A worker died again and again; is there memory enough for so many?") from None
            self._start()
            self._send()
            return {}
        if isinstance(hits, Exception):
            raise hits
        assert self.task is not None
        number, self.task, self._deaths = self.task[0], None, 0
        return {number: hits}

    def forget(self) -> None:
        """Drops what somebody asked and did not wait for."""
        if self.task is not None:
            self.task = None
            self.end()
            self._start()

    def end(self) -> None:
        """Ends the process."""
        self.pipe.close()
        self.process.kill()
        self.process.join()


def _work(pipe: Connection, folder: Path) -> None:
    screener = Screener.open(folder)
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            queries, cutoff, limit = pipe.recv()
            try:
                pipe.send(screener.ask_many(queries, cutoff=cutoff, limit=limit))
            except Exception as error:  # whoever asked is told, and the worker stays
                pipe.send(error)


class Ray:
    """Ray's workers, over an index in pieces as `split` wrote them; each piece has as many workers as any other.

    `address` (or RAY_ADDRESS) is that of a cluster, whose machines all read the folders under the same names; without
    it the workers are of this machine.
    """

    def __init__(self, folders: Sequence[Path], workers: int, address: str | None = None) -> None:
        # Nothing of what is done here is told to anybody.
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        try:
            self._ray: Any = importlib.import_module("ray")
        except ImportError as error:
            raise CrewRefused("Ray is not installed: pip install 'muntada[ray]'.") from error
        here: dict[str, Any] = (
            {} if address or os.environ.get("RAY_ADDRESS") else {"num_cpus": max(workers, len(folders))}
        )
        self._ray.init(address=address, include_dashboard=False, log_to_driver=False, **here)
        made = self._ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=-1)(Shard)
        teams = max(1, workers // len(folders))
        self._teams = [[made.remote(folder) for folder in folders] for _ in range(teams)]

    def ask_many(
        self, queries: Iterable[Query], *, cutoff: float = CUTOFF, limit: int = MOST_HITS
    ) -> Iterator[list[Hit]]:
        """The hits of each question. Raises CrewRefused."""
        ahead = _AHEAD * len(self._teams)
        begun: deque[tuple[list[Any], list[Query], list[Any]]] = deque()
        compared: deque[list[Any]] = deque()
        for number, some in enumerate(_chunks(queries)):
            team = self._teams[number % len(self._teams)]
            # A piece that is the whole list decides alone what to compare.
            begun.append((team, some, [one.candidates.remote(some) for one in team] if len(team) > 1 else []))
            if len(begun) > ahead:
                compared.append(self._compare(*begun.popleft(), cutoff, limit))
            if len(compared) > ahead:
                yield from merged(self._got(compared.popleft()), limit)
        while begun:
            compared.append(self._compare(*begun.popleft(), cutoff, limit))
        while compared:
            yield from merged(self._got(compared.popleft()), limit)

    def _compare(
        self, team: list[Any], some: list[Query], candidates: list[Any], cutoff: float, limit: int
    ) -> list[Any]:
        chosen = choose(self._got(candidates)) if candidates else [None]
        return [one.hits.remote(some, names, cutoff, limit) for one, names in zip(team, chosen, strict=True)]

    def _got(self, promised: list[Any]) -> Any:
        try:
            return self._ray.get(promised)
        except self._ray.exceptions.RayError as error:
            raise CrewRefused(f"Ray's workers cannot answer: {error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *why: object) -> None:
        self._ray.shutdown()
