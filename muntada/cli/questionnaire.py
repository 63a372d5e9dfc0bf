"""`muntada followup questionnaire`: a request's questionnaire taken along as a workbook, and read back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from muntada.cli.exits import NOTHING_READ, SOME_REFUSED, STORAGE, USAGE, Failed
from muntada.cli.followup import _AS as AS

if TYPE_CHECKING:
    from muntada.access.actor import Actor
    from muntada.followup.models import Request

_NEW = click.Path(dir_okay=False, path_type=Path)
_THERE = click.Path(exists=True, dir_okay=False, path_type=Path)

_IN_HELP = """Read back FILE, the questionnaire of REQUEST that an institution filled in, and enter its answers as sent.

A file that is not this request's, of an earlier round, or with its stamp or columns changed is refused as a whole. A
row that cannot be taken (what was asked was changed, a formula, no day, none of the choices) is set aside with its
reason, and the others are taken. Answers change no record before somebody takes them over.

\b
Exit codes:
  0  every row was taken
  1  some rows were set aside, or everything was answered already
  2  the command was called wrongly, or you may not ask this institution
  3  the file could not be read
"""


@click.group("questionnaire")
def questionnaire_group() -> None:
    """The questionnaire of a request to an institution, as a workbook."""


@questionnaire_group.command("out")
@click.argument("number", metavar="REQUEST", type=int)
@click.option("--out", type=_NEW, metavar="FILE", help="Where to. [questionnaire-REQUEST.xlsx]")
@click.option("--language", type=click.Choice(["ar", "en", "fr"]), help="In which language. [the institution's]")
@AS
def out_command(number: int, out: Path | None, language: str | None, email: str | None) -> None:
    """Write the questionnaire of REQUEST, its number on its page, as an XLSX workbook."""
    actor, request = _asked(number, email)
    from muntada.access.rules import Permission
    from muntada.followup.queries.asking import asked_of
    from muntada.followup.questionnaire import workbook
    from muntada.followup.secret import seal
    from muntada.trail.looking import note_disclosure

    asked = asked_of(request, language or "")
    target = out or Path(f"questionnaire-{number}.xlsx")
    note_disclosure(actor, request, Permission.INSTITUTION_ASK, form="xlsx")
    try:
        target.write_bytes(workbook(asked, seal))
    except OSError as error:
        raise Failed(f"{target}: {error.strerror}", STORAGE) from None
    click.echo(f"{len(asked.questions)} questions in {target}.", err=True)


@questionnaire_group.command("in", help=_IN_HELP)
@click.argument("number", metavar="REQUEST", type=int)
@click.argument("path", metavar="FILE", type=_THERE)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for a program.")
@AS
def in_command(number: int, path: Path, as_json: bool, email: str | None) -> None:
    """Read a questionnaire back."""
    actor, request = _asked(number, email)
    from muntada.followup.actions.answering import enter_returned
    from muntada.followup.queries.asking import returned_of
    from muntada.followup.questionnaire import QuestionnaireRefused
    from muntada.followup.questionnaire.parts import MOST_BYTES
    from muntada.followup.refused import AskingRefused

    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        count, aside = enter_returned(actor, request, returned_of(request, data))
    except QuestionnaireRefused as error:
        raise Failed(f"{path.name}: {error}", NOTHING_READ) from None
    except AskingRefused as error:
        raise Failed(str(error), SOME_REFUSED) from None
    _say(number, count, aside, as_json)
    click.get_current_context().exit(SOME_REFUSED if aside else 0)


def _asked(number: int, email: str | None) -> tuple[Actor, Request]:
    from muntada.cli.ground import actor_at_console, prepare

    prepare()
    from muntada.access.rules import Permission, decide
    from muntada.followup.queries.asking import request_of

    actor = actor_at_console(email)
    request = request_of(actor, number)
    if request is None:
        raise Failed(f"There is no request {number}, or none that you may see.", USAGE)
    if not decide(actor, Permission.INSTITUTION_ASK, request):
        raise Failed("Only who speaks for the party that asks has its questionnaire.", USAGE)
    return actor, request


def _say(number: int, count: int, aside: Any, as_json: bool) -> None:
    from muntada.cli.summary import plain
    from muntada.followup.questionnaire.shape import ASIDE

    told = [
        {"row": one.row, "question": one.key, "code": one.code, "cell": one.cell, "value": one.value} for one in aside
    ]
    if as_json:
        click.echo(json.dumps({"request": number, "answers": count, "aside": told}, ensure_ascii=False))
        return
    click.echo(f"{count} answers entered, {len(told)} rows set aside.")
    for one in aside:
        where = one.cell or (f"row {one.row}" if one.row else one.key)
        click.echo(plain(f"  {where}: {ASIDE[one.code]} {one.value}".rstrip()))
