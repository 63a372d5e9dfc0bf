"""The content store: captured bytes under their SHA-256, written once and never changed.

A file is whole under its name or it is not there: it is written beside, synced, renamed, and the folder is
synced too. A file without a row (the process ended in between) is harmless and is used by the next try.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
from pathlib import Path

_DIGEST = re.compile(r"[0-9a-f]{64}")


class StoreFailed(OSError):
    """Raised where the store cannot keep or give bytes; its text says what to do."""


def digest_of(data: bytes) -> str:
    """The name under which these bytes are kept: their SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def path_of(root: Path, digest: str) -> Path:
    """Where bytes of this digest lie; two levels of folders, so that no folder grows very large."""
    if not _DIGEST.fullmatch(digest):
        raise ValueError(f"{digest!r} is not a SHA-256 in hexadecimal.")
    return root / digest[:2] / digest[2:4] / digest


def put(root: Path, data: bytes) -> str:
    """Keep the bytes for good and return their digest; bytes that are there already are not written again."""
    digest = digest_of(data)
    path = path_of(root, digest)
    try:
        # The size is compared because a file system that lost power may leave a name without its content.
        if path.exists() and path.stat().st_size == len(data):
            return digest
        _make_folders(root, path.parent)
        _write(path, data)
    except OSError as error:
        raise StoreFailed(
            f"{root} cannot keep a file ({error.strerror}); make room there or correct its rights."
        ) from error
    return digest


def get(root: Path, digest: str) -> bytes:
    """The bytes of this digest, compared with it; raises StoreFailed where they are gone or changed."""
    path = path_of(root, digest)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise StoreFailed(f"{path} cannot be read ({error.strerror}); restore it from a backup.") from error
    if digest_of(data) != digest:
        raise StoreFailed(f"{path} is not what was captured; restore it from a backup.")
    return data


def _write(path: Path, data: bytes) -> None:
    handle, beside = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), 0o440)
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(beside)
        raise
    sync_folder(path.parent)


def _make_folders(root: Path, folder: Path) -> None:
    """Make the folders on the way, each synced into the one above it."""
    missing = [folder]
    while missing[-1] != root and not missing[-1].parent.exists():
        missing.append(missing[-1].parent)
    for made in reversed(missing):
        if not made.exists():
            made.mkdir(parents=True, exist_ok=True)
            sync_folder(made.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
