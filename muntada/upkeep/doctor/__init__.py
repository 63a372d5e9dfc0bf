"""Looks at everything that an installation rests on, and says what to do next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from django.db import DatabaseError, connection

from muntada.upkeep.doctor import machine, records, work
from muntada.upkeep.doctor.check import Check, State, failure

__all__ = ["Check", "State", "examine"]

Look = Callable[[], Iterator[Check]]


def examine(*, deep: bool = False) -> Iterator[Check]:
    """Each check as it is done; with `deep` all captured files and the whole log. Writes only a file of its own."""
    yield from _looked("time zones", machine.of_time_zones)
    yield from _looked("fonts", machine.of_fonts)
    yield from _looked("languages", work.of_catalogues)
    yield from _looked("static files", work.of_static_files)
    yield from _looked("disk", machine.of_disks)
    yield from _looked("set aside", machine.of_leftovers)
    yield from _looked("keys", records.of_keys)
    shape = list(_looked("migrations", records.of_migrations))
    yield from _looked("database", records.of_settings)
    yield from shape
    if any(one.state is State.FAILURE for one in shape):
        return  # without its shape nothing else can be asked of the database
    of_rows: list[tuple[str, Look]] = [
        ("role", records.of_privileges),
        ("clock", machine.of_the_clock),
        ("queue", work.of_the_queue),
        ("outbox", work.of_the_outbox),
        ("search", work.of_the_index),
        ("captured files", partial(records.of_files, deep)),
        ("log", partial(records.of_the_log, deep)),
        ("backups", records.of_backups),
    ]
    for name, look in of_rows:
        yield from _looked(name, look)


def _looked(name: str, look: Look) -> Iterator[Check]:
    """A check that cannot be made is a failure of what it looks at."""
    try:
        yield from look()
    except DatabaseError as error:
        connection.close()
        yield failure(name, f"The database failed: {error}.", "See that it runs and can be reached; else restore it.")
    except OSError as error:
        yield failure(name, f"It cannot be looked at: {error}.", "See that it is there and can be read.")
