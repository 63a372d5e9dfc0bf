"""Meetings, from being convened to being held."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from muntada.access import clock
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.actions.meetings import (
    cancel_meeting,
    change_meeting,
    convene_announced,
    convene_meeting,
    hold_meeting,
    is_without_day,
    postpone_meeting,
)
from muntada.forum.actions.series import begin_series, rename_series
from muntada.forum.actions.sittings import add_sitting, open_sitting
from muntada.forum.models import Body, Meeting, Outcome, Series
from muntada.forum.running import RunRefused
from muntada.marking.handling import Handling
from muntada.marking.tlp import TLP
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from tests.cast import ANALYST, FOCAL_POINT, READER, SECRETARIAT
from tests.forum.meeting_room import CO_CHAIR, MEMBER, OUTSIDER, body, convened

pytestmark = pytest.mark.django_db


def refused(**said: Any) -> tuple[str, str]:
    with pytest.raises(RunRefused) as caught:
        convened(**said)
    return caught.value.field, caught.value.code


def test_a_meeting_stands_on_the_days_of_its_place() -> None:
    meeting = convened(starts_at=datetime(2026, 12, 8, 0, 30), time_zone="Asia/Riyadh", place="Riyadh")
    assert meeting.starts_at == datetime(2026, 12, 7, 21, 30, tzinfo=UTC)
    assert meeting.when == "2026-12-08/2026-12-09"
    assert (meeting.status, meeting.sequence) == ("convened", 0)
    assert meeting.changed_at is not None


def test_everything_that_is_said_of_a_meeting_is_kept() -> None:
    committee = body()
    series = begin_series(SECRETARIAT, committee, key="gctf.coco.meetings", kind="session", title_en="Meetings")
    meeting = convened(
        body=committee, title="الاجتماع 12 of the Committee", mode="hybrid", room="Hall 2", ordinal=12, series=series,
        languages=["ar", "fr", "ar"], interpretation=[["ar", "fr"], ("fr", "ar")], attribution="not_attributed",
        documents_by=date(2026, 11, 24), register_by=date(2026, 12, 1), quorum=9, chairs=[committee.party],
    )  # fmt: skip
    again = Meeting.objects.get(pk=meeting.pk)
    assert (again.format, again.room, again.ordinal, again.quorum) == ("hybrid", "Hall 2", 12, 9)
    assert (again.languages, again.interpretation) == (["ar", "fr"], [["ar", "fr"], ["fr", "ar"]])
    assert (again.attribution, again.series, again.chairs.get()) == ("not_attributed", series, committee.party)
    assert Entry.objects.filter(permission="meeting.convene", allowed=True).count() == 2


@pytest.mark.parametrize(
    ("said", "field", "code"),
    [
        ({"time_zone": "Africa/Atlantis"}, "time_zone", "zone"),
        ({"ends_at": datetime(2026, 12, 8, 9, 30)}, "ends_at", "order"),
        ({"ends_at": datetime(2027, 12, 8, 9, 30)}, "ends_at", "too_long_meeting"),
        ({"starts_at": datetime(9999, 12, 31)}, "starts_at", "year"),
        ({"starts_at": None}, "starts_at", "needed"),
        (
            {
                "starts_at": datetime(2026, 3, 29, 2, 30),
                "ends_at": datetime(2026, 3, 29, 9),
                "time_zone": "Europe/Paris",
            },
            "starts_at",
            "skipped",
        ),
        ({"kind": "tea_party"}, "kind", "kind"),
        ({"kind": ""}, "kind", "needed"),
        ({"level": "sky_high"}, "level", "kind"),
        ({"mode": "by_letter"}, "mode", "mode"),
        ({"place": " "}, "place", "place"),
        ({"title": "Plenary\u202eyranelP"}, "title", "name"),
        ({"title": "x" * 601}, "title", "too_long"),
        ({"title": "...!"}, "title", "name"),
        ({"languages": ["xx"]}, "languages", "language"),
        ({"languages": ["ar"], "interpretation": [["ar", "en"]]}, "interpretation", "pair"),
        ({"languages": ["ar"], "interpretation": [["ar", "ar"]]}, "interpretation", "pair"),
        ({"attribution": "whispered"}, "attribution", "attribution"),
        ({"documents_by": date(2026, 12, 10)}, "documents_by", "deadline"),
        ({"quorum": 0}, "quorum", "number"),
        ({"ordinal": 2**63}, "ordinal", "number"),
        ({"sequence": 9}, "sequence", "nothing"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(said: dict[str, Any], field: str, code: str) -> None:
    assert refused(**said) == (field, code)
    assert not Meeting.objects.exists()


def test_a_meeting_online_needs_no_place() -> None:
    assert convened(mode="virtual", place="").format == "virtual"


def test_two_meetings_of_one_kind_have_not_the_same_number() -> None:
    convened(ordinal=7)
    assert refused(ordinal=7) == ("ordinal", "number_taken")
    assert convened(ordinal=7, kind="workshop").ordinal == 7


def test_a_co_chair_convenes_meetings_of_its_own_body_alone() -> None:
    committee = body()
    assert convened(actor=CO_CHAIR, body=committee).body == committee
    for actor in (MEMBER, READER, ANALYST, FOCAL_POINT):
        with pytest.raises(Refused):
            convened(actor=actor, body=committee)
    with pytest.raises(Refused):
        convened(actor=CO_CHAIR, body=Body.objects.get(pk="gctf"))


def test_a_meeting_is_seen_by_those_it_is_shared_with() -> None:
    convened(handling=Handling(TLP.AMBER, audience=frozenset({"gctf.coco"})))
    seen = {actor.key: rows(actor, Permission.RECORD_READ, Meeting).count() for actor in (MEMBER, CO_CHAIR, OUTSIDER)}
    assert seen == {"user:7": 1, "user:6": 1, "user:8": 0}


def test_the_sequence_grows_with_what_a_calendar_must_learn_and_with_nothing_else() -> None:
    meeting = convened()
    change_meeting(SECRETARIAT, meeting, quorum=5, languages=["ar"])
    assert meeting.sequence == 0
    change_meeting(SECRETARIAT, meeting, room="Hall 3")
    assert meeting.sequence == 1
    change_meeting(SECRETARIAT, meeting, room="Hall 3")
    assert meeting.sequence == 1
    change_meeting(SECRETARIAT, meeting, starts_at=datetime(2026, 12, 8, 11))
    assert (meeting.sequence, meeting.when) == (2, "2026-12-08/2026-12-09")


def test_moments_days_and_zone_stay_together() -> None:
    meeting = convened()
    change_meeting(SECRETARIAT, meeting, ends_at=datetime(2026, 12, 8, 18))
    assert meeting.when == "2026-12-08"
    change_meeting(SECRETARIAT, meeting, time_zone="Asia/Tokyo")
    assert meeting.when == "2026-12-08/2026-12-09"
    with pytest.raises(RunRefused) as caught:
        change_meeting(SECRETARIAT, meeting, ends_at=datetime(2026, 12, 1))
    assert caught.value.code == "order"


def test_whoever_changes_what_somebody_changed_meanwhile_is_told() -> None:
    meeting = convened()
    change_meeting(SECRETARIAT, meeting, seen=0, room="Hall 1")
    with pytest.raises(RunRefused) as caught:
        change_meeting(CO_CHAIR, meeting, seen=0, room="Hall 2")
    assert caught.value.code == "stale"


def test_a_postponed_meeting_says_from_when_and_moves_with_its_sittings_and_deadlines() -> None:
    meeting = convened(documents_by=date(2026, 11, 24))
    sitting = add_sitting(SECRETARIAT, meeting, title="Opening", starts_at=datetime(2026, 12, 8, 10))
    meeting.refresh_from_db()
    before = meeting.sequence
    postpone_meeting(
        SECRETARIAT, meeting, reason="Snow", starts_at=datetime(2027, 7, 6, 9), ends_at=datetime(2027, 7, 6, 17)
    )
    assert (meeting.status, meeting.when, meeting.postponed_from) == (
        "postponed",
        "2027-07-06",
        "2026-12-08/2026-12-09",
    )
    assert (meeting.documents_by, meeting.status_note) == (date(2027, 6, 22), "Snow")
    assert meeting.sequence == before + 1
    assert not is_without_day(meeting)
    sitting.refresh_from_db()
    assert sitting.starts_at == datetime(2027, 7, 6, 9, tzinfo=UTC)


def test_a_meeting_postponed_without_a_day_keeps_the_days_it_will_not_have() -> None:
    meeting = convened()
    postpone_meeting(CO_CHAIR, meeting, reason="No quorum")
    assert is_without_day(meeting)
    assert meeting.postponed_from == meeting.when
    with clock.at(datetime(2026, 12, 8, 12, tzinfo=UTC)), pytest.raises(RunRefused) as caught:
        hold_meeting(SECRETARIAT, meeting)
    assert caught.value.code == "no_day"
    change_meeting(SECRETARIAT, meeting, starts_at=datetime(2027, 1, 5, 9), ends_at=datetime(2027, 1, 5, 17))
    assert not is_without_day(meeting)


def test_to_postpone_to_the_same_time_is_no_postponement() -> None:
    meeting = convened()
    with pytest.raises(RunRefused) as caught:
        postpone_meeting(SECRETARIAT, meeting, reason="?1", starts_at=meeting.starts_at, ends_at=meeting.ends_at)
    assert caught.value.code == "same_days"


def test_what_was_cancelled_stays_and_changes_no_more() -> None:
    meeting = convened()
    cancel_meeting(SECRETARIAT, meeting, reason="The host withdrew")
    assert (meeting.status, meeting.status_note, meeting.sequence) == ("cancelled", "The host withdrew", 1)
    for verb in (
        lambda: change_meeting(SECRETARIAT, meeting, room="1"),
        lambda: hold_meeting(SECRETARIAT, meeting),
        lambda: postpone_meeting(SECRETARIAT, meeting, reason="Again"),
        lambda: cancel_meeting(SECRETARIAT, meeting, reason="Again"),
        lambda: add_sitting(SECRETARIAT, meeting, title="Opening"),
    ):
        with pytest.raises(RunRefused) as caught:
            verb()
        assert caught.value.code == "cancelled"


def test_a_reason_is_needed_and_is_no_trick_of_letters() -> None:
    meeting = convened()
    for reason, code in ((" ", "needed"), ("a\u202eb", "name"), ("x" * 301, "too_long")):
        with pytest.raises(RunRefused) as caught:
            cancel_meeting(SECRETARIAT, meeting, reason=reason)
        assert (caught.value.field, caught.value.code) == ("reason", code)


def test_a_meeting_is_held_once_it_has_begun_and_no_sitting_is_open() -> None:
    meeting = convened()
    sitting = add_sitting(SECRETARIAT, meeting, title="Opening")
    with clock.at(datetime(2026, 12, 7, tzinfo=UTC)), pytest.raises(RunRefused) as early:
        hold_meeting(SECRETARIAT, meeting)
    with clock.at(datetime(2026, 12, 9, 17, tzinfo=UTC)):
        open_sitting(SECRETARIAT, sitting)
        with pytest.raises(RunRefused) as open_still:
            hold_meeting(SECRETARIAT, meeting)
        sitting.state = "closed"
        sitting.save()
        hold_meeting(SECRETARIAT, meeting, attendance=31)
    assert (early.value.code, open_still.value.code) == ("not_begun", "sitting_open")
    assert (meeting.status, meeting.attendance) == ("held", 31)


def test_what_a_source_states_of_a_meeting_is_not_changed_by_hand() -> None:
    body()
    stated = Meeting.objects.create(kind="session", body_id="gctf.coco", when="2021-10", status="held")
    planned = Meeting.objects.create(kind="session", body_id="gctf.coco", when="2027-10", status="planned")
    for meeting, code in ((stated, "over"), (planned, "not_convened")):
        with pytest.raises(RunRefused) as caught:
            change_meeting(SECRETARIAT, meeting, room="1")
        assert caught.value.code == code


def test_a_meeting_follows_an_earlier_one_of_its_own_body() -> None:
    first = convened()
    second = convened(
        follows=first, starts_at=datetime(2027, 3, 1, 9), ends_at=datetime(2027, 3, 1, 17), kind="workshop"
    )
    assert second.follows == first
    with pytest.raises(RunRefused) as caught:
        change_meeting(SECRETARIAT, first, follows=second)
    assert caught.value.code == "later"
    change_meeting(SECRETARIAT, second, starts_at=first.starts_at, ends_at=first.ends_at)
    with pytest.raises(RunRefused) as caught:
        change_meeting(SECRETARIAT, first, follows=second)
    assert caught.value.code == "itself"
    other = Meeting.objects.create(kind="session", body_id="gctf", when="2021")
    assert refused(follows=other) == ("follows", "other_body")


def test_a_series_has_a_key_and_a_title() -> None:
    committee = body()
    series = begin_series(CO_CHAIR, committee, key="gctf.coco.meetings", kind="session", title_ar="اجتماعات اللجنة")
    rename_series(CO_CHAIR, series, title_fr="Réunions du comité")
    series.refresh_from_db()
    assert (series.title_ar, series.title_fr) == ("", "Réunions du comité")
    for key, title, code in (
        ("gctf.coco.meetings", "Again", "key_taken"),
        ("GCTF meetings", "Again", "key"),
        ("gctf.other", "", "needed"),
    ):
        with pytest.raises(RunRefused) as caught:
            begin_series(SECRETARIAT, committee, key=key, kind="session", title_en=title)
        assert caught.value.code == code
    other = Series.objects.create(key="gctf.plenaries", body_id="gctf", kind="session", title_en="Plenaries")
    assert refused(series=other) == ("series", "other_body")


def test_a_meeting_of_a_series_is_seen_by_no_more_than_the_series() -> None:
    committee = body()
    narrow = Handling(TLP.AMBER, audience=frozenset({"gctf.coco"}))
    series = begin_series(
        SECRETARIAT, committee, key="gctf.coco.closed", kind="session", title_en="Closed", handling=narrow
    )
    assert convened(body=committee, series=series).handling == narrow


def test_convening_without_the_right_leaves_nothing_but_the_refusal() -> None:
    committee = body()
    with pytest.raises(Refused):
        convene_meeting(
            READER, committee, kind="session", starts_at=datetime(2026, 12, 8, 9), ends_at=datetime(2026, 12, 8, 10),
            time_zone="UTC", place="Rabat",
        )  # fmt: skip
    assert not Meeting.objects.exists()
    assert Entry.objects.filter(permission="meeting.convene", allowed=False).exists()


def test_a_meeting_that_follows_another_opens_with_what_is_still_open() -> None:
    first = convened()
    for number, state in ((1, "open"), (2, "done")):
        Outcome.objects.create(
            reference=f"2026/CoCo/{number}", meeting=first, kind="action", text_en=f"Report {number}.", state=state
        )
    later = {"starts_at": datetime(2027, 3, 1, 9), "ends_at": datetime(2027, 3, 1, 17)}
    alone = convened(**later, languages=["en"])
    assert not alone.agenda.exists()
    second = convened(**later, follows=first, languages=["en"])
    heading, carried = second.agenda.order_by("pk")
    assert (heading.number, carried.number, carried.parent) == ("1", "1 (a)", heading)
    assert carried.carries.reference == "2026/CoCo/1"


def test_a_meeting_that_was_announced_is_convened_as_the_record_that_it_is() -> None:
    body()
    stated = Meeting.objects.create(kind="session", body_id="gctf.coco", when="2027-03", status="planned", title="Old")
    said: dict[str, Any] = {
        "starts_at": datetime(2027, 3, 1, 9),
        "ends_at": datetime(2027, 3, 1, 17),
        "time_zone": "UTC",
        "mode": "virtual",
    }
    with pytest.raises(RunRefused) as caught:
        convene_announced(SECRETARIAT, stated, mode="virtual")
    assert (caught.value.field, caught.value.code) == ("starts_at", "needed")
    with pytest.raises(Refused):
        convene_announced(MEMBER, stated, **said)
    uid = stated.uid
    convene_announced(CO_CHAIR, stated, **said)
    assert (stated.status, stated.when, stated.title, stated.uid) == ("convened", "2027-03-01", "Old", uid)
    assert stated.sequence == 1
    with pytest.raises(RunRefused) as caught:
        convene_announced(SECRETARIAT, stated, **said)
    assert caught.value.code == "nothing"
    assert Meeting.objects.count() == 1
