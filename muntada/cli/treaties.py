"""`muntada library symbol` and `muntada library treaties`: symbols read, and where parties stand with treaties."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from muntada.cli.exits import NOTHING_READ, USAGE, Failed

if TYPE_CHECKING:
    from muntada.library.queries.relating import LookedUp

_SYMBOL_HELP = """Read a document symbol of the United Nations: its parts, its links and the work that has it.

TEXT is a symbol however it is typed, a range such as S/2015/10-12, or a document of two bodies.

\b
Exit codes:
  0  a document of this symbol may exist
  2  this is no symbol
  3  no document of this symbol can exist
"""


@click.command("symbol", help=_SYMBOL_HELP)
@click.argument("text", nargs=-1, required=True)
@click.option("--as", "email", metavar="EMAIL", help="Who looks it up. [the first administrator]")
@click.option("--json", "as_json", is_flag=True, help="As JSON, one object a symbol.")
def symbol_command(text: tuple[str, ...], email: str | None, as_json: bool) -> None:
    """Read a symbol."""
    from muntada.cli.ground import actor_at_console, prepare

    prepare()
    from muntada.library.queries.relating import look_up
    from muntada.text.symbols import SymbolError
    from muntada.text.symbols.reasons import reason

    try:
        found = look_up(actor_at_console(email), " ".join(text))
    except SymbolError as error:
        if as_json:
            click.echo(json.dumps({"error": error.code, "part": error.part}))
        raise Failed(reason(error.code, error.part), USAGE) from error
    for one in found:
        click.echo(json.dumps(_said(one), ensure_ascii=False) if as_json else _lines(one))
    if any(one.doubt for one in found):
        click.get_current_context().exit(NOTHING_READ)


@click.command("treaties")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "email", metavar="EMAIL", help="Who brings it in. [the first administrator]")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for a program.")
def treaties_command(file: Path, email: str | None, as_json: bool) -> None:
    """Bring in where parties stand with treaties: a CSV table, whole or not at all."""
    from muntada.cli.ground import actor_at_console, prepare

    prepare()
    from muntada.library.actions.treaties import TableRefused, bring_statuses

    try:
        came = bring_statuses(actor_at_console(email), file.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise Failed(f"{file.name} is not in UTF-8.", NOTHING_READ) from error
    except TableRefused as error:
        if as_json:
            click.echo(json.dumps({"wrong": [{"row": r, "field": f, "why": w} for r, f, w in error.wrong]}))
        raise Failed(f"Nothing came in: {error}", NOTHING_READ) from error
    if as_json:
        click.echo(json.dumps({"new": came.new, "changed": came.changed, "same": came.same}))
    else:
        click.echo(f"{came.new} new, {came.changed} changed, {came.same} as they were.")


def _said(one: LookedUp) -> dict[str, Any]:
    from muntada.text.symbols import links

    symbol = one.symbol
    return {
        "symbol": str(symbol),
        "organ": symbol.organ,
        "bodies": [*symbol.bodies, *symbol.within],
        "nature": symbol.nature,
        "session": symbol.session,
        "year": symbol.year,
        "country": symbol.country,
        "number": symbol.number,
        "part": symbol.part,
        "modifications": [{"kind": change.kind, "number": change.number} for change in symbol.modifications],
        "possible": one.doubt is None,
        "doubt": one.doubt.code if one.doubt else "",
        "bound": one.doubt.bound if one.doubt else "",
        "work": one.work.pk if one.work else "",
        "links": links(symbol) if one.doubt is None else {},
    }


def _lines(one: LookedUp) -> str:
    from muntada.text.symbols import links, name_of
    from muntada.text.symbols.reasons import reason

    symbol = one.symbol
    lines = [str(symbol), f"  {name_of('organ', symbol.organ, 'en')}"]
    lines += [f"  {body}  {name_of('body', body, 'en', under=symbol.organ)}".rstrip() for body in symbol.bodies]
    lines += [f"  {name_of('nature', symbol.nature, 'en')} {symbol.number}" if symbol.nature else f"  {symbol.number}"]
    if one.doubt is not None:
        return "\n".join([*lines, f"  There can be no such document. {reason(one.doubt.code, one.doubt.bound)}"])
    lines += [f"  work  {one.work.pk}"] if one.work else ["  The library has no work of this symbol."]
    return "\n".join([*lines, *(f"  {language}  {address}" for language, address in links(symbol).items())])
