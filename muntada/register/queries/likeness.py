"""Which entities may be the same, what was said of them, and which speak for one another."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.register.chunks import CHUNK, in_chunks
from muntada.register.explained import explained
from muntada.register.models import Entity, Judgement, Likeness
from muntada.register.queries.entities import entities
from muntada.register.queries.names import NEVER, read
from muntada.screening.model import Entry, Hit, Query
from muntada.screening.screener import Screener

ALIKE = 0.8  # from which score on two entries may be the same
_MOST = 20  # that may be the same as one

READ = Permission.RECORD_READ


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities that may be the same, in the order of their keys."""

    left: str
    right: str
    score: float
    explained: dict[str, Any]
    known: str


def likenesses(actor: Actor | None) -> QuerySet[Likeness]:
    """The pairs of which the actor may see both, those first that nobody judged."""
    left = rows(actor, READ, Likeness, via="left").exclude(left__category__in=NEVER)
    right = rows(actor, READ, Likeness, via="right").exclude(right__category__in=NEVER)
    found = left.filter(pk__in=right.values("pk"))
    return found.select_related("left", "right").order_by("-rank", "-pk")


def judgements(actor: Actor | None, left: str, right: str) -> QuerySet[Judgement]:
    """What was said of two entities, the latest first."""
    one, other = sorted((left, right))
    seen = rows(actor, READ, Judgement, via="left").filter(left=one, right=other)
    return seen.filter(pk__in=rows(actor, READ, Judgement, via="right").values("pk")).order_by("-pk")


def one_with(actor: Actor | None, entity: Entity) -> list[Entity]:
    """The other entities that are one with this, as a person said, as far as the actor may see them."""
    root = entity.canonical_id or entity.pk
    keys = {root, *Entity.objects.filter(canonical=root).values_list("pk", flat=True)} - {entity.pk}
    return list(entities(actor).filter(pk__in=keys).order_by("dataset", "pk"))


def pairs(progress: Callable[[int], None] | None = None) -> Iterator[Pair]:
    """Entities of different lists, or of those entered here, whose names and facts are so alike that a person looks.

    What its own list keeps apart is apart. `progress` hears how many entities were asked for.
    """
    every = Entity.objects.filter(gone=False).exclude(category__in=NEVER).order_by("pk")
    of = dict(every.values_list("pk", "dataset"))
    screener = Screener(_entries(every))
    own = {key for key, dataset in of.items() if dataset == "own"}
    found: set[tuple[str, str]] = set()
    for some in in_chunks(_entries(every)):
        for one in some:
            for hit in screener.ask(_question(one), cutoff=ALIKE, limit=_MOST):
                pair = (min(one.id, hit.entry.id), max(one.id, hit.entry.id))
                apart = of[pair[0]] == of[pair[1]] and pair[0] not in own
                if pair[0] != pair[1] and pair not in found and not apart:
                    found.add(pair)
                    yield Pair(*pair, hit.score, explained(hit), _digest(one, hit))
        if progress is not None:
            progress(len(some))


def _entries(found: QuerySet[Entity]) -> Iterator[Entry]:
    for some in in_chunks(found.only("key", "schema").iterator(chunk_size=CHUNK)):
        yield from read(some)


def _question(one: Entry) -> Query:
    """An entry asked for as a name of its own: the first, with all that is known beside it."""
    return Query(one.names[0].text, tuple(one.born), tuple(one.nationalities), tuple(one.identifiers), one.kind, one.id)


def _digest(one: Entry, hit: Hit) -> str:
    both: Iterable[dict[str, Any]] = sorted((one.as_dict(), hit.entry.as_dict()), key=str)
    return hashlib.sha256(json.dumps(list(both), ensure_ascii=False, sort_keys=True).encode()).hexdigest()
