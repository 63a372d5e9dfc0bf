"""Several processes serve the same pages, count together and end together."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

PROGRAM = "from muntada.cli.main import main; main()"


def page(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
        return str(answer.read().decode())


def is_there(pid: int) -> bool:
    """Whether a process runs; one that only waits to be noted as ended does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def until(holds: object, *given: object) -> None:
    for _ in range(300):
        if holds(*given):  # type: ignore[operator]
            return
        time.sleep(0.1)
    raise AssertionError("It does not come to that.")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[int, subprocess.Popen[bytes], list[int]]]:
    """A server of three processes: its port, the first process, and the numbers of the others."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    names = {"MUNTADA_DATA": str(tmp_path), "TMPDIR": str(tmp_path)}
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"} | names
    command = [sys.executable, "-c", PROGRAM, "serve", "--port", str(port), "--processes", "3"]
    first = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    assert first.stdout is not None
    for line in first.stdout:
        if b"Muntada is at" in line:
            break
    others = [int(pid) for pid in Path(f"/proc/{first.pid}/task/{first.pid}/children").read_text().split()]
    yield port, first, others
    first.stdout.close()
    first.kill()
    first.wait(30)
    for pid in others:
        until(lambda pid=pid: not is_there(pid))


def test_they_serve_and_count_together_and_end_with_the_first(
    server: tuple[int, subprocess.Popen[bytes], list[int]], tmp_path: Path
) -> None:
    port, first, others = server
    assert len(others) == 2
    for _ in range(12):
        page(port, "/en/sign-in/")
    counted = re.findall(r'muntada_requests_total\{[^}]*route="sign-in"[^}]*\} ([0-9.]+)', page(port, "/metrics"))
    assert sum(map(float, counted)) == 12
    first.send_signal(signal.SIGTERM)
    assert first.wait(30) == 0
    for pid in others:
        until(lambda pid=pid: not is_there(pid))
    assert not list(tmp_path.glob("muntada-counts-*"))


def test_where_the_first_is_killed_the_others_end(server: tuple[int, subprocess.Popen[bytes], list[int]]) -> None:
    _port, first, others = server
    first.kill()
    for pid in others:
        until(lambda pid=pid: not is_there(pid))


def test_where_one_of_them_is_killed_none_goes_on_alone(
    server: tuple[int, subprocess.Popen[bytes], list[int]],
) -> None:
    _port, first, others = server
    os.kill(others[0], signal.SIGKILL)
    assert first.wait(30) == 1
    until(lambda: not is_there(others[1]))
