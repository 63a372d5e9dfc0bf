"""Lists of follow-up as files and back, and recommendations of others as they come."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from muntada.access.actor import Actor
from muntada.followup.actions.commitments import enter_commitment
from muntada.followup.actions.institutions import enter_institution
from muntada.followup.actions.mappings import enter_mapping
from muntada.followup.actions.measures import enter_measure, serve
from muntada.followup.exports.tables import as_csv, as_xlsx, taken
from muntada.followup.imports.recommendations import read_recommendations, tries_of_recommendations
from muntada.followup.imports.tables import tries_of
from muntada.followup.models import Commitment, Contribution, Institution, Mapping, Measure
from muntada.forum.imports.plan import Plan, PlanChanged, carry_out, preview
from muntada.library.models import Clause, ClauseText, Expression
from muntada.parties.models import Name
from muntada.text.tables import FileRefused, read_file
from muntada.trail.models import Entry
from tests.cast import ANALYST, READER
from tests.followup.party import FOCAL_POINT, NEIGHBOUR, clauses, party

pytestmark = pytest.mark.django_db
DAY = date(2025, 3, 31)
LISTS = ("institutions", "commitments", "measures", "mappings")


@pytest.fixture
def clause() -> Clause:
    """The first clause of a text that is in the library, numbered 146.32 and worded in two languages."""
    one = clauses("review", 2)[0]
    one.work.symbol = "A/HRC/58/9"
    one.work.save()
    for language, number, words in (
        ("ar", "146-32 -", "تدريب مأموري الضبط القضائي في الموانئ على جمع الأدلة."),
        ("en", "146.32", "Train judicial officers in ports in the gathering of evidence."),
    ):
        version = Expression.objects.create(work=one.work, language=language, state="settled", quality="native")
        ClauseText.objects.create(clause=one, expression=version, order=1, number=number, text=words)
        if language == "en":
            other = Clause.objects.get(work=one.work, wid="para_2")
            ClauseText.objects.create(clause=other, expression=version, order=2, number="146.33", text="Do more.")
    Name.objects.create(party=party(), language="en", text="Egypt", preferred=True)
    Name.objects.create(party=party(), language="ar", text="مصر", preferred=True)
    return one


def enter_all(clause: Clause, actor: Actor = FOCAL_POINT) -> Measure:
    """One of each list, with all that a list holds."""
    lead = enter_institution(actor, party=party(), name_ar="وزارة الموانئ", name_en="Ministry of Ports")
    made = enter_commitment(
        actor, party=party(), clause=clause, response="in_part", words_ar="ندعمها جزئياً", lead=lead,
        contributors=[lead], cycle="4", since="2025-02",
    )  # fmt: skip
    measure = enter_measure(
        actor, party=party(), kind="training", title_ar="دورة في جمع الأدلة", title_en="=SUM(A1)", owner=lead,
        status="in_progress", start="2025", target="2026-12-31", report_every=3, report_from=DAY,
    )  # fmt: skip
    serve(actor, measure, made, extent="part")
    other = Clause.objects.get(work=clause.work, wid="para_2")
    enter_mapping(actor, clause, other, relationship="subset", rationale="semantic", strength=7, why="It asks more.")
    return measure


def plan_of(actor: Actor, name: str, data: bytes) -> Plan:
    tries = tries_of(actor, name, read_file(data))
    return preview(name, tries, total=len(tries))


def bring(actor: Actor, name: str, data: bytes) -> Plan:
    plan = plan_of(actor, name, data)
    tries = tries_of(actor, name, read_file(data))
    return carry_out(name, tries, total=len(tries), expected=plan.digest)


def file_of(actor: Actor, name: str, form: str = "csv") -> bytes:
    lines = taken(actor, name)
    return b"".join(as_csv(name, lines)) if form == "csv" else as_xlsx(name, lines, right_to_left=True)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("name", LISTS)
def test_what_was_taken_along_comes_back_and_changes_nothing(name: str, form: str, clause: Clause) -> None:
    enter_all(clause)
    plan = plan_of(FOCAL_POINT, name, file_of(FOCAL_POINT, name, form))
    assert plan.counts == {"new": 0, "changed": 0, "unchanged": 1, "quarantined": 0}, plan.rows


def test_a_file_is_read_by_a_spreadsheet_in_arabic_and_calculates_nothing(clause: Clause) -> None:
    enter_all(clause)
    data = file_of(FOCAL_POINT, "measures")
    assert data.startswith(b"\xef\xbb\xbf")
    assert "دورة في جمع الأدلة" in data.decode()
    assert ",'=SUM(A1)," in data.decode()
    book = openpyxl.load_workbook(io.BytesIO(file_of(FOCAL_POINT, "measures", "xlsx")))
    assert book.active is not None
    values = [cell.value for row in book.active.iter_rows() for cell in row]
    assert "'=SUM(A1)" in values
    assert "=SUM(A1)" not in values
    assert Measure.objects.get().title_en == "=SUM(A1)"


def rewritten(data: bytes, **cells: str) -> bytes:
    """The table with these cells in its only row."""
    [line] = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    text = io.StringIO()
    writer = csv.DictWriter(text, list(line), lineterminator="\r\n")
    writer.writeheader()
    writer.writerow({**line, **cells})
    return text.getvalue().encode()


def test_what_a_ministry_changed_in_the_file_is_changed_by_its_reference(clause: Clause) -> None:
    measure = enter_all(clause)
    data = rewritten(
        file_of(FOCAL_POINT, "measures"),
        status="completed",
        title_ar="دورة",
        serves="review/para_1=whole",
        archived="True",
    )
    plan = bring(FOCAL_POINT, "measures", data)
    [row] = plan.rows
    assert row.state == "changed"
    assert {column for column, _was, _will in row.changes} == {"status", "title_ar", "serves", "archived"}
    measure.refresh_from_db()
    assert (measure.status, measure.title_ar, measure.archived) == ("completed", "دورة", True)
    assert Contribution.objects.get().extent == "whole"


def test_a_measure_without_a_reference_is_a_new_one_and_serves_what_its_row_says(clause: Clause) -> None:
    enter_all(clause)
    data = "party,kind,title_ar,status,serves\nEG,law,قانون,planned,review/para_1=whole\n".encode()
    assert bring(FOCAL_POINT, "measures", data).counts["new"] == 1
    made = Measure.objects.get(kind="law")
    assert made.contributions.get().extent == "whole"
    assert (made.tlp, made.originator) == ("TLP:AMBER", "EG")


@pytest.mark.parametrize(
    ("name", "line", "code", "column"),
    [
        ("measures", "reference=EG/1999/1,party=EG,kind=law,title_en=x", "no_such", "reference"),
        ("measures", "party=XX,kind=law,title_en=x", "unknown", "party"),
        ("measures", "party=MA,kind=law,title_en=x", "cannot", "party"),
        ("measures", "party=EG,kind=wish,title_en=x", "cannot", "kind"),
        ("measures", "party=EG,kind=law", "cannot", "title_ar"),
        ("measures", "party=EG,kind=law,title_en=x,start=2026-02-30", "cannot", "start"),
        ("measures", "party=EG,kind=law,title_en=x,owner=eg.nobody", "unknown", "owner"),
        ("measures", "party=EG,kind=law,title_en=x,serves=review/para_2=part", "unknown", "serves"),
        ("measures", "party=EG,kind=law,title_en=x,report_every=٣", "number", "report_every"),
        ("commitments", "party=EG,to=review/para_9,response=noted", "unknown", "to"),
        ("commitments", "party=EG,to=review/para_2,response=perhaps", "cannot", "response"),
        ("mappings", "source=review/para_1,target=review/para_1,relationship=equal,rationale=semantic,why=x,strength=1",
         "cannot", "target"),
        ("mappings", "source=review/para_1,target=nowhere/para_1,relationship=equal,rationale=semantic,why=x",
         "unknown", "target"),
        ("institutions", "key=eg.unknown,party=EG,name_en=x", "no_such", "key"),
        ("institutions", "party=EG,name_en=x,email=nowhere", "cannot", "email"),
    ],
)  # fmt: skip
def test_a_bad_row_is_set_aside_with_its_reason_and_the_others_come_in(
    name: str, line: str, code: str, column: str, clause: Clause
) -> None:
    party("MA")
    cells = dict(part.split("=", 1) for part in line.split(","))
    text = ",".join(cells) + "\n" + ",".join(cells.values()) + "\n"
    plan = plan_of(FOCAL_POINT, name, text.encode())
    assert [(row.state, row.code, row.column) for row in plan.rows] == [("quarantined", code, column)]


def test_a_row_that_is_there_twice_comes_in_once(clause: Clause) -> None:
    data = b"party,to,response\nEG,review/para_1,noted\nEG,review/para_1,supported\n"
    plan = bring(FOCAL_POINT, "commitments", data)
    assert [(row.state, row.code) for row in plan.rows] == [("new", ""), ("quarantined", "twice")]
    assert Commitment.objects.get().response == "noted"


@pytest.mark.parametrize("data", [b"", b"party,nonsense\nEG,1\n", b"\xff\xfe\x00", b"party,party\n1,2\n"])
def test_a_file_that_is_none_of_these_lists_is_refused_whole(data: bytes) -> None:
    with pytest.raises(FileRefused):
        tries_of(FOCAL_POINT, "measures", read_file(data))
    with pytest.raises(FileRefused):
        tries_of(FOCAL_POINT, "wishes", read_file(b"party\nEG\n"))


def test_who_sees_nothing_takes_nothing_along_and_changes_nothing_by_a_file(clause: Clause) -> None:
    enter_all(clause)
    data = {name: rewritten(file_of(FOCAL_POINT, name)) for name in LISTS}
    for stranger in (ANALYST, NEIGHBOUR):
        assert all(taken(stranger, name) == [] for name in LISTS)
        found = plan_of(stranger, "measures", rewritten(data["measures"], title_ar="سرقة")).rows
        assert [(row.state, row.code) for row in found] == [("quarantined", "no_such")]
    assert {row.state for row in plan_of(READER, "commitments", data["commitments"]).rows} == {"quarantined"}
    assert Entry.objects.filter(permission="list.export", actor=ANALYST.key).count() == len(LISTS)


def test_nothing_comes_in_that_was_not_shown(clause: Clause) -> None:
    measure = enter_all(clause)
    data = rewritten(file_of(FOCAL_POINT, "measures"), status="completed")
    plan = plan_of(FOCAL_POINT, "measures", data)
    Measure.objects.update(status="suspended")
    tries = tries_of(FOCAL_POINT, "measures", read_file(data))
    with pytest.raises(PlanChanged):
        carry_out("measures", tries, total=1, expected=plan.digest)
    measure.refresh_from_db()
    assert measure.status == "suspended"


# Recommendations of others

ONE: dict[str, Any] = {
    "AnnotationId": "f3a", "Symbol": "A/HRC/58/9", "Paragraph": "146.32", "Countries": ["Egypt"],
    "Text": "Train judicial officers in ports in the gathering of evidence.", "Response": "Supported", "Cycle": "4",
    "PublicationDate": "2025-03-11T00:00:00Z", "ResponseText": "Two courses a year.", "Language": "en",
}  # fmt: skip


def recommended(*every: dict[str, Any], actor: Actor = FOCAL_POINT) -> Plan:
    read = read_recommendations(json.dumps(list(every)).encode())
    tries = tries_of_recommendations(actor, read)
    plan = preview("recommendations", tries, total=len(tries))
    again = tries_of_recommendations(actor, read)
    return carry_out("recommendations", again, total=len(again), expected=plan.digest)


def test_a_recommendation_becomes_a_commitment_to_the_paragraph_that_it_stands_in(clause: Clause) -> None:
    assert recommended(ONE).counts["new"] == 1
    made = Commitment.objects.get()
    assert (made.party_id, made.clause, made.response) == ("EG", clause, "supported")
    assert (made.cycle, made.since, made.words_en) == ("4", "2025-03-11", "Two courses a year.")
    assert (made.tlp, made.originator) == ("TLP:AMBER", "EG")
    assert recommended(ONE).counts["unchanged"] == 1
    assert recommended(ONE | {"Response": "Noted"}).counts["changed"] == 1
    made.refresh_from_db()
    assert (made.response, made.words_en) == ("noted", "Two courses a year.")


@pytest.mark.parametrize(
    "said",
    [
        {"Countries": "مصر"},
        {"Countries": "EG"},
        {"Countries": [{"Name": "Egypt"}]},
        {"Paragraph": "para. 146.32"},
        {"Paragraph": "الفقرة ١٤٦.٣٢"},
        {"Text": "تدريب مأموري الضبط القضائي في الموانئ على جمع الأدلة.", "Response": "مؤيدة"},
        {"Response": "Accepted", "Text": ""},
    ],
)
def test_it_is_known_by_any_of_its_names_and_numbers(said: dict[str, Any], clause: Clause) -> None:
    assert recommended(ONE | said).counts["new"] == 1
    assert Commitment.objects.get().clause == clause


@pytest.mark.parametrize(
    ("said", "code", "column"),
    [
        ({"Countries": "Atlantis"}, "unknown", "countries"),
        ({"Countries": ""}, "needed", "countries"),
        ({"Symbol": ""}, "needed", "symbol"),
        ({"Symbol": "A/HRC/1/1"}, "unknown", "symbol"),
        ({"Paragraph": ""}, "needed", "paragraph"),
        ({"Paragraph": "147.1"}, "unknown", "paragraph"),
        ({"Text": "Abolish the harbour tax on spices and salt."}, "cannot", "text"),
        ({"Response": "Maybe later"}, "cannot", "response"),
        ({"PublicationDate": "32 March"}, "day", "since"),
    ],
)
def test_what_is_not_understood_is_set_aside_and_the_rest_comes_in(
    said: dict[str, Any], code: str, column: str, clause: Clause
) -> None:
    plan = recommended(ONE | said, ONE | {"Paragraph": "146.33", "Text": "Do more."})
    assert [(row.state, row.code, row.column) for row in plan.rows] == [("quarantined", code, column), ("new", "", "")]


def test_one_that_is_made_to_several_is_a_commitment_of_each(clause: Clause) -> None:
    party("MA")
    plan = recommended(ONE | {"Countries": ["EG", "MA"]}, actor=ANALYST)
    assert [row.state for row in plan.rows] == ["new", "new"]
    assert sorted(Commitment.objects.values_list("party", "tlp")) == [("EG", "TLP:CLEAR"), ("MA", "TLP:CLEAR")]
    mine = recommended(ONE | {"Countries": ["EG", "MA"]})
    assert [(row.state, row.column) for row in mine.rows] == [("new", ""), ("quarantined", "party")]


def test_a_workbook_with_the_same_columns_is_read_alike(clause: Clause, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Annotation ID", "Symbol", "Paragraph", "Countries", "Text", "Position", "Cycle"])
    book.active.append(["f3a", "A/HRC/58/9", "146.32", "Egypt", ONE["Text"], "Supported", 4])
    book.save(tmp_path / "uhri.xlsx")
    [one] = read_recommendations((tmp_path / "uhri.xlsx").read_bytes())
    tries = tries_of_recommendations(FOCAL_POINT, [one])
    assert [row.state for row in preview("r", tries, total=1).rows] == ["new"]
    assert not Commitment.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        b'{"data": 1}', b"[1, NaN]", b"[" * 100_000, b'[{"a":' * 50 + b"1" + b"}]" * 50, b'{"other": []}',
        b'["\xff"]', b"", b"[" + b"1," * 30_000 + b"1]",
    ],
    ids=["no list", "not a number", "deep", "deeper", "other", "not text", "empty", "too many"],
)  # fmt: skip
def test_a_file_of_nothing_or_made_to_harm_is_refused(data: bytes) -> None:
    with pytest.raises(FileRefused):
        read_recommendations(data)


def test_what_is_no_recommendation_is_set_aside(clause: Clause) -> None:
    read = read_recommendations(b'[1, null, {"Symbol": "\\ud800", "Countries": "EG"}, {"a": {"b": [{}]}}]')
    plan = preview("r", tries_of_recommendations(FOCAL_POINT, read), total=4)
    assert {row.state for row in plan.rows} == {"quarantined"}
    assert len(plan.rows) == 4


def test_an_institution_is_new_under_no_key(clause: Clause) -> None:
    data = "party,name_ar,name_en,language\nEG,هيئة الموانئ,Port Authority,ar\n".encode()
    assert bring(FOCAL_POINT, "institutions", data).counts["new"] == 1
    assert Institution.objects.get().key == "eg.port_authority"
    assert not Mapping.objects.exists()
