"""`muntada backup` and `muntada restore`."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from muntada.cli.exits import SOME_REFUSED, STORAGE, TAMPERED, USAGE, Failed

if TYPE_CHECKING:
    from muntada.upkeep.actions.backup import Made
    from muntada.upkeep.folder import Manifest
    from muntada.upkeep.progress import Progress

_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)
_LABELS = {"database": "Database", "files": "Captured files", "log": "Verifying the log"}
_BACKUP_HELP = """Make a backup in the folder TARGET while the house works: the database at one moment, every captured
file that it names, each file once for all backups. TARGET belongs on another disk.

\b
Exit codes:
  0    the backup is complete
  1    it is complete but for captured files that are damaged or gone here; they are named
  2    the command was called wrongly
  4    it could not be made; nothing of it was kept
  5    the log is not the one whose heads lie in TARGET: an old copy may have been put in place
"""
_RESTORE_HELP = """Bring the latest backup in the folder SOURCE back, into an empty installation.

Every byte is compared before anything is in its place, and the log's root with the one that was signed. Messages
that were released wait for a person again, nobody is signed in any more, and what was erased since is erased again.

\b
Exit codes:
  0    brought back, and the log's root is equal
  1    brought back, with something that a person must see to; it is told
  2    the command was called wrongly, or there is an installation here already
  4    the backup is damaged, or could not be written here
  5    the log in the backup was tampered with
"""


@click.command("backup", help=_BACKUP_HELP)
@click.argument("target", type=_FOLDER)
@click.option("--keep", type=click.IntRange(0, 3650), default=0, metavar="DAYS", help="Keep the last backup of each of "
              "so many days, and remove older ones. [all are kept]")  # fmt: skip
@click.option("--seal-with", type=_FILE, metavar="FILE", help="Put the keys in, sealed under the key in this file. "
              "Without it they are not in the backup.")  # fmt: skip
@click.option("--every", type=click.IntRange(1, 86_400), metavar="SECONDS", help="Go on until stopped: one so often.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a backup.")
def backup_command(target: Path, keep: int, seal_with: Path | None, every: int | None, as_json: bool) -> None:
    """Make a backup."""
    from muntada.cli.ground import prepare

    prepare()
    from muntada.upkeep.actions.backup import back_up

    code = 0
    while True:
        begun = time.monotonic()
        with _told(quiet=every is not None) as progress, _guarded():
            made = back_up(target, keep=keep, sealed_with=seal_with, progress=progress)
        code = SOME_REFUSED if made.manifest.missing else 0
        click.echo(json.dumps(_said(made), sort_keys=True) if as_json else _line(made, seal_with is not None))
        for digest in made.manifest.missing:
            click.echo(f"damaged or gone here: {digest}; `muntada restore --mend {target}` may have it", err=True)
        sys.stdout.flush()
        if every is None:
            break
        time.sleep(max(0.0, every - (time.monotonic() - begun)))
    click.get_current_context().exit(code)


@click.command("restore", help=_RESTORE_HELP)
@click.argument("source", type=_FOLDER)
@click.option("--at", default="", metavar="NAME", help="Another backup than the latest, such as 20260201T101500000Z.")
@click.option("--check", "only_check", is_flag=True, help="Compare every byte and bring nothing back.")
@click.option("--mend", "only_mend", is_flag=True, help="Bring back captured files that are damaged or gone here.")
@click.option("--over", is_flag=True, help="In the place of what is here, which is set aside and kept.")
@click.option("--yes", is_flag=True, help="With --over: do not ask.")
@click.option("--unseal-with", type=_FILE, metavar="FILE", help="Bring the keys back too, with the key in this file.")
@click.option("--witness", type=_FILE, metavar="FILE", help="The heads that a witness keeps, to know what is lost.")
@click.option("--json", "as_json", is_flag=True, help="What was done, as one JSON object.")
def restore_command(source: Path, only_check: bool, only_mend: bool, as_json: bool, at: str, **more: Any) -> None:
    """Bring a backup back."""
    from muntada.cli.ground import set_up

    if only_check and only_mend:
        raise click.UsageError("--check and --mend are two things; say one of them.")
    set_up()
    if only_check:
        with _told() as progress, _guarded():
            from muntada.upkeep.actions.restore import check

            manifest = check(source, at, progress)
        click.echo(json.dumps(_of_manifest(manifest), sort_keys=True) if as_json else f"Whole: {_about(manifest)}")
    elif only_mend:
        _mend(source, as_json)
    else:
        _restore(source, at, as_json, **more)


def _restore(
    source: Path, at: str, as_json: bool, *, over: bool, yes: bool, unseal_with: Path | None, witness: Path | None
) -> None:
    from muntada.cli.trail import heads_in
    from muntada.upkeep.actions.restore import chosen, restore

    with _guarded():
        manifest = chosen(source, at)
    if over and not yes:
        click.confirm(
            f"Put the backup of {manifest.at:%Y-%m-%d %H:%M:%S} UTC in the place of what is here?", abort=True
        )
    heads = heads_in(witness) if witness else []
    with _told() as progress, _guarded():
        done = restore(source, manifest.name, over=over, sealed_with=unseal_with, witness=heads, progress=progress)
    told = {**_of_manifest(manifest), "lost": done.lost, "held": done.held, "ended": done.ended, "keys": done.keys}
    told |= {"erased": done.erased, "left": done.left, "missing": done.missing, "aside": done.aside}
    if as_json:
        click.echo(json.dumps({**told, "seconds": round(done.seconds, 1)}, sort_keys=True))
    else:
        click.echo(f"Brought back: {_about(manifest)} The root is equal.")
    wanting = _wanting(done)
    for line in wanting:
        click.echo(line, err=True)
    click.get_current_context().exit(SOME_REFUSED if wanting else 0)


def _wanting(done: Any) -> list[str]:
    """What a person has to see to."""
    from muntada.trail.heads import has_key

    said = []
    if done.lost:
        said.append(f"A witness knows {done.lost} lines of the log that are not in it: what was done then is lost.")
    if done.held:
        said.append(f"{done.held} messages were released or on their way; look which ones went out: /outbox/.")
    if done.missing:
        said.append(f"{len(done.missing)} captured files were gone when it was made, the first is {done.missing[0]}.")
    said += [f"This was erased since and could not be erased again; do it by hand: {one}." for one in done.left]
    if not has_key():
        said.append("The log's key is not here; put trail.key in its place before anything is started.")
    return said


def _mend(source: Path, as_json: bool) -> None:
    with _told() as progress, _guarded():
        from muntada.upkeep.actions.restore import mend

        mended, left = mend(source, progress)
    if as_json:
        click.echo(json.dumps({"mended": mended, "left": left}))
    else:
        click.echo(f"{mended} captured files were brought back, {len(left)} are in no backup there.")
        for digest in left:
            click.echo(f"  {digest}", err=True)
    click.get_current_context().exit(SOME_REFUSED if left else 0)


def _said(made: Made) -> dict[str, Any]:
    new = {"new_files": made.new_files, "new_bytes": made.new_bytes}
    return {**_of_manifest(made.manifest), **new, "removed": made.removed, "seconds": round(made.seconds, 2)}


def _of_manifest(manifest: Manifest) -> dict[str, Any]:
    return {
        "backup": manifest.name,
        "version": manifest.version,
        "database": manifest.database,
        "files": manifest.files,
        "bytes": manifest.volume + sum(part.size for part in manifest.parts.values()),
        "missing": manifest.missing,
        "leaves": manifest.size,
        "root": manifest.root,
        "sealed_keys": "keys.sealed" in manifest.parts,
    }


def _line(made: Made, sealed: bool) -> str:
    keys = "with the keys, sealed" if sealed else "without the keys: keep secret.key and trail.key elsewhere"
    gone = f", {len(made.removed)} older ones removed" if made.removed else ""
    return f"Kept: {_about(made.manifest)} {made.new_files} files were new, {keys}{gone}."


def _about(manifest: Manifest) -> str:
    return (
        f"{manifest.name}, {manifest.files} captured files of {manifest.volume / 1e6:.1f} MB, "
        f"{manifest.size} leaves, root {manifest.root}."
    )


@contextmanager
def _told(*, quiet: bool = False) -> Iterator[Progress]:
    """A bar for each step, on standard error."""
    bars: dict[str, Any] = {}
    done: dict[str, int] = {}

    def progress(step: str, now: int, total: int) -> None:
        if quiet or not total:
            return
        if step not in bars:
            bars[step] = click.progressbar(length=total, label=_LABELS[step], file=sys.stderr)
            bars[step].__enter__()
        bars[step].update(now - done.get(step, 0))
        done[step] = now

    try:
        yield progress
    finally:
        for bar in bars.values():
            bar.__exit__(None, None, None)


@contextmanager
def _guarded() -> Iterator[None]:
    """Failures of backups as the command's own."""
    from muntada.trail.actions import NotTheSameLog
    from muntada.trail.heads import KeyUnusable
    from muntada.upkeep.folder import BackupFailed, LogAltered, NotHere

    try:
        yield
    except NotTheSameLog as differs:
        raise Failed(f"{differs} Nothing was copied; run `muntada trail verify`.", TAMPERED) from None
    except LogAltered as altered:
        raise Failed(str(altered), TAMPERED) from None
    except NotHere as here:
        raise Failed(str(here), USAGE) from None
    except (BackupFailed, KeyUnusable) as failed:
        raise Failed(str(failed), STORAGE) from None
