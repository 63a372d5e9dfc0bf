"""Columns that hold the words people look for, folded, so that a list is searched in any spelling.

A word is found by its beginning; one of a letter or two, such as EU, as a whole. Arabic words are kept with and
without what is written together with them (article, conjunctions, prepositions). How a column is looked through
quickly stands in `sought`; that it is quick changes nothing in what is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup, Q
from django.db.models.sql.compiler import SQLCompiler

from muntada.access import sought
from muntada.text.folding import fold_key

LONGEST = 60  # letters of a word that are kept
MOST = 12  # words that one search looks for
_WORD = re.compile(r"[^\W_]+")
_ARABIC = re.compile(r"[ء-ي]{4}")
_BEFORE = ("", "و", "ف")
_TOGETHER = {a + b + c for a, b, c in product(_BEFORE, ("", "ب", "ك", "ل"), ("", "ال"))} | {a + "لل" for a in _BEFORE}
_SHORTEST = 3  # letters that are left of a word without what is written together with it


class FoldedField(models.TextField):  # type: ignore[type-arg]
    """The words of other columns of the same row, folded: `FoldedField(of=["title", "place"])`.

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
        """The words of the other columns as they are now."""
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
    """The words of texts as a folded column holds them: each once, between spaces."""
    words: dict[str, None] = {}
    for text in texts:
        for word in _words(text):
            if word not in words:
                words |= dict.fromkeys((word, *_apart(word)))
    return f" {' '.join(words)} " if words else ""


def holds(column: str, text: str) -> Q:
    """What holds every word of a text in a folded column, however it is spelled: of a blank text everything, of one
    that has signs and no word nothing."""
    return Q(**{f"{column}__words": text})


def stands_in(column: str, word: str) -> bool:
    """Whether a word stands in what a folded column holds."""
    return sought.between(word) in column


def wanted(text: str) -> list[str]:
    """The words that a search for this text looks for."""
    return list(dict.fromkeys(_words(text)))[:MOST]


def _words(text: str) -> list[str]:
    return [word[:LONGEST] for word in _WORD.findall(fold_key(text))]


def _apart(word: str) -> Iterator[str]:
    """An Arabic word without what may be written together with it; it may also be a part of the word itself."""
    if not _ARABIC.match(word):
        return
    for size in range(1, min(5, len(word) - _SHORTEST + 1)):
        if word[:size] in _TOGETHER:
            yield word[size:]
            if word[:size].endswith("لل"):  # the article's first letter is not written after this preposition
                yield f"ال{word[size:]}"


@FoldedField.register_lookup
class Words(Lookup):
    """`sought__words="a text"`: all words of the text stand in the column."""

    lookup_name = "words"

    def get_prep_lookup(self) -> Any:
        """The text, unless it is blank."""
        return str(self.rhs).strip()

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:  # type: ignore[override]
        """One condition, asked of the column's index where that is quicker."""
        words = wanted(self.rhs)
        if not words:
            raise EmptyResultSet if self.rhs else FullResultSet
        column, _no_parameters = compiler.compile(self.lhs)
        model = self.lhs.target.model
        key, _no_parameters = compiler.compile(model._meta.pk.get_col(self.lhs.alias))
        return sought.condition(connection, model._meta.db_table, self.lhs.target.column, key, column, words)
