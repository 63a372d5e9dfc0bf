"""The names that are screened, ready in memory; each process follows what lists change before it answers.

A question sees what was committed before it was asked. The index itself lies in the data folder, so that a process is
ready at once; what changed since it was saved stands beside it.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Lock

from django.conf import settings

from muntada.marking.handling import Category
from muntada.register.chunks import CHUNK, in_chunks
from muntada.register.lists.form import Stated
from muntada.register.lists.screened import PAPERS, entry_of, is_screened
from muntada.register.models import Entity, Listing, ListingChange, Statement, Tide
from muntada.screening.index import IndexRefused
from muntada.screening.model import Entry
from muntada.screening.screener import Screener

NEVER = (Category.VICTIM.value, Category.WITNESS.value)  # never returned, whatever was asked
_FOLDER = "screening"
_FEW = 2_000  # entries beside a saved index, from which on a new one is saved


class _Kept:
    """The screener of this process, and how far it has followed."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.screener: Screener | None = None
        self.tide = 0
        self.beside = 0


_kept = _Kept()


def screener() -> Screener:
    """The screener of everybody who stands on a list now."""
    with _kept.lock:
        if _kept.screener is None:
            _kept.screener, _kept.tide = _opened()
        _follow(_kept)
        return _kept.screener


def forget() -> None:
    """Drop what this process holds, as after a restore; the next question opens it anew."""
    with _kept.lock:
        _kept.screener, _kept.tide, _kept.beside = None, 0, 0


def save_index(progress: Callable[[int], None] | None = None) -> int:
    """Build the index of all names anew and keep it in the data folder; how far it has followed. Old ones go."""
    tide = _tide()
    built = Screener(entries(), progress=progress)
    folder = _root() / str(tide)
    built.save(folder)
    for other in _saved():
        if other != tide:
            shutil.rmtree(_root() / str(other), ignore_errors=True)
    return tide


def is_saved() -> bool:
    """Whether an index stands on disk."""
    return bool(_saved())


def index_is_behind() -> bool:
    """Whether so much changed since the index was saved that a new one is worth its while."""
    last = max(_saved(), default=0)
    return ListingChange.objects.filter(tide__gt=last)[: _FEW + 1].count() > _FEW


def entries(keys: Iterable[str] | None = None) -> Iterator[Entry]:
    """Everybody who stands on a list now, or those of these entities who do, as they are screened.

    What is restricted, or over its day of review, is among them: whoever asks sees of it what the policy shows.
    """
    listed = Entity.objects.filter(listings__state=Listing.State.LISTED, gone=False)
    listed = listed.exclude(category__in=NEVER).distinct().order_by("pk")
    if keys is not None:
        listed = listed.filter(pk__in=list(keys))
    for some in in_chunks(listed.only("key", "schema").iterator(chunk_size=CHUNK)):
        yield from read(some)


def read(some: list[Entity]) -> Iterator[Entry]:
    """These entities as they are screened; what has no name is left out."""
    said = _said(one.pk for one in some)
    papers: dict[str, list[str]] = defaultdict(list)
    held = Statement.objects.filter(prop__in=set(PAPERS.values()), value__in=[one.pk for one in some])
    held = held.filter(ended_at__isnull=True, entity__gone=False).exclude(entity__category__in=NEVER)
    for holder, paper in held.exclude(entity__dataset="own").values_list("value", "entity_id"):
        papers[holder].append(paper)
    for holder, paper in _shared(held.filter(entity__dataset="own").values_list("value", "entity_id")):
        papers[holder].append(paper)
    printed = _said(paper for found in papers.values() for paper in found)
    for one in some:
        if is_screened(one.schema):
            entry = entry_of(one.pk, one.schema, said[one.pk], [printed[paper] for paper in papers[one.pk]])
            if entry is not None:
                yield entry


def _shared(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Of holders with their papers that were entered here those whom everybody sees who sees the holder: by a number
    that a check confirms, others would learn it."""
    some = list(pairs)
    of = {one.pk: one.handling for one in Entity.objects.filter(pk__in={key for pair in some for key in pair})}
    return ((holder, paper) for holder, paper in some if of[paper].flows_to(of[holder]))


def _said(keys: Iterable[str]) -> dict[str, list[Stated]]:
    found: dict[str, list[Stated]] = defaultdict(list)
    standing = Statement.objects.filter(entity__in=list(keys), ended_at__isnull=True).order_by("pk")
    for key, prop, value, original in standing.values_list("entity_id", "prop", "value", "original"):
        found[key].append(Stated(prop, value, original))
    return found


def _opened() -> tuple[Screener, int]:
    for tide in sorted(_saved(), reverse=True):
        try:
            return Screener.open(_root() / str(tide)), tide
        except IndexRefused:
            continue
    tide = _tide()
    return Screener(entries()), tide


def _follow(kept: _Kept) -> None:
    """Take in what changed since; a change is seen whole, because numbers are given out in the order of commits."""
    now = _tide()
    if now == kept.tide or kept.screener is None:
        return
    changed = ListingChange.objects.filter(tide__gt=kept.tide, tide__lte=now)
    keys = set(changed.values_list("listing__entity_id", flat=True))
    standing = {one.id: one for some in in_chunks(sorted(keys)) for one in entries(some)}
    kept.screener.take(standing.values(), keys - set(standing))
    kept.tide = now


def _tide() -> int:
    return Tide.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def _root() -> Path:
    return Path(settings.DATA) / _FOLDER


def _saved() -> list[int]:
    if not _root().is_dir():
        return []
    return [int(one.name) for one in _root().iterdir() if one.name.isdigit() and (one / "index.json").is_file()]
