"""`muntada library`: works entered, their texts brought in and shown, clause by clause."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from muntada.cli.exits import ALL_READ, NOTHING_READ, SOME_REFUSED, STORAGE, USAGE, Failed
from muntada.cli.files import Input, inputs
from muntada.marking.tlp import TLP, UnknownLabel

if TYPE_CHECKING:
    from muntada.access.actor import Actor
    from muntada.evidence.actions.given import Given
    from muntada.library.models import Clause, ClauseText, Expression, Work

TONGUES = ("ar", "en", "fr")
SHOWN = 90  # characters of a clause's words that are printed for a person
_LANGUAGE = click.Choice(TONGUES)

_ADD_HELP = """Bring the texts of works in: Word, PDF, web pages, plain text, Akoma Ntoso.

Each FILE is kept as it is, its clauses are proposed and printed. They wait for a person who corrects them on their
page, or are settled at once by --settle. Files of several works bear names such as KEY.LANGUAGE.docx; of one, --work
and --language say it. A file that is here already changes nothing, so that a run that was stopped is run again.

\b
Exit codes:
  0  every file came in
  1  some files were refused
  2  the command was called wrongly
  3  no file came in
  4  the storage failed
"""


@click.group("library")
def library_group() -> None:
    """The library: works and their texts, clause by clause."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What `add` was told."""

    work: str | None
    language: str
    version: str
    settle: bool
    given: Given


@library_group.command("add", help=_ADD_HELP)
@click.argument("paths", metavar="FILE...", nargs=-1, required=True)
@click.option("--work", metavar="KEY", help="Whose text it is. [what the file's name begins with]")
@click.option("--language", type=_LANGUAGE, help="In which. [as the file's name says, else as its words tell]")
@click.option("--version", default="", metavar="DATE", help="The day of this wording, such as 2024-05-22.")
@click.option("--settle", is_flag=True, help="Put it in force as it was proposed.")
@click.option("--tlp", metavar="LABEL", help="The label. [as the text itself says, else TLP:CLEAR]")
@click.option("--as", "email", metavar="EMAIL", help="Who brings it in. [the first administrator]")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file.")
def add_command(paths: tuple[str, ...], email: str | None, as_json: bool, tlp: str | None, **more: Any) -> None:
    """Bring texts in."""
    from muntada.cli.ground import actor_at_console, prepare

    label = _label(tlp)
    files = inputs(list(paths))
    prepare()
    from muntada.evidence.actions.given import Given

    actor = actor_at_console(email)
    more["language"] = more["language"] or ""
    wanted = Wanted(given=Given(tlp=label), **more)
    came = _add_all(actor, files, wanted, as_json)
    if not as_json and len(files) > 1:
        click.echo(f"{came} came in, {len(files) - came} refused.", err=True)
    code = ALL_READ if came == len(files) else SOME_REFUSED if came else NOTHING_READ
    click.get_current_context().exit(code)


def _add_all(actor: Actor, files: list[Input], wanted: Wanted, as_json: bool) -> int:
    """How many files came in. What reads the output may go away: the files come in all the same."""
    came, listening = 0, True
    with _bar(len(files)) as bar:
        for file in files:
            done = _attempt(actor, file, wanted)
            came += done is not None
            if done is not None and listening:
                listening = _print_proposal(actor, *done, as_json=as_json, name=file.name)
            if bar is not None:
                bar.update(1)
    return came


@library_group.command("show")
@click.argument("key", metavar="KEY")
@click.argument("wid", metavar="[WID]", required=False)
@click.option("--language", "languages", type=_LANGUAGE, multiple=True, help="In which; once for each. [all]")
@click.option("--as", "email", metavar="EMAIL", help="Who reads it. [the first administrator]")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for a program.")
def show_command(key: str, wid: str | None, languages: tuple[str, ...], email: str | None, as_json: bool) -> None:
    """Print a work's text, or its clause at the address WID, such as para_5__point_a."""
    from muntada.cli.ground import actor_at_console, prepare

    prepare()
    from muntada.access.rules import Permission
    from muntada.library import queries
    from muntada.trail.looking import note_consultation

    actor = actor_at_console(email)
    work = queries.work(actor, key)
    if work is None:
        raise Failed(f"The library has no work {key}.", USAGE)
    note_consultation(actor, work, Permission.RECORD_READ)
    wanted = languages or TONGUES
    if wid is not None:
        _show_clause(actor, work, wid, wanted, as_json)
        return
    page = queries.text_page(actor, work, wanted)
    lines = [(one.clause, one.depth, dict(one.texts), list(one.missing)) for one in page.clauses]
    if as_json:
        said = [_said(clause, texts, missing=missing) for clause, _depth, texts, missing in lines]
        _echo_json({**_head(work), "versions": _versions(page.versions.values()), "clauses": said})
        return
    if not lines:
        raise Failed(f"No text of {key} is settled in {', '.join(wanted)}.", NOTHING_READ)
    for clause, depth, texts, missing in lines:
        _print_clause(clause, depth, texts.values(), several=len(wanted) > 1)
        if missing:
            click.echo(f"{'  ' * depth}    not in: {', '.join(missing)}")


@library_group.command("new")
@click.argument("key", metavar="KEY")
@click.option("--kind", required=True, metavar="KIND", help="What it is, such as memorandum or resolution.")
@click.option("--title-ar", "ar", default="", metavar="TEXT", help="Its title in Arabic.")
@click.option("--title-en", "en", default="", metavar="TEXT", help="Its title in English.")
@click.option("--title-fr", "fr", default="", metavar="TEXT", help="Its title in French.")
@click.option("--symbol", default="", metavar="SYMBOL", help="Such as S/RES/2396 (2017).")
@click.option("--body", default="", metavar="KEY", help="Which body adopted it, such as gctf or un.sc.")
@click.option("--adopted", default="", metavar="DATE", help="When, as precisely as it is known.")
@click.option("--in-force", default="", metavar="DATE", help="Since when it is in force.")
@click.option("--adopted-by", default="", metavar="HOW", help="consensus, vote or signature.")
@click.option("--votes", default="", metavar="N-N-N", help="For, against, abstaining: 13-0-2.")
@click.option("--binding", default="", metavar="WHY", help="Why it binds: treaty, chapter_7 or eu_law.")
@click.option("--status", default="", metavar="STATUS", help="Where it stands, such as endorsed or in_force.")
@click.option("--topic", "topics", multiple=True, metavar="TOPIC", help="What it is about; once for each.")
@click.option("--parent", default="", metavar="KEY", help="The work that this one is an addendum to.")
@click.option("--supersedes", default="", metavar="KEY", help="The work that this one succeeds.")
@click.option("--tlp", metavar="LABEL", help="The label. [that of the body or the work above it, else TLP:CLEAR]")
@click.option("--as", "email", metavar="EMAIL", help="Who enters it. [the first administrator]")
def new_command(key: str, ar: str, en: str, fr: str, tlp: str | None, email: str | None, **said: Any) -> None:
    """Enter a work under KEY, before its texts are brought in."""
    from muntada.cli.ground import actor_at_console, prepare

    label = _label(tlp)
    prepare()
    from muntada.evidence.actions.documents import as_brought
    from muntada.evidence.values import ValueRefused
    from muntada.library.actions.making import make_work
    from muntada.trail.deed import Refused

    actor = actor_at_console(email)
    try:
        handling = as_brought(actor, label) if label is not None else None
        made = make_work(actor, key=key, titles={"ar": ar, "en": en, "fr": fr}, handling=handling, **said)
    except ValueRefused as refused:
        raise Failed(f"--{refused.field.replace('_', '-')}: {refused.reason}", USAGE) from None
    except Refused as refused:
        raise Failed(f"{refused} Name somebody who may with --as.", USAGE) from None
    click.echo(f"{made.pk} is entered.")


def _attempt(actor: Actor, file: Input, wanted: Wanted) -> tuple[Expression, bool] | None:
    """The version that a file became, or None and a line on standard error. Raises Failed."""
    from django.conf import settings
    from django.db import DatabaseError

    from muntada.cli.summary import plain
    from muntada.evidence.actions.given import HandlingRefused
    from muntada.evidence.store import StoreFailed
    from muntada.evidence.values import ValueRefused
    from muntada.library.actions.refusals import NotPossible
    from muntada.library.actions.texts import settle
    from muntada.sources.actions.texts import bring_text
    from muntada.sources.capture import CaptureRefused, clean_name
    from muntada.trail.deed import Refused

    try:
        work, language = _whose(actor, file, wanted)
        brought = bring_text(
            actor, work, file.data(settings.MAX_UPLOAD), name=clean_name(file.name), language=language,
            version=wanted.version, given=wanted.given,
        )  # fmt: skip
        if wanted.settle and brought.version.state == "proposed":
            settle(actor, brought.version, seen=brought.version.revision)
        return brought.version, brought.new
    except Refused as refused:
        raise Failed(f"{refused} Name somebody who may with --as.", USAGE) from None
    except (StoreFailed, DatabaseError) as error:
        raise Failed(f"{file.shown} did not come in: {error} What was printed before it did.", STORAGE) from None
    except CaptureRefused as refused:
        code, why = refused.code, refused.message
    except (HandlingRefused, ValueRefused) as refused:
        code, why = refused.field, str(refused)
    except NotPossible as refused:
        code, why = refused.code, str(refused)
    click.echo(f"{file.shown}: refused ({code}): {plain(why)}", err=True)
    return None


def _whose(actor: Actor, file: Input, wanted: Wanted) -> tuple[Work, str]:
    """Whose text a file is and in which language, as it was said, else as its name says. Raises ValueRefused."""
    from muntada.evidence.values import ValueRefused
    from muntada.library import queries

    parts = file.name.split(".")
    named = next((place for place, part in enumerate(parts) if part in TONGUES and place), None)
    key = wanted.work or (".".join(parts[:named]) if named else ".".join(parts[:-1]))
    work = queries.work(actor, key)
    if work is None:
        raise ValueRefused("work", f"The library has no work {key}: enter it with `muntada library new`.")
    return work, wanted.language or (parts[named] if named else "")


def _print_proposal(actor: Actor, version: Expression, new: bool, *, as_json: bool, name: str) -> bool:
    """Print what came in; False where nobody reads it any more."""
    try:
        _print_version(actor, version, new, as_json=as_json, name=name)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains once more at its end
        return False
    return True


def _print_version(actor: Actor, version: Expression, new: bool, *, as_json: bool, name: str) -> None:
    from muntada.library import queries

    texts = list(queries.texts_of(actor, [version]).order_by("order"))
    fate = version.state if new else f"here already, {version.state}"
    if as_json:
        said = [_said(text.clause, {version.language: text}) for text in texts]
        head = {"source": name, "expression": version.pk, "work": version.work_id, "new": new}
        _echo_json({**head, **_version(version), "notes": version.notes, "clauses": said})
        return
    click.echo(f"{name}: {version.work_id} in {version.language}, {len(texts)} clauses - {fate}")
    depths: dict[int, int] = {}
    for text in texts:
        depth = depths[text.clause_id] = depths.get(text.clause.parent_id or 0, 0) + 1
        _print_clause(text.clause, depth, [text], several=False)
    for note in version.notes:
        click.echo(f"  note: {note}")
    sys.stdout.flush()


def _show_clause(actor: Actor, work: Work, wid: str, languages: Iterable[str], as_json: bool) -> None:
    from muntada.library import queries

    one = queries.clause(actor, work, wid)
    if one is None:
        raise Failed(f"{work.pk} has no clause at {wid}.", USAGE)
    texts = {code: text for code, text in one.texts.items() if code in languages}
    if as_json:
        _echo_json({**_head(work), **_said(one.clause, texts), "within": [inner.wid for inner in one.within]})
        return
    _print_clause(one.clause, 0, texts.values(), several=True, whole=True)
    if one.clause.repealed:
        click.echo(f"  went out: {one.clause.repealed}")


def _print_clause(
    clause: Clause, depth: int, texts: Iterable[ClauseText], *, several: bool, whole: bool = False
) -> None:
    from muntada.cli.summary import plain

    space = "  " * depth
    act = f" · {clause.opening}" if clause.opening else ""
    click.echo(f"{space}{clause.wid} [{clause.kind}{act}]")
    for text in texts:
        said = plain(" ".join(part for part in (text.number, text.heading, text.text) if part))
        shown = said if whole or len(said) <= SHOWN else said[:SHOWN] + "…"
        tongue = f"{text.expression.language}: " if several else ""
        click.echo(f"{space}    {tongue}\u2068{shown}\u2069")


def _head(work: Work) -> dict[str, Any]:
    return {"work": {"key": work.pk, "symbol": work.symbol, "kind": work.kind, "adopted": work.adopted}}


def _version(one: Expression) -> dict[str, Any]:
    return {"language": one.language, "version": one.version, "state": one.state, "quality": one.quality}


def _versions(found: Iterable[Expression]) -> list[dict[str, Any]]:
    return [{"expression": one.pk, **_version(one)} for one in found]


def _said(clause: Clause, texts: dict[str, ClauseText], *, missing: list[str] | None = None) -> dict[str, Any]:
    said: dict[str, Any] = {
        "wid": clause.wid,
        "parent": clause.parent.wid if clause.parent else None,
        "kind": clause.kind,
        "opening": clause.opening,
        "addressee": clause.addressee,
        "repealed": clause.repealed or None,
        "texts": {
            code: {"number": text.number, "heading": text.heading, "text": text.text} for code, text in texts.items()
        },
    }
    return said if missing is None else {**said, "missing": missing}


def _echo_json(said: dict[str, Any]) -> None:
    click.echo(json.dumps(said, ensure_ascii=False))
    sys.stdout.flush()


def _label(text: str | None) -> TLP | None:
    try:
        return TLP.parse(text) if text else None
    except UnknownLabel as unknown:
        raise click.BadParameter(str(unknown), param_hint="--tlp") from None


def _bar(length: int) -> AbstractContextManager[Any]:
    """A progress bar on standard error, where a person is looking and nothing is written over it."""
    if length < 2 or not sys.stderr.isatty() or sys.stdout.isatty():
        return nullcontext()
    return click.progressbar(length=length, label="Bringing in", file=sys.stderr, show_pos=True)
