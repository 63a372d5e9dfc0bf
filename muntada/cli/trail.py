"""`muntada trail`: heads for a witness, and the verification of the whole log."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from muntada.cli.exits import STORAGE, TAMPERED, USAGE, Failed

if TYPE_CHECKING:
    from muntada.trail.heads import SignedHead
    from muntada.trail.verifying import Verdict

_VERIFY_HELP = """Verify the log: every entry against its commitment, every leaf against its entry, the tree against
its leaves, the roots against every head that was signed; with --witness against every head that somebody else keeps.

\b
Exit codes:
  0    the log is sound
  2    the command was called wrongly, or the witness's file holds no heads
  4    the storage failed
  5    something was tampered with; each fault is told
"""
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group("trail")
def trail_group() -> None:
    """The log of who did and who saw what."""


@trail_group.command("head")
@click.option("--witness", type=_FILE, metavar="FILE", help="Append the head to this file, which somebody else keeps.")
def head_command(witness: Path | None) -> None:
    """Print a signed head of the log: its size and its root, now.

    With --witness it is appended to the file, after a check that the log is still the one that the file knows.
    """
    from muntada.cli.ground import prepare

    prepare()
    from muntada.trail.actions import hand_to_witness, sign_head

    head = _guarded(lambda: sign_head() if witness is None else hand_to_witness(witness))
    click.echo(head.line())


@trail_group.command("ship")
@click.argument("path", metavar="FILE", type=_FILE)
def ship_command(path: Path) -> None:
    """Append to FILE what the log holds and FILE does not yet, with a signed head.

    The file holds commitments and no personal data. It may lie on another system, or be sent there.
    """
    from muntada.cli.ground import prepare

    prepare()
    from muntada.trail.exports import ship

    shipped, head = _guarded(lambda: ship(path))
    click.echo(f"{shipped} leaves shipped; the head is over {head.size}.")


@trail_group.command("verify", help=_VERIFY_HELP)
@click.option("--witness", type=_FILE, metavar="FILE", help="The heads that a witness keeps, one a line.")
@click.option("--json", "as_json", is_flag=True, help="The verdict as one JSON object.")
def verify_command(witness: Path | None, as_json: bool) -> None:
    """Verify the log."""
    from muntada.cli.ground import set_up

    set_up()  # without bringing the database up to date: whoever verifies writes nothing
    from muntada.trail.queries import size_of_log
    from muntada.trail.verifying import verify

    known = heads_in(witness) if witness else []
    with click.progressbar(length=size_of_log(), label="Verifying", file=sys.stderr) as bar:
        verdict = verify(known, bar.update)
    if as_json:
        click.echo(json.dumps(_said(verdict), sort_keys=True))
    else:
        _tell(verdict)
    click.get_current_context().exit(0 if verdict.is_sound else TAMPERED)


def heads_in(path: Path) -> list[SignedHead]:
    """The heads that a witness's file holds. Raises Failed."""
    from muntada.trail.heads import NotAHead, witnessed

    try:
        found = witnessed(path)
    except (OSError, NotAHead, UnicodeDecodeError) as wrong:
        raise Failed(f"{path} holds a line that is no signed head, or cannot be read: {wrong}", USAGE) from None
    if not found:
        raise Failed(f"{path} holds no head; write one with: muntada trail head --witness {path}", USAGE)
    return found


def _said(verdict: Verdict) -> dict[str, Any]:
    return {
        "sound": verdict.is_sound,
        "leaves": verdict.leaves,
        "waiting": verdict.waiting,
        "taken": verdict.taken,
        "heads": verdict.heads,
        "witnessed": verdict.witnessed,
        "root": verdict.root,
        "faults": [
            {"kind": fault.kind.value, "said": fault.said, "index": fault.index, "entry": fault.entry}
            for fault in verdict.faults
        ],
        "counted": {kind.value: count for kind, count in sorted(verdict.counted.items())},
    }


def _tell(verdict: Verdict) -> None:
    for fault in verdict.faults:
        click.echo(f"{fault.kind.value}: {fault.said}")
    told = f"{verdict.leaves} leaves, {verdict.heads} heads, {verdict.witnessed} heads of a witness"
    if verdict.is_sound:
        click.echo(f"Sound: {told}; root {verdict.root}.")
        if not verdict.witnessed:
            click.echo("Without a witness's heads, nothing shows that the whole log was not made anew.", err=True)
    else:
        counts = ", ".join(f"{kind.value} {count}" for kind, count in sorted(verdict.counted.items()))
        click.echo(f"Tampered with: {counts} ({told}). Keep the database and the file as they are.")


def _guarded(work: Any) -> Any:
    """What the work gives; its failures as the command's own."""
    from muntada.trail.actions import NotTheSameLog
    from muntada.trail.heads import KeyUnusable, NotAHead

    try:
        return work()
    except NotTheSameLog as differs:
        raise Failed(
            f"{differs} Nothing was appended; run `muntada trail verify` with the same file.", TAMPERED
        ) from None
    except LookupError as gone:
        raise Failed(f"{gone} Run `muntada trail verify`.", TAMPERED) from None
    except KeyUnusable as wrong:
        raise Failed(str(wrong), STORAGE) from None
    except (NotAHead, ValueError) as wrong:
        raise Failed(f"The file holds a line that is not the log's: {wrong}", USAGE) from None
    except OSError as error:
        raise Failed(f"The file cannot be written: {error}", STORAGE) from None
