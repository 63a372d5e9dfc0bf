"""Verbs of the log: signing a head, proving an entry, and taking personal data out of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.db import connection, transaction

from muntada.access.actor import NOTARY, Actor
from muntada.access.rules import Permission
from muntada.trail import queries
from muntada.trail.deed import act
from muntada.trail.guard import TAKEN
from muntada.trail.heads import SignedHead, append_line, public_key, sign, witnessed
from muntada.trail.merkle import is_beginning
from muntada.trail.models import Entry, Head
from muntada.trail.writing import sequence


class NotTheSameLog(Exception):
    """Raised where the log is not what a witness holds: the text says how it differs."""


class NotThere(LookupError):
    """Raised for a line of the trail that there is none of."""


def sign_head(actor: Actor = NOTARY, *, witness: str = "") -> SignedHead:
    """Sign what the log is now, with all that is committed. The head is on the disk before it is given away.

    Raises KeyUnusable.
    """
    sequence(wait=True)
    with act(actor, Permission.TRAIL_SEAL) as record:
        size = queries.size_of_log()
        head = sign(size, queries.root_of_log(size))
        made = Head.objects.create(size=size, root=head.root, at=head.at, key=head.key, signature=head.signature)
        record.of(made, size=size)
        record.to(witness or "the log itself")
    return head


def hand_to_witness(path: Path, actor: Actor = NOTARY) -> SignedHead:
    """Sign a head and append it to a witness file, where the log is still the one that the file knows.

    Raises NotTheSameLog, NotAHead, KeyUnusable, OSError.
    """
    known = witnessed(path)
    if known:
        check_grown(known[-1])
    head = sign_head(actor, witness=path.name)
    append_line(path, head.line())
    return head


def check_grown(old: SignedHead) -> None:
    """Raises NotTheSameLog where the log that this head was signed for is not the beginning of the log."""
    if old.key != public_key():
        raise NotTheSameLog("The witness knows a log that another key signs for.")
    if not old.is_genuine():
        raise NotTheSameLog("The last head of the witness is not signed by its key.")
    size = queries.size_of_log()
    if old.size > size:
        raise NotTheSameLog(f"The witness knows {old.size} leaves, and there are {size}.")
    if not old.size:
        return
    path = queries.consistency(old.size, size)
    if not is_beginning(old.size, size, bytes.fromhex(old.root), queries.root_of_log(size), path):
        raise NotTheSameLog(f"The first {old.size} leaves are not those that the witness knows.")


def prove(entry: Entry) -> queries.Proof:
    """The entry with its path to a signed head: the latest one, or a new one where that does not hold it yet."""
    sequence(wait=True)
    index = queries.place_of(entry)
    if index is None:
        raise NotThere(f"Entry {entry.pk} has no place in the log.")
    head = queries.latest_head()
    if head is None or head.size <= index or head.key != public_key():
        head = sign_head()
    path = queries.inclusion(index, head.size)
    return queries.Proof(entry, index, tuple(one.hex() for one in path), head)


def take_out(actor: Actor, entries: Iterable[int]) -> int:
    """Take what these entries say, and their salts, away for good; how many these were.

    The log stays as it was and can be verified, and a line of its own names the entries: one that was emptied
    without such a line is found as edited. What is kept: when, which operation, under which permission.
    """
    wanted = sorted(set(entries))
    with act(actor, Permission.TRAIL_ERASE) as record, transaction.atomic():
        found = sorted(Entry.objects.filter(pk__in=wanted, salt__isnull=False).values_list("pk", flat=True))
        sets = ", ".join(f"{column} = %s" for column in TAKEN)
        with connection.cursor() as cursor:
            for pk in found:
                cursor.execute(f"UPDATE trail_entry SET {sets} WHERE id = %s", [*TAKEN.values(), pk])  # noqa: S608
        record.things.append({"thing": Entry._meta.label_lower, "taken": found})
    return len(found)
