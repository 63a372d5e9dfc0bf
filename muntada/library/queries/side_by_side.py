"""A text's clauses with their words in several languages, read in one question, as light as a long text needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from muntada.access.actor import Actor
from muntada.library.models import Expression, Work
from muntada.library.queries.reading import read_texts


class Words(NamedTuple):
    """What a clause says in one language; `text` is the number of its row."""

    text: int
    number: str
    heading: str
    words: str


@dataclass(slots=True)
class Row:
    """A clause with its words by language; `depth` is 0 for one within no other that is read."""

    clause: int
    wid: str
    kind: str
    repealed: str
    depth: int
    said: dict[str, Words] = field(default_factory=dict)


_COLUMNS = (
    "clause", "clause__wid", "clause__kind", "clause__repealed", "clause__parent", "expression",
    "pk", "number", "heading", "text",
)  # fmt: skip


def side_by_side(actor: Actor | None, work: Work, versions: Mapping[str, Expression]) -> list[Row]:
    """The clauses of these versions of a work, by language, in the order of the work."""
    languages = {one.pk: code for code, one in versions.items()}
    seen = read_texts(actor).filter(expression__in=languages, clause__work=work)
    found: dict[int, Row] = {}
    for clause, wid, kind, repealed, parent, version, text, number, heading, words in seen.order_by(
        "clause__order", "clause", "expression"
    ).values_list(*_COLUMNS):
        row = found.get(clause)
        if row is None:
            above = found.get(parent) if parent is not None else None
            row = found[clause] = Row(clause, wid, kind, repealed, above.depth + 1 if above else 0)
        row.said[languages[version]] = Words(text, number, heading, words)
    return list(found.values())
