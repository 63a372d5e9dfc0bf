"""Lists that are taken along carry how each line may be handled, and end where the right to them ends."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest

from muntada.access import clock
from muntada.access.actor import Actor, Role
from muntada.evidence.actions.releases import answer_release, ask_release
from muntada.evidence.exports import as_csv, as_json_lines, bundle_of, export, handling_read
from muntada.forum.models import Meeting, Post
from muntada.marking.handling import Handling
from muntada.marking.tlp import TLP
from muntada.parties.models import Party
from muntada.text.tables import BOM, ENDED
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from tests.cast import READER, VISITOR

EGYPT = Actor("user:11", "Salma", frozenset({Role.VALIDATOR}), party="EG")
MOROCCO = Actor("user:12", "Yassine", frozenset({Role.FOCAL_POINT}), party="MA")
HANDLINGS = [Handling(), Handling(TLP.AMBER, "EG", frozenset({"MA"})), Handling(TLP.RED, "EG", frozenset({"user:12"}))]


@pytest.fixture
def meetings(db: None) -> list[Meeting]:
    for key in ("EG", "MA", "NL"):
        Party.objects.create(key=key, kind="state")
    made = []
    for number, handling in enumerate(HANDLINGS):
        meeting = Meeting(kind="session", title=f"الاجتماع {number}")
        meeting.marked(handling)
        meeting.save()
        made.append(meeting)
    return made


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode().removeprefix(BOM))))


def test_row_14_every_line_carries_its_handling_and_is_read_back_the_same(meetings: list[Meeting]) -> None:
    ask = ask_release(MOROCCO, meetings[1], why="For a partner.", audience=["NL"])
    given = answer_release(EGYPT, ask, yes=True, reason="Agreed.")
    keys = [meeting.pk for meeting in meetings]
    as_json = b"".join(as_json_lines(export(lambda: MOROCCO, Meeting, keys, name="meetings")))
    table = b"".join(as_csv(Meeting, export(lambda: MOROCCO, Meeting, keys, name="meetings")))
    assert table.startswith(BOM.encode())
    for lines in ([json.loads(line) for line in as_json.splitlines()], rows_of(table)):
        assert len(lines) == len(meetings)
        for line, kept in zip(lines, Meeting.objects.order_by("pk"), strict=True):
            handling, others = handling_read(line)
            assert handling == kept.handling
            assert others["purpose"] == kept.purpose
            assert others["releases"] == ([given.pk] if kept == meetings[1] else [])
            assert line["title"] == kept.title


def test_row_14_a_record_about_a_person_carries_its_basis_and_its_end(meetings: list[Meeting]) -> None:
    day = clock.today() + timedelta(30)
    post = Post.objects.create(person="Salma Adel", role="minister", party_id="EG", review_by=day)
    (line,) = export(lambda: READER, Post, [post.pk], name="posts")
    assert handling_read(line)[1] == {
        "purpose": "conduct_of_the_forum",
        "legal_basis": "public_office",
        "expires": day.isoformat(),
        "releases": [],
    }


def test_row_51_a_list_has_the_highest_label_of_what_is_in_it(meetings: list[Meeting]) -> None:
    assert bundle_of(meetings).tlp == TLP.RED
    assert bundle_of(meetings[:2]).tlp == TLP.AMBER
    assert bundle_of([]).tlp == TLP.CLEAR
    assert bundle_of(meetings).originators == ("EG", "muntada")


def test_nobody_takes_along_what_they_do_not_see(meetings: list[Meeting]) -> None:
    keys = [meeting.pk for meeting in meetings]
    assert [line["id"] for line in export(lambda: READER, Meeting, keys, name="meetings")] == keys[:1]
    with pytest.raises(Refused):
        next(export(lambda: VISITOR, Meeting, keys, name="meetings"))
    assert Entry.objects.filter(permission="list.export", allowed=True).count() == 1


def test_row_57_a_right_that_is_revoked_ends_a_running_export_at_the_next_line(meetings: list[Meeting]) -> None:
    now: list[Actor | None] = [MOROCCO]
    lines = export(lambda: now[0], Meeting, [meeting.pk for meeting in meetings], name="meetings")
    assert next(lines)["title"] == "الاجتماع 0"
    now[0] = None
    assert list(lines) == [{"ended": ENDED}]


def test_row_57_a_right_that_shrinks_leaves_out_the_next_line(meetings: list[Meeting]) -> None:
    now = [MOROCCO]
    lines = export(lambda: now[0], Meeting, [meeting.pk for meeting in meetings], name="meetings")
    next(lines)
    now[0] = READER
    assert list(lines) == []


def test_row_57_a_record_that_is_withdrawn_meanwhile_is_left_out(meetings: list[Meeting]) -> None:
    lines = export(lambda: MOROCCO, Meeting, [meeting.pk for meeting in meetings], name="meetings")
    next(lines)
    meetings[1].marked(Handling(TLP.AMBER, "EG"))
    meetings[1].save()
    assert [line["title"] for line in lines] == ["الاجتماع 2"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_is_a_formula(sign: str, db: None) -> None:
    meeting = Meeting.objects.create(kind="session", title=f"{sign}1+1")
    (row,) = rows_of(b"".join(as_csv(Meeting, export(lambda: READER, Meeting, [meeting.pk], name="meetings"))))
    assert row["title"] == f"'{sign}1+1"


def test_a_table_that_ended_early_says_so(meetings: list[Meeting]) -> None:
    now: list[Actor | None] = [MOROCCO]
    lines = as_csv(Meeting, export(lambda: now[0], Meeting, [meeting.pk for meeting in meetings], name="meetings"))
    head, first = next(lines), next(lines)
    now[0] = None
    assert [line.decode().strip() for line in lines] == [ENDED]
    assert head
    assert first
