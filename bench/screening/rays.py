"""Many names against a list by Ray's workers, one of which is killed on the way.

`python -m bench.screening.rays LISTS_FOLDER [--names 10000000] [--workers 2] [--pieces 2] [--compared 20000]`: so many
invented people are screened against the consolidated list of the United Nations, which lies in pieces. Of the first
ones the answers are compared with those of one process. Nothing is kept of names but how many met somebody.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from bench.screening.million import people
from bench.screening.unlist import read_un
from muntada.screening.crew import Ray
from muntada.screening.index import Index
from muntada.screening.model import Hit, Query
from muntada.screening.screener import Screener
from muntada.screening.shards import split

_SHOWN = 100_000  # names after which it is said how far it is


def _queries(lists: Path, count: int, spiced: list[str]) -> Iterator[Query]:
    """Invented people, and every hundredth one somebody of the list, so that there is something to meet."""
    for number, entry in enumerate(people(lists / "arabic_latin_tokens_wikidata.tsv", count, seed=10)):
        yield Query(spiced[number // 100 % len(spiced)] if number % 100 == 0 else entry.names[0].text)


def _digest(answers: Iterator[list[Hit]]) -> str:
    digest = hashlib.sha256()
    for hits in answers:
        digest.update(repr([(hit.entry.id, hit.score, hit.parts) for hit in hits]).encode())
    return digest.hexdigest()


def _kill_one(crew: Ray) -> None:
    """Kills the process of a worker, as a machine that is lost would."""
    crew._ray.get(crew._teams[0][0].candidates.remote([]))
    worker = crew._ray.get(crew._teams[0][-1].process.remote())
    os.kill(worker, signal.SIGKILL)
    print(f"  worker {worker} killed", flush=True)


def main(lists: Path, count: int, workers: int, pieces: int, compared: int) -> bool:
    """Screens them all; True where the answers compared were those of one process."""
    entries = read_un(next(lists.glob("un_consolidated*.xml")))
    spiced = [name.text for entry in entries for name in entry.names]
    alone = Screener(entries)
    with tempfile.TemporaryDirectory() as place:
        alone.save(Path(place) / "whole")
        folders = split(Index.open(Path(place) / "whole"), pieces, Path(place))
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; {len(entries)} entries in {pieces} pieces")
        with Ray(folders, workers) as crew:
            started, met = time.perf_counter(), 0
            answers = crew.ask_many(_queries(lists, count, spiced))
            digest = hashlib.sha256()
            for number, hits in enumerate(answers, 1):
                met += bool(hits)
                if number <= compared:
                    digest.update(repr([(hit.entry.id, hit.score, hit.parts) for hit in hits]).encode())
                if number == min(count, compared) // 2:
                    _kill_one(crew)
                if number % _SHOWN == 0:
                    print(f"  {number:,} after {time.perf_counter() - started:.0f} s", flush=True)
            clock = time.perf_counter() - started
        print(f"{number:,} names by {workers} workers in {clock:.0f} s: {number / clock:.0f} a second")
        print(f"{met:,} met somebody")
    few = list(islice(_queries(lists, count, spiced), compared))
    same = digest.hexdigest() == _digest(iter(alone.ask_many(few)))
    print(f"the answers to the first {len(few):,} are {'' if same else 'NOT '}those of one process")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    return same


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lists", type=Path)
    parser.add_argument("--names", type=int, default=10_000_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--pieces", type=int, default=2)
    parser.add_argument("--compared", type=int, default=20_000)
    given = parser.parse_args()
    sys.exit(not main(given.lists, given.names, given.workers, given.pieces, given.compared))
