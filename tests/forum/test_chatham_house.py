"""Who spoke in a sitting that is not attributed stands nowhere once it is closed: not in a row and not in a byte."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.forum.chatham_house import KEY, PARTY, SAID, SAID_BEFORE, SPEAKER
from tests.postgres import cluster
from tests.rights.test_row_09_erasure_leaves_no_trace import OF_THE_OWNER, dump, files_with, psql

ROOT = Path(__file__).resolve().parents[2]


def run(what: str, folder: Path, database: str = "") -> dict[str, Any]:
    names = {"MUNTADA_DATA": str(folder), "MUNTADA_DATABASE_URL": database, "MUNTADA_HOSTS": "testserver,localhost"}
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"} | names
    command = [sys.executable, "-m", "tests.forum.chatham_house", what]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert not any(word in ran.stderr for word in (*SPEAKER, *PARTY)), "what is logged names nobody"
    said: dict[str, Any] = json.loads(ran.stdout)
    return said


def check(opened: dict[str, Any], closed: dict[str, Any]) -> None:
    """In rows: named before, where it was attributed; after that the words alone, beside no party."""
    assert {row.partition(" ")[0] for row in opened["named"]} == {"forum_speaker", "forum_statement"}
    assert closed["named"] == []
    assert closed["cleaned"] == ["done"]
    kept = [row for row in closed["said"] if row.startswith("forum_statement")]
    assert len(kept) == 2
    for row in closed["said"]:
        assert not any(word in row for word in (*PARTY, f'"{KEY}"')), row
    assert any(SAID in row for row in kept)
    assert any(SAID_BEFORE in row for row in kept)


def test_no_byte_of_the_data_folder_says_who_spoke(tmp_path: Path) -> None:
    opened = run("open", tmp_path)
    assert files_with([tmp_path], SPEAKER), "it must stand there before, so that its absence after says something"
    check(opened, run("close", tmp_path))
    assert files_with([tmp_path], SPEAKER) == []
    assert files_with([tmp_path], [SAID[:14]])


def test_no_dump_and_no_table_of_postgresql_says_who_spoke(tmp_path: Path) -> None:
    with cluster() as address:
        socket = unquote(str(urlsplit(address).netloc.partition("@")[2]))
        opened = run("open", tmp_path, address)
        assert SPEAKER[0] in dump(socket)
        check(opened, run("close", tmp_path, address))
        for statement in OF_THE_OWNER:
            psql(socket, statement)
        assert not [word for word in SPEAKER if word in dump(socket)]
        data = Path(socket) / "data"
        assert files_with([data / "base", data / "pg_wal", tmp_path], SPEAKER) == []
