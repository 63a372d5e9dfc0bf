"""`muntada ropa`, the record of processing activities, and `muntada breach`, the files on breaches."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from muntada.cli.exits import USAGE, Failed

if TYPE_CHECKING:
    from muntada.rights.models import Breach


class Moment(click.ParamType[datetime]):
    """A moment as ISO 8601 writes it, with its zone; without one it is in UTC."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The moment that the text names."""
        try:
            moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no moment; write it as 2026-02-01T06:00+02:00.", param, ctx)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


_JSON = click.option("--json", "as_json", is_flag=True, help="As JSON, for a program.")
_AS = click.option("--as", "email", metavar="EMAIL", help="Who does it. [the first administrator]")


@click.command("ropa")
@click.option("--language", type=click.Choice(["ar", "en", "fr"]), default="en", show_default=True, help="In which.")
@_JSON
def ropa_command(language: str, as_json: bool) -> None:
    """Print the record of processing activities: what is kept of persons, what for, for whom, how long."""
    from muntada.cli.ground import prepare

    prepare()
    from muntada.rights import ropa

    made = ropa.record()
    if as_json:
        click.echo(json.dumps(ropa.as_json(made, language), ensure_ascii=False, indent=2))
    else:
        click.echo(ropa.as_markdown(made, language), nl=False)


@click.group("breach")
def breach_group() -> None:
    """Files on breaches: opened, made from the log, told of within 72 hours, closed."""


@breach_group.command("open")
@click.option("--what", required=True, help="What happened, in a sentence.")
@click.option("--known", "known_at", type=Moment(), help="When it was known. [now]")
@click.option("--from", "began", type=Moment(), required=True, help="From when the log is looked at.")
@click.option("--to", "ended", type=Moment(), help="Until when. [now]")
@click.option("--actor", "actors", multiple=True, metavar="KEY", help="Whose deeds, such as user:7. [everybody's]")
@_AS
@_JSON
def breach_open(what: str, known_at: datetime | None, email: str | None, as_json: bool, **more: Any) -> None:
    """Open a file: what, when known, and who is concerned as the log says. Letters wait in the outbox."""
    from muntada.cli.ground import actor_at_console, prepare

    prepare()
    from muntada.access import clock
    from muntada.rights.actions.breaching import open_file

    actor = actor_at_console(email)
    made = _guarded(lambda: open_file(actor, what=what, known_at=known_at or clock.now(), **more))
    _show(made, as_json)


@breach_group.command("list")
def breach_list() -> None:
    """List the files, the latest first, with the time by which the authority has to be told."""
    from muntada.cli.ground import actor_at_console, prepare

    prepare()
    from muntada.rights.queries import breaches

    for one in breaches(actor_at_console(None)):
        told = one.told_authority_at.isoformat(" ", "minutes") if one.told_authority_at else "not told"
        click.echo(
            f"{one.pk}\tdue {one.due_at.isoformat(' ', 'minutes')}\t{told}\t{'closed' if one.closed_at else 'open'}"
        )


@breach_group.command("show")
@click.argument("number", type=int)
@_JSON
def breach_show(number: int, as_json: bool) -> None:
    """Print a file: the report for the authority."""
    _show(_file(number), as_json)


@breach_group.command("notices")
@click.argument("number", type=int)
@_AS
def breach_notices(number: int, email: str | None) -> None:
    """Draft a letter to every user whose own data are concerned; they wait in the outbox."""
    from muntada.cli.ground import actor_at_console

    file = _file(number)
    from muntada.rights.actions.breaching import draft_notices

    letters = _guarded(lambda: draft_notices(actor_at_console(email), file))
    click.echo(f"{len(letters)} letters wait in the outbox.")


@breach_group.command("told")
@click.argument("number", type=int)
@click.option("--late-because", default="", help="After 72 hours: why.")
@_AS
def breach_told(number: int, late_because: str, email: str | None) -> None:
    """Note that the authority was told now."""
    from muntada.cli.ground import actor_at_console

    file = _file(number)
    from muntada.rights.actions.breaching import note_told

    _guarded(lambda: note_told(actor_at_console(email), file, late_because=late_because))
    click.echo("Noted.")


@breach_group.command("close")
@click.argument("number", type=int)
@click.option("--measures", required=True, help="What was done.")
@_AS
@_JSON
def breach_close(number: int, measures: str, email: str | None, as_json: bool) -> None:
    """Close a file with what was done, and print its report."""
    from muntada.cli.ground import actor_at_console

    file = _file(number)
    from muntada.rights.actions.breaching import close

    _guarded(lambda: close(actor_at_console(email), file, measures=measures))
    _show(file, as_json)


def _file(number: int) -> Breach:
    from muntada.cli.ground import actor_at_console, prepare

    prepare()
    from muntada.rights.queries import breaches

    found = breaches(actor_at_console(None)).filter(pk=number).first()
    if found is None:
        raise Failed(f"There is no file {number}; `muntada breach list` lists them.", USAGE)
    return found


def _show(file: Breach, as_json: bool) -> None:
    from muntada.rights.actions.breaching import report

    said = report(file)
    if as_json:
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
        return
    facts = said["facts"]
    click.echo(f"File {said['number']}: {said['what']}")
    click.echo(f"  from {said['began']} to {said['ended']}, known {said['known']}")
    click.echo(f"  the authority is to be told by {said['due']}; told: {said['told'] or 'not yet'}")
    click.echo(f"  {facts['lines']} lines of the log; operations: {_counts(facts['operations'])}")
    click.echo(f"  by: {_counts(facts['actors'])}")
    click.echo(f"  received by: {', '.join(facts['recipients']) or 'nobody'}")
    click.echo(f"  things: {_counts({kind: one['count'] for kind, one in facts['things'].items()})}")
    click.echo(f"  persons by category: {_counts(facts['categories'])}; users: {len(facts['users'])}")
    if said["closed"]:
        click.echo(f"  closed {said['closed']}: {said['measures']}")


def _counts(counted: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counted.items()) or "none"


def _guarded(work: Callable[[], Any]) -> Any:
    """What the work gives; what cannot be is said as the command's own failure."""
    from muntada.evidence.values import ValueRefused
    from muntada.rights.actions.breaching import NotPossible
    from muntada.trail.deed import Refused

    try:
        return work()
    except (NotPossible, ValueRefused, Refused) as wrong:
        raise Failed(str(wrong), USAGE) from None
