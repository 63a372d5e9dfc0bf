"""The `muntada` command. Bodies import what they need when they run: reading a text must not wait for Django."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Sequence
from datetime import date
from typing import Any, NoReturn

import click

from muntada.cli.distribution import send_commands
from muntada.cli.exits import INTERRUPTED, STORAGE, USAGE, Failed
from muntada.cli.followup import followup_group
from muntada.cli.forum import forum_group
from muntada.cli.handled import OPTIONS, handling_options, label_said, refuse_without_saving
from muntada.cli.health import doctor_command, upgrade_command
from muntada.cli.leaving import export_command, import_command
from muntada.cli.library import library_group
from muntada.cli.questionnaire import questionnaire_group
from muntada.cli.register import register_group
from muntada.cli.report import report_group
from muntada.cli.rights import breach_group, ropa_command
from muntada.cli.screen import screen_command
from muntada.cli.search import search_command
from muntada.cli.tokens import token_group
from muntada.cli.trail import trail_group
from muntada.cli.treaties import symbol_command, treaties_command
from muntada.cli.upkeep import backup_command, restore_command
from muntada.cli.vocabulary import glossary_command, topics_command

_READ_HELP = """Read sources: text, web pages, PDF, Word and e-mail files.

PATH is a file, a folder (with all folders in it) or - for standard input. Without --json a summary for people is
printed; with --json one object a line for each source. With --save the sources are kept in the installation, each
in one transaction: what was printed as saved is saved, and a run that was stopped is resumed by running it again.

\b
Exit codes:
  0    every file was read
  1    some files were refused; each is on standard error with its code
  2    the command was called wrongly
  3    nothing could be read
  4    the storage failed
  130  interrupted
"""


class Day(click.ParamType[date]):
    """A day as ISO 8601 writes it."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that the text names."""
        # `date.fromisoformat` would take week dates and Arabic digits too.
        if isinstance(value, date) or re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            with contextlib.suppress(ValueError):
                return value if isinstance(value, date) else date.fromisoformat(value)
        raise click.BadParameter(f"{value!r} is not a day; write it as 2022-01-23.", ctx, param)


class Commands(click.Group):
    """The group, with this command's exit codes instead of click's."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command and leave with its exit code."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        try:
            code = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        except click.Abort:
            click.echo("Interrupted.", err=True)
            code = INTERRUPTED
        except Failed as failed:
            click.echo(f"Error: {failed}", err=True)
            code = failed.code
        except click.ClickException as error:
            error.show()
            code = USAGE
        except Exception as error:
            # Asked for by name in what is loaded: plain reading must not load Django for this.
            database = sys.modules.get("django.db")
            if database is None or not isinstance(error, database.DatabaseError):
                raise
            click.echo(f"Error: The database failed: {error}. Make room or restore it, then run this again.", err=True)
            code = STORAGE
        sys.exit(code if isinstance(code, int) else 0)


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from importlib.metadata import version

    click.echo(f"muntada {version('muntada')}")
    ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Say the version.")
def main() -> None:
    """Muntada: what open sources say of the forum, read, reviewed and kept with its evidence."""


@main.command("read", help=_READ_HELP)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--published", type=Day(), metavar="DATE", help="The day of publication, where you know it.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line instead of a summary.")
@click.option("--save", is_flag=True, help="Keep the sources and their findings in this installation.")
@handling_options(Day())
@click.option("--as", "email", metavar="EMAIL", help="With --save: who brings them in. [the first administrator]")
def read_command(paths: tuple[str, ...], save: bool, email: str | None, **more: Any) -> None:
    """Read sources."""
    from muntada.cli.batch import run

    said = {name: more.pop(name) for name in OPTIONS}
    if not save:
        refuse_without_saving({**said, "as": email})
    label_said(said["tlp"])
    click.get_current_context().exit(run(list(paths), save=save, said=said, email=email, **more))


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port.")
@click.option("--processes", default=1, show_default=True, type=click.IntRange(1, 64), help="One for each core.")
def serve(host: str, port: int, processes: int) -> None:
    """Serve the pages; prepares the database first and, on first start, prints a link to sign in by."""
    from muntada.cli.serving import serve_pages

    serve_pages(host, port, processes)


@main.command()
@click.option("--threads", default=1, show_default=True, type=click.IntRange(1, 64), help="How many jobs at once.")
def worker(threads: int) -> None:
    """Do jobs until stopped; any number of workers may run, on any number of machines.

    On SIGTERM it takes nothing new, lets short jobs end and gives the others back.
    """
    from muntada.cli.working import work

    work(threads)


@main.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port.")
@click.option("--no-serve", is_flag=True, help="Prepare everything, print the link and stop.")
def demo(port: int, no_serve: bool) -> None:
    """Load the reference facts and the sample instruments, read the sample sources and serve the pages.

    The findings of the samples stay drafts: accepting them is for a person.
    """
    from muntada.cli.serving import show_demo

    show_demo(port, serve=not no_serve)


@main.group()
def facts() -> None:
    """The shipped reference facts."""


@facts.command("load")
def facts_load() -> None:
    """Load the reference facts; a second run changes nothing."""
    from muntada.cli.ground import load_reference_facts, prepare

    prepare()
    load_reference_facts()


@main.command("policy")
@click.option("--language", type=click.Choice(["ar", "en", "fr"]), default="en", show_default=True, help="In which.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for a program.")
def policy_command(language: str, as_json: bool) -> None:
    """Print who may do what, of which things, and why: the table that decides."""
    from muntada.cli.policy import print_policy

    print_policy(language, as_json)


@main.command("sign-in-link")
@click.argument("email")
@click.option("--host", default="127.0.0.1", show_default=True, help="The host that the link names.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port of the link.")
def sign_in_link(email: str, host: str, port: int) -> None:
    """Print a link that lets EMAIL in once, within a day."""
    from muntada.cli.ground import link_for, prepare

    prepare()
    click.echo(link_for(email, host, port))


main.add_command(token_group)
main.add_command(followup_group)
followup_group.add_command(questionnaire_group)
main.add_command(forum_group)
main.add_command(library_group)
main.add_command(search_command)
main.add_command(screen_command)
main.add_command(register_group)
library_group.add_command(export_command)
library_group.add_command(import_command)
library_group.add_command(topics_command)
library_group.add_command(glossary_command)
library_group.add_command(symbol_command)
library_group.add_command(treaties_command)
main.add_command(report_group)
for command in send_commands:
    report_group.add_command(command)
main.add_command(ropa_command)
main.add_command(breach_group)
main.add_command(trail_group)
main.add_command(backup_command)
main.add_command(restore_command)
main.add_command(doctor_command)
main.add_command(upgrade_command)


def run() -> NoReturn:
    """For `python -m muntada.cli.main`."""
    main()
    raise AssertionError("the command leaves by itself")


if __name__ == "__main__":
    run()
