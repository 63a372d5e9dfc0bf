"""Several processes that serve the same pages: one Python process makes pages on one core alone."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import click

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # where prometheus_client lets processes count together; read when it is loaded


@contextmanager
def counted_together(processes: int) -> Iterator[None]:
    """Within the block the processes count requests in one place, whichever of them is asked."""
    if processes == 1:
        yield
        return
    folder, owner = tempfile.mkdtemp(prefix="muntada-counts-"), os.getpid()
    os.environ[FOLDER] = folder
    try:
        yield
    finally:
        if os.getpid() == owner:
            shutil.rmtree(folder, ignore_errors=True)


def together(processes: int, make: Callable[[], Any]) -> Any:
    """Part into so many processes; each makes a server, and the first one comes back with its own.

    The others serve until the first one ends. Where one of them ends, so does the first: whoever keeps it running
    starts all of them again.
    """
    from django.db import connections

    connections.close_all()  # no connection may be shared
    gc.collect()
    gc.freeze()
    ours, theirs = os.pipe()
    others = []
    for _ in range(processes - 1):
        pid = os.fork()
        if pid == 0:
            os.close(theirs)
            _serve_on(make, ours)
        others.append(pid)
    os.close(ours)

    def ended(_number: int, _frame: FrameType | None) -> None:
        if any(os.waitpid(pid, os.WNOHANG)[0] for pid in others):
            click.echo("A process of the server ended; the others end too.", err=True)
            os._exit(1)

    signal.signal(signal.SIGCHLD, ended)
    return make()


def _serve_on(make: Callable[[], Any], first: int) -> None:
    """Serve until the first process has ended: what it holds of the pipe is closed then, however it ended."""

    def wait() -> None:
        os.read(first, 1)
        os._exit(0)

    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))
    threading.Thread(target=wait, daemon=True).start()
    try:
        make().run()
    finally:
        os._exit(0)
