"""`muntada screen`: one name or a table of them, against a list in a file, with nothing kept."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from muntada.cli.main import main
from tests.register.listed import Person, UnList


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    found = UnList.of(30)
    found.persons[7] = Person(7, "Zubayr Alkhatibi", "زبير الخطيبي", born="1964")
    file = tmp_path / "list.xml"
    file.write_bytes(found.xml())
    return file


def run(*args: object, given: bytes | None = None) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["screen", *map(str, args)], input=given)
    return result.exit_code, result.output


def test_a_name_in_another_script_is_met_and_explained(listed: Path) -> None:
    code, told = run("زبير", "الخطيبي", "--list", listed)
    assert code == 0
    assert "QDi.007" in told
    assert "Zubayr Alkhatibi" in told


def test_for_programs_there_is_one_object_a_name(listed: Path) -> None:
    code, told = run("Zoubair el Khatibi", "--born", "1964", "--list", listed, "--json")
    (answer,) = map(json.loads, told.splitlines())
    (hit,) = answer["hits"]
    assert (code, hit["entity"], hit["reference"]) == (0, "un-7", "QDi.007")
    assert {"field": "born", "effect": "confirms", "asked": "1964", "listed": "1964"} in hit["facts"]
    assert all({"asked", "listed", "rule", "rarity"} <= set(part) for part in hit["parts"])


def test_nothing_met_says_so_and_is_no_failure(listed: Path) -> None:
    code, told = run("Completely Unheard Of", "--list", listed)
    assert (code, "nothing met" in told) == (0, True)


def test_workers_answer_as_one_process_does(listed: Path, tmp_path: Path) -> None:
    table = tmp_path / "names.csv"
    table.write_text("id,name\n" + "".join(f"{n},Zubayr Alkhatibi {n % 3 * 'X'}\n" for n in range(30)), "utf-8")
    alone = run("--in", table, "--list", listed, "--json")
    assert len(alone[1].splitlines()) == 30
    assert run("--in", table, "--list", listed, "--json", "--workers", 2) == alone


def test_workers_are_for_lists_in_files() -> None:
    assert run("Anybody", "--workers", 2) == (
        2,
        "Error: Workers check against a list in a file: give it with --list FILE.\n",
    )


def test_a_table_is_checked_row_by_row_and_bad_rows_are_set_aside(listed: Path, tmp_path: Path) -> None:
    table = tmp_path / "names.csv"
    table.write_text("id,name,born\na,Zubayr Alkhatibi,1964\nb,,\nc,Nobody,31/12/1999\nd,Nobody At All,\n", "utf-8")
    code, told = run("--in", table, "--list", listed, "--json")
    answers = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    assert code == 1
    assert [(one["id"], len(one["hits"])) for one in answers] == [("a", 1), ("d", 0)]
    assert "row 3: It has no name" in told
    assert "row 4: '31/12/1999' is no date" in told


def test_a_workbook_json_and_lines_of_json_are_tables_too(listed: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (("name", "born"), ("زبير الخطيبي", "1964")):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "names.xlsx")
    (tmp_path / "names.json").write_text(json.dumps([{"name": "Zubayr Alkhatibi", "born": ["1964"]}]), "utf-8")
    (tmp_path / "names.jsonl").write_text('{"name": "Zubayr Alkhatibi"}\n{"name": "Nobody At All"}\n', "utf-8")
    for name, count in (("names.xlsx", 1), ("names.json", 1), ("names.jsonl", 1)):
        code, told = run("--in", tmp_path / name, "--list", listed, "--json")
        hits = [hit for line in told.splitlines() for hit in json.loads(line)["hits"]]
        assert (code, len(hits)) == (0, count), name
    code, told = run("--in", "-", "--list", listed, given=b"name\nZubayr Alkhatibi\n")
    assert (code, "QDi.007" in told) == (0, True)


def test_answers_go_into_a_table_that_no_spreadsheet_calculates_with(listed: Path, tmp_path: Path) -> None:
    out = tmp_path / "answers.csv"
    names = b"id,name\n1,Zubayr Alkhatibi\n2,=HYPERLINK(1)\n"
    code, _ = run("--in", "-", "--list", listed, "--out", out, given=names)
    text = out.read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert (code, text[0], rows[0]["reference"], rows[1]["name"]) == (0, "\ufeff", "QDi.007", "'=HYPERLINK(1)")
    book = tmp_path / "answers.xlsx"
    assert run("--in", "-", "--list", listed, "--out", book, given=names)[0] == 0
    _head, first, second = openpyxl.load_workbook(book).active.values
    assert (first[4], second[1]) == ("QDi.007", "'=HYPERLINK(1)")


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        ((), 2, "Give one name"),
        (("x", "--in", "y.csv"), 2, "Give one name"),
        (("...",), 2, "no name"),
        (("Someone", "--born", "yesterday"), 2, "is no date"),
        (("--in", "missing.csv"), 3, "missing.csv"),
        (("Someone", "--kind", "ghost"), 2, "ghost"),
    ],
)
def test_what_was_called_wrongly_says_what_to_do(listed: Path, args: tuple[str, ...], code: int, said: str) -> None:
    found, told = run(*args, "--list", listed)
    assert (found, said in told) == (code, True)


def test_a_file_that_is_no_list_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", "utf-8")
    code, told = run("Someone", "--list", tmp_path / "x.csv")
    assert (code, "x.csv" in told, "FollowTheMoney" in told) == (3, True, True)


def test_a_list_in_a_file_needs_no_database(listed: Path) -> None:
    watch = (
        "import sys; from muntada.cli.main import main\n"
        f"try: main(['screen', 'Zubayr', 'Alkhatibi', '--list', {str(listed)!r}])\n"
        "except SystemExit: pass\n"
        "print('loaded' if 'django.db.models' in sys.modules else 'free')"
    )
    done = subprocess.run([sys.executable, "-c", watch], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.splitlines()[-1] == "free"
