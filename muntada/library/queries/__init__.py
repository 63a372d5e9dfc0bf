"""Questions about works, their texts and what relates them, answered as far as the actor may read."""

from __future__ import annotations

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
    "WorkPage",
    "distributions",
    "relations",
    "work",
    "work_page",
    "works",
    "works_where",
]
