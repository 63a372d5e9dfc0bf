"""Writes entries and gives them their place in the log. Everything here is by SQL, for speed and for migrations.

On SQLite, where one writes at a time, an entry has its place within the transaction that writes it. On PostgreSQL it
waits in `trail_pending`, so that nobody waits for anybody's lock, and whoever holds the advisory lock appends what is
committed by then. An entry that is seen before another one is committed stands before it.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from muntada.access import clock
from muntada.trail.canonical import SALT, canonical, commitment, content, leaf, moment, plain
from muntada.trail.merkle import Frontier, leaf_hash

TILE = 8  # subtrees from this level on are kept, smaller ones are computed from their leaves
LOCK = 0x4D554E5441444101  # names the sequencer's advisory lock
AT_ONCE = 5_000  # entries that the sequencer appends in one transaction
# After many writes PostgreSQL's statistics lag, and it would read the whole log to find few of its entries.
BY_INDEX = ", set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)"
PAUSE = 0.1  # seconds between two runs of the sequencer at commits of one process

_COLUMNS = "at, actor, operation, permission, allowed, reason, purpose, recipient, thing_type, thing_key, detail"
_latest = {"run": 0.0}
_only_one = threading.Lock()


@dataclass(frozen=True, slots=True)
class Line:
    """What an entry is to say; texts are cut to what their columns hold."""

    actor: str
    operation: str
    permission: str
    allowed: bool
    reason: str
    purpose: str
    recipient: str = ""
    thing_type: str = ""
    thing_key: str = ""
    detail: dict[str, Any] = field(default_factory=dict)
    at: datetime = field(default_factory=lambda: clock.now().astimezone(UTC))

    def cut(self) -> dict[str, Any]:
        """Everything but the moment, as it is committed to."""
        return {
            "actor": self.actor[:100],
            "operation": self.operation,
            "permission": self.permission,
            "allowed": self.allowed,
            "reason": self.reason[:300],
            "purpose": self.purpose[:200],
            "recipient": self.recipient[:300],
            "thing_type": self.thing_type[:60],
            "thing_key": self.thing_key[:120],
            "detail": canonical(plain(self.detail)),
        }


def write(lines: Iterable[Line]) -> list[int]:
    """Write entries within the transaction that is open, or within one of their own; their ids."""
    lines = list(lines)
    if not lines:
        return []
    with transaction.atomic():
        placed = [_insert(line) for line in lines]
        if connection.vendor == "postgresql":
            transaction.on_commit(sequence_soon, robust=True)
        else:
            _append(placed)
    return [entry for entry, _hash in placed]


def _insert(line: Line) -> tuple[int, bytes]:
    """The new entry's id and the hash of its leaf."""
    said, salt = line.cut(), os.urandom(SALT)
    committed = commitment(salt, content(**said))
    values: list[Any] = [connection.ops.adapt_datetimefield_value(line.at), *said.values(), salt, committed]
    insert = (
        f"INSERT INTO trail_entry ({_COLUMNS}, salt, commitment) VALUES ({', '.join(['%s'] * len(values))}) "  # noqa: S608
        "RETURNING id"
    )
    if connection.vendor == "postgresql":
        insert = f"WITH new AS ({insert}) INSERT INTO trail_pending (entry) SELECT id FROM new RETURNING entry"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(insert, values)
        entry = int(cursor.fetchone()[0])
    return entry, leaf_hash(leaf(entry, moment(line.at), committed))


def _append(placed: Sequence[tuple[int, bytes]]) -> None:
    """Give entries their places at the end of the log."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT size, peaks FROM trail_tree WHERE id = 1")
        size, joined = cursor.fetchone() or (0, b"")
        tree = Frontier(size, in_pieces(bytes(joined)))
        completed = tree.extend([hash_ for _entry, hash_ in placed], lowest=TILE)
        leaves = [(size + step, entry, hash_) for step, (entry, hash_) in enumerate(placed)]
        _insert_many(cursor, "trail_leaf", ("index", "entry", "hash"), ("bigint", "bigint", "bytea"), leaves)
        frozen = ("level", "position", "hash")
        _insert_many(cursor, "trail_frozen", frozen, ("smallint", "bigint", "bytea"), completed)
        cursor.execute(
            "INSERT INTO trail_tree (id, size, peaks) VALUES (1, %s, %s) "
            "ON CONFLICT (id) DO UPDATE SET size = excluded.size, peaks = excluded.peaks",
            [tree.size, b"".join(tree.peaks)],
        )


def _insert_many(
    cursor: Any, table: str, columns: Sequence[str], types: Sequence[str], found: Sequence[tuple[Any, ...]]
) -> None:
    if not found:
        return
    into = f"INSERT INTO {table} ({', '.join(connection.ops.quote_name(one) for one in columns)}) "
    if connection.vendor == "postgresql":
        arrays = ", ".join(f"%s::{one}[]" for one in types)
        values = [list(column) for column in zip(*found, strict=True)]
        cursor.execute(f"{into}SELECT * FROM unnest({arrays})", values)  # noqa: S608 -- names of our own
    else:
        cursor.executemany(f"{into}VALUES ({', '.join(['%s'] * len(columns))})", found)


def sequence_soon() -> None:
    """Run the sequencer, but not at every commit: what it leaves behind the next run finds."""
    if time.monotonic() - _latest["run"] >= PAUSE and _only_one.acquire(blocking=False):
        try:
            _latest["run"] = time.monotonic()
            sequence()
        finally:
            _only_one.release()


def sequence(*, wait: bool = False) -> int:
    """Give every committed entry that waits its place; how many these were. Who comes second leaves, or waits.

    A commit of the sequencer waits for no disk. What a power cut takes back waits in `trail_pending` again, and a
    head that was given away was written to disk with everything before it.
    """
    appended = 0
    while True:
        with transaction.atomic():
            waiting = _waiting(wait)
            if waiting:
                _append(waiting)
                marks = ", ".join(["%s"] * len(waiting))
                with connection.cursor() as cursor:
                    cursor.execute(
                        f"DELETE FROM trail_pending WHERE entry IN ({marks})",  # noqa: S608 -- placeholders
                        [entry for entry, _hash in waiting],
                    )
        appended += len(waiting)
        if len(waiting) < AT_ONCE:
            return appended


def _waiting(wait: bool) -> list[tuple[int, bytes]]:
    """Entries that wait, by their ids, with the hashes of their leaves; none where somebody else sees to them."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            take = "pg_advisory_xact_lock(%s) IS NOT NULL" if wait else "pg_try_advisory_xact_lock(%s)"
            cursor.execute(f"SELECT {take}", [LOCK])
            if not cursor.fetchone()[0]:
                return []
            cursor.execute("SELECT set_config('synchronous_commit', 'off', true)" + BY_INDEX)
        cursor.execute(
            f"SELECT entry, {utc_text('at')}, commitment FROM trail_pending JOIN trail_entry ON id = entry "  # noqa: S608
            f"ORDER BY entry LIMIT {AT_ONCE}"
        )
        return [
            (entry, leaf_hash(leaf(entry, at_text(at), bytes(committed)))) for entry, at, committed in cursor.fetchall()
        ]


def utc_text(column: str) -> str:
    """SQL that gives a moment as text which `at_text` understands."""
    if connection.vendor == "postgresql":
        return f"""to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
    return f"({column} || '')"  # bare, the driver would parse it


def at_text(kept: Any) -> str:
    """A moment as leaves write it, from what the database gives for `utc_text`."""
    text = str(kept)
    if text.endswith("Z"):
        return text
    return f"{text[:10]}T{text[11:19]}.{text[20:26]:0<6}Z"


def in_pieces(joined: bytes) -> list[bytes]:
    """Hashes that were kept one after the other."""
    return [joined[start : start + 32] for start in range(0, len(joined), 32)]
