"""Lists go out and come back: unchanged where nothing was edited, changed exactly where something was."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pytest
from django.db import connection

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.exports import as_csv, as_xlsx, export
from muntada.forum.actions.agenda import add_item
from muntada.forum.actions.meetings import change_meeting
from muntada.forum.actions.outcomes import enter_outcome
from muntada.forum.actions.seats import set_seats
from muntada.forum.imports.plan import Plan, PlanChanged, Row, carry_out, preview, tries_of
from muntada.forum.imports.shapes import SHAPES
from muntada.forum.models import AgendaItem, Body, Delegation, Invitation, Meeting, Outcome, Paper, Registration, Seat
from muntada.forum.queries.lists import TABLES, masking_of
from muntada.library.models import Work
from muntada.parties.models import Party
from muntada.text import tables as files
from muntada.text.tables import BOM, FileRefused, read_file
from muntada.trail.models import Entry
from tests.cast import READER, SECRETARIAT
from tests.forum import coming
from tests.forum.meeting_room import body, convened

pytestmark = pytest.mark.django_db

Edit = Callable[[list[dict[str, str]]], None]


def taken(actor: Actor, name: str, form: str = "csv") -> bytes:
    model = TABLES[name]
    keys = rows(actor, Permission.RECORD_READ, model).order_by("pk").values_list("pk", flat=True)
    lines = export(lambda: actor, model, keys, name=name, masking=masking_of(model))
    return b"".join(as_csv(model, lines) if form == "csv" else as_xlsx(model, lines, right_to_left=True))


def lines_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode().removeprefix(BOM))))


def edited(data: bytes, edit: Edit) -> bytes:
    lines = list(csv.DictReader(io.StringIO(data.decode().removeprefix(BOM))))
    header = list(lines[0])
    edit(lines)
    text = io.StringIO()
    writer = csv.DictWriter(text, header)
    writer.writeheader()
    writer.writerows(lines)
    return (BOM + text.getvalue()).encode()


def planned(actor: Actor, name: str, data: bytes) -> Plan:
    tries = tries_of(actor, name, read_file(data))
    return preview(name, tries, total=len(tries))


def done(actor: Actor, name: str, data: bytes) -> Plan:
    tries = tries_of(actor, name, read_file(data))
    return carry_out(name, tries, total=len(tries), expected=planned(actor, name, data).digest)


def only(plan: Plan) -> Row:
    (row,) = plan.rows
    return row


@pytest.fixture
def forum() -> Meeting:
    """Something in many of the lists, with cells that a spreadsheet could take for something else."""
    meeting = convened(title="=1+1، اجتماع", room="'quoted", place="Rabat", documents_by=None)
    Meeting.objects.create(body=body(), kind="session", when="2025", title="-\nTwo lines", status="announced")
    item = add_item(SECRETARIAT, meeting, title="أمن الحدود\nوإدارتها", minutes=45)
    add_item(SECRETARIAT, meeting, title="A part", parent=item)
    Paper.objects.create(meeting=meeting, title="@paper", symbol="GCTF/2026/1")
    Invitation.objects.create(meeting=meeting, party_id="MA", state="sent", places=3)
    Delegation.objects.create(meeting=meeting, party_id="MA")
    set_seats(SECRETARIAT, body(), count=2)
    enter_outcome(SECRETARIAT, meeting, kind="conclusion", text_en="Concluded", text_ar="خلصت")
    return meeting


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("name", TABLES)
def test_what_went_out_and_comes_back_changes_nothing(name: str, form: str, forum: Meeting) -> None:
    plan = planned(SECRETARIAT, name, taken(SECRETARIAT, name, form))
    assert [row for row in plan.rows if row.state != "unchanged"] == []
    assert len(plan.rows) == rows(SECRETARIAT, Permission.RECORD_READ, TABLES[name]).count()
    assert not plan.does_something


def test_every_list_comes_in_by_a_verb() -> None:
    assert set(SHAPES) == set(TABLES)


def test_what_was_edited_and_nothing_else_changes(forum: Meeting) -> None:
    before = {one.pk: one.__dict__.copy() for one in Meeting.objects.all()}

    def edit(lines: list[dict[str, str]]) -> None:
        lines[0]["title"] = "الاجتماع الثاني عشر"
        lines[0]["starts_at"] = "2026-12-08 10:00:00+01:00"

    data = edited(taken(SECRETARIAT, "meetings"), edit)
    plan = planned(SECRETARIAT, "meetings", data)
    assert [row.state for row in plan.rows] == ["changed", "unchanged"]
    assert {column: said for column, _was, said in plan.rows[0].changes} == {
        "title": "الاجتماع الثاني عشر",
        "starts_at": "2026-12-08 10:00:00+01:00",
    }
    assert plan.rows[0].changes[0][1] == "=1+1، اجتماع"
    assert Meeting.objects.get(pk=forum.pk).title == "=1+1، اجتماع"  # a preview does nothing
    assert done(SECRETARIAT, "meetings", data) == plan
    after = {one.pk: one.__dict__ for one in Meeting.objects.all()}
    changed = {name for pk, values in after.items() for name, value in values.items() if before[pk][name] != value}
    assert changed - {"_state"} == {"title", "sought", "starts_at", "sequence", "changed_at"}
    assert after[forum.pk]["starts_at"] == datetime(2026, 12, 8, 9, tzinfo=UTC)
    assert planned(SECRETARIAT, "meetings", data).counts["unchanged"] == 2  # and once more it changes nothing


def test_a_preview_leaves_no_trace_and_a_yes_leaves_the_verbs_own(forum: Meeting) -> None:
    data = edited(taken(SECRETARIAT, "meetings"), lambda lines: lines[0].update(title="Another"))
    before = Entry.objects.count()
    planned(SECRETARIAT, "meetings", data)
    assert Entry.objects.count() == before
    done(SECRETARIAT, "meetings", data)
    assert Entry.objects.filter(permission="meeting.run", thing_key=str(forum.pk)).exists()


def test_a_file_that_was_made_before_a_record_changed_is_set_aside(forum: Meeting) -> None:
    data = edited(taken(SECRETARIAT, "meetings"), lambda lines: lines[0].update(room="Hall 9"))
    change_meeting(SECRETARIAT, forum, room="Hall 3")
    row = planned(SECRETARIAT, "meetings", data).rows[0]
    assert (row.state, row.code) == ("quarantined", "older")


def test_what_is_shown_is_what_is_done_or_nothing_is(forum: Meeting) -> None:
    data = edited(taken(SECRETARIAT, "agenda-items"), lambda lines: lines[0].update(title="Other words"))
    shown = planned(SECRETARIAT, "agenda-items", data)
    AgendaItem.objects.filter(title="A part").update(title="Changed meanwhile")
    tries = tries_of(SECRETARIAT, "agenda-items", read_file(data))
    with pytest.raises(PlanChanged) as caught:
        carry_out("agenda-items", tries, total=len(tries), expected=shown.digest)
    assert caught.value.plan.digest != shown.digest
    assert not AgendaItem.objects.filter(title="Other words").exists()


def test_new_rows_come_in_by_the_verbs_of_the_pages(forum: Meeting) -> None:
    cells = f"meeting,title,minutes,kind\n{forum.pk},بند جديد,30,common\n{forum.pk},Hidden one,,hidden\n"
    assert done(SECRETARIAT, "agenda-items", cells.encode()).counts["new"] == 2
    assert AgendaItem.objects.get(title="بند جديد").minutes == 30
    assert AgendaItem.objects.get(title="Hidden one").tlp == "TLP:AMBER+STRICT"
    cells = "body;kind;when;title\ngctf.coco;session;2027-05;A proposal\n"
    done(SECRETARIAT, "meetings", cells.encode())
    made = Meeting.objects.get(title="A proposal")
    assert (made.status, made.when, made.starts_at) == ("announced", "2027-05", None)
    cells = "body,kind,status,starts_at,ends_at,time_zone,place\n"
    cells += "gctf.coco,session,convened,2027-06-01 09:00,2027-06-01 17:00,Africa/Cairo,Cairo\n"
    done(SECRETARIAT, "meetings", cells.encode())
    assert Meeting.objects.get(when="2027-06-01").starts_at == datetime(2027, 6, 1, 6, tzinfo=UTC)
    done(SECRETARIAT, "papers", f"meeting,title,symbol\n{forum.pk},A note,X/1\n".encode())
    assert Paper.objects.filter(symbol="X/1").exists()
    done(SECRETARIAT, "bodies", b"party,kind,parent,name_en\ngctf.new,working_group,gctf,New group\n")
    assert Body.objects.get(pk="gctf.new").parent_id == "gctf"
    outcome = f"meeting,kind,text_en,owner,due\n{forum.pk},action,To be done,MA,2027-03-01\n"
    done(SECRETARIAT, "outcomes", outcome.encode())
    assert Outcome.objects.get(text_en="To be done").state == "open"


def test_an_outcome_gets_another_day_only_with_a_reason(forum: Meeting) -> None:
    action = enter_outcome(
        SECRETARIAT,
        forum,
        kind="action",
        text_en="Draft",
        owner=Party.objects.get(pk="MA"),
        due=datetime(2027, 3, 1).date(),
    )
    data = f"reference,due\n{action.reference},2027-05-01\n".encode()
    row = only(planned(SECRETARIAT, "outcomes", data))
    assert (row.state, row.code, row.column) == ("quarantined", "needed", "reason")
    data = f"reference,due,reason\n{action.reference},2027-05-01,The host asked for it\n".encode()
    assert only(done(SECRETARIAT, "outcomes", data)).changes == (("due", "2027-03-01", "2027-05-01"),)


@pytest.mark.parametrize(
    ("name", "text", "code", "column"),
    [
        ("meetings", "id,title\n987654,x\n", "no_such", "id"),
        ("meetings", "id,title\n٣,x\n", "no_such", "id"),
        ("meetings", "body,kind\nnobody,session\n", "unknown", "body"),
        ("meetings", "kind,title\nsession,x\n", "needed", "body"),
        ("meetings", "body,kind,when\ngctf.coco,session,2027-13\n", "cannot", "when"),
        ("meetings", "body,kind,when\ngctf.coco,party,2027\n", "cannot", "kind"),
        ("meetings", "body,kind,starts_at\ngctf.coco,session,tomorrow\n", "moment", "starts_at"),
        ("meetings", "body,kind,status\ngctf.coco,session,held\n", "fixed", "status"),
        ("meetings", "id,status\n{pk},cancelled\n", "fixed", "status"),
        ("meetings", "id,handling.tlp\n{pk},TLP:CLEAR\n", "", ""),
        ("meetings", "id,handling.tlp\n{pk},TLP:RED\n", "handling", "handling.tlp"),
        ("agenda-items", "meeting,title,minutes\n{pk},x,five\n", "number", "minutes"),
        ("agenda-items", "meeting,title,minutes\n{pk},x,٤٥\n", "number", "minutes"),
        ("outcomes", "meeting,kind,text_en,due\n{pk},action,x,1/3/2027\n", "day", "due"),
        ("invitations", "meeting,party,as_observer\n{pk},EG,perhaps\n", "yes_or_no", "as_observer"),
    ],
)
def test_what_is_wrong_is_set_aside_with_its_reason(
    name: str, text: str, code: str, column: str, forum: Meeting
) -> None:
    row = only(planned(SECRETARIAT, name, text.format(pk=forum.pk).encode()))
    assert (row.code, row.column) == (code, column)
    assert row.state == ("quarantined" if code else "unchanged")


def test_a_row_that_is_there_twice_counts_once_and_the_good_ones_come_in(forum: Meeting) -> None:
    text = f"id,room\n{forum.pk},Hall 7\n{forum.pk},Hall 8\n987654,Hall 9\n"
    plan = done(SECRETARIAT, "meetings", text.encode())
    assert [(row.state, row.code) for row in plan.rows] == [
        ("changed", ""), ("quarantined", "twice"), ("quarantined", "no_such"),
    ]  # fmt: skip
    assert Meeting.objects.get(pk=forum.pk).room == "Hall 7"


def test_a_file_gives_nobody_a_right(forum: Meeting) -> None:
    data = edited(taken(SECRETARIAT, "meetings"), lambda lines: lines[0].update(room="Hall 9"))
    plan = planned(READER, "meetings", data)
    assert [row.code for row in plan.rows] == ["refused", ""]
    row = only(planned(READER, "agenda-items", f"meeting,title\n{forum.pk},x\n".encode()))
    assert (row.state, row.code) == ("quarantined", "refused")


def test_a_list_of_participants_goes_out_as_it_is_seen_and_comes_back() -> None:
    meeting = coming.meeting(days=30)
    morocco = coming.delegation(meeting, "MA")
    shown = {"visibility": "all", "consented": True}
    coming.person(morocco, "ليلى الفاسي", email="layla@example.org", name_latin="Layla Fassi", **shown)
    hidden = coming.person(coming.delegation(meeting, "EG"), "Zqhidden")
    whole = taken(coming.SECRETARIAT, "participants").decode()
    assert "layla@example.org" in whole
    assert "Zqhidden" in whole
    own = taken(coming.focal_point("MA"), "participants").decode()
    assert "layla@example.org" in own
    assert "Zqhidden" not in own
    seen = taken(READER, "participants").decode()
    assert "Layla Fassi" in seen
    assert "layla@example.org" not in seen
    assert planned(READER, "participants", seen.encode()).counts["unchanged"] == 1
    data = edited(own.encode(), lambda lines: lines[0].update(office="Director"))
    assert done(coming.focal_point("MA"), "participants", data).counts["changed"] == 1
    assert Registration.objects.get(name_latin="Layla Fassi").office == "Director"
    new = f"delegation,name,capacity\n{morocco.pk},سلمى عادل,adviser\n{hidden.delegation_id},Not mine,adviser\n"
    plan = done(coming.focal_point("MA"), "participants", new.encode())
    assert [(row.state, row.code, row.column) for row in plan.rows] == [
        ("new", "", ""), ("quarantined", "unknown", "delegation"),
    ]  # fmt: skip


def test_what_an_item_names_goes_out_to_those_who_may_know_of_it(forum: Meeting) -> None:
    draft = Work.objects.create(key="gctf.draft-memo", tlp="TLP:AMBER+STRICT")
    item = add_item(SECRETARIAT, forum, title="An instrument that is being written", work=draft)
    shown, kept = ({row["id"]: row["work"] for row in lines_of(taken(actor, "agenda-items"))}
                   for actor in (SECRETARIAT, READER))  # fmt: skip
    assert shown[str(item.pk)] == "gctf.draft-memo"
    assert kept[str(item.pk)] == ""


def test_whose_invitation_was_answered_how_is_shown_to_its_own() -> None:
    meeting = coming.meeting(days=30)
    invitation = coming.invited(meeting, "MA")
    Invitation.objects.filter(pk=invitation.pk).update(answer="Zqanswer")
    assert "Zqanswer" in taken(coming.focal_point("MA"), "invitations").decode()
    assert "Zqanswer" not in taken(coming.focal_point("EG"), "invitations").decode()


def book(**parts: Any) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xff\xfe\xff", "not_text"),
        ("عنوان\n".encode("cp1256"), "not_text"),
        (b"a\0b\n", "not_text"),
        (b'a,b\n"x,y\n', "unreadable"),
        (b"a,a\n1,2\n", "header"),
        (b"a,,c\n1,2,3\n", "header"),
        (b",".join(b"c%d" % number for number in range(200)), "too_many_columns"),
        (b"PK\x03\x04 nothing", "unreadable"),
        (book(**{"a.xml": "x" * (40 * 1024 * 1024)}), "unreadable"),
        (book(**{f"part{number}": "x" for number in range(300)}), "unreadable"),
        (book(**{"xl/workbook.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "unreadable"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(data: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as caught:
        read_file(data)
    assert caught.value.code == code


def test_a_table_that_is_too_long_or_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_ROWS", 3)
    with pytest.raises(FileRefused, match="more than 3 rows"):
        read_file(b"a\n" + b"1\n" * 5)
    with pytest.raises(FileRefused, match="larger than 1 MB"):
        read_file(b"a" * 2_000_000, most=1024 * 1024)


def test_a_list_or_a_column_that_there_is_none_of_is_named() -> None:
    with pytest.raises(FileRefused) as caught:
        tries_of(SECRETARIAT, "no-list", read_file(b"a\n1\n"))
    assert caught.value.code == "no_list"
    with pytest.raises(FileRefused, match="originator, titel"):
        tries_of(SECRETARIAT, "meetings", read_file(b"originator,titel\n1,2\n"))


def test_a_workbook_runs_from_the_right_and_holds_no_formula(forum: Meeting) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(taken(SECRETARIAT, "meetings", "xlsx"))).active
    assert sheet.sheet_view.rightToLeft
    values = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in values} <= {"s", "n", "inlineStr"}
    assert "'=1+1، اجتماع" in [cell.value for cell in values]


def test_a_list_whose_right_ended_says_so_when_it_comes_back(forum: Meeting) -> None:
    now: list[Actor | None] = [SECRETARIAT]
    lines = export(
        lambda: now[0], Meeting, Meeting.objects.order_by("pk").values_list("pk", flat=True), name="meetings"
    )
    first = next(lines)
    now[0] = None
    plan = planned(SECRETARIAT, "meetings", b"".join(as_csv(Meeting, iter([first, *lines]))))
    assert [(row.state, row.code) for row in plan.rows] == [("unchanged", ""), ("quarantined", "ended")]


def test_how_far_it_is_is_told() -> None:
    convened()
    told: list[tuple[int, int]] = []
    tries = tries_of(SECRETARIAT, "meetings", read_file(taken(SECRETARIAT, "meetings")))
    preview("meetings", tries, total=len(tries), progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 1)]
    assert connection.in_atomic_block
    assert Seat.objects.count() == 0
