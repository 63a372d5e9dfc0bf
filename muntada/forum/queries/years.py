"""Dates at the precision that sources give, asked for by year where they lie."""

from __future__ import annotations

from typing import TypeVar, cast

from django.db.models import CharField, F, Model, QuerySet, Value
from django.db.models.functions import Left, Replace, StrIndex, Substr

M = TypeVar("M", bound=Model)


def in_year(found: QuerySet[M], column: str, year: int) -> QuerySet[M]:
    """Those of which any day may lie in the year: `2019-03`, `201X` and `2018/2021` may all be of 2019."""
    slash = Value("/", output_field=CharField())
    # Where there is no slash its place is 0, and what comes after it is the whole.
    last = Left(Substr(F(column), StrIndex(F(column), slash) + 1), 4)
    nought, nine = Value("0", output_field=CharField()), Value("9", output_field=CharField())
    decade = Value("X", output_field=CharField())
    narrowed = found.alias(
        first_year=Replace(Left(F(column), 4), decade, nought), last_year=Replace(last, decade, nine)
    ).filter(first_year__lte=f"{year:04}", last_year__gte=f"{year:04}", **{f"{column}__gt": ""})
    # Says nothing new: whatever begins later than in the year's decade is after it. An index knows where to begin.
    narrowed = narrowed.filter(**{f"{column}__lt": f"{year // 10 + 1:03}"})
    return cast("QuerySet[M]", narrowed)  # Django's stubs lose the kind of row at an alias
