"""The doctor finds what is wrong, says what to do, and changes nothing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.upkeep.houses import House


def failures(house: House, *words: str, code: int = 1) -> dict[str, str]:
    told = house.told("doctor", *words, code=code)
    wrong = [one for one in told["checks"] if one["state"] == "failure"]
    assert all(one["todo"] for one in told["checks"] if one["state"] != "ok")
    assert told["well"] is not wrong
    return {one["name"]: f"{one['found']} {one['todo']}" for one in wrong}


def test_a_sound_installation_is_well(either: House) -> None:
    before = either.ask("SELECT count(*) FROM trail_entry")
    told = either.told("doctor", "--deep")
    assert told["well"]
    assert len(told["checks"]) >= 15
    names = {one["name"] for one in told["checks"]}
    assert {"clock", "fonts", "data folder", "database", "queue", "outbox", "trail.key", "migrations"} <= names
    assert ("second wall" in names) == bool(either.url)
    assert either.ask("SELECT count(*) FROM trail_entry") == before
    assert not list(either.data.glob(".doctor*"))


def test_it_is_told_to_people_too(house: House) -> None:
    said = house.run("doctor")
    assert "ok      clock: " in said
    assert "WARNING backups: None was ever made." in said
    assert "WARNING search: " in said
    assert said.splitlines()[-1].endswith("0 failures, 2 warnings.")


def test_keys_that_others_can_read_are_found(house: House) -> None:
    (house.data / "trail.key").chmod(0o644)
    (house.data / "secret.key").chmod(0o640)
    assert {"trail.key", "secret.key"} <= set(failures(house))


def test_captured_files_that_are_gone_or_changed_are_found(house: House) -> None:
    first, second, _ = house.stored()
    first.unlink()
    second.chmod(0o600)
    second.write_bytes(b"another")
    assert "2 of 3 are gone or damaged" in failures(house)["captured files"]


def test_a_database_that_keeps_less_than_it_says_is_found(house: House) -> None:
    house.ask("PRAGMA journal_mode = DELETE")
    # The application puts that right when it connects, so that a file it cannot change shows.
    assert house.told("doctor")["well"]


def test_a_guard_that_was_taken_down_is_found(either: House) -> None:
    either.ask(f"DROP TRIGGER trail_entry_update{' ON trail_entry' if either.url else ''}")
    assert "guard is down" in failures(either)["log"]


def test_a_wall_that_was_taken_down_is_found(either: House) -> None:
    if not either.url:
        pytest.skip("SQLite has no such wall")
    either.ask("ALTER TABLE evidence_document NO FORCE ROW LEVEL SECURITY")
    assert "evidence_document" in failures(either)["second wall"]


def test_late_jobs_dead_letters_and_failed_messages_are_warned_of(house: House) -> None:
    house.python(
        "from muntada.access.actor import CLERK\nfrom muntada.jobs.tasks import forget\n"
        "from datetime import timedelta\nfrom muntada.access import clock\nfrom muntada.jobs.models import Job\n"
        "for key in 'abc': forget.using(by=CLERK, key=key, run_after=clock.now() - timedelta(hours=3)).enqueue()\n"
        "Job.objects.filter(once='b').update(state='dead')\n"
        "Job.objects.filter(once='c').update(state='running', lease_until=clock.now() - timedelta(hours=1))\n"
        "from muntada.outreach.models import Message\n"
        "Message.objects.create(address='a@b.example', language='ar', subject='s', text='t', message_id='<1>',"
        " written_by='x', state='failed')"
    )
    told = house.told("doctor")
    found = [one["found"] for one in told["checks"] if one["state"] == "warning"]
    assert any("1 jobs failed for good" in one for one in found)
    assert any("1 jobs are due" in one and "1 have lost their worker" in one for one in found)
    assert any("1 messages could not be sent" in one for one in found)


def test_migrations_that_are_not_done_and_those_of_a_later_version_are_found(house: House) -> None:
    house.ask("INSERT INTO django_migrations (app, name, applied) VALUES ('evidence', '9999_later', '2026-01-01')")
    assert "later version" in failures(house)["migrations"]
    house.ask("DELETE FROM django_migrations WHERE app = 'outreach'")
    assert "muntada upgrade" in failures(house)["migrations"]


def test_a_database_that_cannot_be_reached_is_found(either: House, tmp_path: Path) -> None:
    if either.url:
        either.url = either.url.rsplit("/", 1)[0] + "/nowhere"
    else:
        either.database.write_bytes(b"not a database at all" * 100)
    found = failures(either)
    assert "The database failed" in found["database"]


def test_a_backup_that_is_too_old_is_found(house: House, tmp_path: Path) -> None:
    target = tmp_path / "backups"
    made = house.told("backup", str(target))
    assert house.told("doctor")["well"]
    shutil.rmtree(target / made["backup"])
    assert "No folder of backups can be reached" in failures(house)["backups"]
    house.more["MUNTADA_BACKUP"] = str(tmp_path / "other")
    assert os.path.isabs(house.more["MUNTADA_BACKUP"])


def test_a_setting_that_is_wrong_ends_with_a_code_of_its_own(house: House) -> None:
    house.more["MUNTADA_BAKCUP"] = "/x"
    assert "Is MUNTADA_BACKUP meant?" in house.run("doctor", code=2)
