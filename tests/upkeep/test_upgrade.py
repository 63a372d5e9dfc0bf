"""An upgrade that is killed anywhere is resumed by running it again, and loses nothing of what was there."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.upkeep.houses import ROOT, House, empty_beside, mostly

# The shape in which documents could be TLP:RED without naming anybody.
OLD = """
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
shape = [("people", "0001_initial"), ("trail", "0003_answer"), ("evidence", "0001_initial")]
for room, name in shape:
    call_command("migrate", room, name, verbosity=0)
kinds = MigrationExecutor(connection).loader.project_state(shape).apps
Document, Passage, Citation = (kinds.get_model("evidence", one) for one in ("Document", "Passage", "Citation"))
kinds.get_model("people", "User").objects.create(email="a@localhost", name="A")
made = [
    Document.objects.create(sha256=f"{number:064x}", name="x", media_type="text/plain", size=1, text="abc",
                            language="en", tlp=label, captured_by=by)
    for number, (label, by) in enumerate((("TLP:RED", "user:1"), ("TLP:RED", "system:x"), ("TLP:GREEN", "user:1")))
]
passage = Passage.objects.create(document=made[0], start=0, end=3, quote="abc")
Citation.objects.create(record_type="forum.meeting", record_key="1", field="city", value="x", tlp="TLP:RED",
                        passage=passage)
for number in range(20):
    kinds.get_model("trail", "Entry").objects.create(actor="user:1", permission="record.write", allowed=True,
                                                     reason="r", thing_type="a.b", thing_key=str(number))
"""
# Is killed when it has asked the database so many things; whatever was open then is lost.
KILLED = """
import os, signal, sys
import django; django.setup()
from django.db import connection
from muntada.upkeep.actions.upgrade import upgrade
left = [int(sys.argv[1])]
def count(execute, sql, params, many, context):
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)
with connection.execute_wrapper(count):
    upgrade(copy=False, check=False)
"""


@pytest.fixture
def old(either: House, tmp_path: Path) -> House:
    """An installation of before, with documents and lines in it."""
    made = empty_beside(either, tmp_path / "old")
    made.python(OLD)
    return made


def killed_after(house: House, statements: int) -> int:
    command = [sys.executable, "-c", KILLED, str(statements)]
    return subprocess.run(command, cwd=ROOT, env=house.environment, check=False, stderr=subprocess.DEVNULL).returncode


def assert_whole(house: House) -> None:
    assert [row[0] for row in house.ask("SELECT tlp FROM evidence_document ORDER BY id")] == [
        "TLP:RED", "TLP:RED", "TLP:GREEN",
    ]  # fmt: skip
    named = (
        "SELECT DISTINCT m.key FROM evidence_document d JOIN access_audiencemember m ON m.audience_id = d.audience_id"
    )
    assert house.ask(named) == [("user:1",)]
    assert house.ask("SELECT tlp, audience_id IS NOT NULL FROM evidence_citation") in (
        [("TLP:RED", 1)],
        [("TLP:RED", True)],
    )
    verdict = house.told("trail", "verify")
    assert verdict["sound"]
    assert verdict["leaves"] == 20


# Going through all migrations takes a minute or more.
@pytest.mark.soak
@mostly("sqlite")
def test_documents_that_were_red_come_along_named_and_the_copy_of_before_goes_with_the_next_backup(
    old: House, tmp_path: Path
) -> None:
    made = old.told("upgrade")
    assert "evidence.0002_handling" in made["done"]
    assert made["well"], made
    assert_whole(old)
    again = old.told("upgrade")
    assert (again["done"], again["copy"]) == ([], "")
    copy = Path(made["copy"])
    assert copy.stat().st_mode & 0o077 == 0
    assert copy.name.startswith("before-upgrade-")
    # Its documents were never in the store, so that the backup says what is missing.
    assert len(old.told("backup", str(tmp_path / "backups"), code=1)["missing"]) == 3
    assert not copy.exists()


@pytest.mark.soak
@mostly("sqlite")
def test_django_s_own_command_names_them_too(old: House) -> None:
    old.python("from django.core.management import call_command; call_command('migrate', verbosity=0)")
    assert_whole(old)
    assert old.told("upgrade")["done"] == []


@mostly("sqlite")
@pytest.mark.parametrize(
    "points",
    [(25, 110, 300), pytest.param(tuple(range(1, 900, 9)), marks=pytest.mark.soak)],
    ids=["short", "long"],
)
def test_an_upgrade_that_is_killed_in_the_middle_is_resumed(points: tuple[int, ...], old: House) -> None:
    killed = 0
    for statements in points:
        code = killed_after(old, statements)
        assert code in {0, -signal.SIGKILL}
        killed += code == -signal.SIGKILL
        if not code:
            break
    assert killed >= 3
    made = old.told("upgrade")
    assert made["well"], made
    assert_whole(old)


@pytest.mark.soak
@mostly("postgresql")
def test_two_that_upgrade_at_once_do_it_once(old: House) -> None:
    both = [old.start("upgrade", "--json", stdout=subprocess.PIPE) for _ in range(2)]
    said = [one.communicate(timeout=600)[0] for one in both]
    assert [one.returncode for one in both] == [0, 0]
    done = sorted('"done": []' in one for one in said)
    assert done == [False, True]
    assert_whole(old)


def test_the_copy_of_a_run_that_was_killed_is_of_before_it(house: House) -> None:
    house.ask("DELETE FROM django_migrations WHERE app = 'outreach'")  # what fails cannot be done
    said = house.run("upgrade", code=4)
    first = [path.name for path in house.data.glob("upgrading-*")]
    assert len(first) == 1
    assert first[0] in said
    assert "run `muntada upgrade` again" in said
    house.run("upgrade", code=4)
    assert [path.name for path in house.data.glob("upgrading-*")] == first
