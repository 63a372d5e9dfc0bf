"""Questions about works, their texts and what relates them, answered as far as the actor may read."""

from __future__ import annotations

from muntada.library.queries.texts import (
    ClauseRow,
    ClauseView,
    TextPage,
    around,
    clause,
    clauses,
    every_version,
    expression,
    expressions,
    proposed,
    settled,
    text_page,
    texts_of,
    words_in_force,
)
from muntada.library.queries.versions import Change, Difference, difference, versions
from muntada.library.queries.works import (
    READ,
    WorkPage,
    bodies_of,
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
    "around",
    "bodies_of",
    "clause",
    "clauses",
    "difference",
    "distributions",
    "every_version",
    "expression",
    "expressions",
    "proposed",
    "relations",
    "settled",
    "text_page",
    "texts_of",
    "versions",
    "words_in_force",
    "work",
    "work_page",
    "works",
    "works_where",
]
