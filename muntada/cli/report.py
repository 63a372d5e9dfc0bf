"""`muntada report`: a year's national report, from its beginning to its files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from muntada.cli.exits import SOME_REFUSED, USAGE, Failed

if TYPE_CHECKING:
    from muntada.access.actor import Actor
    from muntada.reports.models import Edition

_AS = click.option("--as", "email", metavar="EMAIL", help="Who does it. [the first administrator]")
_JSON = click.option("--json", "as_json", is_flag=True, help="As JSON, for a program.")
_LANGUAGES = ("ar", "en", "fr")


@click.group("report")
def report_group() -> None:
    """The national report: begin it, propose its paragraphs, check, freeze and print it."""


@report_group.command("begin")
@click.argument("party")
@click.argument("year", type=click.IntRange(1945, 2199))
@click.option("--languages", default="ar,en", show_default=True, help="The first is the one that it is written in.")
@click.option("--like", type=int, metavar="YEAR", help="With the chapters of that year's edition. [the shipped plan]")
@_AS
def begin_command(party: str, year: int, languages: str, like: int | None, email: str | None) -> None:
    """Begin the report of PARTY (EG) for YEAR with its chapters."""
    with _ground(email) as actor:
        from muntada.access.rows import rows
        from muntada.access.rules import Permission
        from muntada.parties.models import Party
        from muntada.reports.actions.editions import begin_edition

        whose = rows(actor, Permission.RECORD_READ, Party).filter(pk=party).first()
        if whose is None:
            raise Failed(f"There is no party {party}.", USAGE)
        pattern = _edition(actor, party, like) if like is not None else None
        made = begin_edition(actor, party=whose, year=year, languages=languages.split(","), like=pattern)
        click.echo(f"{made.title_en or made.title_ar or made.title_fr}: {made.chapters.count()} chapters.")


@report_group.command("propose")
@click.argument("party")
@click.argument("year", type=int)
@click.option("--dry-run", is_flag=True, help="Show what there is, and take nothing.")
@_JSON
@_AS
def propose_command(party: str, year: int, dry_run: bool, as_json: bool, email: str | None) -> None:
    """Take into the report of PARTY for YEAR what the record offers and was never proposed, each with its sources."""
    with _ground(email) as actor:
        from muntada.reports.actions.paragraphs import propose
        from muntada.reports.queries.proposals import proposals

        of = _edition(actor, party, year)
        found = proposals(actor, of)
        if not dry_run:
            propose(actor, of, [one.key for one in found])
        for one in found:
            said = {"key": one.key, "chapter": one.chapter, "kind": one.kind, "texts": one.texts}
            if as_json:
                rests = [
                    {
                        "sentence": row.sentence,
                        "type": row.based.record_type,
                        "key": row.based.record_key,
                        "passage": row.based.passage,
                    }
                    for row in one.footings
                ]
                click.echo(json.dumps(said | {"sources": rests}, ensure_ascii=False, sort_keys=True))
            else:
                click.echo(f"{one.chapter:>12}  {one.key}  ({len(one.footings)} sources)")
        if not as_json:
            click.echo(f"{len(found)} {'offered' if dry_run else 'proposed'}.", err=True)


@report_group.command("check")
@click.argument("party")
@click.argument("year", type=int)
@_JSON
@_AS
def check_command(party: str, year: int, as_json: bool, email: str | None) -> None:
    """Say what stands in the way of freezing the report of PARTY for YEAR; exit code 1 where something does."""
    with _ground(email) as actor:
        from muntada.reports.queries.checking import wants_of
        from muntada.reports.queries.editions import progress

        of = _edition(actor, party, year)
        checked = wants_of(of)
        counts = progress(checked)
        if as_json:
            said = {
                str(pk): {"lacking": one.lacking, "behind": one.behind, "unsourced": one.unsourced}
                for pk, one in checked.paragraphs.items()
                if not one.nothing
            }
            state = {"state": of.state, "sha256": of.sha256, "open": checked.open}
            click.echo(json.dumps({**state, "counts": counts, "paragraphs": said}, sort_keys=True))
        else:
            for name, number in counts.items():
                click.echo(f"{name.replace('_', ' '):>12}  {number}")
        frozen = bool(of.sha256)
    click.get_current_context().exit(SOME_REFUSED if checked.open and not frozen else 0)


@report_group.command("hand-in")
@click.argument("party")
@click.argument("year", type=int)
@_AS
def hand_in_command(party: str, year: int, email: str | None) -> None:
    """Give the report of PARTY for YEAR in for clearance; another person freezes it."""
    with _ground(email) as actor:
        from muntada.reports.actions.editions import hand_in

        hand_in(actor, _edition(actor, party, year))
        click.echo("Given in.")


@report_group.command("freeze")
@click.argument("party")
@click.argument("year", type=int)
@_AS
def freeze_command(party: str, year: int, email: str | None) -> None:
    """Freeze the report of PARTY for YEAR for good, and print the digest of its words and sources."""
    with _ground(email) as actor:
        from muntada.reports.actions.editions import freeze

        click.echo(freeze(actor, _edition(actor, party, year)).sha256)


@report_group.command("print")
@click.argument("party")
@click.argument("year", type=int)
@click.option(
    "--language", "languages", multiple=True, type=click.Choice(_LANGUAGES), help="In which. [each of its own]"
)
@click.option("--form", "forms", multiple=True, type=click.Choice(["pdf", "docx", "html"]), help="As what. [each]")
@click.option("--arabic-digits", is_flag=True, help="Figures of Arabic files as ٠١٢٣.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default=Path(), metavar="FOLDER", help="Where to. [here]"
)
@_AS
def print_command(
    party: str,
    year: int,
    languages: tuple[str, ...],
    forms: tuple[str, ...],
    arabic_digits: bool,
    out: Path,
    email: str | None,
) -> None:
    """Write the files of the report of PARTY for YEAR; those of a frozen one are kept with their digests too."""
    with _ground(email) as actor:
        from muntada.reports.actions.printing import keep_printing
        from muntada.reports.exports.printed import FORMS, every_file
        from muntada.trail.looking import note_disclosure

        of = _edition(actor, party, year)
        unknown = set(languages) - set(of.languages)
        if unknown:
            raise Failed(f"This edition has no {', '.join(sorted(unknown))}.", USAGE)
        out.mkdir(parents=True, exist_ok=True)
        note_disclosure(actor, of)
        digits: Any = "arabic-indic" if arabic_digits else "as written"
        for language, form, data in every_file(of, languages or of.languages, forms or FORMS, digits):
            if of.sha256:
                keep_printing(actor, of, language=language, form=form, data=data)
            path = out / f"{party}-{year}-{language}.{form}"
            path.write_bytes(data)
            click.echo(f"{path}  {len(data)} bytes")


def _edition(actor: Actor, party: str, year: int) -> Edition:
    from muntada.reports.queries.editions import edition_of
    from muntada.trail.looking import note_consultation

    found = edition_of(actor, party, year)
    if found is None:
        raise Failed(f"There is no edition of {party} for {year}.", USAGE)
    note_consultation(actor, found)
    return found


@contextmanager
def _ground(email: str | None) -> Iterator[Actor]:
    """Who acts; what the report refuses ends the command with its sentence."""
    from muntada.cli.ground import actor_at_console, prepare

    prepare()
    from muntada.evidence.values import ValueRefused
    from muntada.printing.report.shape import NotAReport
    from muntada.trail.deed import Refused

    try:
        yield actor_at_console(email)
    except ValueRefused as refused:
        raise Failed(refused.reason, USAGE) from None
    except (Refused, NotAReport) as refused:
        raise Failed(str(refused), USAGE) from None
