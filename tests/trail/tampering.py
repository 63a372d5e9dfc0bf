"""Seven ways to tamper with the log, each as somebody does it who owns the database: clumsily, and with all care."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

from muntada.access.rules import Permission
from muntada.trail import heads
from muntada.trail.actions import sign_head
from muntada.trail.canonical import SALT, commitment, content
from muntada.trail.deed import act
from muntada.trail.guard import raise_guard, take_guard_down
from muntada.trail.writing import sequence
from tests.cast import ANALYST, SECRETARIAT

INDEX = '"index"'


def some_lines(count: int = 12) -> None:
    """Deeds of two people."""
    for number in range(count):
        with act(SECRETARIAT if number % 3 else ANALYST, Permission.RECORD_WRITE) as record:
            record.things.append({"thing": "forum.meeting", "key": str(number)})
    sequence()


def sql(statement: str, values: list[object] | None = None) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall()) if cursor.description else []


@contextmanager
def unguarded():  # type: ignore[no-untyped-def]
    """What the owner of a database can do: take the triggers away."""
    take_guard_down(connection)
    try:
        yield
    finally:
        raise_guard(connection)


def nth(number: int) -> int:
    """The id of the entry that stands at this place."""
    return int(str(sql(f"SELECT entry FROM trail_leaf WHERE {INDEX} = %s", [number])[0][0]))


def edit() -> None:
    sql("UPDATE trail_entry SET actor = 'user:99' WHERE id = %s", [nth(4)])


def delete() -> None:
    sql("DELETE FROM trail_entry WHERE id = %s", [nth(4)])


def insert() -> None:
    said = sql(
        "SELECT at, actor, operation, permission, allowed, reason, purpose, recipient, thing_type, thing_key, detail, "
        "salt, commitment FROM trail_entry WHERE id = %s",
        [nth(4)],
    )[0]
    new = int(str(sql("SELECT max(id) FROM trail_entry")[0][0])) + 1000
    marks = ", ".join(["%s"] * (len(said) + 1))
    sql(
        "INSERT INTO trail_entry (id, at, actor, operation, permission, allowed, reason, purpose, recipient, "
        f"thing_type, thing_key, detail, salt, commitment) VALUES ({marks})",
        [new, *said],
    )


def reorder() -> None:
    first, second = nth(4), nth(5)
    for entry, place in ((first, -1), (second, 4), (first, 5)):
        sql(f"UPDATE trail_leaf SET {INDEX} = %s WHERE entry = %s", [place, entry])


def truncate() -> None:
    sql(f"DELETE FROM trail_leaf WHERE {INDEX} >= 8")
    sql("DELETE FROM trail_entry WHERE id NOT IN (SELECT entry FROM trail_leaf)")


def recompute() -> None:
    edit()
    commit_anew(nth(4))


def replace() -> None:
    sql("DELETE FROM trail_leaf")
    sql("DELETE FROM trail_entry")


CLASSES: dict[str, Callable[[], None]] = {
    one.__name__: one for one in (edit, delete, insert, reorder, truncate, recompute, replace)
}


def commit_anew(entry: int) -> None:
    """Give an entry a commitment to what it says now."""
    names = "actor, allowed, detail, operation, permission, purpose, reason, recipient, thing_key, thing_type"
    actor, allowed, *more = sql(f"SELECT {names} FROM trail_entry WHERE id = %s", [entry])[0]
    salt = os.urandom(SALT)
    said = content(str(actor), bool(allowed), *(str(one) for one in more))
    sql("UPDATE trail_entry SET salt = %s, commitment = %s WHERE id = %s", [salt, commitment(salt, said), entry])


def cover_up(kind: str, *, new_key: bool = False) -> None:
    """Make a log that agrees with itself out of what was tampered with, heads and all."""
    order = [entry for (entry,) in sql(f"SELECT entry FROM trail_leaf ORDER BY {INDEX}")]
    kept = {entry for (entry,) in sql("SELECT id FROM trail_entry")}
    order = [one for one in order if one in kept] + sorted(kept - set(order))  # type: ignore[type-var]
    for table in ("trail_leaf", "trail_frozen", "trail_tree", "trail_head", "trail_pending"):
        sql(f"DELETE FROM {table}")
    for entry in order:
        commit_anew(int(str(entry)))
        sql("INSERT INTO trail_pending (entry) VALUES (%s)", [entry])
        sequence()
    if kind == "replace":
        some_lines(20)
    if new_key:
        os.unlink(settings.TRAIL_KEY)
        heads._private_key.cache_clear()
    sign_head()
