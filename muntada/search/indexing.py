"""Making indexes and keeping them up: a new one beside the one that serves, and what changed since.

Nothing is lost by being killed: an index that is being built goes on behind the last thing it took in, and a change is
forgotten only once its index has it on disk. Doing either twice changes nothing.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.search.embedded import Embedded
from muntada.search.encoders import encoder, name_of
from muntada.search.entries import Entry
from muntada.search.kinds import Kind, laid
from muntada.search.models import Change, Index

VERSION = "2"  # of the terms: another one has indexes made anew
SOILED = timedelta(hours=1)  # for which files may hold terms of what changed or was taken out; an erasure does not wait
AT_ONCE = 1_000  # things that are read, and written to disk, together
INDEX = Permission.SEARCH_INDEX
Progress = Callable[[int, int], None]


class Busy(Exception):
    """Raised where another process is writing indexes."""


def made_by() -> str:
    """What indexes are made by now: the version of the terms and the encoder."""
    return f"{VERSION}:{name_of(settings.SEARCH_ENCODER)}"


def _by_words() -> str:
    """What makes an index that knows no meanings, and is there in a hundredth of the time."""
    return f"{VERSION}:off"


def folder_of(index: Index) -> Path:
    """Where an index stands on disk."""
    return Path(settings.SEARCH) / index.folder


def opened(index: Index, before: Index | None = None) -> Embedded:
    """An index, open for reading and writing; what the one before it encoded is taken over."""
    held = folder_of(before) if before is not None and before.made_by == index.made_by else None
    # Vectors of another encoder say nothing to this one: until the index is made anew, its words are what is found.
    of_today = index.made_by == made_by()
    return Embedded(folder_of(index), encoder(settings.SEARCH_ENCODER) if of_today else None, held)


@contextmanager
def alone() -> Iterator[None]:
    """Within the block no other process writes indexes. Raises Busy."""
    Path(settings.SEARCH).mkdir(parents=True, exist_ok=True)
    held = os.open(Path(settings.SEARCH) / "lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(held)
        raise Busy from error
    try:
        yield
    finally:
        os.close(held)  # and with it the lock, as when the process dies


def busy() -> bool:
    """Whether some process is writing indexes now."""
    try:
        with alone():
            return False
    except Busy:
        return True


def serving() -> Index | None:
    """The index that serves; one of other terms cannot be read any more, and is as if it were not there."""
    return Index.objects.filter(state=Index.State.SERVING, made_by__startswith=f"{VERSION}:").first()


def is_over(held: Index) -> bool:
    """Whether an index is of another make than today's, or has held for too long terms of what was taken out."""
    return held.made_by != made_by() or (held.soiled and clock.now() - (held.served_at or held.begun_at) >= SOILED)


def keep_up(
    actor: Actor, progress: Progress = lambda _done, _total: None, *, anew: bool = False, from_nothing: bool = False
) -> Index:
    """Take in what changed; make an index first where there is none of today's make, or where it is wanted `anew`.

    One that was begun is gone on with, unless it is to be made `from_nothing`. Raises Busy.
    """
    with alone():
        if from_nothing:
            Index.objects.filter(state=Index.State.BUILDING).delete()
        held, begun = serving(), Index.objects.filter(state=Index.State.BUILDING)
        if held is None and not begun.filter(made_by=made_by()).exists():
            held, anew = _build(actor, progress, _by_words()), False  # so that something is found at once
        if anew or held is None or begun.exists() or is_over(held) or not folder_of(held).is_dir():
            held = _build(actor, progress, made_by())
        catch_up(actor, held)
        _sweep()
        return held


def index_anew(actor: Actor) -> None:
    """Make a new index where there is one, so that its files hold nothing of what is gone. Raises Busy."""
    if Index.objects.exists():
        keep_up(actor, anew=True, from_nothing=True)


def _build(actor: Actor, progress: Progress, made: str) -> Index:
    """Make an index beside the one that serves, or go on with it, and put it in its place."""
    index = _begun(made)
    engine = opened(index, serving())
    names = list(laid())
    for name in names[names.index(index.kind) if index.kind in names else 0 :]:
        kind = laid()[name]
        last = index.last if index.kind == name else ""
        for things in _pieces(kind, actor, last):
            engine.change([entry for one in things for entry in entries_of(kind, one)])
            index.kind, index.last, index.done = name, str(things[-1].pk), index.done + len(things)
            index.save(update_fields=["kind", "last", "done"])
            progress(index.done, max(index.total, index.done))
        if index.kind != name:
            index.kind, index.last = name, ""
            index.save(update_fields=["kind", "last"])
    catch_up(actor, index)  # before it serves: what is new has changed meanwhile
    with transaction.atomic():
        Index.objects.filter(state=Index.State.SERVING).delete()
        index.state, index.served_at = Index.State.SERVING, clock.now()
        index.save(update_fields=["state", "served_at"])
    return index


def _begun(made: str) -> Index:
    """The index that is being built, of this make."""
    Index.objects.filter(state=Index.State.BUILDING).exclude(made_by=made).delete()
    held = Index.objects.filter(state=Index.State.BUILDING).first()
    if held is not None and folder_of(held).is_dir():
        return held
    total = sum(kind.rows(_indexer(), INDEX).count() for kind in laid().values())
    with transaction.atomic():
        if connection.vendor == "postgresql":
            # Whoever is writing now has not noted it for this index: it begins once they are through.
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE search_index IN ACCESS EXCLUSIVE MODE")
        Index.objects.filter(state=Index.State.BUILDING).delete()
        return Index.objects.create(folder=uuid.uuid4().hex, made_by=made, total=total)


def _indexer() -> Actor:
    from muntada.access.actor import CLERK

    return CLERK


def _pieces(kind: Kind, actor: Actor, last: str) -> Iterator[list[Any]]:
    """The things of a kind in the order of their keys, from behind the last one."""
    found = kind.rows(actor, INDEX).order_by("pk")
    while True:
        piece = list((found.filter(pk__gt=last) if last else found)[:AT_ONCE])
        if not piece:
            return
        yield piece
        last = str(piece[-1].pk)


def entries_of(kind: Kind, thing: Any) -> list[Entry]:
    """What is found of a thing, each entry with its key."""
    made = []
    for entry in kind.entries(thing):
        if entry.text.strip() or entry.title.strip():
            tags = {**entry.tags, "language": (entry.language,), "is": (kind.name,)}
            made.append(replace(entry, key=kind.key(thing.pk, entry.language), tags=tags))
    return made


def catch_up(actor: Actor, index: Index) -> int:
    """Take in what changed since; how many things were looked at again."""
    engine, seen = None, 0
    while noted := list(Change.objects.filter(index=index).order_by("id")[:AT_ONCE]):
        engine = engine or opened(index)
        wanted: defaultdict[str, set[str]] = defaultdict(set)
        for one in noted:
            wanted[one.kind].add(one.key)
        put, gone = _as_they_are(actor, wanted)
        engine.change(put, gone)
        if not index.soiled:  # what was replaced is as much in the files as what is gone
            index.soiled = True
            index.save(update_fields=["soiled"])
        Change.objects.filter(pk__in=[one.pk for one in noted]).delete()
        seen += len(noted)
    return seen


def _as_they_are(actor: Actor, wanted: dict[str, set[str]]) -> tuple[list[Entry], list[str]]:
    """The entries of these things as they are now, and the keys that have none."""
    put: list[Entry] = []
    every: set[str] = set()
    for name, pks in wanted.items():
        kind = laid().get(name)
        if kind is None:
            continue
        every |= {key for pk in pks for key in kind.keys(pk)}
        put += [entry for thing in _found(kind, actor, sorted(pks)) for entry in entries_of(kind, thing)]
    return put, sorted(every - {entry.key for entry in put})


def _found(kind: Kind, actor: Actor, pks: Sequence[str]) -> Iterable[object]:
    return list(kind.rows(actor, INDEX).filter(pk__in=pks))


def _sweep() -> None:
    """Take away the folders of indexes that there are no more."""
    known = set(Index.objects.values_list("folder", flat=True))
    for folder in Path(settings.SEARCH).iterdir():
        if folder.is_dir() and folder.name not in known:
            shutil.rmtree(folder, ignore_errors=True)
