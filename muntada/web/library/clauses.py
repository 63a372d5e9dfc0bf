"""A clause as lists show it: its number and words in the reader's language, else in another, and the way to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from muntada.library.models import Clause, Uptake
from muntada.library.queries.vocabulary import Practice
from muntada.web.labels import Said, best


@dataclass(frozen=True, slots=True)
class ShownClause:
    """A clause of a list; `number`, `heading` and `words` are of one and the same language."""

    clause: Clause
    number: Said
    heading: Said
    words: Said
    uptakes: tuple[Uptake, ...]

    @property
    def address(self) -> str:
        """Where its page is."""
        return reverse("clause", args=[self.clause.work_id, self.clause.wid])


def shown_clauses(told: Iterable[Practice]) -> list[ShownClause]:
    """These clauses in the reader's language."""
    return [shown_clause(one) for one in told]


def shown_clause(told: Practice) -> ShownClause:
    """One clause in the reader's language, as far as it has words in it."""
    language = best({code: code for code in told.texts}).language
    text = told.texts.get(language)
    return ShownClause(
        clause=told.clause,
        number=Said(text.number.rstrip(" :.-–") if text and text.number else told.clause.wid, language if text else ""),
        heading=Said(text.heading if text else "", language),
        words=Said(text.text if text else "", language),
        uptakes=told.uptakes,
    )
