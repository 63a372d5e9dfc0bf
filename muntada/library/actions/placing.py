"""Where clauses stand: in one version, in their work, and which of them nothing speaks of any more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db.models import Count

from muntada.library.models import Clause, ClauseText, Work

N = TypeVar("N", Clause, ClauseText)


def place_in_work(work: Work, inside: Sequence[int]) -> None:
    """Number the clauses of a work anew, so that these stand in this order; each of the others stays behind the one
    that it stood behind."""
    every = list(Clause.objects.filter(work=work).order_by("order", "pk"))
    given = set(inside)
    following: dict[int, list[Clause]] = {}
    last = 0
    for one in every:
        if one.pk in given:
            last = one.pk
        else:
            following.setdefault(last, []).append(one)
    by_pk = {one.pk: one for one in every}
    placed = list(following.get(0, []))
    for pk in inside:
        placed += [by_pk[pk], *following.get(pk, [])]
    _number(Clause, placed)


def place_new(work: Work, inside: Sequence[int]) -> None:
    """Number the clauses of a work anew, so that those that no other version speaks of stand behind what they stand
    behind in this order; the others keep theirs, for readers of the versions in force."""
    every = list(Clause.objects.filter(work=work).order_by("order", "pk"))
    elsewhere = ClauseText.objects.filter(clause__work=work).values("clause").annotate(count=Count("pk"))
    lonely = set(elsewhere.filter(count=1).values_list("clause", flat=True)) & set(inside)
    by_pk = {one.pk: one for one in every}
    following: dict[int, list[Clause]] = {}
    last = 0
    for pk in inside:
        if pk in lonely:
            following.setdefault(last, []).append(by_pk[pk])
        else:
            last = pk
    placed = list(following.get(0, []))
    for one in every:
        if one.pk not in lonely:
            placed += [one, *following.get(one.pk, [])]
    _number(Clause, placed)


def place_in_version(texts: Sequence[ClauseText]) -> None:
    """Number the clauses of a version in this order."""
    _number(ClauseText, texts)


def _number(model: type[N], placed: Sequence[N]) -> None:
    changed = []
    for order, one in enumerate(placed, 1):
        if one.order != order:
            one.order = order
            changed.append(one)
    model._default_manager.bulk_update(changed, ["order"], batch_size=500)


def drop_unspoken(clauses: Iterable[int]) -> None:
    """Take away those of these clauses that no version has words for; what stood within one moves out of it."""
    for one in Clause.objects.filter(pk__in=list(clauses), texts__isnull=True).order_by("-order"):
        Clause.objects.filter(parent=one).update(parent=one.parent_id)
        one.delete()
