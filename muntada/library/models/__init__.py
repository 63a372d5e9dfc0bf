"""The nouns of the library: works, their language versions and clauses, and what relates them."""

from __future__ import annotations

from muntada.library.models.relations import Citation, PartyStatus, Relation
from muntada.library.models.texts import Clause, ClauseText, Expression
from muntada.library.models.works import Distribution, Symbol, Title, Work

__all__ = [
    "Citation",
    "Clause",
    "ClauseText",
    "Distribution",
    "Expression",
    "PartyStatus",
    "Relation",
    "Symbol",
    "Title",
    "Work",
]
