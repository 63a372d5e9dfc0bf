"""Letters to institutions that are asked: held, sealed, one a step, and none that is not needed any more."""

from __future__ import annotations

import email
import email.policy
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from muntada.access import clock
from muntada.access.actor import CLERK
from muntada.followup.actions import answering, asking, taking
from muntada.followup.actions.answering import Said
from muntada.followup.models import Answer, Institution
from muntada.followup.reminding import STEPS
from muntada.outreach.actions import asking as letters
from muntada.outreach.actions.outbox import release, take_out
from muntada.outreach.actions.sending import no_longer_wanted
from muntada.outreach.models import Message
from muntada.project.tasks import lay_table
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from tests.cast import SECRETARIAT
from tests.followup.asked import DUE, TODAY, Case, case
from tests.followup.party import FOCAL_POINT, VALIDATOR
from tests.postgres import cluster

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _at_work() -> Iterator[None]:
    lay_table()
    with clock.at(TODAY):
        yield


def waiting() -> list[Message]:
    return list(Message.objects.exclude(state="cancelled").order_by("pk"))


def remind(day: date) -> int:
    with clock.at(day):
        return letters.remind_institutions(CLERK)


@pytest.mark.parametrize(("language", "way"), [("ar", "rtl"), ("en", "ltr"), ("fr", "ltr")])
def test_a_letter_is_held_in_the_institutions_language_and_says_nothing_of_what_is_asked(
    language: str, way: str
) -> None:
    made = case()
    Institution.objects.update(language=language)
    with clock.at(TODAY):
        asking.renew_address(FOCAL_POINT, made.request)
    letter = waiting()[-1]
    assert (letter.state, letter.to, letter.language, letter.tlp) == (
        "held",
        "ports@example.org",
        language,
        "TLP:CLEAR",
    )
    assert made.first.title_ar not in letter.spoken
    assert made.request.text not in letter.spoken
    assert "\u20683\u2069" in letter.text
    assert f'dir="{way}"' in letter.html
    # The address stands in no column that others read, and in none of the lines of the trail.
    assert f"/{language}/answer/{made.secret}/" in letter.spoken
    assert made.secret not in letter.text + letter.sealed + letter.subject
    assert made.secret not in str(list(Entry.objects.values()))


def test_the_secretariat_lets_it_go_but_does_not_see_where_it_leads() -> None:
    case()
    letter = waiting()[0]
    release(SECRETARIAT, letter)
    with pytest.raises(Refused):
        take_out(SECRETARIAT, letter)


def test_the_partys_own_authority_lets_its_letter_go_and_may_take_it_out() -> None:
    made = case()
    letter = waiting()[0]
    release(VALIDATOR, letter)
    letter.refresh_from_db()
    file = email.message_from_bytes(take_out(VALIDATOR, letter), policy=email.policy.default)
    assert made.secret in file.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_each_step_is_written_once_however_often_it_is_looked_at() -> None:
    case()
    number = sum(remind(TODAY + timedelta(days=day)) for day in range(100) for _twice in range(2))
    assert number == len(STEPS)
    keys = list(Message.objects.values_list("once", flat=True))
    assert len(keys) == len(set(keys)) == len(STEPS) + 1


def test_what_was_lost_with_its_worker_is_written_by_the_next() -> None:
    case()
    day = DUE - timedelta(days=7)
    with transaction.atomic():
        assert remind(day) == 1
        transaction.set_rollback(True)
    assert len(waiting()) == 1
    assert [remind(day), remind(day)] == [1, 0]


def test_a_first_letter_that_was_left_unwritten_is_written_later() -> None:
    case()
    Message.objects.all().delete()
    assert [letters.write_left_asked(), letters.write_left_asked()] == [1, 0]


def answered(made: Case) -> None:
    there = made.address
    for key, choice in zip(made.keys, ("completed", "planned", "supported"), strict=True):
        answering.save_draft(there.actor, there.request, key, Said(choice))
    answering.send(there.actor, there.request, said_by="x")


def test_who_answered_is_not_reminded_and_what_waits_goes_out_no_more() -> None:
    made = case()
    released = waiting()[0]
    release(SECRETARIAT, released)
    answered(made)
    assert waiting() == []
    assert remind(DUE + timedelta(days=7)) == 0
    # Even one that a worker has in its hands already is seen to be late.
    assert no_longer_wanted(released)


def test_a_closed_request_brings_no_letters() -> None:
    made = case()
    asking.close(FOCAL_POINT, made.request)
    assert waiting() == []
    assert [remind(DUE), letters.write_left_asked()] == [0, 0]


def test_another_day_brings_another_letter_and_its_own_reminders() -> None:
    made = case()
    later = DUE + timedelta(days=40)
    asking.extend(FOCAL_POINT, made.request, due=later)
    assert [later.isoformat() in one.once for one in waiting()] == [True]
    assert remind(DUE - timedelta(days=7)) == 0
    assert remind(later - timedelta(days=7)) == 1


def test_an_answer_that_is_sent_back_is_written_of() -> None:
    made = case()
    answered(made)
    taking.send_back(FOCAL_POINT, Answer.objects.all()[0], reason="أين؟")
    letter = waiting()[0]
    assert letter.once.endswith(":back-2")
    assert "أين" not in letter.spoken


def test_an_institution_without_an_address_gets_no_letter() -> None:
    made = case()
    Message.objects.all().delete()
    Institution.objects.update(email="")
    asking.renew_address(FOCAL_POINT, made.request)
    assert waiting() == []


def at_once(folder: Path, database: str = "") -> dict[str, Any]:
    names = {"MUNTADA_DATA": str(folder), "MUNTADA_DATABASE_URL": database, "MUNTADA_HOSTS": "testserver,localhost"}
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"} | names
    command = [sys.executable, "-m", "tests.outreach.reminding_at_once"]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    said: dict[str, Any] = json.loads(ran.stdout)
    return said


def test_two_who_look_at_once_and_some_who_are_killed_write_each_reminder_once_on_sqlite(tmp_path: Path) -> None:
    assert at_once(tmp_path) == {"letters": 3, "keys": 3, "killed": True}


def test_two_who_look_at_once_and_some_who_are_killed_write_each_reminder_once_on_postgresql(tmp_path: Path) -> None:
    with cluster() as address:
        assert at_once(tmp_path, address) == {"letters": 3, "keys": 3, "killed": True}
