"""`muntada register` and `muntada screen` on an installation: a list brought in, held, decided, and names checked."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from muntada.access import clock
from muntada.cli.ground import administrator
from muntada.cli.main import main
from muntada.people.models import Clearance
from muntada.register.models import Entity, Lead, Run, Screening
from muntada.register.queries import names
from tests.register.listed import Person, UnList, assessed, small

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ground(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("muntada.cli.ground.prepare", lambda: None)
    monkeypatch.setattr(names, "_root", lambda: tmp_path / "screening")
    names.forget()
    small(monkeypatch)
    assessed()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = UnList.of(30)
    found.persons[7] = Person(7, "Zubayr Alkhatibi", "زبير الخطيبي", born="1964")
    path = tmp_path / "list.xml"
    path.write_bytes(found.xml())
    return path


def run(*args: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, list(map(str, args)))
    return result.exit_code, result.output


def cleared_for_prevention() -> None:
    Clearance.objects.create(
        user=administrator(),
        label="TLP:AMBER",
        purposes=["conduct_of_the_forum", "prevention"],
        since=clock.today() - timedelta(days=1),
        until=clock.today() + timedelta(days=300),
    )


def test_a_list_comes_in_and_its_names_are_checked(file: Path) -> None:
    cleared_for_prevention()
    code, told = run("register", "bring", "un", file, "--json")
    brought = json.loads(told)
    assert (code, brought["state"], brought["new"]) == (0, "done", 30 * 3 + 6)
    code, told = run("screen", "زبير الخطيبي", "--case", "border/17", "--json")
    (hit,) = json.loads(told)["hits"]
    assert (code, hit["entity"], hit["reference"], hit["lead"]) == (0, "un-7", "QDi.007", Lead.objects.get().pk)
    assert Screening.objects.get().case == "border/17"


def test_who_does_not_read_for_prevention_is_told_what_to_do(file: Path) -> None:
    run("register", "bring", "un", file)
    code, told = run("screen", "Zubayr Alkhatibi")
    assert (code, "purpose" in told, "--list FILE" in told) == (2, True, True)


def test_a_list_that_shrank_is_held_until_somebody_decides(file: Path, tmp_path: Path) -> None:
    run("register", "bring", "un", file)
    (tmp_path / "less.xml").write_bytes(UnList.of(6).xml())
    code, told = run("register", "bring", "un", tmp_path / "less.xml")
    assert (code, "held because of shrank" in told) == (3, True)
    number = Run.objects.latest("pk").pk
    code, told = run("register", "decide", number, "--refuse", "--because", "Cut off on the way.")
    assert (code, "refused" in told) == (0, True)
    code, told = run("register", "runs", "--json")
    assert [json.loads(line)["state"] for line in told.splitlines()] == ["refused", "done"]
    code, told = run("register", "decide", 999, "--take", "--because", "x")
    assert (code, "There is no run 999" in told) == (2, True)


def test_entries_are_taken_along_and_come_in_again(file: Path, tmp_path: Path) -> None:
    cleared_for_prevention()
    run("register", "bring", "un", file)
    code, told = run("register", "export", "--list", "un", "--out", tmp_path / "out.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert (code, f"{len(lines)} entries" in told) == (0, True)
    assert len(lines) == Entity.objects.count()
    assert {line["handling.purpose"] for line in lines} == {"prevention"}
    code, told = run("register", "export", "--plain")
    plain = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    assert [one["id"] for one in plain] == [one["id"] for one in lines]
    code, told = run("register", "export", "--list", "nil")
    assert (code, "muntada register lists" in told) == (2, True)


def test_the_index_is_kept_on_disk(file: Path, tmp_path: Path) -> None:
    run("register", "bring", "un", file)
    code, told = run("register", "index")
    assert (code, "number 1" in told) == (0, True)
    assert (tmp_path / "screening" / "1" / "index.json").is_file()


def test_duplicates_are_looked_for_and_counted(file: Path) -> None:
    run("register", "bring", "un", str(file))
    code, told = run("register", "duplicates", "--json")
    assert (code, json.loads(told)) == (0, {"waits": 0}), "one list keeps its own entries apart"


def test_the_lists_say_what_is_asserted_of_them() -> None:
    code, told = run("register", "lists", "--json")
    stated = {one["list"]: one for one in map(json.loads, told.splitlines())}
    assert code == 0
    assert stated["un"]["least"]["Person"] >= 1
