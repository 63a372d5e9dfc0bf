"""A PostgreSQL of the tests' own: made in a temporary folder, reached by a socket in it, and thrown away.

As root the server runs as another user, because it refuses to run as root. That there is none is a failure and not
a reason to skip: `tools/debian` installs it.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

ROOT = Path(__file__).resolve().parents[1]

OWNER = "muntada"  # owns the tables, is no superuser: row-level security holds for it


def program(name: str) -> str:
    """The newest of PostgreSQL's programs of this name."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[4]))
    found = str(kept[-1]) if kept else shutil.which(name)
    if found is None:
        pytest.fail(f"PostgreSQL's {name} is not here; run tools/debian.")
    return found


def _as_somebody_else() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[str]:
    """The address of a fresh database, as MUNTADA_DATABASE_URL takes it; the server ends with the block.

    A durable one waits for the disk at every commit, as an installation's does.
    """
    other = _as_somebody_else()
    folder = Path(tempfile.mkdtemp(prefix="muntada-pg-", dir="/tmp"))  # a socket's path must be short
    if other:
        os.chown(folder, other["user"], other["group"])
    data, environment = folder / "data", {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(folder)}

    def run(*command: str) -> None:
        subprocess.run(
            command, check=True, cwd=folder, env=environment, stdout=subprocess.DEVNULL, timeout=120, **other
        )

    run(program("initdb"), "-D", str(data), "-U", "super", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c max_connections=50"
    options += "" if durable else " -c fsync=off"
    run(program("pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        for statement in (f"CREATE ROLE {OWNER} LOGIN CREATEDB", f"CREATE DATABASE {OWNER} OWNER {OWNER}"):
            run(program("psql"), "-h", str(folder), "-U", "super", "-d", "postgres", "-qc", statement)
        yield f"postgresql://{OWNER}@{quote(str(folder), safe='')}/{OWNER}"
    finally:
        run(program("pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def pass_there(files: Iterable[str]) -> None:
    """Run these files of tests, named from the root of the tree, in a process of its own on PostgreSQL: all pass."""
    with cluster() as address:
        environment = {**os.environ, "MUNTADA_DATABASE_URL": address}
        environment.pop("PYTEST_XDIST_WORKER", None)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-m", "not soak"]
        ran = subprocess.run([*command, *files], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert " passed" in ran.stdout
