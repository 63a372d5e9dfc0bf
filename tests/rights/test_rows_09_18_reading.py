"""Rows 9 and 18 of what a person kept of their reading: given when asked for, gone with the account."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from muntada.access import clock
from muntada.access.actor import Actor, Role
from muntada.evidence.actions.given import Given
from muntada.jobs.worker import Workers
from muntada.library.actions import reading as verbs
from muntada.library.models import Collection, Follow, Note, NoteRevision, Sharing
from muntada.marking.tlp import TLP
from muntada.people.models import User
from muntada.rights import exports, queries
from muntada.rights.actions import erasing
from muntada.rights.models import Request
from tests.library.readable import a_text

pytestmark = pytest.mark.django_db(transaction=True)
SECRETARIAT = Actor("user:901", "Salim", frozenset({Role.SECRETARIAT, Role.PERSON}))
REVIEWER = Actor("user:902", "Who reviews", frozenset({Role.REVIEWER, Role.PERSON}))


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> None:
    settings.STORE = tmp_path / "store"


def a_reader(name: str) -> tuple[User, Actor]:
    """Somebody with a note that was changed and shared, a collection and something followed."""
    user = User.objects.create(email=f"{name.lower()}@example.org", name=f"{name} of Tangier")
    actor = Actor(f"user:{user.pk}", user.name, frozenset({Role.READER, Role.PERSON}))
    work = a_text(f"text_{name.lower()}")
    note = verbs.write_note(actor, work, text=f"First of {name}.")
    verbs.change_note(actor, note, text=f"Second of {name}.")
    verbs.share(actor, note, Given(tlp=TLP.GREEN))
    verbs.collect(actor, verbs.make_collection(actor, name=f"Shelf of {name}"), work, remark="Why.")
    verbs.follow(actor, work)
    return user, actor


def test_row_18_whoever_asks_is_given_their_notes_collections_and_what_they_follow() -> None:
    user, _actor = a_reader("Ghaliya")
    a_reader("Nabila")
    kept = queries.all_kept_of(REVIEWER, [], user)
    said = exports.content(Request(names=[], user=user, language="en", received_on=clock.today()), kept)
    account = said["account"]
    assert {one["text"] for one in account["notes"]} == {"First of Ghaliya.", "Second of Ghaliya."}
    assert [(one["name"], one["items"][0]["remark"]) for one in account["collections"]] == [
        ("Shelf of Ghaliya", "Why.")
    ]
    assert [one["work_id"] for one in account["followed"]] == ["text_ghaliya"]
    assert "Nabila" not in str(said)
    assert "Shelf of Ghaliya" in exports.page(said, "en")


def test_row_9_what_a_person_kept_is_erased_with_the_account_and_of_others_nothing() -> None:
    user, _actor = a_reader("Ghaliya")
    a_reader("Nabila")
    made = erasing.propose_person(SECRETARIAT, [user.name], user=user, why="request")
    erasing.decide(REVIEWER, made, yes=True)
    hands = Workers()
    while hands.run_one():
        pass
    for model in (Note, NoteRevision, Collection, Follow, Sharing):
        assert model.objects.count() == 1, model
    assert Note.objects.get().text == "Second of Nabila."
