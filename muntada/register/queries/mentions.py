"""Where open sources speak of an entity: as persons said, and where its names stand and nobody said it yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.models import Document
from muntada.register.models import Entity, Mention
from muntada.register.queries.browsing import names_of
from muntada.register.queries.entities import entities
from muntada.text.folding import fold, fold_key
from muntada.text.sentences import sentences

READ = Permission.SOURCE_READ
MOST = 40  # passages that are proposed at once
_NAMES, _DOCUMENTS = 12, 60  # names that are looked for, and documents that are looked through
_SHORTEST = 5  # letters of a name: what is shorter stands in too many texts


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of a document in which a name of an entity stands, between these code points of its text."""

    document: Document
    start: int
    end: int
    name: str

    @property
    def quote(self) -> str:
        """What it says."""
        return self.document.text[self.start : self.end]


def mentions_of(actor: Actor | None, entity: Entity) -> QuerySet[Mention]:
    """The passages that persons tied to an entity, the latest first, of sources that the actor may read."""
    if not entities(actor).filter(pk=entity.pk).exists():
        return Mention.objects.none()
    found = rows(actor, READ, Mention, via="passage__document").filter(entity=entity, ended_at__isnull=True)
    return found.select_related("passage__document").order_by("-pk")


def mention_of(actor: Actor | None, number: int) -> Mention | None:
    """One such passage, where the actor may see both of its ends."""
    found = rows(actor, READ, Mention, via="passage__document").filter(pk=number, ended_at__isnull=True)
    one = found.select_related("entity", "passage__document").first()
    return one if one is not None and entities(actor).filter(pk=one.entity_id).exists() else None


def document_of(actor: Actor | None, number: int) -> Document | None:
    """One document, where the actor may read it."""
    return rows(actor, READ, Document).filter(pk=number).first()


def places_of(actor: Actor | None, entity: Entity) -> list[Place]:
    """Sentences in which a name of an entity stands, of the latest sources first; those that are tied are left out."""
    names = [one.value for one in names_of(actor, [entity]).get(entity.pk, []) if one.prop != "weakAlias"]
    wanted = [name for name in dict.fromkeys(names) if len(fold_key(name)) >= _SHORTEST][:_NAMES]
    if not wanted:
        return []
    holding = reduce(or_, (Q(text__icontains=name) for name in wanted))
    tied = set(mentions_of(actor, entity).values_list("passage__document", "passage__start"))
    found: list[Place] = []
    for document in rows(actor, READ, Document).filter(holding).order_by("-pk")[:_DOCUMENTS]:
        found.extend(one for one in _in(document, wanted) if (document.pk, one.start) not in tied)
        if len(found) >= MOST:
            break
    return found[:MOST]


def _in(document: Document, names: list[str]) -> Iterator[Place]:
    """The sentences of a document with one of the names, each once."""
    folded = fold(document.text)
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(fold_key(name))}(?!\w)" for name in names))
    spans = [(folded.source_span(*each.span()), each[0]) for each in pattern.finditer(folded.text)]
    for start, end in sentences(document.text, document.language) if spans else ():
        name = next((name for (first, last), name in spans if start <= first and last <= end), "")
        if name:
            yield Place(document, start, end, name)
