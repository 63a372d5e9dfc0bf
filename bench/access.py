"""What the policy costs: the newest fifty of a million meetings, with the policy and without it.

`python -m bench.access` measures on SQLite and on a PostgreSQL of its own (with the second wall), one line of JSON
for each. With the policy means all of it: who the person is today, made from offices, clearances and memberships; the
ceiling on the connection; the filter of the list. Figures: median and 95th percentile in milliseconds, and what the
policy adds to a list of fifty rows, rendered, in per cent of it: the median over rounds in which both took turns, by
the clock and of processor time. On a machine that is busy with something else neither is worth much; its load is
told. It fails where the policy adds more than 15 % by the clock, or the 95th percentile of the newest fifty is more
than 300 ms on SQLite or 50 ms on PostgreSQL.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from muntada.forum.models import Meeting
    from muntada.people.models import User

COUNT = int(os.environ.get("BENCH_RECORDS", "1000000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "200"))
MOST_ADDED = 15.0  # per cent
SLOWEST = {"sqlite": 300.0, "postgresql": 50.0}  # ms, the newest fifty, 95th percentile


def fill() -> None:
    """A million meetings, of every label and originator; written by the database itself."""
    from django.db import connection

    from muntada.access.models import Audience
    from muntada.forum.models import Body, Meeting
    from muntada.parties.models import Party

    for key in ("EG", "MA", "NL"):
        Party.objects.create(key=key, kind="state")
    Body.objects.create(party=Party.objects.create(key="gctf", kind="body"), kind="forum")
    audiences = [Audience.of(keys).pk for keys in (["MA"], ["NL"], ["gctf"], ["user:1"], ["EG", "user:2"])]  # type: ignore[union-attr]
    Meeting.objects.create(kind="session", body_id="gctf", title="x", when="2020-01-01")
    columns = [str(column.column) for column in Meeting._meta.concrete_fields if column.name != "id"]
    number = "(n.n)"
    pick = {
        "tlp": f"CASE {number} % 5 WHEN 0 THEN 'TLP:CLEAR' WHEN 1 THEN 'TLP:GREEN' WHEN 2 THEN 'TLP:AMBER' "
        "WHEN 3 THEN 'TLP:AMBER+STRICT' ELSE 'TLP:RED' END",
        "originator": f"CASE {number} % 7 WHEN 0 THEN 'EG' WHEN 1 THEN 'MA' WHEN 2 THEN 'NL' ELSE 'muntada' END",
        "audience_id": "CASE "
        + " ".join(f"WHEN {number} % 5 = {i} THEN '{a}'" for i, a in enumerate(audiences))
        + " END",
        "title": f"'Meeting ' || {number}",
        "uid": f"'meeting-' || {number}",
        "when": f"(1990 + {number} % 40) || '-01-01'",
    }
    chosen = ", ".join(pick.get(column, f'm."{column}"') for column in columns)
    named = ", ".join(f'"{column}"' for column in columns)
    postgres = connection.vendor == "postgresql"
    series = (
        f"SELECT generate_series(1, {COUNT}) AS n"
        if postgres
        else f"WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {COUNT}) SELECT n FROM c"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO forum_meeting ({named}) SELECT {chosen} FROM forum_meeting m, ({series}) n")
        cursor.execute("ANALYZE")


def people() -> dict[str, User]:
    """Three people with what rights follow from: a focal point, somebody who only reads, and one who is cleared."""
    from muntada.access.actor import Role
    from muntada.forum.models import Membership
    from muntada.people.models import Clearance, Office, User

    Membership.objects.create(body_id="gctf", party_id="MA")
    made = {}
    for name, role, party in (
        ("focal point", Role.FOCAL_POINT, "MA"),
        ("cleared", Role.VALIDATOR, "EG"),
        ("reader", Role.READER, None),
    ):
        made[name] = User.objects.create(email=f"{role.value}@example.org", name=name)
        Office.objects.create(user=made[name], role=role, party_id=party, since="2020-01-01")
    Clearance.objects.create(
        user=made["cleared"], label="TLP:AMBER", purposes=["conduct_of_the_forum"], since="2020-01-01"
    )
    return made


def times(*works: Callable[[], object]) -> list[list[tuple[float, float]]]:
    """How long each round of each work took, in milliseconds: by the clock, and of processor time, the database's
    included. They take turns, so that all meet the same machine."""
    taken: list[list[tuple[float, float]]] = [[] for _ in works]
    spent = processor()
    for turn in range(ROUNDS + 10):
        for work, kept in zip(works, taken, strict=True):
            start, used = time.perf_counter(), spent()
            work()
            if turn >= 10:  # the first rounds warm the caches
                kept.append(((time.perf_counter() - start) * 1_000, (spent() - used) * 1_000))
    return taken


def processor() -> Callable[[], float]:
    """A reading of the processor time, in seconds, of this process and of its server process on PostgreSQL (Linux)."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return time.process_time
    connection.ensure_connection()
    with open(f"/proc/{connection.connection.info.backend_pid}/schedstat", encoding="ascii") as file:
        server = os.dup(file.fileno())
    return lambda: time.process_time() + int(os.pread(server, 100, 0).split()[0]) / 1e9


def added(without: list[tuple[float, float]], pages: list[tuple[float, float]], what: int) -> tuple[float, float]:
    """What the policy adds, in milliseconds and in per cent: the median over rounds of the difference."""
    more = statistics.median(one[what] - other[what] for one, other in zip(pages, without, strict=True))
    return more, more / statistics.median(one[what] for one in without) * 100


def newest(of: QuerySet[Meeting]) -> list[Meeting]:
    """What the list page asks for."""
    found = of.select_related("body__party", "host", "organiser").order_by("-id")
    return list(found.prefetch_related("body__party__names", "chairs__names")[:50])


def page(of: QuerySet[Meeting]) -> str:
    """The list page's rows, as they are sent."""
    from django.template.loader import render_to_string

    return render_to_string("forum/meeting_rows.html", {"meetings": newest(of)})


def with_policy(user: User, show: Callable[[QuerySet[Meeting]], object]) -> Callable[[], object]:
    """The same as a request of this person has it."""
    from muntada.access.rows import rows
    from muntada.access.rules import Permission
    from muntada.access.wall import under_ceiling
    from muntada.forum.models import Meeting
    from muntada.signin.actors import actor_of

    def work() -> object:
        actor = actor_of(user)
        with under_ceiling(actor):
            return show(rows(actor, Permission.RECORD_READ, Meeting))

    return work


def line_of(user: User) -> dict[str, float]:
    """What the policy costs for this person, in milliseconds and in per cent."""
    from muntada.forum.models import Meeting

    every = Meeting.objects.all()
    without, lists, pages = times(lambda: page(every), with_policy(user, newest), with_policy(user, page))
    clock, used = added(without, pages, 0), added(without, pages, 1)
    shown = [one for one, _ in lists]
    return {
        "newest 50 median ms": round(statistics.median(shown), 2),
        "newest 50 p95 ms": round(statistics.quantiles(shown, n=20)[-1], 2),
        "page median ms": round(statistics.median(one for one, _ in pages), 2),
        "page without policy median ms": round(statistics.median(one for one, _ in without), 2),
        "policy adds ms": round(clock[0], 2),
        "policy adds %": round(clock[1], 1),
        "policy adds % of processor time": round(used[1], 1),
    }


def one_by_one(user: User) -> float:
    """How long the policy takes to answer for one record, in microseconds."""
    from muntada.access.rules import Permission, decide
    from muntada.forum.models import Meeting
    from muntada.signin.actors import actor_of

    somebody, thing = actor_of(user), Meeting.objects.order_by("-id")[:1][0]
    start = time.perf_counter()
    for _ in range(20_000):
        decide(somebody, Permission.RECORD_READ, thing)
    return (time.perf_counter() - start) / 20_000 * 1e6


def measure() -> None:
    """Fill the database that the settings name, measure, and print a line."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.utils.translation import activate

    from muntada.forum.models import Meeting

    call_command("migrate", verbosity=0, interactive=False)
    fill()
    activate("en")
    cast = people()
    lines = {name: line_of(user) for name, user in cast.items()}
    each = one_by_one(cast["focal point"])
    load = round(os.getloadavg()[0], 1)
    report = {"database": connection.vendor, "records": Meeting.objects.count(), "load of the machine": load}
    print(json.dumps({**report, "with policy": lines, "decide us": round(each, 2)}), flush=True)
    slowest = SLOWEST[connection.vendor]
    if any(one["policy adds %"] > MOST_ADDED or one["newest 50 p95 ms"] > slowest for one in lines.values()):
        raise SystemExit(f"More than wanted: {MOST_ADDED} % and {slowest} ms on {connection.vendor}.")


def main() -> None:
    """Measure on both databases, each in a process of its own."""
    from tests.postgres import cluster

    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "muntada.project.settings", "MUNTADA_DATA": folder}
        command = [sys.executable, "-m", "bench.access", "--here"]
        ended = [subprocess.run(command, check=False, env=environment).returncode]
        with cluster() as address:
            there = {**environment, "MUNTADA_DATABASE_URL": address}
            ended.append(subprocess.run(command, check=False, env=there).returncode)
    if any(ended):
        raise SystemExit(1)


if __name__ == "__main__":
    measure() if "--here" in sys.argv else main()
