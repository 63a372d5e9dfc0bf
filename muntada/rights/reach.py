"""Where a person's name stands: every column of every table that takes text, but for the trail, which has its own way.

No table is listed here by hand: a new one is reached the day it is made. A test plants a word in each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from muntada.rights.masking import speaks_of

# The trail's lines are emptied by the trail's own verb; what Django keeps of its own holds no text of ours.
APART = frozenset({"trail", "contenttypes", "sessions"})
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Place:
    """A row that speaks of the person, and the columns in which it does."""

    model: type[models.Model]
    row: models.Model
    columns: tuple[str, ...]


def text_columns(model: type[models.Model]) -> list[str]:
    """The columns of a model that can hold a name: texts without a fixed choice, and JSON."""
    return [
        column.attname
        for column in model._meta.concrete_fields
        if isinstance(column, models.JSONField)
        or (isinstance(column, models.CharField | models.TextField) and not column.choices and not column.is_relation)
    ]


def kinds() -> list[type[models.Model]]:
    """Every kind of row in which a name may stand."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label not in APART and model._meta.managed and text_columns(model)
    ]


def places_of(wanted: tuple[str, ...]) -> Iterator[Place]:
    """Every row in which one of the names stands."""
    if not wanted:
        return
    for model in kinds():
        columns = text_columns(model)
        for row in model._base_manager.order_by("pk").iterator(AT_ONCE):
            speaking = tuple(column for column in columns if speaks_of(_value(row, column), wanted))
            if speaking:
                yield Place(model, row, speaking)


def _value(row: models.Model, column: str) -> Any:
    return getattr(row, column)
