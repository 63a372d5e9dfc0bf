"""A calendar that comes in proposes meetings, brings news of known ones, and is never taken in twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from muntada.access.actor import Actor
from muntada.forum import queries
from muntada.forum.actions.meetings import change_meeting
from muntada.forum.exports.calendar import calendar_of
from muntada.forum.imports.calendar import MOST_EVENTS, read_calendar, tries_of_calendar
from muntada.forum.imports.plan import Plan, carry_out, preview, tries_of
from muntada.forum.models import Meeting
from muntada.text.tables import FileRefused, read_file
from tests.cast import READER, SECRETARIAT
from tests.forum.meeting_room import body, convened

pytestmark = pytest.mark.django_db

HEAD, FOOT = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y\r\n", "END:VCALENDAR\r\n"


def entry(*lines: str, uid: str = "one@elsewhere", summary: str = "Regional workshop") -> str:
    said = ["BEGIN:VEVENT", "DTSTAMP:20261101T000000Z", *([f"UID:{uid}"] if uid else []),
            *([f"SUMMARY:{summary}"] if summary else []), *lines, "END:VEVENT"]  # fmt: skip
    return "\r\n".join(said) + "\r\n"


def calendar(*entries: str) -> bytes:
    return (HEAD + "".join(entries) + FOOT).encode()


def planned(data: bytes, actor: Actor = SECRETARIAT) -> Plan:
    tries = tries_of_calendar(actor, body(), read_calendar(data))
    return preview("calendar", tries, total=len(tries))


def done(data: bytes) -> Plan:
    tries = tries_of_calendar(SECRETARIAT, body(), read_calendar(data))
    return carry_out("calendar", tries, total=len(tries), expected=planned(data).digest)


def test_an_entry_becomes_a_meeting_that_is_proposed() -> None:
    data = calendar(
        entry("DTSTART;TZID=Africa/Cairo:20270301T090000", "DTEND;TZID=Africa/Cairo:20270302T170000",
              "LOCATION:القاهرة", "SEQUENCE:4", "STATUS:CONFIRMED", summary="ورشة عمل إقليمية\\, أولى"),
        entry("DTSTART;VALUE=DATE:20270310", "DTEND;VALUE=DATE:20270313", uid="two@elsewhere"),
        entry("DTSTART;VALUE=DATE:20270320", uid="three@elsewhere"),
    )  # fmt: skip
    assert planned(data).counts == {"new": 3, "changed": 0, "unchanged": 0, "quarantined": 0}
    assert not Meeting.objects.exists()
    done(data)
    first = Meeting.objects.get(uid="one@elsewhere")
    assert (first.title, first.place, first.status, first.sequence) == (
        "ورشة عمل إقليمية, أولى",
        "القاهرة",
        "announced",
        4,
    )
    assert (first.starts_at, first.time_zone) == (datetime(2027, 3, 1, 7, tzinfo=UTC), "Africa/Cairo")
    assert first.when == "2027-03-01/2027-03-02"
    days = Meeting.objects.exclude(pk=first.pk).order_by("when").values_list("when", "starts_at")
    assert list(days) == [("2027-03-10/2027-03-12", None), ("2027-03-20", None)]


def test_a_calendar_that_comes_twice_makes_nothing_twice_and_its_news_arrive() -> None:
    first = calendar(entry("DTSTART:20270301T090000Z", "DTEND:20270301T170000Z"))
    done(first)
    assert planned(first).counts["unchanged"] == 1
    later = calendar(
        entry("DTSTART:20270305T090000Z", "DTEND:20270305T170000Z", "SEQUENCE:1", summary="Workshop moved")
    )
    plan = done(later)
    assert plan.counts["changed"] == 1
    assert [column for column, _was, _said in plan.rows[0].changes] == ["title", "when"]
    meeting = Meeting.objects.get()
    assert (meeting.title, meeting.when, meeting.sequence) == ("Workshop moved", "2027-03-05", 1)
    (row,) = planned(first).rows  # the older one comes once more
    assert (row.state, row.code) == ("quarantined", "older")


def test_a_calendar_that_went_out_from_here_and_comes_back_changes_nothing() -> None:
    convened(title="الاجتماع الثاني عشر", room="Hall 2")
    convened(ordinal=13, starts_at=datetime(2027, 1, 4, 9), ends_at=datetime(2027, 1, 4, 17), place="Cairo")
    Meeting.objects.create(body=body(), kind="session", when="2027-02-01/2027-02-03", place="Amman", status="announced")
    for language in ("ar", "en", "fr"):
        found = calendar_of(SECRETARIAT, queries.meetings(SECRETARIAT), language=language, name="x")
        assert planned(found.data).counts == {"new": 0, "changed": 0, "unchanged": 3, "quarantined": 0}


def test_news_of_a_convened_meeting_change_what_it_is_called_and_its_hours() -> None:
    meeting = convened(title="Twelfth meeting")
    found = calendar_of(SECRETARIAT, queries.meetings(SECRETARIAT), language="en", name="x").data.decode()
    data = found.replace("Twelfth meeting", "Twelfth regular meeting").replace("SEQUENCE:0", "SEQUENCE:1").encode()
    assert done(data).counts["changed"] == 1
    meeting.refresh_from_db()
    assert meeting.title == "Twelfth regular meeting"
    moved = found.replace("20261208T093000", "20261208T100000").replace("SEQUENCE:0", "SEQUENCE:9").encode()
    assert done(moved).counts["changed"] == 1
    meeting.refresh_from_db()
    assert meeting.starts_at == datetime(2026, 12, 8, 9, tzinfo=UTC)
    change_meeting(SECRETARIAT, meeting, room="Hall 3")
    (row,) = planned(data).rows
    assert (row.state, row.code) == ("quarantined", "older")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (entry("DTSTART:20270301T090000Z", "RRULE:FREQ=WEEKLY"), "recurs"),
        (entry("DTSTART:20270301T090000"), "no_zone"),
        (entry(), "undated"),
        (entry("DTSTART:20270301T090000Z", "DTEND:20270301T080000Z"), "order"),
        (entry("DTSTART;VALUE=DATE:20270301", "DTEND;VALUE=DATE:20270201"), "order"),
        (entry("DTSTART;VALUE=DATE:20270301", "DTEND;VALUE=DATE:20280301"), "too_long"),
        (entry("DTSTART;VALUE=DATE:20270301", summary=""), "untitled"),
        (entry("DTSTART;VALUE=DATE:20270301", uid=""), "no_uid"),
        (entry("DTSTART;VALUE=DATE:20270301", uid="x" * 300), "no_uid"),
        (entry("DTSTART;VALUE=DATE:20270301", "STATUS:CANCELLED"), "cancelled"),
        (entry("DTSTART;VALUE=DATE:20270301", "CATEGORIES:TLP:RED"), "handling"),
        (entry("DTSTART;VALUE=DATE:20270301", summary="annex\u202efdp.exe"), "cannot"),
        (entry("DTSTART:not a day"), "cannot"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_entry_is_said_and_the_others_come_in(said: str, code: str) -> None:
    plan = done(calendar(said, entry("DTSTART;VALUE=DATE:20270401", uid="good@elsewhere")))
    assert [(row.state, row.code) for row in plan.rows] == [("quarantined", code), ("new", "")]
    assert Meeting.objects.get().uid == "good@elsewhere"


def test_an_entry_that_is_there_twice_counts_once() -> None:
    one = entry("DTSTART;VALUE=DATE:20270301")
    assert [(row.state, row.code) for row in done(calendar(one, one)).rows] == [("new", ""), ("quarantined", "twice")]


def test_a_label_among_the_categories_marks_the_meeting() -> None:
    done(calendar(entry("DTSTART;VALUE=DATE:20270301", "CATEGORIES:TLP:GREEN,Workshop")))
    assert Meeting.objects.get().tlp == "TLP:GREEN"


def test_a_calendar_gives_nobody_a_right() -> None:
    (row,) = planned(calendar(entry("DTSTART;VALUE=DATE:20270301")), READER).rows
    assert (row.state, row.code) == ("quarantined", "refused")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b" ", "empty"),
        (b"\xff\xfe", "not_text"),
        (b"Subject,Start Date\nx,1/1/2027\n", "no_calendar"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:cut", "unreadable"),
        (b"BEGIN:VCALENDAR\nnonsense\nEND:VCALENDAR", "unreadable"),
        (b"BEGIN:VCALENDAR\r\n" + b"x" * (1024 * 1024), "too_large"),
        (calendar(*["BEGIN:VEVENT\r\nEND:VEVENT\r\n"] * (MOST_EVENTS + 1)), "too_many_events"),
    ],
)
def test_a_file_that_is_no_calendar_is_refused_in_words(data: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as caught:
        read_calendar(data)
    assert caught.value.code == code


def clocks(name: str, *observances: str) -> str:
    return f"BEGIN:VTIMEZONE\r\nTZID:{name}\r\n{''.join(observances)}END:VTIMEZONE\r\n"


def observance(*lines: str, kind: str = "STANDARD", begins: str = "19700101T000000", to: str = "+0100") -> str:
    said = [f"BEGIN:{kind}", f"DTSTART:{begins}", "TZOFFSETFROM:+0000", f"TZOFFSETTO:{to}", *lines, f"END:{kind}"]
    return "\r\n".join(said) + "\r\n"


@pytest.mark.parametrize(
    "lines",
    [
        ["RRULE:FREQ=SECONDLY"],
        ["RRULE:FREQ=YEARLY;BYHOUR=1,2,3;BYMINUTE=4,5;BYSECOND=6,7"],
        ["RRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR"],
        ["RRULE:FREQ=YEARLY", "EXRULE:FREQ=SECONDLY"],
        ["RRULE:FREQ=YEARLY"] * 20,
    ],
)
def test_clocks_that_would_change_all_the_time_are_refused_before_anybody_reads_them(lines: list[str]) -> None:
    wild = clocks("A/Place", observance(*lines), observance(kind="DAYLIGHT", begins="20260101T000000"))
    with pytest.raises(FileRefused) as caught:
        read_calendar(calendar(wild, entry("DTSTART;TZID=A/Place:20270301T090000")))
    assert caught.value.code == "unreadable"


def test_clocks_of_a_place_that_change_twice_a_year_are_read() -> None:
    own = clocks(
        "Somebody's own",
        observance("RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", begins="16011028T030000"),
        observance("RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", kind="DAYLIGHT", begins="16010325T020000", to="+0200"),
    )
    done(calendar(own, entry("DTSTART;TZID=Somebody's own:20270701T090000")))
    assert Meeting.objects.get().starts_at == datetime(2027, 7, 1, 7, tzinfo=UTC)


def test_the_clocks_of_one_calendar_say_nothing_of_the_next_one() -> None:
    (first,) = read_calendar(
        calendar(clocks("Ours", observance(to="+0900")), entry("DTSTART;TZID=Ours:20270301T090000"))
    )
    (other,) = read_calendar(
        calendar(clocks("Ours", observance(to="+0100")), entry("DTSTART;TZID=Ours:20270301T090000"))
    )
    (bare,) = read_calendar(calendar(entry("DTSTART;TZID=Ours:20270301T090000")))
    assert first["dtstart"].dt.utcoffset() == timedelta(hours=9)
    assert other["dtstart"].dt.utcoffset() == timedelta(hours=1)
    assert bare["dtstart"].dt.tzinfo is None


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["DTSTART:99991231T235959Z"], "cannot"),
        (["DTSTART:00010101T000000Z"], "cannot"),
        (["DTSTART;VALUE=DATE:00010101", "DTEND;VALUE=DATE:00010101"], "cannot"),
        (["DTSTART;VALUE=TIME:100000"], "cannot"),
        (["DTSTART;VALUE=PERIOD:20270101T100000Z/PT1H"], "cannot"),
        (["DTSTART:20270101T100000Z", "SEQUENCE:99999999999999999999"], "number"),
        (["DTSTART:20270101T100000Z", "SEQUENCE:-1"], "number"),
    ],
)
def test_an_entry_out_of_all_bounds_is_set_aside(lines: list[str], code: str) -> None:
    (row,) = planned(calendar(entry(*lines))).rows
    assert (row.state, row.code) == ("quarantined", code)


def test_a_number_longer_than_any_column_sets_its_row_aside() -> None:
    table = read_file(b"meeting,title\n99999999999999999999,Item\n")
    (row,) = preview("agenda-items", tries_of(SECRETARIAT, "agenda-items", table), total=1).rows
    assert row.state == "quarantined"
