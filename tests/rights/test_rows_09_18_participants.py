"""Rows 7, 9 and 18 of whoever came to a meeting: hidden after the review, erased a month later, given when asked."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from muntada.access import clock
from muntada.access.actor import CLERK, Actor, Role
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.actions.arrivals import check_in
from muntada.forum.actions.delegations import decide_credentials, present_credentials
from muntada.forum.models import Delegation, Registration
from muntada.forum.queries.participants import participants
from muntada.jobs.worker import Workers
from muntada.people.models import Affiliation, User
from muntada.rights import exports, queries
from muntada.rights.actions import erasing
from muntada.rights.actions.keeping import look_after
from muntada.rights.models import Erasure, Request
from muntada.sources.capture import capture
from tests.forum.coming import SECRETARIAT, delegation, focal_point, meeting, party, person

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = ("Zqلؤيxj", "Zqluayxj", "Zqministerxj", "zqluayxj@example.org", "Zqletterxj")
REVIEWER = Actor("user:9", "Who reviews", frozenset({Role.REVIEWER, Role.PERSON}))


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    place = settings.STORE = tmp_path / "store"
    return place


def somebody() -> Registration:
    """A person of Morocco who came, with the letter that names them; and another of whom a word must stay."""
    of = meeting(days=5)
    here = delegation(of, "MA")
    one = person(
        here, WORDS[0], name_latin=WORDS[1], office=WORDS[2], email=WORDS[3], visibility="participants", consented=True
    )
    data = f"To the secretariat: {WORDS[4]} {WORDS[1]} heads our delegation.".encode()
    captured = capture(data, name="letter.txt")
    present_credentials(focal_point("MA"), here, data=data, captured=captured, name="letter.txt")
    decide_credentials(SECRETARIAT, here, accept=True)
    check_in(SECRETARIAT, one)
    return one


def standing(words: tuple[str, ...] = WORDS) -> set[str]:
    """The tables in which one of the words stands."""
    return {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        for row in model._base_manager.values()
        if any(word in json.dumps(row, default=str, ensure_ascii=False) for word in words)
    }


def files(store: Path) -> list[Path]:
    return [path for path in store.rglob("*") if path.is_file()]


def work() -> None:
    hands = Workers()
    while hands.run_one():
        pass


def test_rows_7_and_9_three_months_after_the_meeting_a_registration_is_hidden_and_a_month_later_nothing_is_left(
    store: Path,
) -> None:
    one = somebody()
    assert standing() == {"forum_registration", "evidence_document"}
    assert len(files(store)) == 1
    today = clock.today()
    with clock.at(today + timedelta(6 + 90)):
        assert participants(SECRETARIAT, one.delegation.meeting).total == 1
        look_after(CLERK)
        work()
    with clock.at(today + timedelta(6 + 91)):
        assert participants(SECRETARIAT, one.delegation.meeting).total == 0
        assert not rows(focal_point("MA"), Permission.RECORD_READ, Registration).exists()
        look_after(CLERK)
        work()
        assert Registration.objects.exists(), "for a month a reviewer may still prolong"
    with clock.at(today + timedelta(6 + 122)):
        look_after(CLERK)
        work()
    assert standing() == set()
    assert files(store) == []
    assert Delegation.objects.get().letter is None, "that the party came is nobody's personal data"
    assert {made.why for made in Erasure.objects.all()} == {"retention"}


def test_row_18_whoever_asks_is_given_their_registration_by_name_and_by_account() -> None:
    user = User.objects.create(email=WORDS[3], name="Luay by another name")
    Affiliation.objects.create(user=user, party=party("MA"))
    one = somebody()
    by_name = queries.all_kept_of(REVIEWER, [WORDS[1]])
    assert one in by_name.records
    assert [mention.document for mention in by_name.mentions] == [Delegation.objects.get().letter]
    by_account = queries.all_kept_of(REVIEWER, [], user)
    assert list(by_account.records).count(one) == 1
    other = User.objects.create(email="other@example.org", name="Zqotherxj")
    assert one not in queries.all_kept_of(REVIEWER, [], other).records
    said = exports.content(Request(names=[WORDS[1]], language="en", received_on=clock.today()), by_name)["records"][0]
    assert (said["party"], said["when"], said["capacity"]) == ("MA", one.delegation.meeting.when, "adviser")
    assert WORDS[1].lower() in " ".join(queries.others_than([], other)).lower(), "to others they are blotted out"


def test_row_9_a_person_who_wants_to_be_forgotten_leaves_the_meeting_without_a_trace() -> None:
    somebody()
    made = erasing.propose_person(SECRETARIAT, [WORDS[0], WORDS[1], WORDS[3]], why="request")
    erasing.decide(REVIEWER, made, yes=True)
    work()
    assert not Registration.objects.exists()
    assert standing((WORDS[0], WORDS[1], WORDS[3])) == set()
