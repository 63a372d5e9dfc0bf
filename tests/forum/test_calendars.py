"""Meetings as calendars: two parsers read the same from them, a change updates, and what may not be known is absent."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject

from muntada.access import clock
from muntada.access.actor import Actor, Role
from muntada.access.models import Audience
from muntada.forum import queries
from muntada.forum.actions.meetings import cancel_meeting, change_meeting, postpone_meeting
from muntada.forum.exports.calendar import calendar_of
from muntada.forum.exports.zones import changes
from muntada.forum.models import Meeting
from muntada.marking.handling import Handling
from muntada.marking.tlp import TLP
from muntada.parties.models import Name
from tests.cast import READER, SECRETARIAT
from tests.forum.meeting_room import MEMBER, body, convened

pytestmark = pytest.mark.django_db


def calendar(actor: Actor = MEMBER, language: str = "en", **more: Any) -> bytes:
    found = queries.meetings(actor).order_by("pk")
    return calendar_of(actor, found, language=language, name="Meetings", **more).data


def events(data: bytes) -> dict[str, icalendar.Event]:
    return {str(one["uid"]): one for one in icalendar.Calendar.from_ical(data).walk("VEVENT")}


def the_event(data: bytes) -> icalendar.Event:
    (only,) = events(data).values()
    return only


class Client:
    """A calendar program: it knows an event by its UID, and takes a version that is no older than what it has."""

    def __init__(self) -> None:
        self.held: dict[str, tuple[int, str, str]] = {}

    def take(self, data: bytes, *, feed: bool = False) -> None:
        said = {
            uid: (int(one["sequence"]), str(one["summary"]), str(one["status"])) for uid, one in events(data).items()
        }
        kept = {uid: one for uid, one in self.held.items() if uid not in said or one[0] > said[uid][0]}
        self.held = said if feed else said | kept


def test_two_parsers_read_the_same_of_a_meeting() -> None:
    meeting = convened(title="الاجتماع 12: أمن الحدود; papers, and more\\n", room="Hall 2", mode="hybrid")
    data = calendar(language="ar", site="https://forum.example.org")
    one = the_event(data)
    other = vobject.readOne(data.decode()).vevent
    zone = "Africa/Casablanca"
    assert one["summary"] == other.summary.value == meeting.title
    assert other.summary.params == {"LANGUAGE": ["ar"]}
    assert one["dtstart"].dt == other.dtstart.value == datetime(2026, 12, 8, 8, 30, tzinfo=UTC)
    assert one["dtend"].dt == other.dtend.value == datetime(2026, 12, 9, 16, tzinfo=UTC)
    assert one["dtstart"].params["TZID"] == zone
    assert one["uid"] == other.uid.value == meeting.uid
    assert str(one["location"]) == other.location.value == "الرباط، Hall 2"
    assert (one["class"], one["status"], int(one["sequence"])) == ("PUBLIC", "CONFIRMED", 0)
    assert one["last-modified"].dt == meeting.changed_at.replace(microsecond=0)  # type: ignore[union-attr]
    assert one["url"] == f"https://forum.example.org/ar/meetings/{meeting.pk}/"
    assert [str(found["tzid"]) for found in icalendar.Calendar.from_ical(data).walk("VTIMEZONE")] == [zone]


@pytest.mark.parametrize(
    "place", ["Africa/Casablanca", "Europe/Paris", "Africa/Cairo", "Asia/Riyadh", "America/New_York"]
)
def test_both_parsers_find_the_hour_on_either_side_of_every_change_of_the_clocks(place: str) -> None:
    zone_ = ZoneInfo(place)
    moments = [
        change + timedelta(hours=step)
        for year in (2026, 2027)
        for change in changes(place, year)
        for step in (-30, 1, 30)
    ] or [datetime(2026, 6, 1, 9, tzinfo=UTC)]
    committee = body()
    for moment in moments:
        Meeting.objects.create(
            body=committee, kind="session", title=moment.isoformat(), when=moment.astimezone(zone_).date().isoformat(),
            starts_at=moment, ends_at=moment + timedelta(hours=1), time_zone=place, status="convened",
        )  # fmt: skip
    data = calendar()
    for one in events(data).values():
        assert one["dtstart"].dt == datetime.fromisoformat(one["summary"])
    found = vobject.readOne(data.decode()).vevent_list
    assert len(found) == len(moments)
    for other in found:
        assert other.dtstart.value == datetime.fromisoformat(other.summary.value)


def test_no_line_is_longer_than_75_octets_and_none_is_folded_within_a_letter() -> None:
    convened(title="الاجتماع الثاني عشر للجنة التنسيقية المعنية بأمن الحدود وإدارتها ومتابعة توصيات الدورة السابقة")
    data = calendar(language="ar")
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines)
    for line in lines:
        line.decode()


def test_a_change_updates_what_a_client_holds_and_doubles_nothing() -> None:
    meeting, client = convened(title="Twelfth meeting"), Client()
    client.take(calendar())
    assert client.held == {meeting.uid: (0, "Twelfth meeting", "CONFIRMED")}
    before = calendar()
    change_meeting(SECRETARIAT, meeting, title="Twelfth meeting of the committee", place="Cairo")
    client.take(calendar())
    assert client.held == {meeting.uid: (1, "Twelfth meeting of the committee", "CONFIRMED")}
    client.take(before)  # an older file that comes late changes nothing back
    assert client.held[meeting.uid][0] == 1
    cancel_meeting(SECRETARIAT, meeting, reason="The host withdrew.")
    client.take(calendar())
    assert client.held == {meeting.uid: (2, "Cancelled: Twelfth meeting of the committee", "CANCELLED")}


def test_what_is_postponed_says_so_and_takes_up_nobodys_day() -> None:
    meeting = convened(title="Twelfth meeting")
    postpone_meeting(SECRETARIAT, meeting, reason="The hall is not ready")
    event = the_event(calendar())
    assert (event["summary"], event["status"]) == ("Postponed: Twelfth meeting", "TENTATIVE")
    assert event["transp"] == "TRANSPARENT"
    assert "The hall is not ready" in event["description"]
    assert "No new day is known yet" in event["description"]
    there = {"starts_at": datetime(2027, 1, 12, 9), "ends_at": datetime(2027, 1, 12, 17)}
    postpone_meeting(SECRETARIAT, meeting, reason="The hall is not ready", **there)
    event = the_event(calendar())
    assert event["dtstart"].dt == datetime(2027, 1, 12, 8, tzinfo=UTC)
    assert event["transp"] == "OPAQUE"
    assert "Postponed from 8-9 December 2026" in event["description"]


def test_a_known_day_is_a_whole_day_and_a_month_is_no_day_at_all() -> None:
    committee = body()
    for when in ("2026-12-08", "2026-12-10/2026-12-11", "2026-11", "2027", "2021/2022", ""):
        Meeting.objects.create(body=committee, kind="session", when=when)
    data = calendar()
    days = [(one["dtstart"].dt, one["dtend"].dt) for one in events(data).values()]
    assert days == [(date(2026, 12, 8), date(2026, 12, 9)), (date(2026, 12, 10), date(2026, 12, 12))]
    assert "only the month or the year is known are not in this calendar: 3" in data.replace(b"\r\n ", b"").decode()


def test_what_a_source_announces_is_tentative_until_it_was() -> None:
    committee = body()
    Meeting.objects.create(body=committee, kind="session", when="2026-12-08")
    with clock.at(date(2026, 12, 1)):
        assert the_event(calendar())["status"] == "TENTATIVE"
    with clock.at(date(2026, 12, 9)):
        assert the_event(calendar())["status"] == "CONFIRMED"


def handled(label: TLP, *audience: str) -> Meeting:
    meeting = Meeting(
        body=body(), kind="session", title=f"Zq {label.name} word", place="Zqplace", when="2026-12-08", status="held"
    )
    meeting.marked(Handling(label, "EG", frozenset(audience)))
    meeting.save()
    return meeting


def test_a_feed_says_of_what_is_shared_narrowly_only_that_its_reader_is_busy() -> None:
    handled(TLP.AMBER, "MA")
    handled(TLP.AMBER_STRICT, "MA")
    handled(TLP.RED, "user:7")
    assert queries.meetings(MEMBER).count() == 3
    data = calendar(feed=True, site="https://forum.example.org")
    assert b"Zq" not in data
    assert b"TLP" not in data
    assert b"/meetings/" not in data
    assert len(events(data)) == 2
    for one in events(data).values():
        assert (one["summary"], one["class"]) == ("Busy", "CONFIDENTIAL")
        assert not {"location", "description", "categories", "url"} & {key.lower() for key in one}


def test_a_file_says_what_its_label_lets_go_out_under_that_label_and_nothing_of_the_red() -> None:
    handled(TLP.GREEN)
    handled(TLP.AMBER, "MA")
    handled(TLP.RED, "user:7")
    found = calendar_of(MEMBER, queries.meetings(MEMBER), language="en", name="Meetings")
    said = {str(one["summary"]): (one["class"], one["categories"].cats[0]) for one in events(found.data).values()}
    assert said == {"Zq GREEN word": ("PRIVATE", "TLP:GREEN"), "Zq AMBER word": ("CONFIDENTIAL", "TLP:AMBER")}
    assert found.tlp == TLP.AMBER
    assert b"RED" not in found.data


def test_what_a_reader_may_not_know_is_absent() -> None:
    handled(TLP.AMBER, "MA")
    assert events(calendar(READER)) == {}
    outsider = Actor("user:9", "Out", frozenset({Role.READER}), party="NL")
    assert b"Zq" not in calendar(outsider)


def test_a_body_that_one_may_not_know_of_is_not_named_by_its_meeting() -> None:
    committee = body()
    Name.objects.filter(party_id="gctf.coco").update(text="Zqcommittee")
    Meeting.objects.create(body=committee, kind="session", when="2026-12-08")
    assert b"Zqcommittee" in calendar(READER)
    committee.marked(Handling(TLP.AMBER, "EG", frozenset({"NL"})))
    committee.save()
    assert b"Zqcommittee" not in calendar(READER)


def test_a_name_that_looks_like_a_property_is_only_a_name() -> None:
    convened(title="A BEGIN:VEVENT;X=1:UID:stolen")
    Meeting.objects.filter().update(place="Rabat\r\nUID:stolen\nBEGIN:VEVENT")
    data = calendar()
    assert len(events(data)) == 1
    assert re.search(rb"\r\nUID:stolen", data) is None


def test_every_meeting_is_known_by_something_of_its_own_for_good() -> None:
    first, second = convened(), convened(title="Another one")
    assert first.uid != second.uid
    assert Audience.objects.count() == 0
    assert events(calendar()).keys() == {first.uid, second.uid}
    change_meeting(SECRETARIAT, first, title="Now it is called so")
    assert events(calendar()).keys() == {first.uid, second.uid}
