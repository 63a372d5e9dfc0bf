"""The twelve faults: after each nothing acknowledged is lost, nothing is half done, and somebody is told."""

from __future__ import annotations

import importlib
import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
import pytest

from tests import postgres
from tests.outreach.mailbox import mailbox
from tests.upkeep.houses import ALL, House, copy_of, empty_beside, mostly
from tests.upkeep.test_killed_house import LETTERS, free_port

# Each fault and the test that plays it; those of this file are below.
FAULTS = {
    "process kill": "tests.upkeep.test_killed_house."
    "test_nothing_is_lost_or_done_twice_however_often_server_and_workers_are_killed",
    "power cut": "tests.upkeep.test_power_cuts.test_a_power_cut_loses_nothing_that_was_acknowledged",
    "disk full": "tests.upkeep.test_faults.test_a_full_disk_loses_nothing_and_work_goes_on_when_there_is_room",
    "read-only disk": "tests.upkeep.test_faults.test_a_disk_that_became_read_only_is_told_and_changes_nothing",
    "clock one day off": "tests.upkeep.test_faults.test_a_clock_that_is_a_day_off_is_found_and_harms_nothing",
    "database restart": "tests.upkeep.test_faults.test_a_database_that_restarts_is_found_again",
    "lock time-out": "tests.upkeep.test_faults.test_a_lock_that_is_held_too_long_leaves_nothing_half_done",
    "mail server down": "tests.upkeep.test_faults.test_mail_waits_for_its_server_and_goes_out_once",
    "half-finished migration": "tests.upkeep.test_upgrade.test_an_upgrade_that_is_killed_in_the_middle_is_resumed",
    "corrupt upload store": "tests.upkeep.test_faults.test_a_damaged_file_is_found_and_mended_from_a_backup",
    "lost worker": "tests.jobs.test_killed_workers."
    "test_row_45_every_job_is_done_exactly_once_however_often_workers_are_killed",
    "restore of an old backup": "tests.upkeep.test_faults.test_an_old_copy_that_was_put_in_place_is_noticed",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_has_its_test(fault: str) -> None:
    module, _, name = FAULTS[fault].rpartition(".")
    assert callable(getattr(importlib.import_module(module), name))


def sources(folder: Path, many: int, length: int) -> Path:
    """So many sources of so many letters, all different."""
    folder.mkdir()
    for number in range(many):
        words = " ".join(f"w{number}x{place}" for place in range(length // 8))
        (folder / f"{number:03}.txt").write_text(f"The committee met in Rabat. {words}", encoding="utf-8")
    return folder


def assert_whole(house: House, acknowledged: int) -> None:
    kept = [digest for (digest,) in house.ask("SELECT sha256 FROM evidence_document")]
    assert len(kept) >= acknowledged
    assert set(kept) <= {path.name for path in house.stored()}
    assert house.told("trail", "verify")["sound"]
    if not house.url:
        assert house.ask("PRAGMA integrity_check") == [("ok",)]


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[Path]:
    """A disk of its own in memory, which can be full and read-only; for root alone."""
    place.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_loses_nothing_and_work_goes_on_when_there_is_room(house: House, tmp_path: Path) -> None:
    folder = sources(tmp_path / "many", 60, 60_000)
    if os.geteuid() == 0:
        with small_disk(tmp_path / "disk", 9) as disk:
            small = copy_of(house, disk / "data")
            said = small.run("read", "--save", str(folder), code=4)
            _after_full(small, said)
            assert "make room" in said.lower()
            found = {one["name"]: one for one in small.told("doctor", code=1)["checks"] if one["state"] == "failure"}
            assert "data folder" in found
            target = disk / "backups"
            assert "No space left" in small.run("backup", str(target), code=4)
            assert not list(target.glob("*2*"))
            subprocess.run(["mount", "-o", "remount,size=40m", str(disk)], check=True)
            small.run("read", "--save", str(folder))
            assert_whole(small, 63)
        return
    limit = house.database.stat().st_size + 1_000_000

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    said = house.run("read", "--save", str(folder), code=4, preexec_fn=limited)
    _after_full(house, said)
    house.run("read", "--save", str(folder))
    assert_whole(house, 63)


def _after_full(house: House, said: str) -> None:
    acknowledged = said.count(" - saved")
    assert acknowledged < 60
    assert "What was printed before it is saved" in said or "database" in said
    kept = [digest for (digest,) in house.ask("SELECT sha256 FROM evidence_document")]
    assert len(kept) == acknowledged + 3
    assert set(kept) <= {path.name for path in house.stored()}
    assert house.ask("PRAGMA integrity_check") == [("ok",)]


def test_a_disk_that_became_read_only_is_told_and_changes_nothing(house: House, tmp_path: Path) -> None:
    folder = sources(tmp_path / "many", 2, 100)
    if os.geteuid() != 0:
        house.data.chmod(0o500)
        house.database.chmod(0o400)
        assert house.run("read", "--save", str(folder), code=4)
        house.data.chmod(0o700)
        house.database.chmod(0o600)
        assert_whole(house, 3)
        return
    with small_disk(tmp_path / "disk", 40) as disk:
        small = copy_of(house, disk / "data")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        said = small.run("read", "--save", str(folder), code=4)
        assert "Error: " in said
        assert small.run("backup", str(tmp_path / "backups"), code=4)
        told = small.told("doctor", code=1)
        assert "data folder" in {one["name"] for one in told["checks"] if one["state"] == "failure"}
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        assert len(small.ask("SELECT id FROM evidence_document")) == 3
        small.run("read", "--save", str(folder))
        assert_whole(small, 5)


OFF = """
from datetime import UTC, datetime, timedelta
from muntada.access import clock
from muntada.access.actor import CLERK
from muntada.cli.ground import actor_at_console
from muntada.jobs.tasks import forget
from muntada.jobs.worker import Workers
from muntada.sources.actions.intake import take_in
from muntada.trail.actions import sign_head
with clock.at(datetime.now(UTC) + timedelta(days={days})):
    if {days} > 0:  # yesterday nobody here held an office
        take_in(actor_at_console(None), b"The committee met in Tunis.", name="x.txt")
    forget.using(by=CLERK, key="once").enqueue()
    while Workers().run_one():
        pass
    sign_head()
"""


@pytest.mark.parametrize(
    ("either", "days"),
    [
        ("postgresql", 1),
        ("sqlite", -1),
        pytest.param("postgresql", -1, marks=pytest.mark.soak),
        pytest.param("sqlite", 1, marks=pytest.mark.soak),
    ],
    indirect=["either"],
)
def test_a_clock_that_is_a_day_off_is_found_and_harms_nothing(days: int, either: House, tmp_path: Path) -> None:
    target = tmp_path / "backups"
    either.told("backup", str(target))
    either.python(OFF.format(days=days))
    either.read("four")
    done = either.ask("SELECT count(*) FROM jobs_job WHERE once = 'once' AND state = 'done'")
    assert done == [(1,)]
    if days > 0:
        said = next(one for one in either.told("doctor", code=1)["checks"] if one["state"] == "failure")
        assert said["name"] == "clock"
        assert "hours ahead" in said["found"]
    assert_whole(either, 5 if days > 0 else 4)
    verdict = either.told("trail", "verify", "--witness", str(target / "heads"))
    assert verdict["sound"], "an order of lines that is not that of their moments is no tampering"
    either.told("backup", str(target))
    # A backup under a name of yesterday would look like an older one.
    code = (
        "from datetime import UTC, datetime, timedelta\nfrom pathlib import Path\nfrom muntada.access import clock\n"
        "from muntada.upkeep.actions import back_up\nfrom muntada.upkeep.folder import BackupFailed\n"
        "with clock.at(datetime.now(UTC) - timedelta(days=1)):\n"
        f"    try:\n        back_up(Path({str(target)!r}))\n"
        "    except BackupFailed as failed:\n        print(failed)"
    )
    assert "correct the clock" in either.python(code)


def test_a_database_that_restarts_is_found_again(tmp_path: Path) -> None:
    with postgres.cluster(durable=True) as address:
        house = House(tmp_path / "data", address, {"MUNTADA_API_RATE": "100000"})
        house.read("one")
        port = free_port()
        server, worker = house.start("serve", "--port", str(port)), house.start("worker")
        try:
            assert _asked(port) == 200
            folder = Path(unquote(str(urlsplit(address).hostname)))
            where = Path(next(str(one) for one in Path("/tmp").glob("muntada-pg-*") if str(one).lower() == str(folder)))
            restart = [postgres.program("pg_ctl"), "-D", str(where / "data"), "-m", "immediate", "-w"]
            other = postgres._as_somebody_else()
            subprocess.run(
                [*restart, "-l", str(where / "log"), "restart"],
                check=True, cwd=where, stdout=subprocess.DEVNULL, env={"PATH": "/usr/bin:/bin"}, **other,
            )  # fmt: skip
            house.python("from muntada.access.actor import CLERK\nfrom muntada.jobs.tasks import forget\n"
                         "forget.using(by=CLERK, key='after').enqueue()")  # fmt: skip
            end = time.monotonic() + 300
            while not house.ask("SELECT 1 FROM jobs_job WHERE once = 'after' AND state = 'done'"):
                assert time.monotonic() < end, "the workers did not find the database again"
                time.sleep(0.1)
            assert 200 in [_asked(port) for _ in range(10)]
            assert _asked(port) == 200
            assert server.poll() is None
            assert worker.poll() is None
            assert_whole(house, 1)
        finally:
            for one in (server, worker):
                one.send_signal(signal.SIGTERM)
                one.wait()


def _asked(port: int) -> int:
    import http.client

    end = time.monotonic() + 300
    while time.monotonic() < end:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            line.request("GET", "/en/sign-in/")
            return line.getresponse().status
        except OSError:
            time.sleep(0.05)
        finally:
            line.close()
    return 0


LOCKED = """
from django.db import DatabaseError, connections
connections.databases["default"]["OPTIONS"].setdefault("timeout", 0)
if "init_command" in connections.databases["default"]["OPTIONS"]:
    connections.databases["default"]["OPTIONS"]["timeout"] = 0.3
else:
    connections.databases["default"]["OPTIONS"] = {"options": "-c lock_timeout=300"}
from muntada.cli.ground import actor_at_console
from muntada.sources.actions.intake import take_in
actor = actor_at_console(None)
try:
    take_in(actor, b"The committee met in Tunis.", name="x.txt")
    print("kept")
except DatabaseError as error:
    print(type(error).__name__)
"""


def test_a_lock_that_is_held_too_long_leaves_nothing_half_done(either: House) -> None:
    before = either.ask("SELECT count(*) FROM trail_entry")
    with _held(either):
        assert either.python(LOCKED).strip() == "OperationalError"
    assert either.ask("SELECT count(*) FROM trail_entry") == before
    assert len(either.ask("SELECT id FROM evidence_document")) == 3
    assert either.python(LOCKED).strip() == "kept"
    assert_whole(either, 4)


@contextmanager
def _held(house: House) -> Iterator[None]:
    if house.url:
        with psycopg.connect(house.url, options=ALL) as there:
            there.execute("LOCK TABLE trail_entry IN EXCLUSIVE MODE")
            yield
            there.rollback()
        return
    held = sqlite3.connect(house.database, isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        held.execute("ROLLBACK")
        held.close()


WORK = """
from datetime import UTC, datetime, timedelta
from muntada.access import clock
from muntada.jobs.worker import Workers
with clock.at(datetime.now(UTC) + timedelta(minutes={minutes})):
    while Workers().run_one():
        pass
"""


def test_mail_waits_for_its_server_and_goes_out_once(either: House) -> None:
    with mailbox() as box:
        port = box.port
        either.more |= {
            "MUNTADA_SMTP_HOST": "127.0.0.1",
            "MUNTADA_SMTP_SECURITY": "none",
            "MUNTADA_MAIL_FROM": "a@forum.example",
            "MUNTADA_SMTP_PORT": str(free_port()),
        }
        either.python(LETTERS.format(first=0, many=2))
        either.python(WORK.format(minutes=0))
        assert either.ask("SELECT DISTINCT state, error FROM outreach_message WHERE address LIKE '%@b.example'") == [
            ("released", "not_taken")
        ]
        either.more["MUNTADA_SMTP_PORT"] = str(port)
        either.python(WORK.format(minutes=10))
        either.python(WORK.format(minutes=90))
        assert sorted(str(one["To"]) for one in box.messages()) == ["a0@b.example", "a1@b.example"]
    assert either.ask("SELECT DISTINCT state FROM outreach_message WHERE address LIKE '%@b.example'") == [("sent",)]


def test_a_damaged_file_is_found_and_mended_from_a_backup(either: House, tmp_path: Path) -> None:
    target = tmp_path / "backups"
    either.told("backup", str(target))
    first, second, _ = either.stored()
    first.chmod(0o600)
    first.write_bytes(b"x" + first.read_bytes()[1:])
    second.unlink()
    found = {one["name"]: one for one in either.told("doctor", code=1)["checks"] if one["state"] == "failure"}
    assert "restore --mend" in found["captured files"]["todo"]
    made = either.told("backup", str(target), code=1)
    assert made["missing"] == [second.name]
    assert made["files"] == 3, "what an earlier backup has of it stays"
    assert either.told("restore", str(target), "--mend")["mended"] == 2
    assert either.told("doctor")["well"]
    assert either.told("backup", str(target))["missing"] == []


def test_an_old_copy_that_was_put_in_place_is_noticed(house: House, tmp_path: Path) -> None:
    target, old = tmp_path / "backups", tmp_path / "old.sqlite3"
    house.ask("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(house.database, old)
    house.read("four", "five")
    house.told("backup", str(target))
    for end in ("-wal", "-shm"):
        Path(f"{house.database}{end}").unlink(missing_ok=True)
    shutil.copy(old, house.database)
    assert house.told("trail", "verify")["sound"], "by itself it looks whole"
    assert house.run("trail", "verify", "--witness", str(target / "heads"), code=5)
    assert "witness" in {one["name"] for one in house.told("doctor", code=1)["checks"] if one["state"] == "failure"}
    assert "old copy" in house.run("backup", str(target), code=5)


@mostly("postgresql")
def test_an_old_backup_that_comes_back_says_what_is_lost_and_does_nothing_again(either: House, tmp_path: Path) -> None:
    target = tmp_path / "backups"
    with mailbox() as box:
        either.more |= {
            "MUNTADA_SMTP_HOST": "127.0.0.1",
            "MUNTADA_SMTP_SECURITY": "none",
            "MUNTADA_MAIL_FROM": "a@forum.example",
            "MUNTADA_SMTP_PORT": str(box.port),
        }
        either.python(LETTERS.format(first=0, many=2))
        token = either.run("token", "make", "administrator@localhost").strip().splitlines()[-1]
        either.told("backup", str(target))
        either.python(WORK.format(minutes=0))
        either.run("token", "end", "1")
        either.told("backup", str(target))
        first = sorted(one.name for one in target.glob("2*"))[0]
        assert len(box.messages()) == 2
        back = empty_beside(either, tmp_path / "back")
        back.more |= either.more
        for key in ("secret.key", "trail.key"):
            shutil.copy(either.data / key, back.data / key)
        done = back.told("restore", str(target), "--at", first, code=1)
        assert done["lost"] > 0
        assert (done["held"] >= 2, done["ended"] >= 1) == (True, True)
        back.python(WORK.format(minutes=200))  # from here on the doctor rightly finds the clock behind
        assert len(box.messages()) == 2, "a message went out twice"
    assert back.ask("SELECT DISTINCT state, error FROM outreach_message WHERE address LIKE '%@b.example'") == [
        ("held", "restored")
    ]
    assert back.ask("SELECT count(*) FROM signin_apitoken WHERE revoked_at IS NULL") == [(0,)]
    assert token
    # The folder's heads know more than this log; the log's own line says why, and the next backup begins anew.
    back.more["MUNTADA_BACKUP"] = str(target)
    told = [one for one in back.told("doctor", code=1)["checks"] if one["name"] == "witness"]
    assert told[0]["state"] == "warning"
    assert first in told[0]["found"]
    back.told("backup", str(target))
    assert len(list(target.glob("heads.before-*"))) == 1
    assert json.loads((target / "heads").read_text().splitlines()[-1])["size"] > 0
    assert [one["state"] for one in back.told("doctor", code=1)["checks"] if one["name"] == "witness"] == ["ok"]
