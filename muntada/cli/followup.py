"""`muntada followup`: what parties undertook and did, listed, taken along as files, and brought in again by a yes."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from muntada.cli.exits import NOTHING_READ, SOME_REFUSED, USAGE, Failed
from muntada.cli.forum import _bar as bar
from muntada.cli.forum import _show as show_plan

if TYPE_CHECKING:
    from muntada.access.actor import Actor
    from muntada.forum.imports.plan import Try

_FILE = click.Path(dir_okay=False, path_type=Path)
_AS = click.option("--as", "email", metavar="EMAIL", help="Who asks. [the first administrator]")
LISTS = ("institutions", "commitments", "measures", "mappings")
RECOMMENDATIONS = "recommendations"

_IMPORT_HELP = """Bring in FILE: one of the lists as CSV or XLSX, or recommendations as JSON or XLSX.

A row is known again by its key or reference, a commitment by its party and clause; a measure without a reference is a
new one. Recommendations are known by the symbol of their document and the number of the paragraph, as the Universal
Human Rights Index writes them; the document's text is in the library first. What would change is printed first, with
every row that is set aside and why. Nothing comes in before a yes, at the terminal or by --yes; then all of it comes in
together, or nothing does.

\b
Exit codes:
  0  every row is new, changed or unchanged
  1  some rows were set aside
  2  the command was called wrongly
  3  the file could not be read
  4  the storage failed
"""


@click.group("followup")
def followup_group() -> None:
    """What parties undertook, what they did for it, and what shows it."""


@followup_group.command("list")
@click.argument("name", metavar="LIST", type=click.Choice(LISTS))
@click.option("--party", metavar="KEY", help="Of this party alone, such as EG.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for a program.")
@_AS
def list_command(name: str, party: str | None, as_json: bool, email: str | None) -> None:
    """Print a LIST, as far as EMAIL sees it: institutions, commitments, measures or mappings."""
    lines = [line for line in _taken(name, email) if party is None or line.get("party") == party]
    if as_json:
        for line in lines:
            click.echo(json.dumps(line, ensure_ascii=False))
        return
    from muntada.cli.summary import plain

    for line in lines:
        said = [value.split("\n")[0][:90] for column in _SHOWN[name] if (value := line[column])]
        click.echo(plain("  ".join(said)))
    click.echo(f"{len(lines)} {name}.", err=True)


@followup_group.command("export")
@click.argument("name", metavar="LIST", type=click.Choice(LISTS))
@click.option("--form", type=click.Choice(["csv", "xlsx", "jsonl"]), default="csv", show_default=True, help="As what.")
@click.option("--out", type=_FILE, metavar="FILE", help="Where to. [standard output]")
@_AS
def export_command(name: str, form: str, out: Path | None, email: str | None) -> None:
    """Take a LIST along as a file that `import` brings in again; Excel reads its Arabic."""
    lines = _taken(name, email)
    from muntada.followup.exports.tables import as_csv, as_json_lines, as_xlsx

    with bar("Writing", len(lines)) as progress:
        counted = []
        for done, line in enumerate(lines, start=1):
            counted.append(line)
            progress(done, len(lines))
    data = {
        "csv": lambda: b"".join(as_csv(name, counted)),
        "xlsx": lambda: as_xlsx(name, counted),
        "jsonl": lambda: b"".join(as_json_lines(counted)),
    }[form]()
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        out.write_bytes(data)
        click.echo(f"{len(lines)} {name} in {out}.", err=True)


@followup_group.command("import", help=_IMPORT_HELP)
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--list", "name", metavar="LIST", type=click.Choice((*LISTS, RECOMMENDATIONS)),
    help="Which list it is. [what the file's name begins with]",
)  # fmt: skip
@_AS
@click.option("--yes", is_flag=True, help="Bring it in without asking.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a row; nothing is asked.")
def import_command(path: Path, name: str | None, email: str | None, yes: bool, as_json: bool) -> None:
    """Bring a file in."""
    from muntada.cli.ground import actor_at_console, prepare

    prepare()
    from muntada.forum.imports.plan import PlanChanged, carry_out, preview
    from muntada.text.tables import FileRefused

    actor, listed = actor_at_console(email), name or path.name.partition(".")[0]
    try:
        tries = _tries(actor, path, listed)
    except FileRefused as refused:
        raise Failed(f"{path.name}: {refused}", NOTHING_READ) from None
    with bar("Looking", len(tries)) as progress:
        plan = preview(listed, tries, total=len(tries), progress=progress)
    show_plan(plan, as_json)
    wanted = plan.does_something and (yes or (not as_json and sys.stdin.isatty() and click.confirm("Bring this in?")))
    if wanted:
        again = _tries(actor, path, listed)  # tried anew: what was tried for the preview was taken back
        try:
            with bar("Bringing in", len(again)) as progress:
                carry_out(listed, again, total=len(again), expected=plan.digest, progress=progress)
        except PlanChanged as changed:
            raise Failed(f"Nothing was brought in. {changed}", SOME_REFUSED) from None
    if not as_json:
        click.echo("Brought in." if wanted else "Nothing was brought in.", err=True)
    click.get_current_context().exit(SOME_REFUSED if plan.counts["quarantined"] else 0)


_SHOWN = {
    "institutions": ("key", "party", "name_ar", "name_en"),
    "commitments": ("party", "response", "to", "lead", "since"),
    "measures": ("reference", "status", "kind", "title_ar", "title_en"),
    "mappings": ("source", "relationship", "target", "rationale"),
}


def _taken(name: str, email: str | None) -> list[dict[str, str]]:
    from muntada.cli.ground import actor_at_console, prepare

    prepare()
    from muntada.followup.exports.tables import taken
    from muntada.trail.deed import Refused

    try:
        return taken(actor_at_console(email), name)
    except Refused as refused:
        raise Failed(str(refused), USAGE) from None


def _tries(actor: Actor, path: Path, name: str) -> list[Try]:
    """What is tried of a file. Raises FileRefused."""
    from muntada.followup.imports.recommendations import read_recommendations, tries_of_recommendations
    from muntada.followup.imports.tables import tries_of
    from muntada.text.tables import read_file

    data = path.read_bytes()
    if name == RECOMMENDATIONS or (path.suffix.lower() == ".json" and name not in LISTS):
        return tries_of_recommendations(actor, read_recommendations(data))
    return tries_of(actor, name, read_file(data))
