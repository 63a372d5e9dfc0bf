"""A backup is whole or not there, and what comes back is what was."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import stat
import time
from pathlib import Path

import pytest

from muntada.evidence import store
from muntada.upkeep.actions.prune import kept
from tests.upkeep.houses import House, empty_beside


def test_row_44_what_comes_back_is_what_was(either: House, tmp_path: Path) -> None:
    target = tmp_path / "backups"
    made = either.told("backup", str(target))
    assert (made["files"], made["new_files"], made["missing"]) == (3, 3, [])
    back = empty_beside(either, tmp_path / "back")
    for key in ("secret.key", "trail.key"):
        shutil.copy(either.data / key, back.data / key)
    done = back.told("restore", str(target))
    assert (done["root"], done["leaves"], done["lost"]) == (made["root"], made["leaves"], 0)
    assert [one.name for one in back.stored()] == [one.name for one in either.stored()]
    for question in ("SELECT sha256, text FROM evidence_document ORDER BY id", "SELECT * FROM people_user ORDER BY id"):
        assert back.ask(question) == either.ask(question)
    verdict = back.told("trail", "verify", "--witness", str(target / "heads"))
    assert verdict["sound"]
    assert verdict["witnessed"] == 1
    back.read("four")  # it works on
    assert len(back.stored()) == 4


def test_a_second_backup_copies_only_what_is_new(house: House, tmp_path: Path) -> None:
    target = tmp_path / "backups"
    first = house.told("backup", str(target))
    before = {path: path.stat().st_ino for path in (target / "store").rglob("*") if path.is_file()}
    house.read("four")
    second = house.told("backup", str(target))
    assert (first["new_files"], second["new_files"], second["files"]) == (3, 1, 4)
    assert {path: path.stat().st_ino for path in before} == before
    assert second["leaves"] > first["leaves"]


def test_a_backup_is_made_while_others_write_and_holds_every_file_that_it_names(either: House, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number}.txt").write_text(f"اجتماع في تونس. كلمة {number}.", encoding="utf-8")
    writing = either.start("read", "--save", str(folder))
    made = []
    while writing.poll() is None and len(made) < 6:
        made.append(either.told("backup", str(tmp_path / "backups")))
    assert writing.wait(600) == 0
    assert made
    for number, one in enumerate(made[-2:]):
        back = empty_beside(either, tmp_path / f"back{number}")
        done = back.told("restore", str(tmp_path / "backups"), "--at", one["backup"], code=1)
        assert done["root"] == one["root"]
        named = {digest for (digest,) in back.ask("SELECT sha256 FROM evidence_document")}
        assert named <= {path.name for path in back.stored()}


def test_a_killed_backup_is_not_there_and_the_next_one_is_whole(house: House, tmp_path: Path) -> None:
    target = tmp_path / "backups"
    (house.data / "store" / "zz").mkdir()
    for turn in range(4):
        running = house.start("backup", str(target))
        time.sleep(0.5 + turn * 0.12)
        running.send_signal(signal.SIGKILL)
        running.wait()
    made = house.told("backup", str(target))
    assert house.told("restore", str(target), "--check")["root"] == made["root"]
    assert not list(target.glob(".2*"))


@pytest.mark.parametrize("part", ["database.sqlite3", "files", "manifest.json", "store"])
@pytest.mark.parametrize("how", ["cut", "changed", "gone"])
def test_a_backup_that_was_cut_or_changed_is_refused_and_nothing_is_put_in_place(
    part: str, how: str, house: House, backed_up: Path, tmp_path: Path
) -> None:
    target = tmp_path / "backups"
    shutil.copytree(backed_up, target)
    path = next((target / "store").glob("??/??/*")) if part == "store" else next(target.glob(f"2*/{part}"))
    data = path.read_bytes()
    path.chmod(0o600)
    if how == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif how == "changed":
        path.write_bytes(data.replace(b"1", b"2", 1) if part == "manifest.json" else data[:-9] + b"x" + data[-8:])
    else:
        path.unlink()
    back = empty_beside(house, tmp_path / "back")
    said = back.run("restore", str(target), code=4)
    assert "Error: " in said
    assert "another backup" in said or "no complete backup" in said
    assert not back.database.exists()


def test_a_part_that_was_changed_together_with_its_digest_is_refused(house: House, tmp_path: Path) -> None:
    target = tmp_path / "backups"
    made = house.told("backup", str(target))
    database, manifest = target / made["backup"] / "database.sqlite3", target / made["backup"] / "manifest.json"
    there = sqlite3.connect(database)
    there.execute("UPDATE people_user SET name = 'another'")
    there.commit()
    there.close()
    from muntada.upkeep.folder import digest_of_file

    told = json.loads(manifest.read_text())
    told["parts"]["database.sqlite3"]["sha256"] = digest_of_file(database)
    manifest.write_text(json.dumps(told))
    assert "since it was signed" in empty_beside(house, tmp_path / "back").run("restore", str(target), code=4)


def test_an_installation_is_never_overwritten_unasked_and_what_was_there_is_kept(either: House, tmp_path: Path) -> None:
    target = tmp_path / "backups"
    either.told("backup", str(target))
    either.read("four")
    assert "say --over" in either.run("restore", str(target), code=2)
    assert "Put the backup of" in either.run("restore", str(target), "--over", code=130, input="n\n")
    done = either.told("restore", str(target), "--over", "--yes", code=1)
    assert done["lost"] > 0, "what was there knew of more than the backup"
    assert len(either.ask("SELECT id FROM evidence_document")) == 3
    aside = either.data / done["aside"]
    assert len(list((aside / "store").glob("??/??/*"))) == 4
    if either.url:
        assert either.ask(f'SELECT count(*) FROM "{done["aside"]}".trail_leaf')[0][0] > done["leaves"]
    else:
        assert (aside / "muntada.sqlite3").exists()
    told = either.told("doctor")["checks"]
    assert [one["state"] for one in told if one["name"] == "set aside"] == ["warning"]


def is_begun(back: House) -> bool:
    """Whether a restore has got as far as the database."""
    if back.url:
        return back.ask("SELECT to_regclass('upkeep_restoring') IS NOT NULL") == [(True,)]
    return back.database.with_name(".muntada.sqlite3.restoring").exists()


def test_a_killed_restore_is_resumed_and_no_half_of_it_can_be_used(either: House, tmp_path: Path) -> None:
    target = tmp_path / "backups"
    made = either.told("backup", str(target))
    back = empty_beside(either, tmp_path / "back")
    begun = 0
    for turn in range(3):
        running = back.start("restore", str(target))
        while running.poll() is None and not is_begun(back):
            time.sleep(0.01)
        time.sleep(turn * 0.1)
        running.send_signal(signal.SIGKILL)
        running.wait()
        if back.database.exists():
            # On SQLite it has its name only when nothing is left to do.
            assert back.ask("SELECT count(*) FROM trail_entry WHERE permission = 'backup.restore'") == [(1,)]
            back.database.unlink()
        if back.url and back.ask("SELECT to_regclass('upkeep_restoring') IS NOT NULL") == [(True,)]:
            begun += 1
            assert "was begun" in back.run("sign-in-link", "administrator@localhost", code=4)
        elif back.url and back.ask("SELECT to_regclass('trail_entry') IS NOT NULL") == [(True,)]:
            assert back.ask("SELECT count(*) FROM trail_entry WHERE permission = 'backup.restore'") == [(1,)]
            back.ask("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    assert begun or not back.url
    done = back.told("restore", str(target), code=1)
    assert done["root"] == made["root"]
    back.run("sign-in-link", "administrator@localhost")


def test_keys_go_along_only_sealed(house: House, tmp_path: Path) -> None:
    target, key = tmp_path / "backups", tmp_path / "backup.key"
    secret = (house.data / "secret.key").read_bytes()
    house.told("backup", str(target))
    assert not any(secret in path.read_bytes() for path in target.rglob("*") if path.is_file())
    key.write_text("k" * 40)
    key.chmod(0o644)
    assert "chmod 600" in house.run("backup", str(target), "--seal-with", str(key), code=4)
    key.chmod(0o600)
    assert house.told("backup", str(target), "--seal-with", str(key))["sealed_keys"]
    assert not any(secret in path.read_bytes() for path in target.rglob("*") if path.is_file())
    back, wrong = empty_beside(house, tmp_path / "back"), tmp_path / "wrong.key"
    wrong.write_text("w" * 40)
    wrong.chmod(0o600)
    assert "do not open" in back.run("restore", str(target), "--unseal-with", str(wrong), code=4)
    done = back.told("restore", str(target), "--unseal-with", str(key))
    assert sorted(done["keys"]) == ["secret.key", "trail.key"]
    for name in done["keys"]:
        assert (back.data / name).read_bytes() == (house.data / name).read_bytes()
        assert stat.S_IMODE((back.data / name).stat().st_mode) == 0o600


def test_a_folder_that_holds_something_else_is_left_alone(house: House, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.txt").write_text("x")
    assert "holds something else" in house.run("backup", str(tmp_path / "letters"), code=4)
    assert [one.name for one in (tmp_path / "letters").iterdir()] == ["one.txt"]
    assert "no folder of backups" in house.run("restore", str(tmp_path / "letters"), code=4)
    assert "cannot be read" in house.run("restore", str(tmp_path / "nowhere"), code=4)


def test_of_each_day_the_last_backup_is_kept_and_the_latest_three() -> None:
    names = [f"202602{day:02}T{hour:02}0000000Z" for day in range(1, 11) for hour in (6, 12, 18)]
    stay = sorted(kept(names, 4))
    assert stay == [
        "20260207T180000000Z", "20260208T180000000Z", "20260209T180000000Z",
        "20260210T060000000Z", "20260210T120000000Z", "20260210T180000000Z",
    ]  # fmt: skip
    assert kept(names[:2], 1) == set(names[:2])


def test_older_backups_go_with_the_files_that_only_they_need(house: House, tmp_path: Path) -> None:
    target = tmp_path / "backups"
    digest = store.put(house.data / "store", b"a file whose document is gone")
    first = house.told("backup", str(target))
    assert first["files"] == 4
    store.path_of(house.data / "store", digest).unlink()
    for _ in range(3):
        last = house.told("backup", str(target), "--keep", "1")
    assert last["removed"] == [first["backup"]]
    assert not (target / first["backup"]).exists()
    assert not list((target / "store").rglob(digest))
    assert house.told("restore", str(target), "--check")["files"] == 3


def test_two_do_not_work_in_one_folder_at_once(house: House, tmp_path: Path) -> None:
    from muntada.upkeep.folder import alone_in, open_folder

    open_folder(tmp_path / "backups")
    with alone_in(tmp_path / "backups"):
        assert "Somebody else" in house.run("backup", str(tmp_path / "backups"), code=4)


def test_backups_go_on_until_stopped(house: House, tmp_path: Path) -> None:
    target = tmp_path / "backups"
    running = house.start("backup", str(target), "--every", "1", "--keep", "1")
    deadline = time.monotonic() + 300
    while len(list(target.glob("2*"))) < 3 and time.monotonic() < deadline:
        time.sleep(0.1)
    running.send_signal(signal.SIGINT)
    assert running.wait(120) == 130
    assert house.told("restore", str(target), "--check")["files"] == 3
    assert os.listdir(target)


ERASE = """
from muntada.access.actor import CLERK
from muntada.evidence.models import Document
from muntada.rights.actions.erasing import due
from muntada.jobs.worker import Workers
due(Document.objects.order_by("pk")[0])
while Workers().run_one():
    pass
"""


def test_what_was_erased_stays_erased_when_a_backup_of_before_comes_back(either: House, tmp_path: Path) -> None:
    target, safe = tmp_path / "backups", tmp_path / "safe"
    either.told("backup", str(target))
    either.told("backup", str(safe))
    before = {path.name for path in either.stored()}
    safe.rename(tmp_path / "away")  # a disk that lies in a safe
    either.python(ERASE)
    (gone,) = before - {path.name for path in either.stored()}
    (tmp_path / "away").rename(safe)
    for number, source in enumerate((target, safe)):
        if source is safe:
            either.told("backup", str(safe))
        first = sorted(one.name for one in source.glob("2*"))[0]
        back = empty_beside(either, tmp_path / f"back{number}")
        done = back.told("restore", str(source), "--at", first, code=1)
        assert (done["erased"] > 0, done["left"]) == (True, [])
        assert back.ask(f"SELECT count(*) FROM evidence_document WHERE sha256 = '{gone}'") == [(0,)]
        assert len(back.stored()) == 2
    assert not (either.data / "erasures-waiting").exists()
    assert gone in str(next(path for path in (safe / "store").rglob(gone))), "the backup of before still holds it"


def test_no_copy_of_an_upgrade_outlives_an_erasure(house: House) -> None:
    copy = house.data / "before-upgrade-20260101T000000000Z-database.sqlite3"
    shutil.copy(house.database, copy)
    house.python(ERASE)
    assert not copy.exists()


def test_notes_of_erasures_go_with_the_last_backup_of_before(house: House, tmp_path: Path) -> None:
    target = tmp_path / "backups"
    house.told("backup", str(target))
    house.python(ERASE)
    assert '"kind":"erasure"' in (target / "erasures").read_text()
    from muntada.upkeep.erasures import forget_erasures
    from muntada.upkeep.folder import backups, moment_of

    forget_erasures(target, moment_of(backups(target)[0]))
    assert '"kind":"erasure"' in (target / "erasures").read_text()
    from datetime import timedelta

    forget_erasures(target, moment_of(backups(target)[0]) + timedelta(hours=2))
    assert '"kind":"erasure"' not in (target / "erasures").read_text()


def test_a_backup_is_made_by_schedule(house: House, tmp_path: Path) -> None:
    target = tmp_path / "backups"
    house.more["MUNTADA_BACKUP"] = str(target)
    house.python("from muntada.jobs.worker import Workers\nwhile Workers().run_one(): pass")
    assert house.told("restore", str(target), "--check")["files"] == 3
    assert ("done",) in house.ask("SELECT state FROM jobs_job WHERE task = 'upkeep.back_up'")
