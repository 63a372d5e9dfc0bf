"""Carries captured files from one content store to another: only what is not there yet, each compared with its name."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from muntada.evidence.store import path_of, sync_folder
from muntada.upkeep.folder import PIECE

_DIGEST = re.compile(r"[0-9a-f]{64}")
HANDS = 4  # files at once: while one waits for the disk another is read
Told = Callable[[int], None]  # how many bytes were done since the last time


def kept_in(root: Path) -> dict[str, int]:
    """The files of a store: digest and size in bytes."""
    found = {}
    if root.is_dir():
        for first in root.iterdir():
            for path in first.glob("??/*") if len(first.name) == 2 else ():
                if _DIGEST.fullmatch(path.name):
                    found[path.name] = path.stat().st_size
    return found


def carry(origin: Path, to: Path, digests: Iterable[str], told: Told, *, compare: bool = False) -> list[str]:
    """Bring these files over; the digests of those that are gone or damaged at their origin, in order.

    A file that is there already with the same size is left, with `compare` only if its bytes are right too. Raises
    OSError where it cannot be written.
    """

    def one(digest: str) -> tuple[str, Path | None]:
        try:
            return "", _one(path_of(origin, digest), path_of(to, digest), told, compare)
        except _Damaged:
            return digest, None

    with ThreadPoolExecutor(HANDS) as hands:
        done = list(hands.map(one, digests))
    for folder in {made for _, made in done if made is not None}:
        sync_folder(folder)
        sync_folder(folder.parent)
    sync_folder(to) if to.is_dir() else None
    return sorted(digest for digest, _ in done if digest)


def damaged_in(root: Path, digests: Iterable[str], told: Told) -> list[str]:
    """The digests of those files that are gone or not what they were, in order."""

    def one(digest: str) -> str:
        path = path_of(root, digest)
        try:
            same = _digest(path, told) == digest
        except OSError:
            same = False
        return "" if same else digest

    with ThreadPoolExecutor(HANDS) as hands:
        return sorted(filter(None, hands.map(one, digests)))


class _Damaged(Exception):
    """Raised for a file that is gone, or not what its name says."""


def _one(origin: Path, to: Path, told: Told, compare: bool) -> Path | None:
    """The folder in which the file was made; None where it was there."""
    try:
        size = origin.stat().st_size
    except OSError:
        raise _Damaged from None
    if to.exists() and to.stat().st_size == size and (not compare or _digest(to, lambda _: None) == to.name):
        told(size)
        return None
    to.parent.mkdir(parents=True, exist_ok=True)
    half = to.with_name(f".{to.name}.{os.getpid()}.part")
    try:
        _copy(origin, half, to.name, told)
        os.replace(half, to)
    except BaseException:
        with contextlib.suppress(OSError):
            half.unlink()
        raise
    return to.parent


def _copy(origin: Path, half: Path, digest: str, told: Told) -> None:
    found = hashlib.sha256()
    with half.open("wb") as file:
        try:
            source = origin.open("rb")
        except OSError:
            raise _Damaged from None
        with source:
            while piece := _read(source.fileno()):
                found.update(piece)
                file.write(piece)
                told(len(piece))
        if found.hexdigest() != digest:
            raise _Damaged
        file.flush()
        os.fchmod(file.fileno(), 0o440)
        os.fsync(file.fileno())


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, PIECE)
    except OSError as error:
        if error.errno == errno.EIO:  # the disk cannot read this place any more
            raise _Damaged from None
        raise


def _digest(path: Path, told: Told) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            found.update(piece)
            told(len(piece))
    return found.hexdigest()
