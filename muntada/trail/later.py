"""Lines that are written once the request that they belong to is over: looks at things, and refusals."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from muntada.trail.writing import Line, write

_kept: ContextVar[dict[tuple[object, ...], Line] | None] = ContextVar("kept", default=None)


def keep_for_later(line: Line) -> bool:
    """Keep a line until the request ends; False where there is no request. The same look is kept once."""
    kept = _kept.get()
    if kept is None:
        return False
    said = line.cut()
    kept.setdefault(tuple(said.values()), line)
    return True


@contextmanager
def written_at_the_end() -> Iterator[None]:
    """Within the block looks and refusals are kept; after it all of them are written at once."""
    token = _kept.set({})
    try:
        yield
    finally:
        kept = _kept.get() or {}
        _kept.reset(token)
        write_lightly(list(kept.values()))


def write_lightly(lines: list[Line]) -> None:
    """Write lines without waiting for the disk where they stand alone: nothing else is to be kept by this commit.

    They are on the disk with the next commit that waits for it, and in their order: what a power cut can take is
    the end of the log since then, never its middle, and no head that was given away. See docs/decisions.
    """
    if not lines:
        return
    if connection.in_atomic_block or connection.vendor not in {"sqlite", "postgresql"}:
        write(lines)
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL synchronous_commit = off")
            write(lines)
    else:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous")
            before = int(cursor.fetchone()[0])
            cursor.execute("PRAGMA synchronous = NORMAL")
            try:
                write(lines)
            finally:
                cursor.execute(f"PRAGMA synchronous = {before}")
