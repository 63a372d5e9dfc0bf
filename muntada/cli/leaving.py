"""`muntada library export` and `import`: texts taken along as files, and marked-up ones brought in as proposals."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from muntada.cli.exits import NOTHING_READ, SOME_REFUSED, USAGE, Failed

if TYPE_CHECKING:
    from muntada.access.actor import Actor
    from muntada.library.exports import File, Taking
    from muntada.library.models import Expression, Work

_FILE = click.Path(dir_okay=False, path_type=Path)
FORMS = ("akn", "docx", "pdf", "csv", "xlsx", "json")

_EXPORT_HELP = """Take the text of the work KEY along, or with --collection a collection, as far as EMAIL sees it.

Akoma Ntoso of one language version is an XML file, of several a zip archive. Word and PDF hold one language, or two
side by side. With --check a file of Akoma Ntoso is compared with the schema of the standard before it is written.

\b
Exit codes:
  0  the file was written
  1  --check found faults; each is on standard error, and nothing was written
  2  the command was called wrongly, or there is nothing that may be taken along
"""

_IMPORT_HELP = """Bring the text in FILE in as a proposed version of the work KEY.

FILE is Akoma Ntoso (.xml), or a table as `export` writes it (.csv, .xlsx) with a row a clause and a column a language.
Nothing of it is in force until a person has looked at the proposal and settled it. Addresses of clauses that the work
has already are kept.

\b
Exit codes:
  0  the text is there as a proposal
  1  it is there, and something in the file was not understood; what it was is named
  2  the command was called wrongly, or the text cannot be of this work
  3  the file could not be read
"""


@click.command("export", help=_EXPORT_HELP)
@click.argument("key", metavar="[KEY]", required=False)
@click.option("--collection", type=click.IntRange(1), metavar="NUMBER", help="A collection in place of a work.")
@click.option("--format", "form", type=click.Choice(FORMS), default="akn", show_default=True, help="As what.")
@click.option("--language", "languages", default="ar,en,fr", show_default=True, metavar="CODES", help="In which.")
@click.option("--out", type=_FILE, metavar="FILE", help="Where to. [standard output]")
@click.option("--check", is_flag=True, help="With akn: compare it with the schema first.")
@click.option("--as", "email", metavar="EMAIL", help="Who takes it along. [the first administrator]")
def export_command(key: str | None, collection: int | None, form: str, languages: str, **more: Any) -> None:
    """Take a text along."""
    from muntada.cli.ground import actor_at_console, prepare

    if (key is None) is (collection is None):
        raise Failed("Name a work by its key, or a collection by --collection.", USAGE)
    if more["check"] and form != "akn":
        raise Failed("Only Akoma Ntoso has a schema to check it with.", USAGE)
    prepare()
    from muntada.library.exports import ExportRefused, Taking
    from muntada.trail.deed import Refused

    taking = Taking(tuple(code.strip() for code in languages.split(",") if code.strip()), form)
    try:
        file = _taken(actor_at_console(more["email"]), key, collection, taking)
    except (ExportRefused, Refused) as refused:
        raise Failed(str(refused), USAGE) from None
    if more["check"]:
        wrong = [f"{name}: {fault}" for name, data in _parts(file) for fault in _faults(data)]
        for line in wrong:
            click.echo(line, err=True)
        if wrong:
            click.get_current_context().exit(SOME_REFUSED)
        click.echo("Valid by the schema of Akoma Ntoso 3.0.", err=True)
    if more["out"] is None:
        sys.stdout.buffer.write(file.data)
        sys.stdout.buffer.flush()
    else:
        more["out"].write_bytes(file.data)
        click.echo(f"{more['out']}: {file.tlp.value}", err=True)


def _taken(actor: Actor, key: str | None, collection: int | None, taking: Taking) -> File:
    from muntada.library.exports import collection_file, text_file
    from muntada.library.queries.reading import collection as collection_of

    if key is not None:
        return text_file(actor, _work(actor, key), taking)
    found = collection_of(actor, collection or 0)
    if found is None:
        raise Failed(f"There is no collection {collection}.", USAGE)
    return collection_file(actor, found, taking)


def _work(actor: Actor, key: str) -> Work:
    from muntada.library import queries

    found = queries.work(actor, key)
    if found is None:
        raise Failed(f"The library has no work {key}.", USAGE)
    return found


def _parts(file: File) -> Iterator[tuple[str, bytes]]:
    """The XML files that a file is or holds."""
    if not file.name.endswith(".zip"):
        yield file.name, file.data
        return
    with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                yield name, archive.read(name)


def _faults(data: bytes) -> list[str]:
    from muntada.library.structure.akn import faults

    return faults(data)


@click.command("import", help=_IMPORT_HELP)
@click.argument("key", metavar="KEY")
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "email", metavar="EMAIL", help="Who brings it in. [the first administrator]")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a version, for a program.")
def import_command(key: str, path: Path, email: str | None, as_json: bool) -> None:
    """Bring a text in."""
    from muntada.cli.ground import actor_at_console, prepare

    prepare()
    from muntada.evidence.values import ValueRefused
    from muntada.library.actions.refusals import NotPossible
    from muntada.trail.deed import Refused

    actor = actor_at_console(email)
    work = _work(actor, key)
    try:
        versions, notes = _brought(actor, work, path)
    except (ValueRefused, NotPossible, Refused) as refused:
        raise Failed(f"{path.name}: {refused}", USAGE) from None
    for version in versions:
        said = {"version": version.pk, "work": work.key, "language": version.language, "state": version.state}
        said |= {"clauses": version.texts.count(), "notes": list(notes)}
        line = (
            f"{version.language}: {said['clauses']} clauses are proposed; correct and settle them on the work's page."
        )
        click.echo(json.dumps(said, ensure_ascii=False, sort_keys=True) if as_json else line)
    for note in () if as_json else notes:
        click.echo(f"not understood: {note}", err=True)
    click.get_current_context().exit(SOME_REFUSED if notes else 0)


def _brought(actor: Actor, work: Work, path: Path) -> tuple[list[Expression], tuple[str, ...]]:
    """The versions that a file gives, and what was not understood of it."""
    from muntada.library.actions.incoming import take_in_marked_up, take_in_rows
    from muntada.library.structure.akn import AknRefused, read
    from muntada.library.structure.table import TableRefused, read_rows
    from muntada.text.tables import FileRefused, read_file

    data = path.read_bytes()
    try:
        if path.suffix.lower() in {".csv", ".xlsx"}:
            lines = [line.cells for line in read_file(data).lines if not line.ended]
            return take_in_rows(actor, work, read_rows(lines)), ()
        done = read(data)
    except (AknRefused, TableRefused, FileRefused) as refused:
        raise Failed(f"{path.name}: {refused}", NOTHING_READ) from None
    return [take_in_marked_up(actor, work, done)], done.notes
