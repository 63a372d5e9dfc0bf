"""Brings a backup back: its bytes compared, the log's root equal, and nothing done a second time by it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, connections, transaction

from muntada.access import clock
from muntada.access.actor import CLERK
from muntada.access.rules import Permission
from muntada.evidence.store import path_of
from muntada.outreach.actions.restored import hold_after_restore
from muntada.signin.actions.restored import shut_all_doors
from muntada.trail.deed import act
from muntada.trail.heads import SignedHead, forget_key, has_key, public_key
from muntada.trail.queries import size_of_log
from muntada.trail.verifying import verify
from muntada.upkeep import folder as layout
from muntada.upkeep import postgres, sqlite
from muntada.upkeep.again import erase_once_more
from muntada.upkeep.carrying import carry, damaged_in
from muntada.upkeep.contents import Contents, contents_of
from muntada.upkeep.erasures import Line, erase_again, erasures_of
from muntada.upkeep.folder import BackupDamaged, BackupFailed, LogAltered, Manifest, NotHere
from muntada.upkeep.migrating import alone, migrate
from muntada.upkeep.progress import Counter, Progress, silent
from muntada.upkeep.sealing import sealing_key, unseal
from muntada.upkeep.witness import RESTORED


@dataclass
class Restored:
    """What was brought back. `lost` counts lines of the log that a witness knows and the backup does not have.

    `held` messages wait for a person again, `ended` sessions, links and tokens let nobody in any more, `erased`
    things were erased again and `left` could not be; `missing` are files that were gone when the backup was made.
    """

    manifest: Manifest
    lost: int = 0
    held: int = 0
    ended: int = 0
    erased: int = 0
    left: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    aside: str = ""
    seconds: float = 0.0


def chosen(source: Path, at: str = "") -> Manifest:
    """The latest backup, or the one of this name. Raises BackupFailed."""
    names = layout.backups(source)
    if not names:
        raise BackupFailed(f"{source} holds no complete backup.")
    if at and at not in names:
        raise BackupFailed(f"{source} holds no backup {at}; it holds {', '.join(names[-10:])}.")
    return layout.manifest_of(source, at or names[-1])


def check(source: Path, at: str = "", progress: Progress = silent) -> Manifest:
    """Compare every byte of a backup with its manifest and bring nothing back. Raises BackupFailed."""
    manifest = chosen(source, at)
    layout.check_parts(source, manifest)
    files = layout.files_of(source, manifest)
    wrong = damaged_in(source / layout.STORE, files, Counter(progress, "files", manifest.volume))
    if wrong:
        raise BackupDamaged(f"{len(wrong)} captured files of the backup are gone or changed, the first is {wrong[0]}.")
    return manifest


def mend(source: Path, progress: Progress = silent) -> tuple[int, list[str]]:
    """Bring back files of the store that are gone or damaged, from any backup: how many, and which none has."""
    live = Path(settings.STORE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sha256, size FROM evidence_document")
        named = {str(digest): int(size) for digest, size in cursor.fetchall()}
    wrong = damaged_in(live, named, Counter(progress, "files", sum(named.values())))
    aside = {digest: path_of(live, digest).with_name(f".{digest}.damaged") for digest in wrong}
    for digest, beside in aside.items():
        if path_of(live, digest).exists():
            os.replace(path_of(live, digest), beside)
    left = carry(source / layout.STORE, live, wrong, lambda _: None, compare=True)
    for digest, beside in aside.items():
        if beside.exists() and digest in left:
            os.replace(beside, path_of(live, digest))  # better damaged than gone
        beside.unlink(missing_ok=True)
    return len(wrong) - len(left), left


def restore(
    source: Path,
    at: str = "",
    *,
    over: bool = False,
    sealed_with: Path | None = None,
    witness: list[SignedHead] | None = None,
    progress: Progress = silent,
) -> Restored:
    """Bring a backup back into an empty installation, or with `over` in the place of what is there.

    What is there is set aside and kept. Nothing is in its place before everything was compared: bytes, rows, the
    log and its root. A restore that was killed is resumed by running it again. Raises BackupFailed.
    """
    begun = time.monotonic()
    manifest = chosen(source, at)
    if manifest.database != connection.vendor:
        raise BackupFailed(f"The backup is of {manifest.database}; this installation is set to {connection.vendor}.")
    layout.check_parts(source, manifest)
    done = Restored(manifest, missing=list(manifest.missing))
    heads = [*layout.heads_of(source), *(witness or [])]
    try:
        done.aside, before = _make_room(over)
        done.lost = max([0, before - manifest.size, *(head.size - manifest.size for head in heads)])
        files = layout.files_of(source, manifest)
        told = Counter(progress, "files", manifest.volume)
        gone = carry(source / layout.STORE, Path(settings.STORE), files, told, compare=True)
        done.keys = _bring_keys(source, manifest, sealed_with)
        _bring_database(source, manifest, heads, gone, done, progress)
    except OSError as error:
        raise BackupFailed(f"What was brought back cannot be written: {error.strerror or error}.") from None
    done.seconds = time.monotonic() - begun
    return done


def _make_room(over: bool) -> tuple[str, int]:
    """The name under which what was here is kept, and how large its log was. Raises BackupFailed."""
    database = connections.databases["default"]
    connection.close()
    aside = f"replaced-{layout.name_of(clock.now())}"
    if connection.vendor == "postgresql":
        postgres.empty_again(database)
        if postgres.is_empty(database):
            return "", 0
    elif sqlite.is_empty(Path(str(database["NAME"]))):
        return "", 0
    if not over:
        raise NotHere("There is an installation here already; name an empty folder and database, or say --over.")
    folder = Path(settings.DATA) / aside
    folder.mkdir(mode=0o700)
    try:
        size = size_of_log()
    except DatabaseError:  # damaged, which is why it is replaced
        size = 0
    connection.close()
    if connection.vendor == "postgresql":
        postgres.set_aside(database, aside)
    else:
        sqlite.set_aside(Path(str(database["NAME"])), folder)
    if Path(settings.STORE).exists():
        os.replace(settings.STORE, folder / "store")
    return aside, size


def _bring_keys(source: Path, manifest: Manifest, sealed_with: Path | None) -> list[str]:
    """The keys that were unsealed into their places; one that is there and differs is kept beside."""
    places = {"secret.key": Path(settings.DATA) / "secret.key", "trail.key": Path(settings.TRAIL_KEY)}
    brought = []
    if sealed_with is not None:
        if layout.KEYS not in manifest.parts:
            raise BackupFailed("This backup holds no keys; bring secret.key and trail.key from where they are kept.")
        sealed = (source / manifest.name / layout.KEYS).read_bytes()
        for name, data in unseal(sealed, sealing_key(sealed_with)).items():
            path = places[name]
            if path.exists() and path.read_bytes() != data:
                os.replace(path, path.with_name(f"{path.name}.replaced"))
            layout.write_whole(path, data)
            brought.append(name)
        forget_key()
    if has_key() and public_key() != manifest.key:
        raise BackupFailed(
            f"{settings.TRAIL_KEY} is another installation's key than the backup's; put the right one there."
        )
    return brought


def _bring_database(
    source: Path, manifest: Manifest, heads: list[SignedHead], gone: list[str], done: Restored, progress: Progress
) -> None:
    if connection.vendor == "postgresql":
        database = connections.databases["default"]
        progress("database", 0, 0)
        postgres.bring_back(database, source / manifest.name / layout.POSTGRESQL)
        found = postgres.contents(database)
        _settle(source, manifest, heads, gone, done, found, progress)
        return
    place = Path(str(connections.databases["default"]["NAME"]))
    staged = place.with_name(f".{place.name}.restoring")
    for end in ("", *sqlite.BESIDE):
        Path(f"{staged}{end}").unlink(missing_ok=True)
    _copy(source / manifest.name / layout.SQLITE, staged, progress)
    found = sqlite.checked(staged)
    # Under its own name only when nothing is left to do: a server that starts meanwhile finds no database.
    connection.close()
    connection.settings_dict["NAME"] = str(staged)
    try:
        _settle(source, manifest, heads, gone, done, found, progress)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = str(place)
    sqlite.put_in_place(staged, place)


def _settle(
    source: Path,
    manifest: Manifest,
    heads: list[SignedHead],
    gone: list[str],
    done: Restored,
    found: Contents,
    progress: Progress,
) -> None:
    """Compare the log, bring the shape up to this version, and see that nothing happens a second time."""
    if (found.size, found.root.hex()) != (manifest.size, manifest.root):
        raise BackupDamaged("The log in the backup is not the one that its manifest was signed for.")
    with alone():
        migrate()
    known = [head for head in [layout.read_manifest_head(manifest), *heads] if head.size <= manifest.size]
    verdict = verify(known, Counter(progress, "log", manifest.size))
    if not verdict.is_sound:
        first = verdict.faults[0].said if verdict.faults else "it does not verify"
        raise LogAltered(f"The log in the backup was tampered with: {first}")
    lines = erasures_of(source)
    with transaction.atomic():
        _let_nothing_happen_twice(lines, done)
        _without_the_gone(found, gone, done)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                postgres.ready(cursor)
    _forget_unnamed(found)


def _let_nothing_happen_twice(lines: list[Line], done: Restored) -> None:
    with act(CLERK, Permission.BACKUP_RESTORE) as record:
        done.held = hold_after_restore(CLERK)
        done.ended = shut_all_doors()
        done.erased, done.left = erase_again(lines, done.manifest.at, erase_once_more)
        manifest = done.manifest
        record.things.append(
            {
                "thing": RESTORED,
                "key": manifest.name,
                "size": manifest.size,
                "root": manifest.root,
                "lost": done.lost,
                "held": done.held,
                "erased": done.erased,
            }
        )


def _without_the_gone(found: Contents, gone: list[str], done: Restored) -> None:
    """Files that the backup lacks may be missing where they were erased, or were gone when it was made."""
    needed = set(_named()) & set(gone) - set(done.manifest.missing)
    if needed:
        raise BackupDamaged(
            f"{len(needed)} captured files of the backup are gone or changed, the first is {sorted(needed)[0]}; "
            "choose another backup."
        )
    done.missing = sorted(set(done.missing) & set(_named()))


def _forget_unnamed(found: Contents) -> None:
    """The files of documents that were erased again."""
    for digest in set(found.named) - set(_named()):
        path_of(Path(settings.STORE), digest).unlink(missing_ok=True)


def _named() -> dict[str, int]:
    def ask(question: str) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(question)
            return list(cursor.fetchall())

    return contents_of(ask).named


def _copy(origin: Path, to: Path, progress: Progress) -> None:
    told: Callable[[int], None] = Counter(progress, "database", origin.stat().st_size)
    with (
        origin.open("rb") as source,
        os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file,
    ):
        while piece := source.read(layout.PIECE):
            file.write(piece)
            told(len(piece))
        file.flush()
        os.fsync(file.fileno())
