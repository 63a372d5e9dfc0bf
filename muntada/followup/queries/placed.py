"""Clauses as the rows of follow-up show them: where they stand, what they are called and how their words begin, as far
as they are seen. Few questions, however many clauses there are: works are asked for whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Substr

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.library.models import ClauseText, Expression, Work
from muntada.library.queries.clause_names import Place, name_by
from muntada.library.queries.reading import read_texts

READ = Permission.RECORD_READ
TONGUES = ("ar", "en", "fr")
BEGINNING = 180  # letters of a clause's words that a row shows


@dataclass(frozen=True, slots=True)
class Placed:
    """A clause in its place: its work, its address there, and how its words begin in `language`: the reader's, where
    it has words in it."""

    clause: int
    work: str
    wid: str
    order: int
    topics: frozenset[str]
    pillar: int | None
    symbol: str
    body: str | None
    adopted: str
    words: str
    language: str


@dataclass(frozen=True, slots=True)
class Places:
    """Clauses in their places by their keys; and what is known of the clauses around them, for their names."""

    of: Mapping[int, Placed]
    kinds: Mapping[Place, str]
    numbers: Mapping[Place, str]

    def name(self, one: Placed, language: str) -> str:
        """What a clause is called in its work: para. 5 (a)."""
        return name_by((one.work, one.wid), self.kinds, self.numbers, language)


def placed(actor: Actor | None, clauses: Mapping[int, str], language: str) -> Places:
    """These clauses, by their keys the works that they are of; those that the actor may not see are left out."""
    found: dict[int, Placed] = {}
    kinds: dict[Place, str] = {}
    numbers: dict[Place, str] = {}
    works = _works(actor, set(clauses.values()))
    for tongue in (language, *(one for one in TONGUES if one != language)):
        left = {work for clause, work in clauses.items() if clause not in found and work in works}
        if not left:
            break
        before = frozenset(found)
        for clause, work, wid, order, topics, pillar, kind, number, heading, words in _texts(actor, left, tongue):
            kinds.setdefault((work, wid), kind)
            if number:
                numbers.setdefault((work, wid), number)
            if clause in clauses and clause not in before:
                # Of "proposed" and "settled" the settled one comes last.
                found[clause] = Placed(
                    clause, work, wid, order, frozenset(topics), pillar, *works[work], words or heading, tongue
                )
    return Places(found, kinds, numbers)


def _works(actor: Actor | None, keys: set[str]) -> dict[str, tuple[str, str | None, str]]:
    told = rows(actor, READ, Work).filter(pk__in=keys).order_by().values_list("pk", "symbol", "body", "adopted")
    return {pk: (symbol, body, adopted) for pk, symbol, body, adopted in told}


def _texts(actor: Actor | None, works: set[str], language: str) -> QuerySet[ClauseText, Any]:
    seen = read_texts(actor).filter(expression__work__in=works, expression__language=language)
    return (
        seen.exclude(expression__state=Expression.State.REPLACED)
        .order_by("expression__state")
        .values_list(
            "clause", "clause__work", "clause__wid", "clause__order", "clause__topics", "clause__pillar",
            "clause__kind", "number", "heading", Substr("text", 1, BEGINNING),
        )
    )  # fmt: skip
