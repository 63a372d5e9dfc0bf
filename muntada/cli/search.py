"""`muntada search`: what is found, how the index stands, and making it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from muntada.cli.exits import STORAGE, USAGE, Failed

if TYPE_CHECKING:
    from muntada.search.queries import Found, Status, Version

SHOWN = 10
TONGUES = ("ar", "en", "fr")
_HELP = """Find texts by their words and what they mean, in Arabic, English and French.

WORDS may hold "a phrase", -what is left out, and fields: body:, kind:, year:, topic:, language:, party:. Of each
thing found its address in the library is printed, its language and the words around what was looked for.

\b
Exit codes:
  0    something was found, or what was asked for is done
  1    nothing was found
  2    the command was called wrongly
  4    the storage failed, or another process is writing the index
"""


@click.command("search", help=_HELP)
@click.argument("words", nargs=-1)
@click.option("--language", type=click.Choice(TONGUES), multiple=True, help="Only texts in this language.")
@click.option("--most", type=click.IntRange(1, 200), default=SHOWN, show_default=True, help="How many are printed.")
@click.option("--as", "email", metavar="EMAIL", help="Who asks. [the first administrator]")
@click.option("--status", "told", is_flag=True, help="Tell how the index stands and how far behind it is.")
@click.option("--index", "wanted", is_flag=True, help="Take in what waits; make the index where there is none.")
@click.option("--anew", is_flag=True, help="With --index: make a new index beside the one that serves.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def search_command(words: tuple[str, ...], told: bool, wanted: bool, anew: bool, as_json: bool, **more: Any) -> None:
    """Search, or see to the index."""
    from muntada.cli.ground import set_up

    set_up()
    if wanted or anew:
        _index(anew, as_json)
    if told:
        _tell(as_json)
    elif words:
        _find(" ".join(words), as_json=as_json, **more)
    elif not wanted and not anew:
        raise Failed("Say what is looked for, or --status.", USAGE)


def _index(anew: bool, as_json: bool) -> None:
    from muntada.access.actor import CLERK
    from muntada.search.indexing import Busy, keep_up

    def progress(done: int, total: int) -> None:
        if not as_json and sys.stderr.isatty():
            click.echo(f"\r{done} of {total}", nl=False, err=True)

    try:
        keep_up(CLERK, progress, anew=anew)
    except Busy as error:
        raise Failed("Another process is writing the index; it will be done there.", STORAGE) from error


def _tell(as_json: bool) -> None:
    from muntada.search.queries import status

    now = status()
    if as_json:
        click.echo(json.dumps(said(now), sort_keys=True))
        return
    if not now.ready:
        click.echo("There is no index yet: run `muntada search --index`, or start `muntada worker`.")
    else:
        held = ", ".join(f"{count} {language}" for language, count in now.entries.items())
        click.echo(f"{sum(now.entries.values())} entries ({held}), made by {now.made_by}.")
        since = f", the first since {now.since:%Y-%m-%d %H:%M}" if now.since else ""
        click.echo(f"{now.waiting} changes wait{since}.")
    if now.outdated:
        click.echo("It was made by another version or encoder; a new one will be made.")
    if now.building is not None:
        click.echo(f"A new one is being made: {now.building[0]} of {now.building[1]}.")


def said(now: Status) -> dict[str, Any]:
    """The status for a program."""
    return {
        "ready": now.ready,
        "entries": dict(now.entries),
        "waiting": now.waiting,
        "since": now.since.isoformat() if now.since else None,
        "made_by": now.made_by,
        "outdated": now.outdated,
        "building": {"done": now.building[0], "total": now.building[1]} if now.building else None,
    }


def _find(words: str, *, as_json: bool, language: tuple[str, ...], most: int, email: str | None) -> None:
    from muntada.access.wall import under_ceiling
    from muntada.cli.ground import actor_at_console
    from muntada.search.queries import find, status

    actor = actor_at_console(email)
    with under_ceiling(actor):
        found = find(actor, words, languages=language or TONGUES)
        now = status()
    if as_json:
        results = [[_version(one) for one in result.versions] for result in found.results[:most]]
        whole = {"count": len(found.results), "more": found.more, "results": results, "index": said(now)}
        click.echo(json.dumps(whole, ensure_ascii=False))
    else:
        _print(found, most, now)
    click.get_current_context().exit(0 if found.results else 1)


def _version(one: Version) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "key": one.entry.key,
        "language": one.entry.language,
        "title": one.entry.title,
        "text": one.entry.text,
        "marks": [list(span) for span in one.marks],
        "tags": {name: list(values) for name, values in one.entry.tags.items()},
    }


def _print(found: Found, most: int, now: Status) -> None:
    from muntada.search.marks import excerpt

    more = "more than " if found.more else ""
    click.echo(f"{more}{len(found.results)} found.")
    for result in found.results[:most]:
        for one in result.versions:
            _, words = excerpt(one.entry.text, one.marks, 160)
            title = f"{one.entry.title}: " if one.entry.title else ""
            click.echo(f"{one.entry.key}  {title}{' '.join(words.split())}")
        click.echo("")
    if now.waiting or not now.ready:
        click.echo(f"The index is {now.waiting} changes behind." if now.ready else "There is no index yet.", err=True)
