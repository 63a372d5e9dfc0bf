"""Works and their texts at the console."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from muntada.cli import ground
from muntada.cli.main import main
from muntada.library.models import Expression, Relation, Work
from muntada.people.models import Office, User
from muntada.trail.models import Entry
from tests.library.harbours import a_work

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).resolve().parents[2] / "muntada" / "library" / "samples" / "texts"
EMAIL = "salim@example.org"
KEY = "sf_biometrics_2024"


@pytest.fixture(autouse=True)
def people(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    monkeypatch.setattr(ground, "prepare", lambda: None)
    settings.STORE = tmp_path / "store"
    for email, office in ((EMAIL, "secretariat"), ("claire@example.org", "reader")):
        user = User.objects.create(email=email, name=office, language="en")
        Office.objects.create(user=user, role=office, since=date(2020, 1, 1))


def muntada(*words: str, email: str = EMAIL) -> Result:
    return CliRunner().invoke(main, ["library", *words, "--as", email])


def sample(language: str) -> str:
    return str(SAMPLES / f"{KEY}.{language}.txt")


def test_texts_come_in_by_the_names_of_their_files_and_are_shown_side_by_side() -> None:
    a_work(KEY)
    ran = muntada("add", sample("ar"), sample("en"), "--settle")
    assert ran.exit_code == 0, ran.output
    assert f"{KEY}.ar.txt: {KEY} in ar" in ran.output
    assert "para_2__point_a [point" in ran.output
    shown = muntada("show", KEY, "--language", "ar", "--language", "en").output
    assert shown.count("    en: ") == shown.count("    ar: ") > 10
    one = json.loads(muntada("show", KEY, "para_2__point_a", "--json").output)
    assert (one["parent"], set(one["texts"])) == ("para_2", {"ar", "en"})
    assert one["texts"]["ar"]["number"] == "(أ)"
    assert Entry.objects.latest("pk").permission == "record.read"


def test_what_is_brought_in_waits_for_a_person_unless_it_is_settled() -> None:
    a_work("sf_harbours")
    said = json.loads(muntada("add", sample("en"), "--work", "sf_harbours", "--version", "2024-05-22", "--json").output)
    assert (said["state"], said["version"], said["new"]) == ("proposed", "2024-05-22", True)
    assert said["clauses"][0]["wid"] == "recitals_1__rec_1"
    assert muntada("show", "sf_harbours").exit_code == 3
    again = json.loads(muntada("add", sample("en"), "--work", "sf_harbours", "--json", "--settle").output)
    assert (again["expression"], again["new"], again["state"]) == (said["expression"], False, "settled")
    page = json.loads(muntada("show", "sf_harbours", "--json").output)
    assert [one["wid"] for one in page["clauses"]] == [one["wid"] for one in said["clauses"]]
    assert muntada("show", "sf_harbours").exit_code == 0


def test_a_file_that_cannot_come_in_does_not_stop_the_others(tmp_path: Path) -> None:
    a_work(KEY)
    shutil.copy(sample("en"), tmp_path / f"{KEY}.en.txt")
    (tmp_path / f"{KEY}.fr.txt").write_bytes(b"")
    (tmp_path / "unknown_work.en.txt").write_text("1. Decides nothing.", encoding="utf-8")
    ran = muntada("add", str(tmp_path))
    assert ran.exit_code == 1
    assert "refused (empty)" in ran.output
    assert "refused (work)" in ran.output
    assert "1 came in, 2 refused." in ran.output
    assert muntada("add", str(tmp_path / "unknown_work.en.txt")).exit_code == 3
    assert Expression.objects.count() == 1


def test_a_work_is_entered_at_the_console() -> None:
    a_work("older", tlp="TLP:GREEN")
    ran = muntada(
        "new", "sc9178", "--kind", "security_council_resolution", "--title-en", "On harbours", "--symbol",
        "s/res/9178(2014)", "--adopted-by", "vote", "--votes", "13-0-2", "--supersedes", "older", "--tlp", "TLP:GREEN",
    )  # fmt: skip
    assert ran.exit_code == 0, ran.output
    work = Work.objects.get(pk="sc9178")
    assert (work.symbol, work.votes, work.tlp) == ("S/RES/9178 (2014)", "13-0-2", "TLP:GREEN")
    assert Relation.objects.get().object_work_id == "older"
    assert "--votes" in muntada("new", "x", "--kind", "memorandum", "--title-en", "X", "--votes", "many").output


def test_what_one_may_not_do_or_see_is_said() -> None:
    a_work(KEY)
    refused = muntada("add", sample("en"), email="claire@example.org")
    assert refused.exit_code == 2
    assert "--as" in refused.output
    assert muntada("new", "x", "--kind", "memorandum", "--title-en", "X", email="claire@example.org").exit_code == 2
    assert muntada("show", "none").exit_code == 2
    assert muntada("add", sample("en"), "--tlp", "TLP:PINK").exit_code == 2
    assert muntada("add", sample("en"), "--version", "2027-02-29").exit_code == 3
    assert muntada("show", KEY, "para_99").exit_code == 2
    assert not Expression.objects.exists()
