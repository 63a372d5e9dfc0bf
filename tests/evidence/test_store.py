"""The content store keeps bytes whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from muntada.evidence import store


def test_what_is_put_is_given_back_under_its_digest(tmp_path: Path) -> None:
    digest = store.put(tmp_path, b"a communique")
    assert digest == store.digest_of(b"a communique")
    assert store.get(tmp_path, digest) == b"a communique"


def test_the_same_bytes_are_written_once(tmp_path: Path) -> None:
    first = store.put(tmp_path, b"twice")
    path = store.path_of(tmp_path, first)
    written = path.stat().st_mtime_ns
    assert store.put(tmp_path, b"twice") == first
    assert path.stat().st_mtime_ns == written
    assert [file.name for file in path.parent.iterdir()] == [first]


def test_a_file_that_was_cut_by_a_power_loss_is_written_anew(tmp_path: Path) -> None:
    digest = store.put(tmp_path, b"whole content")
    path = store.path_of(tmp_path, digest)
    path.chmod(0o640)
    path.write_bytes(b"who")
    assert store.put(tmp_path, b"whole content") == digest
    assert store.get(tmp_path, digest) == b"whole content"


def test_changed_and_missing_bytes_are_never_given_out(tmp_path: Path) -> None:
    digest = store.put(tmp_path, b"original")
    path = store.path_of(tmp_path, digest)
    path.chmod(0o640)
    path.write_bytes(b"forgery!")
    with pytest.raises(store.StoreFailed, match="not what was captured"):
        store.get(tmp_path, digest)
    path.unlink()
    with pytest.raises(store.StoreFailed, match="backup"):
        store.get(tmp_path, digest)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "ABC", "a" * 63, "٣" * 64])
def test_only_a_digest_names_a_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        store.path_of(tmp_path, name)


def test_a_store_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file where the folder should be")
    with pytest.raises(store.StoreFailed, match="cannot keep"):
        store.put(tmp_path / "store", b"x")


def test_a_process_killed_while_it_writes_leaves_no_file_under_the_name(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from muntada.evidence import store\n"
        "store.os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "store.put(Path(sys.argv[1]), b'interrupted')"
    )
    ended = subprocess.run([sys.executable, "-c", code, os.fspath(tmp_path)], check=False)
    assert ended.returncode == -signal.SIGKILL
    digest = store.digest_of(b"interrupted")
    assert not store.path_of(tmp_path, digest).exists()
    assert store.put(tmp_path, b"interrupted") == digest
    assert store.get(tmp_path, digest) == b"interrupted"
