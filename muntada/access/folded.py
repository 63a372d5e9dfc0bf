"""Columns that hold what people look for, folded, so that a list is searched where it lies and in any spelling."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.db.models import Q

from muntada.text.folding import fold_key


class FoldedField(models.TextField):  # type: ignore[type-arg]
    """The text of other columns of the same row, folded: `FoldedField(of=["title", "place"])`.

    It is written whenever the row is; nobody enters, exports, cites or corrects it. Its model is `Findable`.
    """

    def __init__(self, *args: Any, of: Sequence[str] = (), **kwargs: Any) -> None:
        self.of = tuple(of)
        super().__init__(*args, **(kwargs | {"blank": True, "default": "", "editable": False}))

    def deconstruct(self) -> Any:
        """For migrations, which keep the column and not what fills it."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": list(self.of)}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """The other columns as they are now."""
        value = folded(getattr(model_instance, name) for name in self.of)
        setattr(model_instance, self.attname, value)
        return value


class Findable(models.Model):
    """A model with folded columns: where one of the others is written alone, they are written with it."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the folded columns too."""
        columns = kwargs.get("update_fields")
        if columns is not None:
            kwargs["update_fields"] = [*columns, *folded_beside(type(self), columns)]
        super().save(*args, **kwargs)


def folded_beside(model: type[models.Model], columns: Iterable[str]) -> list[str]:
    """The folded columns that are to be written where these are."""
    written = set(columns)
    every = (column for column in model._meta.concrete_fields if isinstance(column, FoldedField))
    return [column.name for column in every if written & set(column.of)]


def folded(texts: Iterable[str]) -> str:
    """Texts as a folded column holds them."""
    return fold_key("\n".join(texts))


def holds(column: str, text: str) -> Q:
    """What holds a text in a folded column, however it is spelled."""
    return Q(**{f"{column}__contains": fold_key(text)})
