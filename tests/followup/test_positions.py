"""Positions are written in versions; what institutions say they say of a version; another person clears it."""

from __future__ import annotations

import pytest

from muntada.access.models import Audience
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.values import ValueRefused
from muntada.followup.actions.moments import NotNow
from muntada.followup.actions.positions import (
    ask_institutions,
    change_position,
    clear_position,
    note_word,
    withdraw_position,
    write_position,
)
from muntada.followup.models import Position
from muntada.forum.models import AgendaItem, Meeting
from muntada.trail.deed import Refused
from tests.cast import ANALYST, READER, SECRETARIAT
from tests.followup.party import FOCAL_POINT, NEIGHBOUR, VALIDATOR, institution, party

pytestmark = pytest.mark.django_db


def position(**more: object) -> Position:
    said = {"title": "On records of passage", "text_ar": "نؤيد السبعين يوماً.", **more}
    return write_position(FOCAL_POINT, party(), **said)  # type: ignore[arg-type]


def test_a_position_is_the_partys_own() -> None:
    made = position()
    assert (made.tlp, made.originator, made.version, made.state) == ("TLP:AMBER", "EG", 1, "draft")
    seen = [
        rows(one, Permission.RECORD_READ, Position).count()
        for one in (FOCAL_POINT, VALIDATOR, NEIGHBOUR, ANALYST, READER)
    ]
    assert seen == [1, 1, 0, 0, 0]
    with pytest.raises(Refused):
        change_position(SECRETARIAT, made, seen=1, title="Another")
    with pytest.raises(ValueRefused):
        write_position(FOCAL_POINT, party("MA"), title="For others")


def test_what_the_secretariat_drafts_is_no_more_open_than_what_a_party_does() -> None:
    made = write_position(SECRETARIAT, party(), title="For the record", text_en="We note it.")
    assert (made.tlp, made.originator) == ("TLP:AMBER", "muntada")
    assert not rows(READER, Permission.RECORD_READ, Position).exists()


def test_it_is_as_strict_as_the_meeting_that_it_is_for() -> None:
    meeting = Meeting.objects.create(kind="session", tlp="TLP:RED", audience=Audience.of(["user:4"]))
    made = position(meeting=meeting)
    assert (made.tlp, made.audience_keys) == ("TLP:RED", frozenset({"user:4"}))
    assert not rows(VALIDATOR, Permission.RECORD_READ, Position).exists()


def test_an_item_is_of_the_meeting() -> None:
    one, other = Meeting.objects.create(kind="session"), Meeting.objects.create(kind="session")
    item = AgendaItem.objects.create(meeting=one, title="Borders")
    assert position(item=item).meeting == one
    with pytest.raises(NotNow):
        position(item=item, meeting=other)


def test_every_version_stays_and_who_saw_an_older_one_writes_over_nobody() -> None:
    made = position()
    same = change_position(FOCAL_POINT, made, seen=1, title=made.title, text_ar=made.text_ar)
    assert same.version == 1
    change_position(VALIDATOR, made, seen=1, title=made.title, text_ar="نؤيدها.", text_en="We support it.", why="Pair")
    with pytest.raises(NotNow, match="meantime"):
        change_position(FOCAL_POINT, made, seen=1, title=made.title, text_ar="أخرى")
    kept = list(made.versions.values_list("number", "text_ar", "text_en", "why", "by"))
    assert kept == [(2, "نؤيدها.", "We support it.", "Pair", "user:7"), (1, "نؤيد السبعين يوماً.", "", "", "user:4")]


def test_it_is_cleared_by_another_person_once_all_who_were_asked_agree_to_this_version() -> None:
    made, ports, justice = position(), institution(), institution("Ministry of Justice")
    with pytest.raises(NotNow, match="No institution"):
        clear_position(VALIDATOR, made)
    ask_institutions(FOCAL_POINT, made, [ports, justice])
    note_word(FOCAL_POINT, made, ports, said="agrees")
    with pytest.raises(NotNow, match="Not every"):
        clear_position(VALIDATOR, made)
    with pytest.raises(ValueRefused):
        note_word(FOCAL_POINT, made, justice, said="changes")  # what is to be changed?
    note_word(FOCAL_POINT, made, justice, said="changes", text="Sixty, not seventy.")
    made = change_position(FOCAL_POINT, made, seen=1, title=made.title, text_ar="نؤيد الستين يوماً.")
    with pytest.raises(NotNow):
        note_word(FOCAL_POINT, made, justice, said="agrees")  # nobody asked about version 2
    ask_institutions(FOCAL_POINT, made, [ports, justice])
    for one in (ports, justice):
        note_word(FOCAL_POINT, made, one, said="agrees")
    with pytest.raises(Refused):
        clear_position(FOCAL_POINT, made)  # no validator
    assert clear_position(VALIDATOR, made).state == "cleared"
    assert made.clearances.count() == 4
    with pytest.raises(NotNow):
        note_word(FOCAL_POINT, made, ports, said="objects", text="Too late.")


def test_whoever_wrote_the_version_does_not_clear_it() -> None:
    made, ports = position(), institution()
    change_position(VALIDATOR, made, seen=1, title=made.title, text_ar="لا نؤيد.")
    made.refresh_from_db()
    ask_institutions(VALIDATOR, made, [ports])
    note_word(VALIDATOR, made, ports, said="agrees")
    with pytest.raises(Refused):
        clear_position(VALIDATOR, made)


def test_institutions_of_another_party_and_positions_without_words_are_refused() -> None:
    foreign = institution(of=party("MA").pk)
    with pytest.raises(ValueRefused):
        ask_institutions(FOCAL_POINT, position(), [foreign])
    with pytest.raises(NotNow, match="no words"):
        ask_institutions(FOCAL_POINT, position(text_ar=""), [institution()])


def test_a_withdrawn_position_comes_back_as_another_version() -> None:
    made = position()
    assert withdraw_position(FOCAL_POINT, made).state == "withdrawn"
    with pytest.raises(NotNow):
        ask_institutions(FOCAL_POINT, made, [institution()])
    back = change_position(FOCAL_POINT, made, seen=1, title=made.title, text_ar=made.text_ar)
    assert (back.state, back.version) == ("draft", 2)
