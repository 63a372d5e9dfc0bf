"""Workers are killed while an edition goes out: each recipient gets exactly one, and every receipt is there."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.outreach.mailbox import Mailbox, mailbox
from tests.postgres import cluster

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE = 2
LINK = re.compile(r"/receipt/([A-Za-z0-9_-]{43})/")
PREPARE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from muntada.access.actor import CLERK
from muntada.reports.actions.sending import prepare_sending, release_sending
from muntada.reports.models import Recipient
from tests.reports.missions import FOCAL, VALIDATOR, edition, egypt
report = edition()
Recipient.objects.bulk_create([
    Recipient(owner=egypt(), list=("abroad", "accredited")[number % 2], name=f"السفارة {{number}}", tlp="TLP:AMBER",
              originator="EG", email=f"m{{number}}@example.org", language=("ar", "en", "fr")[number % 3])
    for number in range({count})
], batch_size=500)
release_sending(VALIDATOR, prepare_sending(FOCAL, report, lists=["abroad", "accredited"]))
"""
LEFT = """
import django; django.setup()
from muntada.jobs.models import Job
print(Job.objects.filter(state__in=["queued", "running"]).count())
"""
# What a person does who is asked: looks whether the letter arrived, and only then has it sent again.
ASKED = """
import django, json, sys; django.setup()
from muntada.outreach.actions import release, resolve
from muntada.outreach.models import Message
from tests.reports.missions import SECRETARIAT
arrived = set(json.load(sys.stdin))
unclear = 0
for message in Message.objects.filter(state__in=["sending", "failed"]):
    if message.state == "sending":
        unclear += 1
        resolve(SECRETARIAT, message, arrived=message.message_id in arrived)
    if message.state == "failed":
        release(SECRETARIAT, message)
print(json.dumps({"unclear": unclear, "unsent": Message.objects.exclude(state="sent").count()}))
"""
LOOK = """
import django, json; django.setup()
from muntada.outreach.models import Message
from muntada.reports.models import Delivery
from muntada.reports.queries.deliveries import ANSWERED
from muntada.reports.secret import secret_of
print(json.dumps({
    "messages": Message.objects.count(),
    "states": list(Delivery.objects.values_list("state", flat=True)),
    "answers": [[secret_of(one), one.state, one.answered_by] for one in Delivery.objects.filter(state__in=ANSWERED)],
}))
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def environment(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """What a process needs to work on a database of the test's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MUNTADA_", "PYTEST_"))}
    kept |= {"MUNTADA_DATA": str(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": "muntada.project.settings"}
    if request.param == "sqlite":
        yield kept
        return
    with cluster() as address:
        yield kept | {"MUNTADA_DATABASE_URL": address}


def said(code: str, environment: dict[str, str], given: str = "") -> str:
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def process(environment: dict[str, str], *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.reports.senders", *words],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE if words == ("answer",) else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def worker(environment: dict[str, str]) -> subprocess.Popen[str]:
    begun = process(environment, "work", "2")
    assert begun.stdout is not None
    with begun.stdout as out:
        assert out.readline() == "at work\n"
    return begun


def arrived(box: Mailbox) -> list[str]:
    return [str(one["Message-ID"]) for one in box.messages()]


def plain(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def go_out(environment: dict[str, str], box: Mailbox, kills: int, pause: float, chance: random.Random) -> int:
    """All letters go out, with so many workers killed on the way; how many letters a person had to look into."""
    workers = [worker(environment) for _ in range(AT_ONCE)]
    unclear = 0
    try:
        for _ in range(kills):
            time.sleep(chance.random() * pause)
            victim = workers.pop(chance.randrange(len(workers)))
            victim.send_signal(signal.SIGKILL)
            assert victim.wait() == -signal.SIGKILL
            workers.append(worker(environment))
        while True:
            while int(said(LEFT, environment)):
                time.sleep(pause)
            found = json.loads(said(ASKED, environment, json.dumps(arrived(box))))
            unclear += int(found["unclear"])
            if not found["unsent"]:
                return unclear
    finally:
        for one in workers:
            one.send_signal(signal.SIGKILL)
            one.wait()


def answer_all(environment: dict[str, str], secrets: list[str], kills: int, chance: random.Random) -> set[str]:
    """Receipts are given at all addresses by a process that is killed on the way; those that it said are kept."""
    kept: set[str] = set()
    while len(kept) < len(secrets):
        left = [one for one in secrets if one not in kept]
        until = chance.randrange(len(left)) if kills > 0 else len(left)
        kills -= 1
        with process(environment, "answer") as one:
            assert one.stdin is not None
            assert one.stdout is not None
            for number, secret in enumerate(left):
                one.stdin.write(f"{secret}\n")
                one.stdin.flush()
                if number == until:
                    one.kill()  # the receipt may be kept and not said; given again it is the same
                    break
                kept.add(one.stdout.readline().strip())
    return kept


@pytest.mark.parametrize(
    ("count", "kills", "pause", "seed"),
    [(200, 4, 1.0, 1), pytest.param(10_000, 60, 6.0, 2, marks=pytest.mark.soak)],
    ids=["short", "ten_thousand"],
)
def test_row_45_each_recipient_gets_exactly_one_however_often_workers_are_killed(
    count: int, kills: int, pause: float, seed: int, environment: dict[str, str]
) -> None:
    chance = random.Random(seed)
    said(PREPARE.format(count=count), environment)
    with mailbox() as box:
        environment |= {
            "MUNTADA_SMTP_HOST": "127.0.0.1",
            "MUNTADA_SMTP_PORT": str(box.port),
            "MUNTADA_SMTP_SECURITY": "none",
            "MUNTADA_MAIL_FROM": "outbox@forum.example",
        }
        unclear = go_out(environment, box, kills, pause, chance)
        got = Counter(str(one["To"]) for one in box.messages())
        links = [match[1] for one in box.messages() if (match := LINK.search(plain(one)))]
    assert got == {f"m{number}@example.org": 1 for number in range(count)}
    assert len(set(links)) == len(links) == count
    kept = answer_all(environment, links, kills, chance)
    found = json.loads(said(LOOK, environment))
    assert found["messages"] == count
    assert {secret for secret, _state, _by in found["answers"]} == kept == set(links)
    assert all(by == secret[:8] for secret, _state, by in found["answers"])
    assert set(found["states"]) <= {"received", "on_behalf", "declined"}
    print(f"{count} recipients, {kills} workers killed, {unclear} letters looked into")
