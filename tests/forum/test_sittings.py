"""Sittings: their hours, rooms, items and rule of attribution."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from muntada.forum.actions.agenda import add_item
from muntada.forum.actions.meetings import postpone_meeting
from muntada.forum.actions.sittings import add_sitting, change_sitting, close_sitting, open_sitting, remove_sitting
from muntada.forum.models import Meeting, Sitting, Speaker, SpeakersList
from muntada.forum.queries.timetable import clashes, timetable
from muntada.forum.running import RunRefused
from muntada.marking.handling import Handling
from muntada.marking.tlp import TLP
from muntada.parties.models import Party
from muntada.trail.deed import Refused
from tests.cast import ANALYST, READER, SECRETARIAT, VISITOR
from tests.forum.meeting_room import CO_CHAIR, MEMBER, convened

pytestmark = pytest.mark.django_db


def at(hour: int, minute: int = 0, day: int = 8) -> datetime:
    return datetime(2026, 12, day, hour, minute)


def sitting(meeting: Meeting, title: str = "Opening", **said: Any) -> Sitting:
    return add_sitting(SECRETARIAT, meeting, title=title, **said)


def code_of(verb: Any, *args: Any, **said: Any) -> tuple[str, str]:
    with pytest.raises(RunRefused) as caught:
        verb(*args, **said)
    return caught.value.field, caught.value.code


def test_a_sitting_has_the_hours_of_the_place_and_the_rule_of_its_meeting() -> None:
    meeting = convened(attribution="not_attributed", time_zone="Asia/Riyadh", place="Riyadh")
    item = add_item(SECRETARIAT, meeting, title="One")
    made = sitting(meeting, starts_at=at(10), ends_at=at(12), room="Hall 1", items=[item])
    assert made.starts_at == datetime(2026, 12, 8, 7, tzinfo=UTC)
    assert (made.attribution, list(made.items.all())) == ("not_attributed", [item])
    assert sitting(meeting, "Press", attribution="attributed").attribution == "attributed"


@pytest.mark.parametrize(
    ("said", "field", "code"),
    [
        ({"title": " "}, "title", "needed"),
        ({"starts_at": at(10), "ends_at": at(10)}, "ends_at", "order"),
        ({"ends_at": at(10)}, "starts_at", "needed"),
        ({"attribution": "whispered"}, "attribution", "attribution"),
        ({"room": "a\u202eb"}, "room", "name"),
    ],
)
def test_what_is_no_sitting_is_refused(said: dict[str, Any], field: str, code: str) -> None:
    meeting = convened()
    assert code_of(add_sitting, SECRETARIAT, meeting, **({"title": "Opening"} | said)) == (field, code)


def test_items_of_another_meeting_are_not_taken_up() -> None:
    meeting, other = convened(), convened(kind="workshop")
    item = add_item(SECRETARIAT, other, title="One")
    assert code_of(add_sitting, SECRETARIAT, meeting, title="Opening", items=[item]) == ("items", "other_meeting")


def test_calendars_learn_of_sittings() -> None:
    meeting = convened()
    made = sitting(meeting, starts_at=at(10))
    change_sitting(SECRETARIAT, made, room="Hall 2")
    change_sitting(SECRETARIAT, made, attribution="party_only")
    meeting.refresh_from_db()
    assert meeting.sequence == 2


def test_once_open_its_rule_and_its_beginning_stand() -> None:
    made = sitting(convened(), starts_at=at(10), attribution="not_attributed")
    open_sitting(CO_CHAIR, made)
    assert code_of(change_sitting, SECRETARIAT, made, attribution="attributed") == ("attribution", "sitting_begun")
    assert code_of(change_sitting, SECRETARIAT, made, starts_at=at(11)) == ("starts_at", "sitting_begun")
    change_sitting(SECRETARIAT, made, attribution="not_attributed", ends_at=at(13), room="Hall 2")
    assert (made.attribution, made.room) == ("not_attributed", "Hall 2")
    assert code_of(open_sitting, SECRETARIAT, made) == ("sitting", "sitting_begun")
    assert code_of(remove_sitting, SECRETARIAT, made) == ("sitting", "sitting_begun")


def test_what_closes_is_closed_once_and_changes_no_more() -> None:
    made = sitting(convened())
    assert code_of(close_sitting, SECRETARIAT, made) == ("sitting", "sitting_planned")
    open_sitting(SECRETARIAT, made)
    close_sitting(SECRETARIAT, made)
    for verb in (close_sitting, open_sitting):
        assert code_of(verb, SECRETARIAT, made) == ("sitting", "sitting_closed")
    assert code_of(change_sitting, SECRETARIAT, made, room="1") == ("sitting", "sitting_closed")


@pytest.mark.parametrize(("rule", "left"), [("not_attributed", 0), ("attributed", 1)])
def test_closing_a_sitting_under_the_chatham_house_rule_erases_who_asked_for_the_floor(rule: str, left: int) -> None:
    made = sitting(convened(), attribution=rule)
    open_sitting(SECRETARIAT, made)
    speakers = SpeakersList.objects.create(sitting=made)
    Speaker.objects.create(list=speakers, party=Party.objects.get(pk="MA"), position=1)
    close_sitting(SECRETARIAT, made)
    assert Speaker.objects.count() == left


def test_only_who_runs_the_meeting_runs_its_sittings() -> None:
    meeting = convened()
    made = add_sitting(CO_CHAIR, meeting, title="Opening")
    for actor in (MEMBER, READER, ANALYST, VISITOR):
        with pytest.raises(Refused):
            open_sitting(actor, made)
        with pytest.raises(Refused):
            add_sitting(actor, meeting, title="Mine")


def test_a_sitting_that_nothing_refers_to_is_taken_out() -> None:
    meeting = convened()
    made, other = sitting(meeting), sitting(meeting, "Second")
    SpeakersList.objects.create(sitting=other)
    remove_sitting(SECRETARIAT, made)
    assert code_of(remove_sitting, SECRETARIAT, other) == ("sitting", "leaned_on")
    assert list(meeting.sittings.all()) == [other]


def test_a_sitting_keeps_its_hour_of_the_clock_when_the_clocks_change_between() -> None:
    meeting = convened(
        starts_at=datetime(2026, 3, 20, 9), ends_at=datetime(2026, 3, 20, 17), time_zone="Europe/Paris", place="Paris"
    )
    made = sitting(meeting, starts_at=datetime(2026, 3, 20, 10))
    postpone_meeting(
        SECRETARIAT, meeting, reason="Strike", starts_at=datetime(2026, 4, 20, 9), ends_at=datetime(2026, 4, 20, 17)
    )
    made.refresh_from_db()
    assert made.starts_at == datetime(2026, 4, 20, 8, tzinfo=UTC)


def found(meeting: Meeting, actor: Any = SECRETARIAT) -> list[tuple[str, str, str]]:
    return [(one.code, str(one.one), str(one.other) if one.other else "") for one in clashes(actor, meeting)]


def test_two_sittings_in_one_room_at_one_time_clash() -> None:
    meeting = convened()
    sitting(meeting, "First", starts_at=at(10), ends_at=at(12), room="Hall 1")
    sitting(meeting, "Second", starts_at=at(11), ends_at=at(13), room="hall 1")
    sitting(meeting, "Third", starts_at=at(11), ends_at=at(13), room="Hall 2")
    sitting(meeting, "Fourth", starts_at=at(13), ends_at=at(14), room="Hall 1")
    assert found(meeting) == [("room", "First", "Second")]


def test_one_who_convenes_two_at_once_and_an_item_taken_up_twice_at_once_are_warned_of() -> None:
    meeting = convened()
    item = add_item(SECRETARIAT, meeting, title="One")
    party = Party.objects.get(pk="MA")
    sitting(meeting, "First", starts_at=at(10), ends_at=at(12), convener=party, items=[item])
    sitting(meeting, "Second", starts_at=at(11), ends_at=at(13), convener=party, items=[item])
    assert found(meeting) == [("convener", "First", "Second"), ("item", "First", "Second")]


def test_a_sitting_outside_its_meeting_and_one_too_short_for_its_items_are_warned_of() -> None:
    meeting = convened()
    long_one = add_item(SECRETARIAT, meeting, title="One", minutes=90)
    sitting(meeting, "Before", starts_at=at(8), ends_at=at(10))
    sitting(meeting, "Short", starts_at=at(10), ends_at=at(11), items=[long_one])
    assert found(meeting) == [("outside", "Before", ""), ("too_short", "Short", "")]


def test_another_meeting_of_the_body_or_in_the_room_at_that_time_is_warned_of_as_far_as_it_is_seen() -> None:
    hidden = Handling(TLP.AMBER_STRICT)
    meeting = convened(title="First", room="Hall 1")
    convened(title="Second", kind="workshop")
    convened(title="Third", kind="workshop", handling=hidden)
    assert [(code, other) for code, _one, other in found(meeting)] == [
        ("body", "workshop gctf.coco 2026-12-08/2026-12-09"),
        ("body", "workshop gctf.coco 2026-12-08/2026-12-09"),
    ]
    assert len(found(meeting, READER)) == 1
    assert found(meeting, None) == []


def test_the_timetable_has_a_day_for_each_day_of_the_place() -> None:
    meeting = convened(time_zone="Asia/Tokyo", place="Tokyo")
    sitting(meeting, "Late", starts_at=at(23), ends_at=at(23, 30))
    sitting(meeting, "Next", starts_at=at(9, day=9), ends_at=at(12, day=9))
    sitting(meeting, "Somewhen")
    table = timetable(READER, meeting)
    assert [(str(day.day), [str(one.sitting) for one in day.slots]) for day in table.days] == [
        ("2026-12-08", ["Late"]), ("2026-12-09", ["Next"]),
    ]  # fmt: skip
    assert (table.days[0].slots[0].starts, table.days[0].slots[0].ends) == ("23:00", "23:30")
    assert [str(one) for one in table.unplanned] == ["Somewhen"]


def test_items_of_a_sitting_are_shown_as_far_as_they_are_seen() -> None:
    meeting = convened()
    items = [add_item(SECRETARIAT, meeting, title=kind, kind=kind) for kind in ("common", "internal", "hidden")]
    sitting(meeting, starts_at=at(10), items=items)

    def shown(actor: Any) -> list[str]:
        return [item.title for item in timetable(actor, meeting).days[0].slots[0].items]

    assert shown(VISITOR) == ["common"]
    assert shown(MEMBER) == ["common", "internal"]
    assert shown(SECRETARIAT) == ["common", "internal", "hidden"]
