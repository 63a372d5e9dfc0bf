"""Questions about works, their texts and what relates them, answered as far as the actor may read."""

from __future__ import annotations

from muntada.library.queries.texts import (
    ClauseRow,
    ClauseView,
    TextPage,
    clause,
    clauses,
    expression,
    expressions,
    proposed,
    settled,
    text_page,
    texts_of,
)
from muntada.library.queries.versions import Change, Difference, difference, versions
from muntada.library.queries.works import (
    READ,
    WorkPage,
    distributions,
    relations,
    work,
    work_page,
    works,
    works_where,
)

__all__ = [
    "READ",
    "Change",
    "ClauseRow",
    "ClauseView",
    "Difference",
    "TextPage",
    "WorkPage",
    "clause",
    "clauses",
    "difference",
    "distributions",
    "expression",
    "expressions",
    "proposed",
    "relations",
    "settled",
    "text_page",
    "texts_of",
    "versions",
    "work",
    "work_page",
    "works",
    "works_where",
]
