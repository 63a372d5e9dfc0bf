"""After an erasure: stored files, answers kept for programs, sessions' notes, free pages and the log ahead of the file.

What only the database's owner can do, and what lies outside of it, is told in docs/rights-of-persons.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection

from muntada.access.actor import CLERK
from muntada.access.sought import indexes_beside, rebuild
from muntada.evidence.store import path_of
from muntada.register.actions.keeping import leave_erased
from muntada.search.indexing import Busy as IndexBusy
from muntada.search.indexing import index_anew
from muntada.trail.answers import empty_all

# The tables in which it stood who asked for the floor and who spoke.
WITH_SPEAKERS = ("forum_speaker", "forum_statement", "trail_answer", "django_session")


class Busy(RuntimeError):
    """Raised where somebody is reading what has to be rewritten: it is tried again later."""


def forget_beside() -> None:
    """Within the transaction of an erasure: what is kept for a short time, and may quote anything, is emptied."""
    empty_all()
    cache.clear()
    for row in Session.objects.all():
        said = row.get_decoded()
        if said.pop("_messages", None) is not None:
            row.session_data = Session.objects.encode(said)
            row.save(update_fields=["session_data"])


def remove_files(digests: Iterable[str]) -> None:
    """Take these files out of the content store; those that are gone already are no error."""
    for digest in digests:
        path = path_of(Path(settings.STORE), digest)
        path.unlink(missing_ok=True)
        for beside in path.parent.glob(".*.part"):
            beside.unlink(missing_ok=True)


def clean_database(tables: Iterable[str]) -> None:
    """Leave nothing of what was deleted in the database's own files, nor in the index of search. Raises Busy. Not
    within a transaction."""
    try:
        index_anew(CLERK)
    except IndexBusy as error:
        raise Busy("The index is being written; it is made anew at the next try.") from error
    if any(table.startswith("register_") for table in tables):
        leave_erased(CLERK)
    if connection.vendor == "sqlite":
        _clean_sqlite()
    elif connection.vendor == "postgresql":
        _clean_postgresql(sorted(set(tables)))


def _clean_sqlite() -> None:
    """secure_delete blanks what is deleted; a copy that a page kept when it was split goes with a new file alone, and
    what the indexes of words keep of a row that is gone goes when they are written anew."""
    rebuild()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, _log, _done = cursor.fetchone()
    if busy:
        raise Busy("Somebody reads the database; its log is emptied at the next try.")


def _clean_postgresql(tables: list[str]) -> None:
    """Write the tables anew, without the rows that are gone. What the server's own log holds goes as it is reused."""
    with connection.cursor() as cursor:
        for table in [*tables, *indexes_beside(tables)]:
            cursor.execute(f"VACUUM (FULL, ANALYZE) {connection.ops.quote_name(table)}")
        cursor.execute("CHECKPOINT") if _may_checkpoint() else None


def _may_checkpoint() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        found = cursor.fetchone()
    return bool(found and found[0])
