"""An edition is sent from the console: by two persons, and what came back is printed or written to a file."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from muntada.cli import ground
from muntada.cli.main import main
from muntada.people.models import Office, User
from muntada.reports.models import Delivery, Recipient, Sending
from tests.reports.missions import edition

pytestmark = pytest.mark.django_db
LIST = "list,name,email,language\nabroad,السفارة,a@example.org,ar\nabroad,Embassy,not an address,en\n"


@pytest.fixture(autouse=True)
def forum(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ground, "prepare", lambda: None)
    edition()
    for name, role in (("hassan", "focal_point"), ("mona", "validator")):
        user = User.objects.create(email=f"{name}@example.org", name=name, language="ar")
        Office.objects.create(user=user, role=role, since=date(2020, 1, 1), party_id="EG")
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")


def report(*words: str, by: str = "hassan") -> Result:
    return CliRunner().invoke(main, ["report", *words, "--as", f"{by}@example.org"])


def prepared(tmp_path: Path) -> dict[str, object]:
    report("recipients", "EG", str(tmp_path / "list.csv"), "--yes")
    said: dict[str, object] = json.loads(report("send", "EG", "2021", "--to", "abroad", "--json").output)
    return said


def test_a_list_comes_in_and_its_bad_rows_are_named(tmp_path: Path) -> None:
    shown = report("recipients", "EG", str(tmp_path / "list.csv"), "--yes")
    assert shown.exit_code == 1
    assert "This is no plain e-mail address." in shown.output
    assert Recipient.objects.get().name == "السفارة"


def test_one_prepares_and_another_lets_go(tmp_path: Path) -> None:
    said = prepared(tmp_path)
    assert (said["state"], said["recipients"]) == ("held", 1)
    alone = report("send", "EG", "2021", "--release", str(said["number"]))
    assert alone.exit_code == 2
    assert Sending.objects.get().state == "held"
    assert report("send", "EG", "2021", "--release", str(said["number"]), by="mona").exit_code == 0
    assert Sending.objects.get().state == "released"
    assert "released" in report("send", "EG", "2021").output


def test_what_cannot_be_is_said_with_a_code(tmp_path: Path) -> None:
    nobody = report("send", "EG", "2021", "--to", "abroad")
    assert nobody.exit_code == 2
    assert "nobody on these lists" in nobody.output
    for wrong in (["--to", "abroad", "--remind"], ["--release", "9"]):
        assert report("send", "EG", "2021", *wrong).exit_code == 2
    assert report("send", "EG", "1999").exit_code == 2


def test_receipts_are_printed_and_written(tmp_path: Path) -> None:
    prepared(tmp_path)
    Delivery.objects.update(state="received", answered_by="السكرتير")
    assert "received 1" in report("receipts", "EG", "2021").output
    assert json.loads(report("receipts", "EG", "2021", "--json").output)["answered_by"] == "السكرتير"
    assert report("receipts", "EG", "2021", "--state", "declined", "--json").output == ""
    out = tmp_path / "receipts.csv"
    assert report("receipts", "EG", "2021", "--form", "csv", "--out", str(out)).exit_code == 0
    assert "a@example.org" in out.read_text(encoding="utf-8")
