"""Two processes on one SQLite file: a change asked for twice is made once, whoever is killed and when."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEY = "of-one-change"
PREPARE = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "muntada.project.settings_test"
import django
django.setup()
from django.test import Client
from muntada.signin.tokens import make_token

def ask(token, key="of-one-change"):
    return Client(raise_request_exception=False).post(
        "/api/v1/sources",
        {"name": "note", "text": "The Forum met in Rabat on 4 March 2021."},
        "application/json",
        headers={"Authorization": "Bearer " + token, "Idempotency-Key": key},
    )
"""
FIRST = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from muntada.signin.actions import first_administrator
from muntada.signin.actors import actor_of
user = first_administrator()
print(make_token(actor_of(user), user, name="test")[1])
"""
ASK = "answer = ask(sys.argv[1]); print(answer.status_code, answer.headers.get('Idempotency-Replayed', 'first'))"
KILLED_BEFORE = (
    """
import signal
from muntada.trail import answers
save = answers.Answer.save
def killed(self, *args, **more):
    save(self, *args, **more)
    if more.get("update_fields"):
        os.kill(os.getpid(), signal.SIGKILL)
answers.Answer.save = killed
"""
    + ASK
)
KILLED_AFTER = "ask(sys.argv[1]); import signal; os.kill(os.getpid(), signal.SIGKILL)"
COUNT = """
from muntada.sources.models import Source
from muntada.trail.models import Answer, Entry
new = [one for one in Entry.objects.all() if one.detail.get("things", [{}])[0].get("new")]
print(Source.objects.count(), Answer.objects.count(), len(new))
"""


class Place:
    """An installation of its own, with an administrator's token."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.token = self.run(FIRST)

    def start(self, code: str) -> subprocess.Popen[str]:
        environment = {**os.environ, "MUNTADA_DATA": str(self.folder)}
        words = [sys.executable, "-W", "error", "-c", PREPARE + code, getattr(self, "token", "")]
        return subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)

    def run(self, code: str) -> str:
        process = self.start(code)
        out, _ = process.communicate(timeout=240)
        return out.strip()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_row_45_killed_before_the_commit_nothing_is_done_and_the_key_is_free(place: Place) -> None:
    assert place.run(KILLED_BEFORE) == ""
    assert place.run(COUNT) == "0 0 0"
    assert place.run(ASK) == "201 first"
    assert place.run(COUNT) == "1 1 1"


def test_row_45_killed_after_the_commit_the_answer_is_given_again(place: Place) -> None:
    assert place.run(KILLED_AFTER) == ""
    assert place.run(COUNT) == "1 1 1"
    assert place.run(ASK) == "201 true"
    assert place.run(COUNT) == "1 1 1"


def test_of_two_at_once_one_is_carried_out(place: Place) -> None:
    both = [place.start(ASK), place.start(ASK)]
    said = sorted(process.communicate(timeout=240)[0].strip() for process in both)
    assert said == ["201 first", "201 true"]
    assert place.run(COUNT) == "1 1 1"
