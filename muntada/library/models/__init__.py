"""The nouns of the library: works, their language versions, clauses and relations, and what readers do with them."""

from __future__ import annotations

from muntada.library.models.reading import Collection, CollectionItem, Follow, News, Note, NoteRevision, Sharing
from muntada.library.models.relations import Citation, PartyStatus, Relation
from muntada.library.models.texts import Clause, ClauseText, Expression
from muntada.library.models.vocabulary import TermSeen, Uptake
from muntada.library.models.works import Distribution, Symbol, Title, Work

__all__ = [
    "Citation",
    "Clause",
    "ClauseText",
    "Collection",
    "CollectionItem",
    "Distribution",
    "Expression",
    "Follow",
    "News",
    "Note",
    "NoteRevision",
    "PartyStatus",
    "Relation",
    "Sharing",
    "Symbol",
    "TermSeen",
    "Title",
    "Uptake",
    "Work",
]
