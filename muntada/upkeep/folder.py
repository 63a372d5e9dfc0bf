"""A folder of backups: how it is laid out, and the manifest of each backup in it.

    muntada.backups          says that this is such a folder
    store/ab/cd/abcd...      captured files under their SHA-256, each once for all backups
    20261122T024500123Z/     a backup: the database, the list of files that belong to it, sealed keys, the manifest
    heads                    a signed head of the log for each backup, as a witness keeps them
    erasures                 what was erased, so that a backup of before brings none of it back

A backup is made under a name that begins with a dot and renamed when all of it is on the disk.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from muntada.evidence.store import sync_folder
from muntada.trail.canonical import canonical
from muntada.trail.heads import NotAHead, SignedHead, read_head, signed_by

FORMAT = 1
MARK, STORE, HEADS, ERASURES, LOCK = "muntada.backups", "store", "heads", "erasures", ".lock"
MANIFEST, FILES, KEYS = "manifest.json", "files", "keys.sealed"
SQLITE, POSTGRESQL = "database.sqlite3", "database.pgdump"
CONTEXT = b"muntada backup\n"  # so that a signature under a manifest is never taken for one under something else
_NAME = re.compile(r"\d{8}T\d{9}Z", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]{64}")
PIECE = 1 << 20  # bytes


class BackupFailed(Exception):
    """Raised where a backup cannot be made or brought back; the text says why and what to do."""


class BackupDamaged(BackupFailed):
    """Raised where a backup is not what was written: cut short, changed, or incomplete."""


class LogAltered(BackupDamaged):
    """Raised where the log in a backup does not verify."""


class NotHere(BackupFailed):
    """Raised where the place is not one for this: there is something there already."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a backup. `size` is in bytes, `sha256` in hexadecimal."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds, signed by the log's key.

    `files` counts the captured files that belong to it and `volume` their bytes, `missing` are digests of files that
    were damaged or gone when it was made, `trail` is the log's size and root in it, `head` the same, signed.
    """

    name: str
    version: str
    database: str
    parts: dict[str, Part]
    files: int
    volume: int
    trail: dict[str, Any]
    head: dict[str, Any]
    migrations: dict[str, str]
    missing: list[str] = field(default_factory=list)
    key: str = ""
    signature: str = ""

    @property
    def at(self) -> datetime:
        """When it was made."""
        return moment_of(self.name)

    @property
    def size(self) -> int:
        """How many leaves the log has in it."""
        return int(self.trail["size"])

    @property
    def root(self) -> str:
        """The log's root in it, in hexadecimal."""
        return str(self.trail["root"])

    def signed(self) -> bytes:
        """The bytes under the signature."""
        told = asdict(self)
        del told["signature"]
        return CONTEXT + canonical({"format": FORMAT, **told}).encode()

    def text(self) -> str:
        """The manifest as its file holds it."""
        return json.dumps({"format": FORMAT, **asdict(self)}, sort_keys=True, indent=1) + "\n"


def name_of(moment: datetime) -> str:
    """The name of a backup that is made at this moment."""
    moment = moment.astimezone(UTC)
    return f"{moment:%Y%m%dT%H%M%S}{moment.microsecond // 1000:03d}Z"


def moment_of(name: str) -> datetime:
    """When a backup of this name was made."""
    return datetime.strptime(name[:15], "%Y%m%dT%H%M%S").replace(microsecond=int(name[15:18]) * 1000, tzinfo=UTC)


def open_folder(target: Path) -> None:
    """Make a folder of backups of an empty one or of none; another folder is left alone. Raises BackupFailed."""
    try:
        target.mkdir(parents=True, exist_ok=True, mode=0o700)
        mark = target / MARK
        if not mark.exists():
            if any(one.name != LOCK for one in target.iterdir()):
                raise BackupFailed(f"{target} holds something else; name an empty folder, or one of backups.")
            write_whole(mark, canonical({"format": FORMAT}).encode() + b"\n")
        (target / STORE).mkdir(exist_ok=True)
    except OSError as error:
        raise BackupFailed(f"{target} cannot be written: {error.strerror or error}.") from None


def read_manifest_head(manifest: Manifest) -> SignedHead:
    """The head in a manifest, as a witness keeps it."""
    return read_head(canonical(manifest.head))


@contextmanager
def alone_in(target: Path) -> Iterator[None]:
    """Within the block nobody else works in this folder. Raises BackupFailed where somebody does."""
    handle = os.open(target / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BackupFailed(f"Somebody else is making a backup in {target}; try again when that is over.") from None
        yield
    finally:
        os.close(handle)


def backups(source: Path) -> list[str]:
    """The names of the backups that were completed, the oldest first. Raises BackupFailed where there is no folder."""
    try:
        names = [one.name for one in source.iterdir() if _NAME.fullmatch(one.name) and (one / MANIFEST).exists()]
        if not (source / MARK).exists():
            raise BackupFailed(f"{source} is no folder of backups: it lacks {MARK}.")
    except OSError as error:
        raise BackupFailed(f"{source} cannot be read: {error.strerror or error}.") from None
    return sorted(names)


def manifest_of(source: Path, name: str) -> Manifest:
    """The manifest of a backup, with its signature checked. Raises BackupDamaged."""
    path = source / name / MANIFEST
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        known = told.pop("format")
        if known != FORMAT:
            raise BackupFailed(f"{path} is of format {known}, which this version does not know; choose another backup.")
        told["parts"] = {part: Part(**values) for part, values in told["parts"].items()}
        manifest = Manifest(**told)
        head = read_head(canonical(manifest.head))
        genuine = signed_by(manifest.key, manifest.signature, manifest.signed()) and head.is_genuine()
        fits = (head.size, head.root, head.key) == (manifest.size, manifest.root, manifest.key)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, NotAHead) as wrong:
        raise BackupDamaged(f"{path} cannot be read ({wrong}); choose another backup.") from None
    if manifest.name != name or not genuine or not fits:
        raise BackupDamaged(f"{path} was changed since it was signed; choose another backup.")
    return manifest


def check_parts(source: Path, manifest: Manifest) -> None:
    """Compare every part of a backup with its manifest. Raises BackupDamaged."""
    for name, part in manifest.parts.items():
        path = source / manifest.name / name
        try:
            size, digest = path.stat().st_size, digest_of_file(path)
        except OSError as error:
            raise BackupDamaged(f"{path} cannot be read: {error.strerror or error}; choose another backup.") from None
        if size < part.size:
            raise BackupDamaged(f"{path} was cut short: {size} of {part.size} bytes; choose another backup.")
        if (size, digest) != (part.size, part.sha256):
            raise BackupDamaged(f"{path} is not what was written; choose another backup.")


def files_of(source: Path, manifest: Manifest) -> dict[str, int]:
    """The captured files that belong to a backup: digest and size in bytes. Raises BackupDamaged."""
    found = {}
    path = source / manifest.name / FILES
    try:
        for line in path.read_text(encoding="ascii").splitlines():
            digest, _, size = line.partition(" ")
            if not _DIGEST.fullmatch(digest):
                raise ValueError(line)
            found[digest] = int(size)
    except (OSError, ValueError) as wrong:
        raise BackupDamaged(f"{path} cannot be read ({wrong}); choose another backup.") from None
    return found


def heads_of(source: Path) -> list[SignedHead]:
    """The heads that were kept beside the backups. Raises BackupDamaged."""
    from muntada.trail.heads import witnessed

    try:
        return witnessed(source / HEADS)
    except (OSError, NotAHead, UnicodeDecodeError) as wrong:
        raise BackupDamaged(f"{source / HEADS} cannot be read ({wrong}).") from None


def part_of(path: Path) -> Part:
    """Size and digest of a file that was just written, which is on the disk from now on."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
    return Part(path.stat().st_size, digest_of_file(path))


def digest_of_file(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_whole(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Write a file so that it is there whole or not at all, and wait for the disk."""
    half = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(half, path)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sweep(target: Path) -> None:
    """Remove what a backup that was killed left behind; for whoever is alone in the folder."""
    for one in target.glob(".[0-9]*T*Z"):
        shutil.rmtree(one, ignore_errors=True)
    for half in (target / STORE).glob("??/??/.*.part"):
        with contextlib.suppress(OSError):
            half.unlink()
