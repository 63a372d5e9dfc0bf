"""`muntada read` shows what a source says, reports what it refuses, and says by its exit code how it went."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from muntada.cli import batch
from muntada.cli.files import inputs, printable
from muntada.cli.main import main
from muntada.sources.reading import Draft, Reading

TEXT = "عقدت لجنة التنسيق اجتماعها في الرباط."


@pytest.fixture(autouse=True)
def _plain_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that finds the first word, so that these tests do not follow the rules."""

    def read(text: str, *, published: date | None = None, furniture: object = None) -> Reading:
        if "fault" in text:
            raise ZeroDivisionError("a fault of a rule")
        end = text.index(" ") if " " in text else len(text)
        draft = Draft("meeting", {"body": "gctf", "chair": ["EG", "EU"]}, 0, end, text[:end], "test", 0.875)
        return Reading("ar", published.isoformat() if published else None, (draft,), {"topics": []})

    monkeypatch.setattr("muntada.sources.reading.read", read)


def run(*args: str, data: bytes = b"") -> Result:
    return CliRunner().invoke(main, ["read", *args], input=data)


def test_one_json_object_a_line_with_the_keys_of_a_finding(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(TEXT)
    (tmp_path / "a.txt").write_text(TEXT)
    result = run("--json", str(tmp_path))
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [line["source"] for line in lines] == ["a.txt", "b.txt"]
    assert list(lines[0]) == ["source", "language", "published", "findings", "mentions"]
    assert list(lines[0]["findings"][0]) == ["type", "attrs", "start", "end", "quote", "rule", "confidence"]
    assert "عقدت" in result.stdout


def test_standard_input_is_a_source() -> None:
    result = run("--json", "--published", "2022-01-23", "-", data=TEXT.encode())
    answer = json.loads(result.stdout)
    assert (answer["source"], answer["published"]) == ("standard-input", "2022-01-23")


def test_people_get_a_summary_with_the_quote(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    result = run(str(tmp_path / "a.txt"))
    assert "a.txt" in result.stdout
    assert "1 finding (1 meeting)" in result.stdout
    assert "body gctf; chair EG, EU (88 %)" in result.stdout
    assert "عقدت" in result.stdout


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(TEXT)
    (tmp_path / "2.txt").write_bytes(b"")
    (tmp_path / "3.txt").write_text("a fault of ours")
    (tmp_path / "4.txt").write_text(TEXT)
    result = run("--json", str(tmp_path))
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    assert "2.txt: refused (empty): The file is empty." in result.stderr
    assert "3.txt: refused (fault): Reading failed (ZeroDivisionError" in result.stderr


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["/nowhere/at/all.txt"], 3, "No such file"),
        (["--published", "23.1.2022", "-"], 2, "write it as 2022-01-23"),
        (["--published", "2022-02-30", "-"], 2, "write it as 2022-01-23"),
        (["--published", "٢٠٢٢-٠١-٢٣", "-"], 2, "write it as 2022-01-23"),
        (["--published", "2022-W01-1", "-"], 2, "write it as 2022-01-23"),
        (["--tlp", "TLP:RED", "-"], 2, "--save"),
        (["--save", "--tlp", "TLP:WHITE", "-"], 2, "Did you mean TLP:CLEAR?"),
        ([], 2, "Missing argument"),
    ],
)
def test_a_wrong_call_says_what_to_do(args: list[str], code: int, said: str) -> None:
    result = run(*args, data=TEXT.encode())
    assert result.exit_code == code
    assert said in result.stderr


def test_an_empty_folder_is_no_success(tmp_path: Path) -> None:
    result = run(str(tmp_path))
    assert (result.exit_code, result.stderr) == (3, "There is no file in what you named.\n")


def test_an_interrupt_ends_with_130(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    (tmp_path / "a.txt").write_text(TEXT)
    monkeypatch.setattr(batch, "attempt", interrupted)
    assert run(str(tmp_path)).exit_code == 130


def test_what_a_source_says_does_not_move_the_cursor(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\x1b[2Jcleared\u202e now")
    result = run(str(tmp_path / "a.txt"))
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout
    assert printable("a\nb\x1b\udcff") == "a b ?"


def test_folders_are_walked_in_order_without_hidden_files_and_pipes(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a/1.txt", "c.txt", ".hidden/x.txt", ".secret"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    os.mkfifo(tmp_path / "pipe")
    assert [file.name for file in inputs([str(tmp_path), str(tmp_path / "c.txt")])] == ["c.txt", "1.txt", "2.txt"]


def test_the_help_tells_the_exit_codes() -> None:
    said = run("--help").stdout
    assert all(f"  {code} " in said for code in (0, 1, 2, 3, 4, 130))


def test_plain_reading_needs_neither_django_nor_a_data_folder(tmp_path: Path) -> None:
    code = (
        "import sys; from muntada.cli.main import main\n"
        "try: main(['read', '--json', '-'])\n"
        "except SystemExit as left: code = left.code\n"
        "assert not [name for name in sys.modules if name.partition('.')[0] == 'django'], 'django was loaded'\n"
        "sys.exit(code)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], input=TEXT.encode(), capture_output=True, cwd=tmp_path, check=False
    )
    assert ended.returncode == 0, ended.stderr.decode()
    assert json.loads(ended.stdout)["language"] == "ar"
    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_goes_away_gets_no_complaint(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number}.txt").write_text(f"{TEXT} {number}")
    code = "from muntada.cli.main import main; main()"
    command = f"{sys.executable} -c '{code}' read --json {tmp_path} | true"
    ended = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, check=False)
    assert ended.stderr == b""
    assert ended.returncode in {0, 141}
