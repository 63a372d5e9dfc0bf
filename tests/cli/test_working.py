"""`muntada serve` does jobs beside its pages, `muntada worker` does nothing else; both leave in good order."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-c", "from muntada.cli.main import main; main()"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def done(data: Path) -> set[str]:
    """The tasks that were done so far; none before there is a database."""
    if not (data / "muntada.sqlite3").exists():
        return set()
    base = sqlite3.connect(f"file:{data / 'muntada.sqlite3'}?mode=ro", uri=True)
    try:
        return {task for (task,) in base.execute("SELECT task FROM jobs_job WHERE state = 'done'")}
    except sqlite3.OperationalError:
        return set()
    finally:
        base.close()


@pytest.mark.parametrize("what", ["worker", "serve"])
def test_what_is_due_is_done_and_a_termination_leaves_nothing_claimed(what: str, tmp_path: Path) -> None:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("MUNTADA_", "DJANGO_", "PYTEST_"))
    }
    process = subprocess.Popen(
        [*COMMAND, what, *(["--port", str(free_port())] if what == "serve" else ["--threads", "2"])],
        env=kept | {"MUNTADA_DATA": str(tmp_path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(2_000):  # that it never came shows below
            if process.poll() is not None or done(tmp_path) >= {"jobs.forget", "outreach.post"}:
                break
            time.sleep(0.05)
    finally:
        process.send_signal(signal.SIGTERM)
        code = process.wait()
    assert code == 0
    assert done(tmp_path) >= {"jobs.forget", "outreach.post"}
    base = sqlite3.connect(tmp_path / "muntada.sqlite3")
    assert base.execute("SELECT count(*) FROM jobs_job WHERE state = 'running'").fetchone() == (0,)
    base.close()
