"""`muntada trail`: heads, verification and shipping at the console."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from muntada.cli.main import main
from muntada.trail import heads
from muntada.trail.heads import read_head
from muntada.trail.models import Entry
from tests.trail.tampering import CLASSES, cover_up, some_lines, sql, unguarded

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_key(settings: object, tmp_path: Path) -> Iterator[None]:
    settings.TRAIL_KEY = tmp_path / "trail.key"  # type: ignore[attr-defined]
    yield
    heads._private_key.cache_clear()


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_a_head_is_printed_and_leaves_a_line_that_says_to_whom_it_went(tmp_path: Path) -> None:
    some_lines(3)
    file = tmp_path / "court.heads"
    given = run("trail", "head", "--witness", str(file))
    assert given.exit_code == 0, given.output
    assert read_head(given.stdout).is_genuine()
    assert read_head(file.read_text()).size == 3
    line = Entry.objects.order_by("-pk")[0]
    assert (line.operation, line.permission, line.recipient) == ("disclose", "trail.seal", "court.heads")


def test_a_sound_log_is_said_to_be_sound(tmp_path: Path) -> None:
    some_lines(3)
    file = tmp_path / "heads"
    run("trail", "head", "--witness", str(file))
    before = Entry.objects.count()
    given = run("trail", "verify", "--witness", str(file), "--json")
    assert given.exit_code == 0, given.output
    told = json.loads(given.stdout)
    assert told["sound"]
    assert (told["leaves"], told["heads"], told["witnessed"]) == (4, 1, 1)
    assert Entry.objects.count() == before, "who verifies writes nothing"
    assert "Without a witness" in run("trail", "verify").stderr


def test_a_log_that_was_made_anew_ends_with_a_code_of_its_own(tmp_path: Path) -> None:
    some_lines(12)
    file = tmp_path / "heads"
    run("trail", "head", "--witness", str(file))
    with unguarded():
        CLASSES["recompute"]()
        cover_up("recompute")
    assert run("trail", "verify").exit_code == 0
    given = run("trail", "verify", "--witness", str(file))
    assert given.exit_code == 5
    assert "Tampered with" in given.stdout
    assert run("trail", "head", "--witness", str(file)).exit_code == 5


def test_a_file_without_heads_is_a_wrong_call(tmp_path: Path) -> None:
    nothing, wrong = tmp_path / "nothing", tmp_path / "wrong"
    wrong.write_text("a note\n")
    assert run("trail", "verify", "--witness", str(nothing)).exit_code == 2
    assert run("trail", "verify", "--witness", str(wrong)).exit_code == 2
    assert run("trail", "head", "--witness", str(wrong)).exit_code == 2


def test_row_38_what_could_not_be_shipped_for_an_hour_is_delivered_without_a_gap(tmp_path: Path) -> None:
    file = tmp_path / "elsewhere"
    some_lines(5)
    assert run("trail", "ship", str(file)).exit_code == 0
    some_lines(30)
    with file.open("ab") as there:
        there.write(b'{"index":5,"le')  # the connection was cut in the middle of a line
    given = run("trail", "ship", str(file))
    assert given.exit_code == 0, given.output
    told = [json.loads(line) for line in file.read_text().splitlines()]
    assert [one["index"] for one in told if "leaf" in one] == list(range(36))
    assert [one["size"] for one in told if "root" in one] == [5, 36]
    assert "user:" not in file.read_text(), "what is shipped says nothing of persons"


def test_a_file_of_another_log_is_not_appended_to(tmp_path: Path) -> None:
    file = tmp_path / "elsewhere"
    some_lines(5)
    run("trail", "ship", str(file))
    before = file.read_bytes()
    with unguarded():
        CLASSES["edit"]()
        cover_up("edit")
    assert run("trail", "ship", str(file)).exit_code == 5
    with unguarded():
        sql("DELETE FROM trail_entry")
    assert run("trail", "ship", str(file)).exit_code == 5
    assert file.read_bytes() == before
