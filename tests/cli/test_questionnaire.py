"""`muntada followup questionnaire` as it is called."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.worksheet.worksheet import Worksheet

from muntada.access import clock
from muntada.cli.main import main
from muntada.followup.models import Answer
from muntada.followup.questionnaire import shape
from muntada.people.models import Office, User
from muntada.trail.models import Entry
from tests.followup.asked import TODAY, Case, case, filled_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[Case]:
    """A request of Egypt's, whose focal point is at the console."""
    monkeypatch.setattr("muntada.cli.ground.prepare", lambda: None)
    with clock.at(TODAY):
        made = case()
        for name, party in (("hassan", "EG"), ("youssef", "MA")):
            user = User.objects.create(email=f"{name}@example.org", name=name, language="ar")
            made.first.party.__class__.objects.get_or_create(key=party, defaults={"kind": "state"})
            Office.objects.create(user=user, role="focal_point", party_id=party, since=date(2020, 1, 1))
        yield made


def run(*words: str, by: str = "hassan") -> tuple[int, str, str]:
    came = CliRunner().invoke(main, ["followup", "questionnaire", *words, "--as", f"{by}@example.org"])
    return came.exit_code, came.stdout, came.stderr or str(came.exception or "")


def fill(sheet: Worksheet) -> None:
    sheet.cell(shape.FIRST_ROW, shape.CHOICE).value = "منجز"
    sheet.cell(shape.FIRST_ROW + 1, shape.DAY).value = "soon"


def test_it_goes_out_is_filled_in_and_comes_back(made: Case, tmp_path: Path) -> None:
    number, out = str(made.request.pk), tmp_path / "q.xlsx"
    code, _said, told = run("out", number, "--out", str(out))
    assert (code, "3 questions" in told) == (0, True)
    assert openpyxl.load_workbook(out).worksheets[0].sheet_view.rightToLeft
    assert Entry.objects.filter(permission="institution.ask", operation="disclose").exists()
    out.write_bytes(filled_in(made.request, fill))
    code, said, _told = run("in", number, str(out), "--json")
    read = json.loads(said)
    assert (code, read["answers"], [one["code"] for one in read["aside"]]) == (1, 1, ["day"])
    assert [one.state for one in Answer.objects.all()] == ["open"]
    code, said, _told = run("in", number, str(out))
    assert code == 1
    assert "0 answers entered, 2 rows set aside." in said


def test_what_is_no_questionnaire_or_nobodys_request_is_refused(made: Case, tmp_path: Path) -> None:
    bad = tmp_path / "q.xlsx"
    bad.write_bytes(b"PK\x03\x04nothing")
    number = str(made.request.pk)
    assert run("in", number, str(bad))[0] == 3 or "damaged" in run("in", number, str(bad))[2]
    assert "no request" in run("out", "999999", "--out", str(bad))[2]
    assert "no request" in run("out", number, "--out", str(bad), by="youssef")[2]
