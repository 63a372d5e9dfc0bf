"""What a person keeps of their own reading, what others share with them, and what changed of what they follow."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qs

from django.db.models import Count, Q, QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission, decide
from muntada.library.models import (
    Clause,
    ClauseText,
    Collection,
    CollectionItem,
    Expression,
    Follow,
    News,
    Note,
    NoteRevision,
    PartyStatus,
    Relation,
    Sharing,
    Work,
)
from muntada.parties.models import Party
from muntada.search.queries import FACETS, find

KEEP, READ = Permission.READING_KEEP, Permission.RECORD_READ
BEST = 30  # of what a search finds that is told as new; behind them stands what fits less and less
State = Expression.State


def own_notes(actor: Actor | None) -> QuerySet[Note]:
    """One's own notes, the latest changed first."""
    return rows(actor, KEEP, Note, via="user").select_related("work", "clause", "sharing")


def still_read(actor: Actor | None, notes: Iterable[Note]) -> set[str]:
    """Of the works that these notes stand beside those that the actor may still see, by their keys: a note is one's own
    for good, and the name of a text that was closed since is not."""
    keys = {one.work_id for one in notes}
    return set(rows(actor, READ, Work).filter(pk__in=keys).values_list("pk", flat=True))


def note(actor: Actor | None, pk: int) -> Note | None:
    """One of one's own notes, or None."""
    return own_notes(actor).filter(pk=pk).first()


def revisions(actor: Actor | None, of: Note) -> QuerySet[NoteRevision]:
    """What a note of one's own said before, the latest first."""
    return rows(actor, KEEP, NoteRevision, via="note__user").filter(note=of)


def shared_notes(actor: Actor | None) -> QuerySet[Sharing]:
    """The notes of others that are shared with the actor, of works and clauses that the actor may see."""
    found = rows(actor, READ, Sharing).filter(note__isnull=False, note__work__in=rows(actor, READ, Work).values("pk"))
    found = found.filter(Q(note__clause__isnull=True) | Q(note__clause__in=visible_clauses(actor)))
    return found.exclude(note__in=own_notes(actor).values("pk")).select_related(
        "note__user", "note__work", "note__clause"
    )


def visible_clauses(actor: Actor | None) -> QuerySet[Clause, Any]:
    """The clauses that the actor may see: of a visible work and with words in a visible language version."""
    return rows(actor, READ, Clause, via="work").filter(pk__in=read_texts(actor).values("clause")).values("pk")


def known_relations(actor: Actor | None) -> QuerySet[Relation]:
    """The relations of which the actor may know both ends: the works, the party, and the clauses that are named."""
    works, clauses = rows(actor, READ, Work).values("pk"), visible_clauses(actor)
    found = rows(actor, READ, Relation).filter(object_work__in=works)
    found = found.filter(Q(subject_work__isnull=True) | Q(subject_work__in=works))
    found = found.filter(Q(subject_party__isnull=True) | Q(subject_party__in=rows(actor, READ, Party).values("pk")))
    found = found.filter(Q(subject_clause__isnull=True) | Q(subject_clause__in=clauses))
    return found.filter(Q(object_clause__isnull=True) | Q(object_clause__in=clauses))


def read_texts(actor: Actor | None) -> QuerySet[ClauseText]:
    """The words that the actor reads: what nobody has checked yet only those who keep the records do."""
    seen = rows(actor, READ, ClauseText, via="expression")
    return seen if keeps(actor) else seen.exclude(expression__state=State.PROPOSED)


def keeps(actor: Actor | None) -> bool:
    """Whether the actor keeps the records."""
    return bool(decide(actor, Permission.RECORD_WRITE))


def notes_on(actor: Actor | None, work: Work, clause: Clause | None = None) -> tuple[list[Note], list[Sharing]]:
    """One's own notes on a work or on a clause of it, and those that others share; without a clause, all of them."""
    own, shared = own_notes(actor).filter(work=work), shared_notes(actor).filter(note__work=work)
    if clause is not None:
        own, shared = own.filter(clause=clause), shared.filter(note__clause=clause)
    return list(own), list(shared)


def noted(actor: Actor | None, work: Work) -> dict[int | None, int]:
    """How many notes of one's own stand at each clause of a work; at the work itself under None."""
    found = own_notes(actor).filter(work=work).order_by().values_list("clause").annotate(Count("pk"))
    return dict(found)


def own_collections(actor: Actor | None) -> QuerySet[Collection]:
    """One's own collections, the latest changed first, with the number of what is in each."""
    return rows(actor, KEEP, Collection, via="user").annotate(size=Count("items")).select_related("sharing")


def shared_collections(actor: Actor | None) -> QuerySet[Sharing]:
    """The collections of others that are shared with the actor."""
    found = rows(actor, READ, Sharing).filter(collection__isnull=False).select_related("collection__user")
    return found.exclude(collection__in=rows(actor, KEEP, Collection, via="user").values("pk"))


def collection(actor: Actor | None, pk: int) -> Collection | None:
    """A collection of one's own, or one that is shared; None for any other."""
    own = own_collections(actor).filter(pk=pk).first()
    if own is not None:
        return own
    shared = shared_collections(actor).filter(collection=pk).first()
    return shared.collection if shared is not None else None


def items(actor: Actor | None, of: Collection) -> list[CollectionItem]:
    """What is in a collection, in its order, as far as the actor may see it."""
    found = CollectionItem.objects.filter(collection=of, work__in=rows(actor, READ, Work).values("pk"))
    found = found.filter(Q(clause__isnull=True) | Q(clause__in=visible_clauses(actor)))
    return list(found.select_related("work", "clause").prefetch_related("work__titles"))


def follows(actor: Actor | None) -> QuerySet[Follow]:
    """What one follows, the latest first. What one may see no more is left out."""
    found = rows(actor, KEEP, Follow, via="user").select_related("work", "clause").prefetch_related("work__titles")
    seen = Q(work__isnull=True) | Q(work__in=rows(actor, READ, Work).values("pk"))
    return found.filter(seen, Q(clause__isnull=True) | Q(clause__in=visible_clauses(actor)))


def news(actor: Actor | None) -> QuerySet[News]:
    """What changed of what one follows, the latest first."""
    of_own = rows(actor, KEEP, News, via="follow__user").filter(follow__in=follows(actor).values("pk"))
    return of_own.select_related("follow__work", "follow__clause").prefetch_related("follow__work__titles")


def look_of(actor: Actor | None, follow: Follow) -> dict[str, str]:
    """What is followed as it looks to the actor now: a digest each of its words, its versions and its relations."""
    if follow.what == Follow.What.TOPIC:
        return _look_of_topic(actor, follow.topic)
    seen = rows(actor, READ, Expression).filter(work=follow.work_id).exclude(state=State.PROPOSED)
    versions = list(seen.order_by("language", "pk").values_list("pk", "language", "version", "state", "quality"))
    in_force = [pk for pk, _language, _version, state, _quality in versions if state == State.SETTLED]
    texts = ClauseText.objects.filter(expression__in=in_force).order_by("expression", "clause")
    relations = (
        known_relations(actor)
        .filter(standing=Relation.Standing.CONFIRMED)
        .filter(Q(subject_work=follow.work_id) | Q(object_work=follow.work_id))
    )
    if follow.clause_id is not None:
        texts = texts.filter(clause=follow.clause_id)
        relations = relations.filter(Q(subject_clause=follow.clause_id) | Q(object_clause=follow.clause_id))
    related: list[Any] = list(
        relations.order_by("pk").values_list("pk", "predicate", "subject_clause", "object_clause")
    )
    if follow.clause_id is None:
        stand = rows(actor, READ, PartyStatus).filter(work=follow.work_id, party__in=rows(actor, READ, Party))
        stand = stand.order_by("pk")
        related += list(stand.values_list("pk", "bound", "withdrawn", "reservation"))
    return {
        "words": _digest(texts.values_list("expression__language", "clause", "number", "heading", "text")),
        "versions": _digest(versions),
        "relations": _digest(related),
    }


def look_for(actor: Actor | None, sought: str, reader: str) -> list[str]:
    """The best of what a search finds for the actor, by keys that are the same in every language."""
    asked = parse_qs(sought)
    tags = {name: values for name, values in asked.items() if name in FACETS}
    found = find(actor, " ".join(asked.get("q", [])), tags=tags, reader=reader)
    return [one.versions[0].entry.whole or one.versions[0].entry.key for one in found.results[:BEST]]


def _look_of_topic(actor: Actor | None, topic: str) -> dict[str, str]:
    """A topic changes where a work or a clause comes to it, and where a clause on it says something else."""
    works = rows(actor, READ, Work).order_by("pk").values_list("pk", "topics")
    clauses = Clause.objects.filter(pk__in=visible_clauses(actor)).order_by("pk").values_list("pk", "topics")
    # The two databases can ask different things of a list in JSON.
    on_it = [pk for pk, topics in clauses if topic in topics]
    read = rows(actor, READ, Expression).filter(state=State.SETTLED).values("pk")
    texts = ClauseText.objects.filter(clause__in=on_it, expression__in=read).order_by("clause", "expression")
    return {
        "words": _digest(texts.values_list("expression__language", "clause", "text")),
        "versions": _digest([pk for pk, topics in works if topic in topics]),
    }


def _digest(values: Iterable[Any]) -> str:
    said = json.dumps(list(values), ensure_ascii=False, default=str)
    return hashlib.sha256(said.encode()).hexdigest()[:16]
