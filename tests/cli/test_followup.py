"""`muntada followup` as it is called: lists, files out and in, and recommendations."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from muntada.cli.main import main
from muntada.followup.models import Commitment, Measure
from muntada.people.models import Office, User
from tests.followup.party import clauses, party

pytestmark = pytest.mark.django_db
HEAD = "party,kind,title_ar,title_en,status\n"


@pytest.fixture(autouse=True)
def ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """The focal point of Egypt, and a database that is prepared already."""
    monkeypatch.setattr("muntada.cli.ground.prepare", lambda: None)
    user = User.objects.create(email="hassan@example.org", name="Hassan", language="ar")
    party()
    Office.objects.create(user=user, role="focal_point", party_id="EG", since=date(2020, 1, 1))


def run(*words: str) -> tuple[int, str, str]:
    came = CliRunner().invoke(main, ["followup", *words, "--as", "hassan@example.org"])
    return came.exit_code, came.stdout, came.stderr


def file(folder: Path, text: str, name: str = "measures.csv") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_file_comes_in_by_a_yes_goes_out_and_comes_in_again_unchanged(tmp_path: Path) -> None:
    brought = file(tmp_path, HEAD + "EG,law,قانون المرشدين,A law on pilots,planned\n")
    assert run("import", brought)[0] == 0
    assert not Measure.objects.exists()
    code, said, told = run("import", brought, "--yes")
    assert (code, Measure.objects.count()) == (0, 1)
    assert "New 1, changed 0, unchanged 0, set aside 0." in said
    assert "Brought in." in told
    out = tmp_path / "measures.out.xlsx"
    assert run("export", "measures", "--form", "xlsx", "--out", str(out))[0] == 0
    code, said, _told = run("import", str(out), "--list", "measures", "--yes")
    assert (code, Measure.objects.count()) == (0, 1)
    assert "unchanged 1" in said


def test_bad_rows_are_set_aside_with_their_reason_for_people_and_for_programs(tmp_path: Path) -> None:
    brought = file(tmp_path, HEAD + "EG,law,قانون,A law,planned\nEG,wish,x,y,planned\nXX,law,x,y,planned\n")
    code, said, _told = run("import", brought, "--yes")
    assert code == 1
    assert "set aside row 3" in said
    assert "set aside row 4" in said
    assert Measure.objects.count() == 1
    code, said, _told = run("import", brought, "--json")
    rows: list[dict[str, Any]] = [json.loads(line) for line in said.splitlines()]
    assert [(row["row"], row["state"]) for row in rows] == [(2, "new"), (3, "quarantined"), (4, "quarantined")]
    assert rows[1]["column"] == "kind"
    assert rows[2]["why"] == "There is nothing of this key, or nothing that you may know of."


def test_a_list_is_printed_for_people_and_as_lines_of_json(tmp_path: Path) -> None:
    run("import", file(tmp_path, HEAD + "EG,law,قانون المرشدين,A law on pilots,planned\n"), "--yes")
    reference = Measure.objects.get().reference
    code, said, told = run("list", "measures")
    assert (code, told) == (0, "1 measures.\n")
    assert reference in said
    assert "قانون المرشدين" in said
    code, said, _told = run("list", "measures", "--json", "--party", "EG")
    assert json.loads(said)["reference"] == reference
    assert run("list", "measures", "--json", "--party", "MA")[1] == ""
    code, said, _told = run("export", "measures", "--form", "jsonl")
    assert json.loads(said)["handling.tlp"] == "TLP:AMBER"


def test_recommendations_come_in_as_json(tmp_path: Path) -> None:
    clauses("review")
    brought = file(tmp_path, '[{"Symbol": "X", "Paragraph": "1", "Countries": "EG"}]', "uhri.json")
    code, said, _told = run("import", brought, "--json")
    [row] = [json.loads(line) for line in said.splitlines()]
    assert (code, row["state"], row["column"]) == (1, "quarantined", "symbol")
    assert not Commitment.objects.exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["list", "wishes"], 2),
        (["export", "measures", "--form", "doc"], 2),
        (["import", "nothing.csv"], 2),
    ],
)
def test_what_is_called_wrongly_is_said_by_its_code(words: list[str], code: int) -> None:
    assert run(*words)[0] == code


def test_a_file_that_is_no_list_is_said_by_its_code(tmp_path: Path) -> None:
    code, _said, told = run("import", file(tmp_path, "a,b\n1,2\n"))
    assert code == 3
    assert "There are no columns of these names in this list: a, b." in told
    assert run("import", file(tmp_path, "{", "recommendations.json"))[0] == 3
