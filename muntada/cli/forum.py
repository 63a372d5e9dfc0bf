"""`muntada forum`: lists taken along as files, and brought in again by a yes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from muntada.cli.exits import NOTHING_READ, SOME_REFUSED, USAGE, Failed

if TYPE_CHECKING:
    from muntada.access.actor import Actor
    from muntada.forum.imports.plan import Plan, Progress, Row, Try

_FILE = click.Path(dir_okay=False, path_type=Path)
CALENDAR = "calendar"
SHOWN = 50  # rows of each kind that are printed for a person

_IMPORT_HELP = """Bring in FILE: a list as CSV or XLSX, or a calendar (.ics) as proposed meetings.

What would change is printed first, with every row that is set aside and why. Nothing comes in before a yes, at the
terminal or by --yes; then all of it comes in together, or nothing does.

\b
Exit codes:
  0  every row is new, changed or unchanged
  1  some rows were set aside
  2  the command was called wrongly
  3  the file could not be read
  4  the storage failed
"""


@click.group("forum")
def forum_group() -> None:
    """The forum's lists as files."""


@forum_group.command("export")
@click.argument("name", metavar="LIST")
@click.option("--form", type=click.Choice(["csv", "xlsx", "jsonl"]), default="csv", show_default=True, help="As what.")
@click.option("--out", type=_FILE, metavar="FILE", help="Where to. [standard output]")
@click.option("--as", "email", metavar="EMAIL", help="Who takes it along. [the first administrator]")
def export_command(name: str, form: str, out: Path | None, email: str | None) -> None:
    """Take a LIST along, as far as EMAIL sees it: meetings, agenda-items, participants, outcomes and others."""
    from muntada.cli.ground import actor_at_console, prepare

    prepare()
    from muntada.access.rows import rows
    from muntada.access.rules import Permission
    from muntada.evidence.exports import as_csv, as_json_lines, as_xlsx, export
    from muntada.forum.queries.lists import TABLES, masking_of
    from muntada.signin.actors import renewed
    from muntada.trail.deed import Refused

    if name not in TABLES:
        raise Failed(f"There is no list {name}; the lists are: {', '.join(TABLES)}.", USAGE)
    actor, model = actor_at_console(email), TABLES[name]
    keys = rows(actor, Permission.RECORD_READ, model).order_by("pk").values_list("pk", flat=True)
    lines = export(lambda: renewed(actor), model, keys, name=name, masking=masking_of(model))
    write: dict[str, Callable[[], Iterator[bytes]]] = {
        "csv": lambda: as_csv(model, lines),
        "xlsx": lambda: as_xlsx(model, lines),
        "jsonl": lambda: as_json_lines(lines),
    }
    try:
        if out is None:
            _copy(write[form](), sys.stdout.buffer)
        else:
            with out.open("wb") as file:
                _copy(write[form](), file)
    except Refused as refused:
        raise Failed(str(refused), USAGE) from None


def _copy(parts: Iterator[bytes], file: BinaryIO) -> None:
    for part in parts:
        file.write(part)
    file.flush()


@forum_group.command("import", help=_IMPORT_HELP)
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--list", "name", metavar="LIST", help="Which list it is. [what the file's name begins with]")
@click.option("--body", metavar="KEY", help="For a calendar: whose meetings these are.")
@click.option("--kind", metavar="KIND", default="meeting", show_default=True, help="For a calendar: of what kind.")
@click.option("--as", "email", metavar="EMAIL", help="Who brings it in. [the first administrator]")
@click.option("--yes", is_flag=True, help="Bring it in without asking.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a row; nothing is asked.")
def import_command(path: Path, yes: bool, as_json: bool, **more: Any) -> None:
    """Bring a file in."""
    from muntada.cli.ground import actor_at_console, prepare

    prepare()
    from muntada.forum.imports.plan import PlanChanged, carry_out, preview
    from muntada.text.tables import FileRefused

    actor = actor_at_console(more["email"])
    try:
        name, tries = _tries(actor, path, more["name"], more["body"], more["kind"])
    except FileRefused as refused:
        raise Failed(f"{path.name}: {refused}", NOTHING_READ) from None
    with _bar("Looking", len(tries)) as progress:
        plan = preview(name, tries, total=len(tries), progress=progress)
    _show(plan, as_json)
    wanted = plan.does_something and (yes or (not as_json and sys.stdin.isatty() and click.confirm("Bring this in?")))
    if wanted:
        try:
            with _bar("Bringing in", len(tries)) as progress:
                # Tried anew: what was tried for the preview was taken back.
                _name, again = _tries(actor, path, more["name"], more["body"], more["kind"])
                carry_out(name, again, total=len(tries), expected=plan.digest, progress=progress)
        except PlanChanged as changed:
            raise Failed(f"Nothing was brought in. {changed}", SOME_REFUSED) from None
    if not as_json:
        click.echo("Brought in." if wanted else "Nothing was brought in.", err=True)
    click.get_current_context().exit(SOME_REFUSED if plan.counts["quarantined"] else 0)


def _tries(actor: Actor, path: Path, name: str | None, body: str | None, kind: str) -> tuple[str, list[Try]]:
    """What is tried of a file, and which list it is of. Raises FileRefused, Failed."""
    from muntada.forum.imports.calendar import read_calendar, tries_of_calendar
    from muntada.forum.imports.plan import tries_of
    from muntada.forum.queries import body as body_of
    from muntada.text.tables import read_file

    data = path.read_bytes()
    if path.suffix.lower() == ".ics" or name == CALENDAR:
        whose = body_of(actor, body) if body else None
        if whose is None:
            raise Failed("Say by --body whose meetings these are, such as gctf.coco.", USAGE)
        return CALENDAR, tries_of_calendar(actor, whose, read_calendar(data), kind=kind)
    listed = name or path.name.partition(".")[0]
    return listed, tries_of(actor, listed, read_file(data))


def _show(plan: Plan, as_json: bool) -> None:
    """What a file would bring in."""
    if as_json:
        for row in plan.rows:
            click.echo(json.dumps(_said(row), ensure_ascii=False, sort_keys=True))
        return
    from muntada.cli.summary import plain

    for state, word in (("quarantined", "set aside"), ("changed", "changed"), ("new", "new")):
        found = [row for row in plan.rows if row.state == state]
        for row in found[:SHOWN]:
            why = f" ({row.column}) {_why(row)}" if row.code else ""
            changes = "; ".join(f"{column}: {was or '—'} → {will}" for column, was, will in row.changes)
            click.echo(plain(f"{word:>10}  row {row.number}  {row.name}{why}  {changes}".rstrip()))
        if len(found) > SHOWN:
            click.echo(f"{word:>10}  and {len(found) - SHOWN} more")
    counts = plan.counts
    click.echo(
        f"New {counts['new']}, changed {counts['changed']}, unchanged {counts['unchanged']}, "
        f"set aside {counts['quarantined']}."
    )


def _said(row: Row) -> dict[str, Any]:
    said: dict[str, Any] = {"row": row.number, "state": row.state.value, "name": row.name}
    said["changes"] = [{"column": column, "before": was, "after": will} for column, was, will in row.changes]
    return said | ({"code": row.code, "column": row.column, "why": _why(row)} if row.code else {})


def _why(row: Row) -> str:
    from muntada.forum.imports.cells import WHY

    return row.text or WHY[row.code]


@contextmanager
def _bar(label: str, total: int) -> Iterator[Progress]:
    """How far it is, at a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    with click.progressbar(length=total, label=label, file=sys.stderr, show_pos=True) as bar:
        yield lambda _done, _total: bar.update(1)
