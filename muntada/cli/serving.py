"""`muntada serve` and `muntada demo`."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import click

from muntada.cli.exits import SOME_REFUSED, Failed
from muntada.cli.ground import actor_at_console, administrator, link_for, load_reference_facts, prepare
from muntada.marking.tlp import TLP

SAMPLES = Path(__file__).resolve().parent.parent / "sources" / "samples"


def serve_pages(host: str, port: int) -> None:
    """Prepare what is missing, say how to sign in, and serve until interrupted."""
    prepare()
    if _is_empty():
        load_reference_facts()
    _say_how_to_sign_in(host, port)
    _serve(host, port)


def show_demo(port: int, *, serve: bool) -> None:
    """The reference facts, the sample sources read, a link, and the pages."""
    prepare()
    load_reference_facts()
    _read_samples()
    host = "127.0.0.1"
    click.echo(f"Sign in once by this link, within a day:\n  {link_for(administrator().email, host, port)}")
    if serve:
        _serve(host, port)


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


def _read_samples() -> None:
    from muntada.sources.actions.intake import take_in

    actor = actor_at_console(None)
    files = sorted(path for path in SAMPLES.iterdir() if path.is_file() and path.name != "README.md")
    new = 0
    with click.progressbar(length=len(files), label="Reading the sample sources", file=sys.stderr) as bar:
        for path in files:
            bar.update(1)
            new += take_in(actor, path.read_bytes(), name=path.name, tlp=TLP.CLEAR).new
    click.echo(f"Sample sources: {new} read, {len(files) - new} were there already.", err=True)


def _serve(host: str, port: int) -> None:
    from django.core.wsgi import get_wsgi_application
    from waitress.server import create_server

    try:
        server = create_server(get_wsgi_application(), host=host, port=port, ident="", threads=8)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Failed(f"Port {port} is in use; choose another one with --port.", SOME_REFUSED) from None
        raise Failed(f"Cannot listen on {host}:{port}: {os.strerror(error.errno or 0)}.", SOME_REFUSED) from None
    click.echo(f"Muntada is at http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}/ (stop it with Ctrl-C)")  # noqa: S104
    server.run()
