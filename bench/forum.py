"""Lists and searches of a large house, asked for by many people at once of the product's own server on SQLite.

    python -m bench.forum [--meetings 100000] [--statements 1000000] [--users 50] [--seconds 60] [--think 2] [--json]

Fills a house of its own (`--house FOLDER` keeps it and takes it again), starts `muntada serve` on it, and lets people
of several kinds ask for the newest fifty, filtered lists, deep pieces and words, each person with one connection, who
between two pages thinks for `--think` seconds on average (0: not at all). Who asks is a process of its own. Figures:
50th and 95th percentile and the longest in milliseconds from the request to the last byte of the page. Then, in one
process and in turns, the same questions with the policy and without it. It fails where a 95th percentile is more than
300 ms, or where an answer was none. On a machine that is busy with something else the figures are worth little: its
load is told.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench.filling import BODIES, COMMON, MEDIUM, RARE, fill, name_of_cookie, size_of, users
from bench.users import Told, ask, kinds

SLOWEST = 300.0  # ms, the 95th percentile
WARM = 10.0  # seconds that are not counted
ROUNDS = 30


def bar(given: Iterable[Any], total: int, what: str) -> Iterable[Any]:
    """The same things, with a bar."""
    import click

    with click.progressbar(given, length=total, label=f"{what:<10}", file=sys.stderr, update_min_steps=1_000) as shown:
        yield from shown


def filled(asked: argparse.Namespace) -> None:
    """In a process of its own: fill the house that the settings name, and note whom it lets in."""
    import django

    django.setup()
    from django.core.management import call_command

    begun = time.perf_counter()
    call_command("migrate", verbosity=0, interactive=False)
    fill(asked.meetings, asked.statements, bar)
    people = users(asked.users)
    house = Path(os.environ["MUNTADA_DATA"])
    said = {
        "meetings": asked.meetings,
        "statements": asked.statements,
        "filled in seconds": round(time.perf_counter() - begun),
        "name": name_of_cookie(),
        "people": people,
    }
    (house / "bench.json").write_text(json.dumps(said), encoding="utf-8")


def let_in(count: int) -> None:
    """In a process of its own: sessions end within the hour, so that a house that is taken again lets people in."""
    import django

    django.setup()
    from django.utils import timezone

    from muntada.signin.models import Session

    Session.objects.update(began_at=timezone.now(), seen_at=timezone.now())


def questions() -> dict[str, Callable[[], Any]]:
    """What the pages ask of the database, for somebody who is a focal point."""
    from muntada.forum.queries.meetings import meetings_where
    from muntada.forum.queries.statements import statements_where
    from muntada.people.models import User
    from muntada.signin.actors import actor_of

    actor = actor_of(User.objects.get(email="reader1@example.org"))
    return {
        "meetings, newest 50": lambda: meetings_where(actor),
        "meetings of a body": lambda: meetings_where(actor, body=BODIES[1]),
        "meetings of a year": lambda: meetings_where(actor, year=2003),
        "meetings, common word": lambda: meetings_where(actor, text=COMMON["ar"]),
        "meetings, medium word": lambda: meetings_where(actor, text=MEDIUM["en"]),
        "meetings, rare word": lambda: meetings_where(actor, text=RARE["fr"]),
        "statements, newest 50": lambda: statements_where(actor),
        "statements of a body": lambda: statements_where(actor, body=BODIES[1]),
        "statements, common word": lambda: statements_where(actor, words=COMMON["ar"]),
        "statements, medium word": lambda: statements_where(actor, words=MEDIUM["en"]),
        "statements, rare word": lambda: statements_where(actor, words=RARE["fr"]),
    }


def unguarded(queries: str) -> Any:
    """Within the block these questions are answered without the policy."""

    def of_all(_actor: Any, _permission: Any, model: Any, *, via: str = "") -> Any:
        return model._default_manager.all()

    return patch(f"muntada.forum.queries.{queries}.rows", of_all)


def compared() -> None:
    """In a process of its own: how long each question takes with the policy and without it, in milliseconds."""
    import django

    django.setup()
    from muntada.access.pieces import first_piece
    from muntada.web.forum import meetings, statements

    def timed(question: Callable[[], Any], order: Any) -> float:
        begun = time.perf_counter()
        first_piece(question(), order, 50)
        return (time.perf_counter() - begun) * 1_000

    said = {}
    for name, question in questions().items():
        order: Any = meetings.ORDER if name.startswith("meetings") else statements.ORDER
        pairs = []
        for _ in range(ROUNDS + 3):
            with_it = timed(question, order)
            with unguarded("meetings"), unguarded("statements"):
                pairs.append((with_it, timed(question, order)))
        ours, bare = (statistics.median(column) for column in zip(*pairs[3:], strict=True))
        ratio = statistics.median(one / other for one, other in pairs[3:])
        said[name] = {"with": round(ours, 1), "without": round(bare, 1), "ratio": round(ratio, 2)}
    print(json.dumps(said))


def asking(asked: argparse.Namespace, port: int, house: Path) -> None:
    """In a process of its own: everybody asks; what came of it goes to standard output."""
    known = json.loads((house / "bench.json").read_text(encoding="utf-8"))
    cookies = [f"{known['name']}={one['cookie']}" for one in known["people"][: asked.users]]
    wanted = kinds(known["meetings"], known["statements"])
    told = asyncio.run(ask(port, cookies, wanted, asked.seconds, asked.think, WARM))
    json.dump({"taken": told.taken, "errors": told.errors, "seconds": told.seconds}, sys.stdout)


@contextmanager
def served(house: Path, environment: dict[str, str]) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The product's own server on this house: its port and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(sys.executable).with_name("muntada")
    log = (house / "server.log").open("ab")
    server = subprocess.Popen(
        [program, "serve", "--port", str(port), "--processes", str(os.cpu_count() or 1)],
        env=environment,
        stdout=log,
        stderr=log,
    )
    try:
        for _ in range(600):
            time.sleep(0.2)
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=2) as answer:
                    if answer.status == 200:
                        break
            except OSError:
                if server.poll() is not None:
                    break
        else:
            raise SystemExit(f"The server does not answer; see {house / 'server.log'}.")
        yield port, server
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)
        log.close()


def spent(pid: int) -> tuple[float, float]:
    """Seconds of processor time of a server's processes, and megabytes of memory that each held at most, together
    (Linux; what they share is counted for each)."""
    seconds = memory = 0.0
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    for process in (str(pid), *children):
        parts = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        seconds += (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
        memory += next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024
    return seconds, memory


def line_of(taken: list[float]) -> dict[str, float]:
    """The figures of one kind of request."""
    cuts = statistics.quantiles(taken, n=20) if len(taken) > 1 else taken * 19
    return {
        "asked": len(taken),
        "p50 ms": round(statistics.median(taken), 1),
        "p95 ms": round(cuts[-1], 1),
        "max ms": round(max(taken), 1),
    }


def measured(asked: argparse.Namespace, house: Path) -> dict[str, Any]:
    """Start the server, let people ask, and say what came of it."""
    here = {"DJANGO_SETTINGS_MODULE": "muntada.project.settings", "MUNTADA_DATA": str(house)}
    environment = {**os.environ, **here}
    environment.pop("MUNTADA_DATABASE_URL", None)
    again = [sys.executable, "-m", "bench.forum", "--users", str(asked.users), "--think", str(asked.think)]
    again += ["--seconds", str(asked.seconds), "--meetings", str(asked.meetings)]
    again += ["--statements", str(asked.statements), "--house", str(house)]
    if not (house / "bench.json").exists():
        subprocess.run([*again, "--part", "fill"], check=True, env=environment)
    known = json.loads((house / "bench.json").read_text(encoding="utf-8"))
    subprocess.run([*again, "--part", "let-in"], check=True, env=environment)
    with served(house, environment) as (port, server):
        before, _ = spent(server.pid)
        print(f"{asked.users} people ask for {asked.seconds:.0f} s ...", file=sys.stderr, flush=True)
        ran = subprocess.run([*again, "--part", f"ask:{port}"], check=True, env=environment, stdout=subprocess.PIPE)
        after, memory = spent(server.pid)
    told = Told(**json.loads(ran.stdout))
    every = [one for taken in told.taken.values() for one in taken]
    report: dict[str, Any] = {
        "meetings": known["meetings"],
        "statements": known["statements"],
        "megabytes on disk": size_of(house),
        "filled in seconds": known["filled in seconds"],
        "people": asked.users,
        "think seconds": asked.think,
        "processes": os.cpu_count() or 1,
        "load of the machine": round(os.getloadavg()[0], 1),
        "pages a second": round(len(every) / told.seconds, 1),
        "server's processor ms a page": round((after - before) / max(1, len(every)) * 1000 * _counted(told), 1),
        "server's memory MB": round(memory),
        "errors": len(told.errors),
        "first errors": told.errors[:3],
        "pages": {name: line_of(told.taken[name]) for name in kinds(1, 1) if told.taken.get(name)}
        | {"all": line_of(every)},
    }
    if asked.compare:
        ran = subprocess.run([*again, "--part", "compare"], check=True, env=environment, stdout=subprocess.PIPE)
        report["questions ms"] = json.loads(ran.stdout)
    return report


def _counted(told: Told) -> float:
    """Which part of the server's work was for requests that are counted; the others warmed it."""
    return told.seconds / (told.seconds + WARM)


def shown(report: dict[str, Any]) -> str:
    """The report for people."""
    lines = [f"{name}: {value}" for name, value in report.items() if not isinstance(value, dict)]
    lines.append(f"\n{'page':<28}{'asked':>7}{'p50 ms':>10}{'p95 ms':>10}{'max ms':>10}")
    for name, line in report["pages"].items():
        late = "  more than wanted" if line["p95 ms"] > SLOWEST else ""
        lines.append(
            f"{name:<28}" + "".join(f"{value:>{7 if key == 'asked' else 10}}" for key, value in line.items()) + late
        )
    if "questions ms" in report:
        lines.append(f"\n{'question to the database':<28}{'with policy':>12}{'without':>10}{'ratio':>8}")
        for name, line in report["questions ms"].items():
            lines.append(f"{name:<28}{line['with']:>12}{line['without']:>10}{line['ratio']:>8}")
    return "\n".join(lines)


def main() -> None:
    """Measure, and fail where it is slower than wanted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--meetings", type=int, default=100_000)
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--think", type=float, default=2, help="seconds on average between two pages of a person")
    parser.add_argument("--house", type=Path, help="a folder that keeps the house")
    parser.add_argument("--no-compare", dest="compare", action="store_false", help="leave the policy's ratio out")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--part", default="", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    part, _, port = asked.part.partition(":")
    parts: dict[str, Callable[[], None]] = {
        "fill": lambda: filled(asked),
        "let-in": lambda: let_in(asked.users),
        "compare": compared,
        "ask": lambda: asking(asked, int(port), asked.house),
    }
    if part:
        parts[part]()
        return
    with tempfile.TemporaryDirectory() as folder:
        house = asked.house or Path(folder)
        house.mkdir(parents=True, exist_ok=True)
        report = measured(asked, house)
    print(json.dumps(report) if asked.json else shown(report), flush=True)
    late = [name for name, line in report["pages"].items() if line["p95 ms"] > SLOWEST]
    if late or report["errors"]:
        raise SystemExit(f"More than {SLOWEST:.0f} ms: {', '.join(late) or 'nothing'}; {report['errors']} errors.")


if __name__ == "__main__":
    main()
