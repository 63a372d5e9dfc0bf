"""`muntada doctor` and `muntada upgrade`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from muntada.cli.exits import SOME_REFUSED, STORAGE, Failed

if TYPE_CHECKING:
    from muntada.upkeep.doctor import Check

_MARKS = {"ok": "ok     ", "warning": "WARNING", "failure": "FAILURE"}
_DOCTOR_HELP = """Look at everything that this installation rests on, and say what to do next.

\b
Exit codes:
  0    all is well, or there are only warnings
  1    something does not work, or not safely
  2    a setting is wrong
"""
_UPGRADE_HELP = """Bring the database to the shape that this version needs: a copy of it first, each migration whole or
not at all, and a look at everything after. Killed at any moment, it is resumed by running it again.

\b
Exit codes:
  0    done, or there was nothing to do
  1    done, and a check after it failed
  4    a migration failed, or the copy could not be made; what stands is told
"""


@click.command("doctor", help=_DOCTOR_HELP)
@click.option("--deep", is_flag=True, help="Compare every captured file and verify the whole log too.")
@click.option("--json", "as_json", is_flag=True, help="All checks as one JSON object.")
def doctor_command(deep: bool, as_json: bool) -> None:
    """Look at everything."""
    from muntada.cli.ground import set_up

    set_up()
    from muntada.upkeep.doctor import State, examine

    found = []
    for check in examine(deep=deep):
        found.append(check)
        if not as_json:
            _tell(check)
    wrong = [one for one in found if one.state is State.FAILURE]
    if as_json:
        click.echo(json.dumps({"well": not wrong, "checks": [_said(one) for one in found]}, sort_keys=True))
    else:
        warned = sum(one.state is State.WARNING for one in found)
        click.echo(f"{len(found)} checks, {len(wrong)} failures, {warned} warnings.")
    click.get_current_context().exit(SOME_REFUSED if wrong else 0)


@click.command("upgrade", help=_UPGRADE_HELP)
@click.option("--without-copy", is_flag=True, help="Make no copy of the database first: you have a backup.")
@click.option("--json", "as_json", is_flag=True, help="What was done, as one JSON object.")
def upgrade_command(without_copy: bool, as_json: bool) -> None:
    """Bring the database up to date."""
    from muntada.cli.ground import set_up

    set_up()
    from muntada.upkeep.actions.upgrade import UpgradeFailed, upgrade
    from muntada.upkeep.folder import BackupFailed

    bars: dict[str, Any] = {}

    def progress(step: str, done: int, total: int) -> None:
        if total and step not in bars:
            bars[step] = click.progressbar(length=total, label=step.capitalize(), file=sys.stderr)
            bars[step].__enter__()
        if total:
            bars[step].update(done - bars[step].pos)

    try:
        made = upgrade(copy=not without_copy, progress=progress)
    except (UpgradeFailed, BackupFailed) as failed:
        raise Failed(str(failed), STORAGE) from None
    finally:
        for bar in bars.values():
            bar.__exit__(None, None, None)
    done = [f"{room}.{name}" for room, name in made.done]
    if as_json:
        checks = [_said(one) for one in made.checks]
        click.echo(json.dumps({"done": done, "copy": made.copy, "well": made.is_well, "checks": checks}))
    else:
        click.echo(f"{len(done)} migrations were done." if done else "There was nothing to do.")
        if made.copy:
            click.echo(f"The database of before lies in {made.copy} until the next backup.")
        for check in made.checks:
            _tell(check)
    click.get_current_context().exit(0 if made.is_well else SOME_REFUSED)


def _tell(check: Check) -> None:
    click.echo(f"{_MARKS[check.state.value]} {check.name}: {check.found}")
    if check.todo:
        click.echo(f"          {check.todo}")


def _said(check: Check) -> dict[str, str]:
    return {"name": check.name, "state": check.state.value, "found": check.found, "todo": check.todo}
