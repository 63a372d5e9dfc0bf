"""What the trail costs and how fast it is verified, beside a plain hash chain in the same run, on both databases.

    python -m bench.trail [--entries 200000] [--deeds 400]

Appends are deeds, each a transaction that waits for the disk; on PostgreSQL by eight processes at once. The plain
chain does the same with one row that holds the latest hash. Pages are asked for with and without the trail in turns;
where `strace` is here, what they make the disk wait is counted by it.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

WANTED = {"verified a second": 100_000, "deeds a second on PostgreSQL": 1_000, "page costs more %": 15}
WRITERS = 8
ROOT = Path(__file__).resolve().parents[1]


def _ready() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def _deed(number: int) -> None:
    from muntada.access.actor import Actor, Role
    from muntada.access.rules import Permission
    from muntada.trail.deed import act

    with act(Actor("user:3", "An analyst", frozenset({Role.ANALYST})), Permission.RECORD_WRITE) as record:
        record.things.append({"thing": "forum.meeting", "key": str(number)})


def _link(number: int) -> None:
    """A deed's line in a plain chain: whoever writes waits for the row with the latest hash."""
    from django.db import connection, transaction

    said = json.dumps({"actor": "user:3", "permission": "record.write", "key": number, "reason": "an analyst's"})
    with transaction.atomic(), connection.cursor() as cursor:
        lock = " FOR UPDATE" if connection.vendor == "postgresql" else ""
        cursor.execute(f"SELECT hash FROM bench_head WHERE id = 1{lock}")
        link = sha256(bytes(cursor.fetchone()[0]) + said.encode()).digest()
        cursor.execute("INSERT INTO bench_chain (said, hash) VALUES (%s, %s)", [said, link])
        cursor.execute("UPDATE bench_head SET hash = %s WHERE id = 1", [link])


def _writer(write: Callable[[int], None], times: int, ready: Any, go: Any) -> None:
    from django.db import connection

    connection.close()
    write(0)
    ready.release()
    go.wait()
    for number in range(times):
        write(number)
    connection.close()


def _rate(write: Callable[[int], None], times: int, writers: int) -> float:
    """Writes a second, by this many processes at once."""
    from django.db import connection

    connection.close()
    context = multiprocessing.get_context("fork")
    ready, go = context.Semaphore(0), context.Event()
    workers = [context.Process(target=_writer, args=(write, times, ready, go)) for _ in range(writers)]
    for worker in workers:
        worker.start()
    for _ in workers:
        ready.acquire()
    start = time.perf_counter()
    go.set()
    for worker in workers:
        worker.join()
    return writers * times / (time.perf_counter() - start)


def _tables() -> None:
    from django.db import connection

    kind, key = ("bytea", "bigserial") if connection.vendor == "postgresql" else ("blob", "integer")
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bench_chain (id {key} PRIMARY KEY, said text NOT NULL, hash {kind} NOT NULL)")
        cursor.execute(f"CREATE TABLE bench_head (id integer PRIMARY KEY, hash {kind} NOT NULL)")
        cursor.execute("INSERT INTO bench_head VALUES (1, %s)", [b""])


def _fill(entries: int) -> None:
    """As many entries as are to be verified, and as many links of a plain chain that say the same."""
    from django.db import connection, transaction

    from muntada.trail.writing import Line, sequence, write

    before = b""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM bench_chain")
    for start in range(0, entries, 1_000):
        lines = [
            Line(
                actor=f"user:{number % 97}",
                operation="consult",
                permission="record.read",
                allowed=True,
                reason="What is TLP:GREEN is for the forum's community.",
                purpose="conduct_of_the_forum",
                thing_type="forum.meeting",
                thing_key=str(number),
                detail={"via": f"token:{number % 11}"},
            )
            for number in range(start, min(entries, start + 1_000))
        ]
        links = []
        for line in lines:
            said = json.dumps(line.cut())
            before = sha256(before + said.encode()).digest()
            links.append((said, before))
        with transaction.atomic():
            write(lines)
            with connection.cursor() as cursor:
                cursor.executemany("INSERT INTO bench_chain (said, hash) VALUES (%s, %s)", links)
    sequence(wait=True)


def _verify_chain() -> int:
    from django.db import connection

    before, count, last = b"", 0, 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, said, hash FROM bench_chain WHERE id > %s ORDER BY id LIMIT 8192", [last])
            found = cursor.fetchall()
        if not found:
            return count
        last = found[-1][0]
        for _id, said, link in found:
            before = sha256(before + said.encode()).digest()
            assert before == bytes(link)
            count += 1


def _timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Seconds by the clock and of this process's processor, and what the work gave."""
    wall, processor = time.perf_counter(), time.process_time()
    given = work()
    return time.perf_counter() - wall, time.process_time() - processor, given


def _visitor() -> tuple[Any, str]:
    """A signed-in browser, and the address of a meeting's page."""
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse
    from django.utils.translation import override

    from muntada.cli.ground import administrator, load_reference_facts
    from muntada.forum.models import Meeting

    settings.ALLOWED_HOSTS = ["testserver"]
    if not Meeting.objects.exists():
        load_reference_facts()
    client = Client()
    client.force_login(administrator())
    meeting = Meeting.objects.order_by("pk")[0]
    with override("en"):
        return client, reverse("meeting", args=[meeting.pk])


def _without_trail() -> Any:
    from unittest.mock import patch

    return patch("muntada.web.asking.note_consultation")


def _pages(times: int) -> dict[str, float]:
    """What a page costs with the trail and without, in turns, in milliseconds."""
    client, where = _visitor()
    taken: dict[str, list[float]] = {"with": [], "without": []}
    for number in range(times * 2 + 20):
        name = "with" if number % 2 else "without"
        start = time.perf_counter()
        if name == "with":
            client.get(where)
        else:
            with _without_trail():
                client.get(where)
        if number >= 20:
            taken[name].append((time.perf_counter() - start) * 1000)
    medians = {name: statistics.median(values) for name, values in taken.items()}
    return {
        "page ms": round(medians["with"], 2),
        "page without trail ms": round(medians["without"], 2),
        "page costs more %": round((medians["with"] / medians["without"] - 1) * 100, 1),
    }


def _visit(times: int, trail: bool) -> None:
    """For strace: the same page so many times, and a sign on standard error where they begin."""
    client, where = _visitor()
    client.get(where)
    os.write(2, b"BEGIN\n")
    for _ in range(times):
        if trail:
            client.get(where)
        else:
            with _without_trail():
                client.get(where)


def _waits(times: int = 50) -> dict[str, int]:
    """How often so many pages wait for the disk, with the trail and without."""
    if shutil.which("strace") is None:
        return {}
    found = {}
    for name in ("with", "without"):
        command = [
            "strace", "-f", "-e", "trace=fsync,fdatasync,write", "-s", "8",
            sys.executable, "-m", "bench.trail", "--visit", name, "--deeds", str(times),
        ]  # fmt: skip
        ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
        after = ran.stderr.partition('write(2, "BEGIN')[2]
        found[f"fsyncs of {times} pages {name} trail"] = after.count("fsync(") + after.count("fdatasync(")
    return found


def _measure(entries: int, deeds: int) -> None:
    _ready()
    from django.db import connection

    from muntada.trail.verifying import verify

    _tables()
    on_postgres = connection.vendor == "postgresql"
    writers = WRITERS if on_postgres else 1
    report: dict[str, Any] = {
        "database": connection.vendor,
        "writers": writers,
        "deeds a second": round(_rate(_deed, deeds, writers)),
        "plain chain links a second": round(_rate(_link, deeds, writers)),
    }
    _fill(entries)
    wall, processor, verdict = _timed(verify)
    assert verdict.is_sound, verdict.faults
    chain, chain_processor, count = _timed(_verify_chain)
    report |= {
        "entries": verdict.leaves,
        "verified a second": round(verdict.leaves / wall),
        "verified a second of processor": round(verdict.leaves / processor),
        "plain chain verified a second": round(count / chain),
        "plain chain verified a second of processor": round(count / chain_processor),
    }
    report |= _pages(150)
    if not on_postgres:
        report |= _waits()
    print(json.dumps(report), flush=True)


def main() -> None:
    """Measure on both databases, each in a process of its own."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--entries", type=int, default=200_000)
    asked.add_argument("--deeds", type=int, default=400)
    asked.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked.add_argument("--visit", choices=["with", "without"], help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.visit:
        _ready()
        _visit(given.deeds, given.visit == "with")
    elif given.here:
        _measure(given.entries, given.deeds)
    else:
        from tests.postgres import cluster

        print(json.dumps({"wanted": WANTED}))
        command = [sys.executable, "-m", "bench.trail", "--here"]
        command += ["--entries", str(given.entries), "--deeds", str(given.deeds)]
        with tempfile.TemporaryDirectory() as folder:
            environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "muntada.project.settings", "MUNTADA_DATA": folder}
            subprocess.run(command, check=True, env=environment, cwd=ROOT)
            with cluster(durable=True) as address:
                subprocess.run(command, check=True, env={**environment, "MUNTADA_DATABASE_URL": address}, cwd=ROOT)


if __name__ == "__main__":
    main()
