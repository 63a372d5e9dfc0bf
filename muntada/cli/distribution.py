"""`muntada report send`, `receipts` and `recipients`: to whom an edition goes, and what came back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from muntada.cli.exits import NOTHING_READ, SOME_REFUSED, USAGE, Failed
from muntada.cli.forum import _bar as bar
from muntada.cli.forum import _show as show_plan
from muntada.cli.report import _AS, _JSON, _edition, _ground

if TYPE_CHECKING:
    from muntada.access.actor import Actor
    from muntada.reports.models import Edition, Sending

_LISTS = ("abroad", "accredited", "other")
_SEND_HELP = """Send the report of PARTY for YEAR to the recipients on lists, or remind those who did not answer.

One person prepares it (--to, --remind), another one lets it go (--release), by a second call with --as EMAIL. Without
any of them the sendings are printed. What is prepared goes to nobody to whom the edition went before; let go twice, it
goes out once. --release lets a sending that was stopped, or lost its workers, go on too.
"""


@click.command("send", help=_SEND_HELP)
@click.argument("party")
@click.argument("year", type=int)
@click.option("--to", "lists", multiple=True, type=click.Choice(_LISTS), help="Prepare a sending to this list.")
@click.option("--remind", is_flag=True, help="Prepare a reminder.")
@click.option("--release", type=int, metavar="NUMBER", help="Let this sending go, or go on.")
@click.option("--stop", type=int, metavar="NUMBER", help="Stop this sending.")
@click.option("--drop", type=int, metavar="NUMBER", help="Drop this sending, which nobody let go yet.")
@_JSON
@_AS
def send_command(party: str, year: int, lists: tuple[str, ...], as_json: bool, email: str | None, **asked: Any) -> None:
    """Send an edition."""
    wanted = [name for name in ("remind", "release", "stop", "drop") if asked[name] not in (None, False)]
    if len(wanted) + bool(lists) > 1:
        raise Failed("Prepare, remind, release, stop or drop: one at a time.", USAGE)
    with _ground(email) as actor:
        of = _edition(actor, party, year)
        every = _done(actor, of, lists, wanted[0] if wanted else "", asked)
        for one in every:
            said = _told(actor, one)
            if as_json:
                click.echo(json.dumps(said, ensure_ascii=False, sort_keys=True))
            else:
                what = f"reminder {said['step']}" if said["step"] else "edition"
                click.echo(f"{said['number']:>6}  {what:<12} {said['state']:<9} {said['recipients']:>6} recipients")


@click.command("receipts")
@click.argument("party")
@click.argument("year", type=int)
@click.option("--list", "name", type=click.Choice(_LISTS), help="Of this list alone.")
@click.option("--state", metavar="STATE", help="In this state alone: sent, failed, received, on_behalf, declined.")
@click.option("--form", type=click.Choice(["csv", "xlsx"]), help="As a file.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Where to.")
@_JSON
@_AS
def receipts_command(
    party: str,
    year: int,
    name: str | None,
    state: str | None,
    form: str | None,
    out: Path | None,
    as_json: bool,
    email: str | None,
) -> None:
    """Say who has the report of PARTY for YEAR, and what came back; or write it to FILE."""
    if (form is None) != (out is None):
        raise Failed("Say both --form and --out, or neither.", USAGE)
    with _ground(email) as actor:
        from muntada.reports.exports.receipts import as_csv, as_xlsx, receipts
        from muntada.reports.queries.deliveries import matrix

        of = _edition(actor, party, year)
        if form is None and not as_json:
            for line in matrix(actor, of)[0]:
                counts = "  ".join(f"{key} {number}" for key, number in line.counts.items() if number)
                click.echo(f"{line.key:<12} {line.total:>6}  {counts}")
            return
        where = {key: value for key, value in (("list", name), ("state", state)) if value}
        lines = receipts(actor, of, **where)
        if as_json:
            for row in lines:
                click.echo(json.dumps(row, ensure_ascii=False, sort_keys=True))
        elif out is not None:
            out.write_bytes(as_xlsx(lines) if form == "xlsx" else b"".join(as_csv(lines)))
            click.echo(f"{out}  {len(lines)} recipients")


@click.command("recipients")
@click.argument("party")
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Bring it in without asking.")
@_JSON
@_AS
def recipients_command(party: str, path: Path, yes: bool, as_json: bool, email: str | None) -> None:
    """Bring in FILE, a list of recipients of PARTY as CSV or XLSX; bad rows are set aside and named.

    What would change is printed first. Nothing comes in before a yes; then all of it together, or nothing does.
    """
    with _ground(email) as actor:
        from muntada.access.rows import rows
        from muntada.access.rules import Permission
        from muntada.forum.imports.plan import carry_out, preview
        from muntada.parties.models import Party
        from muntada.reports.imports import LIST, tries_of_recipients
        from muntada.text.tables import FileRefused, read_file

        owner = rows(actor, Permission.RECORD_READ, Party).filter(pk=party).first()
        if owner is None:
            raise Failed(f"There is no party {party}.", USAGE)
        try:
            file = read_file(path.read_bytes())
            tries = tries_of_recipients(actor, owner, file)
        except FileRefused as refused:
            raise Failed(f"{path.name}: {refused}", NOTHING_READ) from None
        with bar("Looking", len(tries)) as progress:
            plan = preview(LIST, tries, total=len(tries), progress=progress)
        show_plan(plan, as_json)
        if plan.does_something and (yes or (not as_json and click.confirm("Bring this in?"))):
            again = tries_of_recipients(actor, owner, file)
            with bar("Bringing in", len(again)) as progress:
                carry_out(LIST, again, total=len(again), expected=plan.digest, progress=progress)
    click.get_current_context().exit(SOME_REFUSED if plan.counts["quarantined"] else 0)


def _done(actor: Actor, of: Edition, lists: tuple[str, ...], verb: str, asked: dict[str, Any]) -> list[Sending]:
    """Do what is wanted; the sendings that it is about, or all of the edition."""
    from muntada.reports.actions import sending as verbs
    from muntada.reports.queries.deliveries import sending, sendings

    if lists:
        return [verbs.prepare_sending(actor, of, lists=lists)]
    if verb == "remind":
        return [verbs.prepare_reminder(actor, of)]
    if not verb:
        return list(sendings(actor, of))
    one = sending(actor, asked[verb])
    if one is None or one.edition_id != of.pk:
        raise Failed(f"There is no sending {asked[verb]} of this edition.", USAGE)
    do = {"release": verbs.release_sending, "stop": verbs.stop_sending, "drop": verbs.drop_sending}[verb]
    return [do(actor, one)]


def _told(actor: Actor, one: Sending) -> dict[str, Any]:
    from muntada.reports.queries.deliveries import deliveries_of

    return {
        "number": one.pk,
        "step": one.step,
        "lists": one.lists,
        "state": one.state,
        "recipients": deliveries_of(actor, one).count(),
    }


send_commands = (send_command, receipts_command, recipients_command)
