"""`muntada serve` and `muntada demo`."""

from __future__ import annotations

import errno
import gc
import socket
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from muntada.cli.batch import attempt
from muntada.cli.exits import SOME_REFUSED, Failed
from muntada.cli.files import inputs
from muntada.cli.ground import actor_at_console, address, administrator, link_for, load_reference_facts, prepare
from muntada.cli.saving import saver
from muntada.cli.together import counted_together, together
from muntada.cli.working import at_work

SAMPLES = Path(__file__).resolve().parent.parent / "sources" / "samples"


def serve_pages(host: str, port: int, processes: int = 1) -> None:
    """Prepare what is missing, say how to sign in, and serve until interrupted."""
    with counted_together(processes):
        prepare()
        if _is_empty():
            load_reference_facts()
        listening = _listening(host, port) if processes > 1 else None
        server = _bound(host, port) if listening is None else None
        _say_how_to_sign_in(host, port)
        if listening is not None:
            server = together(processes, lambda: _server(sockets=[listening]))
        _run(server, host, port)


def show_demo(port: int, *, serve: bool) -> None:
    """The reference facts, the sample instruments and sources, a link, and the pages."""
    host = "127.0.0.1"
    prepare()
    load_reference_facts()
    _bring_instruments()
    _bring_party()
    _bring_edition()
    _bring_register()
    _read_samples()
    server = _bound(host, port) if serve else None
    click.echo(f"Sign in once by this link, within a day:\n  {link_for(administrator().email, host, port)}")
    if server is not None:
        _run(server, host, port)


def _is_empty() -> bool:
    from muntada.access.rows import rows
    from muntada.access.rules import Permission
    from muntada.parties.models import Party

    return not rows(actor_at_console(None), Permission.RECORD_READ, Party).exists()


def _say_how_to_sign_in(host: str, port: int) -> None:
    """A link on first start; later only how to get one, since a link in a log is a key in a log."""
    first = administrator()
    if first.last_login is None:
        click.echo(f"Sign in once by this link, within a day:\n  {link_for(first.email, host, port)}")
    else:
        click.echo(f"A new link to sign in by: muntada sign-in-link {first.email} --port {port}")


def _bring_instruments() -> None:
    from muntada.library.showing import bring_samples

    click.echo("Bringing the sample instruments in ...", err=True)
    brought = bring_samples(actor_at_console(None))
    click.echo(f"Sample instruments: {brought} language versions brought in and settled.", err=True)


def _bring_party() -> None:
    from muntada.followup.showing import bring_sample

    with click.progressbar(length=0, label="Bringing in what a sample party did", file=sys.stderr) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(1)

        brought = bring_sample(actor_at_console(None), progress)
    click.echo(f"A sample party: {brought} measures, each with what it serves and what shows it.", err=True)


def _bring_edition() -> None:
    from muntada.reports.showing import bring_sample_edition

    click.echo("Writing the sample party's report ...", err=True)
    brought = bring_sample_edition(actor_at_console(None))
    click.echo(f"A sample report: {brought} paragraphs, each with its sources.", err=True)


def _bring_register() -> None:
    """The invented list and acts. Two persons let such records be kept: the administrator, and an invented reviewer who
    has no way in; and the administrator reads for prevention from now on."""
    from muntada.access.models import is_assessed
    from muntada.marking.handling import Category, Purpose
    from muntada.register.showing import bring_samples

    click.echo("Bringing an invented list and invented acts in ...", err=True)
    if not is_assessed(Purpose.PREVENTION.value, Category.OTHER.value):
        _assess()
    if Purpose.PREVENTION.value not in actor_at_console(None).purposes:
        _let_read_for_prevention()
    brought = bring_samples(actor_at_console(None))
    click.echo(f"The register: {brought} entries of an invented list and of invented acts.", err=True)


def _assess() -> None:
    from datetime import timedelta

    from muntada.access import clock
    from muntada.access.actor import DOORKEEPER, Role
    from muntada.marking.handling import Category, Purpose
    from muntada.people.actions import give_office, invite
    from muntada.people.models import User
    from muntada.rights.actions.assessing import sign, write
    from muntada.signin.actors import actor_of

    email = "reviewer@demonstration.invalid"
    reviewer = User.objects.filter(email=email).first()
    if reviewer is None:
        reviewer = invite(DOORKEEPER, email=email, name="An invented reviewer")
        give_office(DOORKEEPER, reviewer, role=Role.REVIEWER.value)
    written = write(
        actor_at_console(None),
        purpose=Purpose.PREVENTION.value,
        category=Category.OTHER.value,
        necessity="For a demonstration with an invented list.",
        risks="None: nobody on the list exists. Real lists need an assessment of their own.",
        measures="Sign another assessment before a real list is brought in.",
        until=clock.today() + timedelta(days=90),
    )
    signing = actor_of(reviewer)
    assert signing is not None
    sign(signing, written)


def _let_read_for_prevention() -> None:
    from muntada.access.actor import DOORKEEPER
    from muntada.marking.handling import Purpose
    from muntada.marking.tlp import TLP
    from muntada.people.actions import clear

    purposes = [Purpose.CONDUCT_OF_THE_FORUM.value, Purpose.PREVENTION.value]
    clear(DOORKEEPER, administrator(), label=TLP.RED.value, purposes=purposes)


def _read_samples() -> None:
    files = [file for file in inputs([str(SAMPLES)]) if file.name != "README.md"]
    work = saver(None, {}, None)
    fates: Counter[str] = Counter()
    with click.progressbar(length=len(files), label="Reading the sample sources", file=sys.stderr) as bar:
        for file in files:
            done = attempt(work, file)
            fates[done.fate if done else "refused"] += 1
            bar.update(1)
    said = ", ".join(f"{count} {fate}" for fate, count in sorted(fates.items()))
    click.echo(f"Sample sources: {said}. Their findings wait as drafts for a person.", err=True)


def _bound(host: str, port: int) -> Any:
    """The server, listening. Before a link is issued: a new link ends the one that a running server gave out."""
    with _told(host, port):
        return _server(host=host, port=port)


def _listening(host: str, port: int) -> socket.socket:
    """What several processes listen on together."""
    with _told(host, port):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=1024)


@contextmanager
def _told(host: str, port: int) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Failed(f"Port {port} is in use; choose another one with --port.", SOME_REFUSED) from None
        reason = error.strerror or str(error)
        raise Failed(
            f"Cannot listen on {host}, port {port}: {reason}. Choose another --host or --port.", SOME_REFUSED
        ) from None


def _server(**where: Any) -> Any:
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from waitress.server import create_server

    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # whitenoise warns where it is missing
    # What proxies add is read where the settings say how many are ours; without any it is what visitors say.
    return create_server(
        get_wsgi_application(), ident="", threads=8, clear_untrusted_proxy_headers=settings.PROXIES == 0, **where
    )


def _load_beside() -> None:
    """What takes its time to load is loaded while pages are answered already."""
    from django.conf import settings

    from muntada.register.opinion import prepare_beside

    if settings.SECOND_OPINION:
        prepare_beside()


def _run(server: Any, host: str, port: int) -> None:
    click.echo(f"Muntada is at http://{address(host)}:{port}/ (stop it with Ctrl-C)")
    sys.stdout.flush()
    _load_beside()
    gc.collect()
    gc.freeze()  # what is loaded by now stays: to look through it again and again took a fifth of each page
    with at_work(threads=1):
        server.run()
