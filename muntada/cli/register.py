"""`muntada register`: lists brought in and taken along, runs that wait decided, and the index of names kept."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from muntada.cli.exits import NOTHING_READ, SOME_REFUSED, USAGE, Failed
from muntada.cli.summary import plain

if TYPE_CHECKING:
    from muntada.register.models import Run

_BRING_HELP = """Bring a list in, whole, as its publisher gives it.

LIST is one of those that `muntada register lists` names; FILE is its file. What the list does not name any more is
suspended at once and is no hit from then on. A list that is smaller, larger or more changed than is believed is held,
and changes nothing until somebody decides: `muntada register decide RUN --take` or `--refuse`, with --because.

\b
Exit codes:
  0  the list came in
  1  it came in, and some rows were set aside
  2  the command was called wrongly
  3  it was held, or is no such list
  4  the storage failed
"""


@click.group("register")
def register_group() -> None:
    """The register: lists, who stands on them, and what each run of them brought."""


@register_group.command("lists")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a list.")
def lists_command(as_json: bool) -> None:
    """The lists that can be brought in, and what is asserted of each."""
    from muntada.register.facts import known_lists

    for one in known_lists().values():
        if as_json:
            least, most = dict(one.least), dict(one.most)
            stated = {"list": one.key, "name": dict(one.names), "form": one.form, "address": one.address}
            click.echo(json.dumps({**stated, "least": least, "most": most, "swing": one.swing}, ensure_ascii=False))
        else:
            click.echo(f"{one.key:6} {one.names['en']}  {one.address}".rstrip())


@register_group.command("bring", help=_BRING_HELP)
@click.argument("key", metavar="LIST")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "email", metavar="EMAIL", help="Who brings it in. [the first administrator]")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def bring_command(key: str, file: Path, email: str | None, as_json: bool) -> None:
    """Bring a list in."""
    from muntada.cli.ground import actor_at_console, prepare

    prepare()
    from muntada.register.actions.bringing import bring_list

    with _failing(), _bar("Bringing in") as advance:
        run = bring_list(actor_at_console(email), key, file.read_bytes(), name=file.name, progress=advance)
    _tell(run, as_json=as_json)
    if run.state == "held":
        click.get_current_context().exit(NOTHING_READ)
    click.get_current_context().exit(SOME_REFUSED if run.quarantined else 0)


@register_group.command("decide")
@click.argument("number", type=int, metavar="RUN")
@click.option("--take/--refuse", "agrees", required=True, help="Take it in after all, or leave it.")
@click.option("--because", required=True, metavar="TEXT", help="Why; it stays with the run.")
@click.option("--as", "email", metavar="EMAIL", help="Who decides. [the first administrator]")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def decide_command(number: int, agrees: bool, because: str, email: str | None, as_json: bool) -> None:
    """Decide on a list that was held."""
    from muntada.cli.ground import actor_at_console, prepare

    prepare()
    from muntada.register.actions.bringing import decide_run
    from muntada.register.queries.runs import run_of

    actor = actor_at_console(email)
    run = run_of(actor, number)
    if run is None:
        raise Failed(f"There is no run {number}; `muntada register runs` lists them.", USAGE)
    with _failing(), _bar("Bringing in") as advance:
        run = decide_run(actor, run, agrees=agrees, reason=because, progress=advance)
    _tell(run, as_json=as_json)


@register_group.command("runs")
@click.option("--most", type=click.IntRange(1, 1000), default=20, show_default=True, help="How many, the latest first.")
@click.option("--as", "email", metavar="EMAIL", help="Who asks. [the first administrator]")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a run.")
def runs_command(most: int, email: str | None, as_json: bool) -> None:
    """What each run brought, and which wait for a person."""
    from muntada.cli.ground import actor_at_console, prepare

    prepare()
    from muntada.register.queries.runs import runs

    for run in runs(actor_at_console(email))[:most]:
        _tell(run, as_json=as_json)


@register_group.command("index")
@click.option("--as", "email", metavar="EMAIL", help="Who sees to it. [the first administrator]")
def index_command(email: str | None) -> None:
    """Keep the index of names on disk, so that every process is ready at once."""
    from muntada.cli.ground import actor_at_console, prepare

    prepare()
    from muntada.register.actions.keeping import keep_index

    with _failing(), _bar("Building the index") as advance:
        tide = keep_index(actor_at_console(email), progress=advance)
    click.echo(f"The index follows every change up to number {tide}.")


@register_group.command("export")
@click.option(
    "--list", "dataset", metavar="LIST", default="", help="Of one list alone; `own` is what was entered here."
)
@click.option("--plain", "plainly", is_flag=True, help="Acts and others of ours as FollowTheMoney's own schemata.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Where to. [standard output]"
)
@click.option("--as", "email", metavar="EMAIL", help="Who takes it along. [the first administrator]")
def export_command(dataset: str, plainly: bool, out: Path | None, email: str | None) -> None:
    """Take the entries along as FollowTheMoney's JSON, one a line, each with its handling; `bring ftm` reads it."""
    from muntada.cli.ground import actor_at_console, prepare

    prepare()
    from muntada.register.exports import export_entities
    from muntada.register.facts import known_lists

    if dataset and dataset not in {*known_lists(), "own"}:
        raise Failed(f"There is no list {dataset!r}; `muntada register lists` names them.", USAGE)
    with _failing(), _bar("Writing") as advance, click.open_file(str(out or "-"), "wb", atomic=out is not None) as file:
        count = 0
        for line in export_entities(actor_at_console(email), dataset=dataset, plain=plainly):
            file.write(line)
            count += 1
            advance(1)
    click.echo(f"{count} entries{f' in {out}' if out else ''}.", err=True)


@register_group.command("duplicates")
@click.option("--as", "email", metavar="EMAIL", help="Who sees to it. [the first administrator]")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def duplicates_command(email: str | None, as_json: bool) -> None:
    """Look for entries that may be the same; a person says whether they are, on the page “Duplicates”."""
    from muntada.cli.ground import actor_at_console, prepare

    prepare()
    from muntada.register.actions.likening import note_likenesses

    with _failing(), _bar("Comparing") as advance:
        waits = note_likenesses(actor_at_console(email), progress=advance)
    click.echo(json.dumps({"waits": waits}) if as_json else f"{waits} pairs of entries wait for a person.")


def _tell(run: Run, *, as_json: bool) -> None:
    counts = {name: getattr(run, name) for name in ("entries", "new", "changed", "gone", "quarantined", "told")}
    why = json.loads(run.why) if run.why else []
    if as_json:
        stated: dict[str, Any] = {"run": run.pk, "list": run.dataset, "state": run.state, "at": run.at.isoformat()}
        click.echo(json.dumps({**stated, **counts, "why": why}, ensure_ascii=False))
        return
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    click.echo(f"{run.pk}: {run.dataset} {run.at:%Y-%m-%d %H:%M} {run.state}: {told}")
    for one in why:
        of = f" of {one['of']}" if one["of"] else ""
        click.echo(f"  held because of {one['code']}{of}: {one['found']:g}, believed is {one['expected']:g}")
    for row in run.rows.all()[:10]:
        click.echo(f"  set aside {plain(row.place)}: {row.reason}")


@contextmanager
def _failing() -> Iterator[None]:
    from muntada.access.models import BasisNotInForce, NotAssessed
    from muntada.evidence.values import ValueRefused
    from muntada.register.lists import ListRefused
    from muntada.trail.deed import Refused

    try:
        yield
    except ListRefused as error:
        raise Failed(str(error), NOTHING_READ) from None
    except (Refused, ValueRefused, NotAssessed, BasisNotInForce) as error:
        raise Failed(str(error), USAGE) from None


@contextmanager
def _bar(label: str) -> Iterator[Callable[[int], None]]:
    """What is done, counted on the terminal's line."""
    done = [0]

    def advance(more: int) -> None:
        done[0] += more
        if sys.stderr.isatty():
            click.echo(f"\r{label}: {done[0]}", nl=False, err=True)

    yield advance
    if done[0] and sys.stderr.isatty():
        click.echo("", err=True)
