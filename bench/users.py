"""Many signed-in people at once, who ask for lists, wait, and ask again: for `bench.forum`. Knows nothing of Muntada.

`ask` runs in a process of its own and does as little as it can: it keeps one connection a person open, writes the
request, reads the answer to its end and looks at no more of it than its first line and its size.
"""

from __future__ import annotations

import asyncio
import base64
import json
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from urllib.parse import quote

from bench.filling import BODIES, COMMON, KINDS, MEDIUM, NONE, RARE, STATES

# Kind of request: how often, and its address after the language.
Address = Callable[[Random], str]


def place(*values: str | int) -> str:
    """A place in a list, as addresses carry it."""
    text = json.dumps(values, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _words(of: dict[str, str]) -> Address:
    return lambda random: quote(of[random.choice(("ar", "en", "fr"))])


def _of(path: str, field: str, chosen: Address) -> Address:
    return lambda random: f"{path}?{field}={chosen(random)}"


MEETINGS, STATEMENTS = "meetings/", "statements/"


def kinds(meetings: int, statements: int) -> dict[str, tuple[int, Address]]:
    """What people ask for, of so many records."""
    sittings = max(1, statements // 25)
    found: dict[str, tuple[int, Address]] = {
        "meetings, newest 50": (14, lambda _: MEETINGS),
        "statements, newest 50": (14, lambda _: STATEMENTS),
        "meetings of a body": (4, _of(MEETINGS, "body", lambda r: r.choice(BODIES))),
        "meetings of a kind": (4, _of(MEETINGS, "kind", lambda r: r.choice(KINDS))),
        "meetings of a year": (4, _of(MEETINGS, "year", lambda r: str(r.randint(1990, 2026)))),
        "statements of a body": (4, _of(STATEMENTS, "body", lambda r: r.choice(BODIES))),
        "statements of a party": (4, _of(STATEMENTS, "party", lambda r: r.choice(STATES))),
        "statements in a language": (2, _of(STATEMENTS, "language", lambda r: r.choice(("ar", "en", "fr")))),
        "meetings, deep": (
            5,
            _of(MEETINGS, "after", lambda r: place(f"{r.randint(1991, 2025)}-07-01", r.randint(1, meetings))),
        ),
        "statements, deep": (5, _of(STATEMENTS, "after", lambda r: place(r.randint(2, sittings), 1))),
    }
    for name, of, often in (("common", COMMON, 5), ("medium", MEDIUM, 5), ("rare", RARE, 5), ("no", NONE, 3)):
        found[f"meetings, {name} word"] = (often, _of(MEETINGS, "text", _words(of)))
        found[f"statements, {name} word"] = (often, _of(STATEMENTS, "words", _words(of)))
    return found


@dataclass
class Told:
    """What came of it: milliseconds by kind of request, answers that were none, and seconds in all."""

    taken: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    seconds: float = 0.0


class Person:
    """Somebody with a browser: one connection, kept."""

    def __init__(self, port: int, cookie: str, random: Random) -> None:
        self.port, self.cookie, self.random = port, cookie, random
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> tuple[int, int]:
        """The status of a page and its size in bytes."""
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port, limit=2**22)
        reader, writer = self.streams
        writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {self.cookie}\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        status = int(head.split(" ", 2)[1])
        headers = {
            name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head.split("\r\n")[1:])
        }
        size = int(headers.get("content-length", -1))
        if size < 0:
            raise ConnectionError(f"an answer without its length: {status}")
        await reader.readexactly(size)
        if headers.get("connection", "").lower() == "close":
            writer.close()
            self.streams = None
        return status, size


async def ask(
    port: int, cookies: list[str], wanted: dict[str, tuple[int, Address]], seconds: float, think: float, warm: float
) -> Told:
    """Let everybody ask for `seconds`, after `warm` seconds that are not counted; between two pages somebody thinks
    for `think` seconds on average (exponential)."""
    told, begun = Told(), time.perf_counter()
    names, often = list(wanted), [weight for weight, _ in wanted.values()]

    async def work(number: int, cookie: str) -> None:
        random = Random(number)
        person = Person(port, cookie, random)
        await asyncio.sleep(random.random() * max(think, 0.2))
        while (at := time.perf_counter()) < begun + warm + seconds:
            name = random.choices(names, often)[0]
            path = f"/{random.choice(('ar', 'en', 'fr'))}/{wanted[name][1](random)}"
            try:
                status, size = await person.get(path)
                wrong = "" if status == 200 and size > 2_000 else f"{status}, {size} bytes: {path}"
            except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
                wrong, person.streams = f"{type(error).__name__}: {path}", None
            if at >= begun + warm:
                told.taken[name].append((time.perf_counter() - at) * 1_000)
            told.errors += [wrong] if wrong else []
            if think:
                await asyncio.sleep(random.expovariate(1 / think))

    await asyncio.gather(*(work(number, cookie) for number, cookie in enumerate(cookies)))
    told.seconds = time.perf_counter() - begun - warm
    return told
