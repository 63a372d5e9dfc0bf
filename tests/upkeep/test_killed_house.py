"""Server and workers are killed again and again under load: nothing acknowledged is lost, nothing is done twice."""

from __future__ import annotations

import http.client
import json
import random
import signal
import socket
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256

import pytest

from tests.outreach.mailbox import mailbox
from tests.upkeep.houses import House

LETTERS = """
from django.conf import settings
from muntada.cli.ground import actor_at_console
from muntada.marking.tlp import TLP
from muntada.outreach.actions import compose, release
actor = actor_at_console(None)
for number in range({first}, {first} + {many}):
    release(actor, compose(actor, to=f"a{{number}}@b.example", language="en", subject=f"n{{number}}", text="text",
                           tlp=TLP.CLEAR))
"""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass
class Load:
    """A program that brings sources in, one after the other, and asks again until it has an answer."""

    port: int
    token: str
    acknowledged: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        number = 0
        while not self.stopping.is_set():
            text = f"The Coordinating Committee met in Rabat. Word {number}."
            if self._bring(number, text):
                self.acknowledged.append(sha256(text.encode()).hexdigest())
                number += 1

    def _bring(self, number: int, text: str) -> bool:
        while not self.stopping.is_set():
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
            try:
                line.request(
                    "POST",
                    "/api/v1/sources",
                    json.dumps({"text": text, "name": f"{number}.txt"}),
                    {
                        "Content-Type": "application/json",
                        "Authorization": f"Bearer {self.token}",
                        "Idempotency-Key": f"load-{number:08}",
                    },
                )
                answer = line.getresponse()
                said = answer.read()
                if answer.status in {200, 201}:
                    return True
                if answer.status < 500:
                    self.refused.append(f"{answer.status} {said[:300]!r}")
                    return False
            except (OSError, http.client.HTTPException):
                pass
            finally:
                line.close()
            time.sleep(0.05)
        return False


def reachable(port: int, process: subprocess.Popen[str], seconds: float = 300) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with socket.socket() as one:
            one.settimeout(1)
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, "the server ended by itself"
        time.sleep(0.02)
    pytest.fail("the server cannot be reached")


@contextmanager
def at_work(house: House, load: Load) -> Iterator[Callable[[int], None]]:
    """The house with its server, two workers and somebody who brings sources in; what is given kills one of three."""
    words = (("serve", "--port", str(load.port)), ("worker",), ("worker", "--threads", "2"))
    running = [house.start(*one) for one in words]
    thread = threading.Thread(target=load.run)

    def kill(victim: int) -> None:
        running[victim].send_signal(signal.SIGKILL)
        running[victim].wait()
        running[victim] = house.start(*words[victim])
        if victim == 0:
            reachable(load.port, running[0])

    try:
        reachable(load.port, running[0])
        thread.start()
        yield kill
    finally:
        load.stopping.set()
        if thread.is_alive():
            thread.join()
        for one in running:
            one.kill()
            one.wait()


def finish(house: House) -> None:
    """Have done what is left. Nobody holds a job any more; the end of the leases need not be waited for."""
    house.ask("UPDATE jobs_job SET lease_until = '2026-01-01 00:00:00+00:00' WHERE state = 'running'")
    house.python("from muntada.jobs.worker import Workers\nworkers = Workers()\nwhile workers.run_one(): pass")


@pytest.mark.parametrize("kills", [3, pytest.param(100, marks=pytest.mark.soak)], ids=["short", "long"])
def test_nothing_is_lost_or_done_twice_however_often_server_and_workers_are_killed(kills: int, either: House) -> None:
    chance, letters = random.Random(kills), 0
    with mailbox() as box:
        either.more |= {
            "MUNTADA_SMTP_HOST": "127.0.0.1",
            "MUNTADA_SMTP_PORT": str(box.port),
            "MUNTADA_SMTP_SECURITY": "none",
            "MUNTADA_MAIL_FROM": "a@forum.example",
            "MUNTADA_API_RATE": "1000000",
        }
        token = either.run("token", "make", "administrator@localhost").strip().splitlines()[-1]
        load = Load(free_port(), token)
        with at_work(either, load) as kill:
            for turn in range(kills):
                either.python(LETTERS.format(first=letters, many=3))
                letters += 3
                time.sleep(chance.random() * 0.5)
                kill(turn if turn < 3 else chance.randrange(3))
                verdict = either.told("trail", "verify")
                assert verdict["sound"], verdict
        finish(either)
        sent = Counter(one["Subject"] for one in box.messages())
    no_letter_went_out_twice(either, sent, letters, kills)
    no_source_was_lost(either, load, kills)
    told = either.told("doctor", "--deep")
    assert told["well"], told
    if not either.url:
        assert either.ask("PRAGMA integrity_check") == [("ok",)]
    print({"kills": kills, "acknowledged": len(load.acknowledged), "letters": letters})


def no_letter_went_out_twice(house: House, sent: Counter[str], letters: int, kills: int) -> None:
    assert set(sent.values()) <= {1}, "a message went out twice"
    states = Counter(
        state for (state,) in house.ask("SELECT state FROM outreach_message WHERE address LIKE '%@b.example'")
    )
    assert set(states) <= {"sent", "sending"}, states
    assert sum(states.values()) == letters
    assert states["sent"] <= len(sent) <= letters, "a message is said to be sent that was not"
    assert states["sending"] <= kills, "more is unclear than workers were killed"


def no_source_was_lost(house: House, load: Load, kills: int) -> None:
    assert load.refused == []
    assert len(load.acknowledged) >= kills
    digests = [digest for (digest,) in house.ask("SELECT sha256 FROM evidence_document")]
    assert set(load.acknowledged) <= set(digests), "an acknowledged source is lost"
    assert len(digests) == len(set(digests))
    assert len(digests) - 3 - len(load.acknowledged) in {0, 1}, "at most the one that was being asked for is there too"
