"""Row 9: erasure runs by schedule and is provable: a word is put into all that is kept, and every byte read after."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from tests.postgres import cluster, program
from tests.rights.planted import NAME_AR, PERSON, WORD

ROOT = Path(__file__).resolve().parents[2]
WORDS = {"document": (WORD,), "person": (PERSON, NAME_AR, "zqhassan.alxjname")}
# Where the words must stand before, so that their absence after says something.
PLANTED = {
    WORD: {
        "evidence_citation",
        "evidence_document",
        "evidence_passage",
        "forum_agendaitem",
        "forum_meeting",
        "outreach_message",
        "sources_decision",
        "sources_finding",
        "trail_answer",
    },
    PERSON: {
        "evidence_citation",
        "evidence_document",
        "forum_agendaitem",
        "forum_post",
        "forum_registration",
        "outreach_message",
        "people_affiliation",
        "people_user",
        "sources_finding",
        "trail_answer",
        "trail_entry",
    },
    NAME_AR: {"evidence_document", "forum_registration"},
}


def run(what: str, folder: Path, database: str = "") -> dict[str, Any]:
    """Plant or erase in a process of its own; what it says."""
    names = {"MUNTADA_DATA": str(folder), "MUNTADA_DATABASE_URL": database, "MUNTADA_HOSTS": "testserver,localhost"}
    names["MUNTADA_SEARCH_ENCODER"] = "off"  # an encoder takes long to load, and keeps no words
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"} | names
    command = [sys.executable, "-m", "tests.rights.planted", what]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    said: dict[str, Any] = json.loads(ran.stdout)
    return said


def spellings(word: str) -> list[bytes]:
    """A word as it may lie on a disk: as UTF-8, as JSON escapes it, in UTF-16, and its first half alone."""
    half = word[: len(word) * 2 // 3]
    texts = {word, half, json.dumps(word)[1:-1], json.dumps(half)[1:-1]}
    return [text.encode() for text in texts] + [word.encode("utf-16-le")]


def files_with(folders: Iterable[Path], words: Iterable[str]) -> list[str]:
    """The files under these folders in whose bytes one of the words stands."""
    wanted = [one for word in words for one in spellings(word)]
    every = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return sorted(str(path) for path in every if any(one in path.read_bytes() for one in wanted))


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the words in everything, on SQLite."""
    folder = tmp_path_factory.mktemp("planted")
    said = run("plant", folder)
    assert {word: set(where) for word, where in said["tables"].items()} == PLANTED
    return folder


@pytest.fixture
def kept(planted: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    folder = tmp_path / "data"
    shutil.copytree(planted, folder)
    return folder


@pytest.mark.parametrize("what", ["document", "person"])
def test_row_9_no_byte_of_the_data_folder_says_what_was_erased(what: str, kept: Path) -> None:
    before = files_with([kept], WORDS[what])
    assert any(name.endswith(".sqlite3") for name in before)
    assert any("/store/" in name for name in before), "the file as it came in says it too"
    if what == "document":  # a person's name stands in it word by word
        assert any("/search/" in name for name in before), "and so does the index of search"
    said = run(what, kept)
    assert said["state"] == "done"
    assert said["sound"], said["faults"]
    assert files_with([kept], WORDS[what]) == []
    other = WORDS["person" if what == "document" else "document"]
    assert files_with([kept], other[:1]), "what was not to be erased is still there"


def test_row_9_what_nobody_prolonged_is_erased_by_schedule(kept: Path) -> None:
    said = run("retention", kept)
    assert (said["state"], said["counted"]["forum.post"], said["sound"]) == ("done", 1, True)
    assert "forum_post" not in said["tables"][PERSON]
    assert "people_user" in said["tables"][PERSON], "what has another time of its own stays for that"


def test_row_9_on_postgresql_no_dump_no_table_and_no_log_says_what_was_erased(tmp_path: Path) -> None:
    with cluster() as address:
        socket = unquote(str(urlsplit(address).netloc.partition("@")[2]))
        base, log = Path(socket) / "data" / "base", Path(socket) / "data" / "pg_wal"
        folder = tmp_path / "data"
        folder.mkdir()
        run("plant", folder, address)
        assert WORD in dump(socket)
        for what in ("document", "person"):
            said = run(what, folder, address)
            assert (said["state"], said["sound"]) == ("done", True)
        every = [word for words in WORDS.values() for word in words]
        assert files_with([log], every), "until its owner acts, the server's log says it"
        for statement in OF_THE_OWNER:
            psql(socket, statement)
        text = dump(socket)
        assert not [word for word in every for one in spellings(word) if one in text.encode()]
        assert files_with([base, log, folder], every) == []


def dump(socket: str) -> str:
    """Everything that the database tells."""
    command = [program("pg_dump"), "-h", socket, "-U", "super", "muntada"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


# What only the server's owner can do, as docs/operations.md says it.
OF_THE_OWNER = (
    "ALTER SYSTEM SET wal_recycle = off",
    "ALTER SYSTEM SET min_wal_size = '32MB'",
    "SELECT pg_reload_conf()",
    "VACUUM FULL pg_catalog.pg_statistic",
    *("SELECT pg_switch_wal()", "CHECKPOINT") * 3,
)


def psql(socket: str, statement: str) -> None:
    command = [program("psql"), "-h", socket, "-U", "super", "-d", "muntada", "-qc", statement]
    subprocess.run(command, check=True, capture_output=True)


def test_what_the_owner_does_is_what_the_page_says() -> None:
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert all(statement in page for statement in OF_THE_OWNER)
