"""Lists out of and into the forum at the console."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from muntada.cli import ground
from muntada.cli.main import main
from muntada.forum.models import Body, Meeting
from muntada.parties.models import Party
from muntada.people.models import Office, User

pytestmark = pytest.mark.django_db
EMAIL = "salim@example.org"
EVENT = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a@b\r\nDTSTAMP:20270101T000000Z\r\n"
    "DTSTART;VALUE=DATE:20270301\r\nSUMMARY:ورشة\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture(autouse=True)
def forum(monkeypatch: pytest.MonkeyPatch) -> Meeting:
    monkeypatch.setattr(ground, "prepare", lambda: None)
    body = Body.objects.create(party=Party.objects.create(key="gctf.coco", kind="body"), kind="committee")
    user = User.objects.create(email=EMAIL, name="Salim", language="en")
    Office.objects.create(user=user, role="secretariat", since=date(2020, 1, 1))
    return Meeting.objects.create(body=body, kind="session", title="=الرابع", when="2027-03", status="announced")


def muntada(*words: str) -> Result:
    return CliRunner().invoke(main, ["forum", *words, "--as", EMAIL])


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_list_that_went_out_and_comes_back_changes_nothing(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"meetings.TLP-CLEAR.{form}"
    assert muntada("export", "meetings", "--form", form, "--out", str(file)).exit_code == 0
    back = muntada("import", str(file), "--yes")
    assert back.exit_code == 0
    assert "New 0, changed 0, unchanged 1, set aside 0." in back.output
    assert "Nothing was brought in." in back.output


def test_an_edited_list_comes_in_by_a_yes_alone(tmp_path: Path, forum: Meeting) -> None:
    file = tmp_path / "meetings.csv"
    file.write_text(f"id,title,place\n{forum.pk},الخامس,Cairo\n98765,x,y\n", encoding="utf-8")
    shown = muntada("import", str(file))
    assert shown.exit_code == 1
    assert "title: =الرابع → الخامس" in shown.output
    assert "There is no such record" in shown.output
    forum.refresh_from_db()
    assert forum.place == ""
    assert "Brought in." in muntada("import", str(file), "--yes").output
    forum.refresh_from_db()
    assert (forum.title, forum.place) == ("الخامس", "Cairo")


def test_a_program_reads_a_row_a_line(tmp_path: Path, forum: Meeting) -> None:
    file = tmp_path / "x.csv"
    file.write_text(f"id,title,status\n{forum.pk},New title,announced\n{forum.pk},,\n", encoding="utf-8")
    ran = muntada("import", str(file), "--list", "meetings", "--json")
    first, second = (json.loads(line) for line in ran.output.splitlines())
    assert first == {
        "row": 2, "state": "changed", "name": str(forum.pk),
        "changes": [{"column": "title", "before": "=الرابع", "after": "New title"}],
    }  # fmt: skip
    assert (second["state"], second["code"], second["why"]) == (
        "quarantined", "twice", "Another row of this file is about the same record.",
    )  # fmt: skip
    forum.refresh_from_db()
    assert forum.title == "=الرابع"


def test_a_calendar_comes_in_for_a_body(tmp_path: Path) -> None:
    file = tmp_path / "theirs.ics"
    file.write_text(EVENT, encoding="utf-8")
    assert muntada("import", str(file), "--yes").exit_code == 2
    assert muntada("import", str(file), "--body", "gctf.coco", "--kind", "workshop", "--yes").exit_code == 0
    assert Meeting.objects.get(uid="a@b").kind == "workshop"


def test_a_list_as_json_has_a_record_a_line() -> None:
    (line,) = muntada("export", "meetings", "--form", "jsonl").stdout_bytes.decode().splitlines()
    assert json.loads(line)["title"] == "=الرابع"


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [("a,a\n", "meetings.csv", 3), ("a\n1\n", "meetings.csv", 3), ("a\n1\n", "secrets.csv", 3), ("x", "x.ics", 3)],
)
def test_a_file_that_is_none_is_refused(text: str, name: str, code: int, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text(text)
    assert muntada("import", str(file), "--body", "gctf.coco").exit_code == code


def test_a_list_that_there_is_none_of_is_refused() -> None:
    ran = muntada("export", "secrets")
    assert ran.exit_code == 2
    assert "agenda-items" in ran.output
