"""`muntada worker`, and the thread that does jobs beside `muntada serve`."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import FrameType

import click

from muntada.cli.ground import prepare


def work(threads: int) -> None:
    """Do jobs until SIGTERM or Ctrl-C."""
    prepare()
    with at_work(threads):
        click.echo(f"Doing jobs with {threads} at once (stop it with Ctrl-C)", err=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            click.echo("Stopping: nothing new is taken.", err=True)


@contextmanager
def at_work(threads: int, lease: timedelta | None = None) -> Iterator[None]:
    """Within the block this process does jobs. SIGTERM leaves the block in good order."""
    from muntada.jobs.claims import LEASE
    from muntada.jobs.worker import Workers

    workers = Workers(threads, lease or LEASE)
    before = signal.signal(signal.SIGTERM, _leave)
    workers.start()
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a second one must not cut the leaving short
        workers.stop()
        signal.signal(signal.SIGTERM, before)


def _leave(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)
