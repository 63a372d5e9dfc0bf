"""What changed between two versions of a work in one language, clause by clause."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from django.db.models import Count, QuerySet

from muntada.access.actor import Actor
from muntada.library.models import Clause, ClauseText, Expression, Work
from muntada.library.numbers import neutral
from muntada.library.queries.texts import expression, expressions, texts_of
from muntada.text.changes import Piece, changes

How = Literal["same", "added", "gone", "changed"]


@dataclass(frozen=True, slots=True)
class Change:
    """One clause in both versions: how it fared, whether it stands elsewhere now, and its words as pieces.

    `number` and `heading` say whether these changed; `pieces` make up both wordings: the same, gone, new.
    """

    clause: Clause
    how: How
    moved: bool
    before: ClauseText | None
    after: ClauseText | None
    number: bool
    heading: tuple[Piece, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from the older version to the newer, in the order of the newer; what went out at its old place."""

    older: Expression
    newer: Expression
    changes: tuple[Change, ...]

    def count(self, how: How) -> int:
        """How many clauses fared so."""
        return sum(one.how == how for one in self.changes)

    @property
    def added(self) -> int:
        """How many clauses came in."""
        return self.count("added")

    @property
    def gone(self) -> int:
        """How many clauses went out."""
        return self.count("gone")

    @property
    def changed(self) -> int:
        """How many clauses have other words, another heading or another number."""
        return self.count("changed")

    @property
    def moved(self) -> int:
        """How many clauses stand elsewhere now."""
        return sum(one.moved for one in self.changes)


def versions(actor: Actor | None, work: Work | str, language: str = "") -> QuerySet[Expression]:
    """The versions of a work with the `number_of_clauses` of each, the latest of each language first."""
    found = expressions(actor, work)
    if language:
        found = found.filter(language=language)
    return found.annotate(number_of_clauses=Count("texts"))


def difference(actor: Actor | None, older: Expression | int, newer: Expression | int) -> Difference | None:
    """What changed between two versions of one work in one language; None where either may not be read."""
    one, other = (expression(actor, each if isinstance(each, int) else each.pk) for each in (older, newer))
    if one is None or other is None or (one.work_id, one.language) != (other.work_id, other.language):
        return None
    before = _by_clause(actor, one)
    after = _by_clause(actor, other)
    elsewhere = _moved([pk for pk in after if pk in before], list(before))
    told = [_change(before.get(pk), after.get(pk), pk in elsewhere) for pk in _merged(list(before), list(after))]
    return Difference(one, other, tuple(told))


def _by_clause(actor: Actor | None, version: Expression) -> dict[int, ClauseText]:
    found = texts_of(actor, [version]).order_by("order", "pk")
    return {text.clause_id: text for text in found}


def _change(before: ClauseText | None, after: ClauseText | None, moved: bool) -> Change:
    shown = after or before
    assert shown is not None
    number = bool(before and after and _said(before.number) != _said(after.number))
    heading = changes(before.heading if before else "", after.heading if after else "")
    pieces = changes(before.text if before else "", after.text if after else "")
    how: How = "same"
    if before is None or after is None:
        how = "added" if before is None else "gone"
    elif number or any(piece.kind != "same" for piece in (*heading, *pieces)):
        how = "changed"
    return Change(shown.clause, how, moved, before, after, number, heading, pieces)


def _said(number: str) -> str:
    """What a printed number says; in which digits and with which marks it is printed is no change."""
    return neutral(number) or number.strip()


def _merged(before: Sequence[int], after: Sequence[int]) -> list[int]:
    """The order of the newer version, with what went out behind what it stood behind."""
    found = list(after)
    kept = set(after)
    place = -1
    for pk in before:
        if pk in kept:
            place = found.index(pk)
        else:
            place += 1
            found.insert(place, pk)
    return found


def _moved(after: Sequence[int], before: Sequence[int]) -> Collection[int]:
    """Those that do not keep their order: all but the most that do (the longest run that rises)."""
    places = {pk: place for place, pk in enumerate(before)}
    ends: list[int] = []  # the last place of the best run of each length
    last: list[int] = []  # and at which clause of the newer version it ends
    back: list[int] = []
    for at, pk in enumerate(after):
        length = bisect_left(ends, places[pk])
        back.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [places[pk]]
        last[length : length + 1] = [at]
    keep: set[int] = set()
    at = last[-1] if last else -1
    while at >= 0:
        keep.add(after[at])
        at = back[at]
    return {pk for pk in after if pk not in keep}
