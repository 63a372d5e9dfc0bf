"""`muntada read --save` may be killed at any moment: nothing said to be saved is lost, nothing is there twice."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from muntada.evidence import store

FILES = 60
COMMAND = [sys.executable, "-c", "from muntada.cli.main import main; main()"]
CITIES = ("الرباط", "عمّان", "القاهرة", "تونس", "الجزائر", "نيروبي")


def environment(data: Path) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("MUNTADA_", "DJANGO_", "PYTEST_"))
    }
    return kept | {"MUNTADA_DATA": str(data)}


def lay_out(folder: Path) -> None:
    """Sixty sources that are all different, every fifth of them a web page."""
    folder.mkdir()
    for number in range(FILES):
        city, day = CITIES[number % len(CITIES)], number % 28 + 1
        words = " ".join(f"كلمة{number}{letter}" for letter in "ابتثجحخدذرز")
        body = "لجنة التنسيق التابعة للمنتدى العالمي لمكافحة الإرهاب"
        text = f"عقدت {body} اجتماعها في {city} يوم {day} مارس 2026. {words}."
        if number % 5:
            (folder / f"{number:02}.txt").write_text(text)
        else:
            (folder / f"{number:02}.html").write_text(f"<!doctype html><html lang=ar><body><p>{text}</p></body></html>")


def start(folder: Path, data: Path, said: Path) -> subprocess.Popen[bytes]:
    with said.open("ab") as out:
        return subprocess.Popen(
            [*COMMAND, "read", "--save", str(folder)],
            stdout=out,
            stderr=subprocess.DEVNULL,
            env=environment(data),
            start_new_session=True,
        )


def acknowledged(said: Path) -> set[str]:
    """The names of the files that were printed as saved, by whole lines."""
    lines = said.read_text().splitlines(keepends=True)
    return {
        found[1] for line in lines if line.endswith("\n") and (found := re.match("\u2068(.+?)\u2069.* - saved\n", line))
    }


def findings_of(folder: Path) -> dict[str, int]:
    """How many findings each file has when nobody disturbs the reading."""
    command = [*COMMAND, "read", "--json", str(folder)]
    lines = subprocess.run(command, env=environment(folder), check=True, capture_output=True).stdout.splitlines()
    return {answer["source"]: len(answer["findings"]) for answer in map(json.loads, lines)}


def look_over(data: Path, said: Path, expected: dict[str, int]) -> int:
    """How many sources are kept, after every promise was compared with what is there."""
    base = sqlite3.connect(data / "muntada.sqlite3")
    try:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        documents = base.execute("SELECT id, sha256, name FROM evidence_document").fetchall()
        sources = base.execute("SELECT id, document_id FROM sources_source").fetchall()
        findings = base.execute(
            "SELECT d.name, count(f.id) FROM evidence_document d JOIN sources_source s ON s.document_id = d.id"
            " LEFT JOIN sources_finding f ON f.source_id = s.id GROUP BY d.name"
        ).fetchall()
    finally:
        base.close()
    assert acknowledged(said) <= {name for _, _, name in documents}
    assert sorted(document for _, document in sources) == sorted(ident for ident, _, _ in documents)
    assert len({name for _, _, name in documents}) == len(documents)
    assert {name: count for name, count in findings if count != expected[name]} == {}
    for _, digest, _ in documents:
        store.get(data / "store", digest)
    return len(sources)


@pytest.mark.parametrize(
    ("kills", "seed"),
    [(4, 1), pytest.param(20, 2, marks=pytest.mark.soak), pytest.param(20, 3, marks=pytest.mark.soak)],
)
def test_row_45_a_batch_that_is_killed_and_run_again_ends_complete_and_without_doubles(
    tmp_path: Path, kills: int, seed: int
) -> None:
    folder, data, said = tmp_path / "files", tmp_path / "data", tmp_path / "said"
    lay_out(folder)
    chance = random.Random(seed)
    said.touch()
    expected = findings_of(folder)
    assert len(expected) == FILES
    assert all(expected.values())
    subprocess.run(
        [*COMMAND, "sign-in-link", "administrator@localhost"], env=environment(data), check=False, capture_output=True
    )
    struck = 0
    kept = 0
    for turn in range(kills):
        process = start(folder, data, said)
        # Each turn is let get a little further than the one before it, then struck at a random moment.
        goal = min(FILES - 2, (turn + 1) * FILES // (kills + 1))
        while process.poll() is None and len(acknowledged(said)) < goal:
            time.sleep(0.002)
        time.sleep(chance.random() * 0.05)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            struck += 1
        process.wait()
        before, kept = kept, look_over(data, said, expected)
        assert kept >= before
    assert struck > kills // 2
    last = start(folder, data, said)
    assert last.wait() == 0
    assert look_over(data, said, expected) == FILES
    stored = [path for path in (data / "store").rglob("*") if path.is_file() and not path.name.startswith(".")]
    assert len(stored) == FILES
