"""Meetings, agenda, sittings and papers on PostgreSQL, where many write at once; `test_running_postgres` runs this
file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from muntada.access.actor import Actor, Role
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.access.wall import under_ceiling
from muntada.forum.actions.agenda import add_item, move_item
from muntada.forum.actions.meetings import change_meeting
from muntada.forum.actions.papers import add_version, submit_paper
from muntada.forum.actions.sittings import add_sitting, close_sitting, open_sitting
from muntada.forum.models import AgendaItem, Meeting, PaperVersion, Sitting
from muntada.forum.running import RunRefused
from muntada.marking.tlp import TLP
from tests.cast import SECRETARIAT
from tests.forum.meeting_room import captured, convened
from tests.forum.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8
# Somebody of the staff whose clearance ends below what is hidden: the database itself shows them no such row.
CLEARED = Actor("user:9", "Sami, secretariat", frozenset({Role.SECRETARIAT}), clearance=TLP.GREEN)


def test_this_is_postgresql() -> None:
    assert connection.vendor == "postgresql"


def test_items_that_many_add_at_once_are_numbered_each_once() -> None:
    meeting = convened()
    at_once(RunRefused, [lambda at=at: add_item(SECRETARIAT, meeting, title=f"Item {at}") for at in range(MANY)])  # type: ignore[misc]
    found = AgendaItem.objects.filter(meeting=meeting).order_by("position")
    assert [one.number for one in found] == [str(at + 1) for at in range(MANY)]


def test_of_many_who_add_the_same_item_one_does() -> None:
    meeting = convened()
    said = at_once(RunRefused, [lambda: add_item(SECRETARIAT, meeting, title="Opening")] * MANY)
    assert said.count("item_twice") == MANY - 1


def test_two_that_move_under_one_another_make_no_circle() -> None:
    meeting = convened()
    one, two = (add_item(SECRETARIAT, meeting, title=title) for title in ("One", "Two"))
    said = at_once(
        RunRefused, [lambda: move_item(SECRETARIAT, one, parent=two), lambda: move_item(SECRETARIAT, two, parent=one)]
    )
    assert said.count("cycle") == 1
    assert AgendaItem.objects.filter(parent=None).count() == 1


def test_every_change_of_many_at_once_counts() -> None:
    meeting = convened()
    verbs = [
        lambda at=at: change_meeting(SECRETARIAT, Meeting.objects.get(pk=meeting.pk), room=f"Hall {at}")
        for at in range(MANY)
    ]
    at_once(RunRefused, verbs)
    meeting.refresh_from_db()
    assert meeting.sequence == MANY


def test_of_many_who_change_what_they_saw_one_does() -> None:
    meeting = convened()
    verbs = [
        lambda at=at: change_meeting(SECRETARIAT, Meeting.objects.get(pk=meeting.pk), seen=0, room=f"Hall {at}")
        for at in range(MANY)
    ]
    assert at_once(RunRefused, verbs).count("stale") == MANY - 1


def test_a_sitting_is_opened_and_closed_once_by_many() -> None:
    sitting = add_sitting(SECRETARIAT, convened(), title="Opening")
    for verb, word in ((open_sitting, "sitting_begun"), (close_sitting, "sitting_closed")):
        said = at_once(RunRefused, [lambda verb=verb: verb(SECRETARIAT, Sitting.objects.get(pk=sitting.pk))] * MANY)  # type: ignore[misc]
        assert said.count(word) == MANY - 1


def test_versions_that_many_bring_at_once_have_numbers_of_their_own(settings: Any, tmp_path: Path) -> None:
    settings.STORE = str(tmp_path / "store")
    paper = submit_paper(SECRETARIAT, convened(), title="A paper")

    def bring(at: int) -> PaperVersion:
        text = f"Words {at}"
        return add_version(SECRETARIAT, paper, data=text.encode(), captured=captured(text), name="a.txt", language="en")

    at_once(RunRefused, [lambda at=at: bring(at) for at in range(MANY)])  # type: ignore[misc]
    assert sorted(PaperVersion.objects.values_list("number", flat=True)) == list(range(1, MANY + 1))


def test_behind_the_second_wall_items_are_hidden_and_an_agenda_is_still_numbered_as_a_whole() -> None:
    meeting = convened()
    add_item(SECRETARIAT, meeting, title="A name", kind="hidden")
    add_item(SECRETARIAT, meeting, title="Budget", kind="internal")
    with under_ceiling(CLEARED):
        seen = rows(CLEARED, Permission.RECORD_READ, AgendaItem)
        assert not AgendaItem.objects.exists()
        made = add_item(CLEARED, meeting, title="Opening")
        with pytest.raises(RunRefused) as caught:
            add_item(CLEARED, meeting, title="A name")
        assert list(seen) == [made]
    made.refresh_from_db()
    assert (made.number, made.position, caught.value.code) == ("1", 2, "item_twice")
