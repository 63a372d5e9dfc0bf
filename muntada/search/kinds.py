"""The kinds of things that are found, as the rooms describe them; the table of them is laid by the project at start."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.search.entries import Entry
from muntada.search.words.analysing import LANGUAGES


@dataclass(frozen=True, slots=True)
class Watched:
    """A table whose changes are changes of things to be found.

    `keys` is SQL that selects their keys, in which `{row}` stands for the row that was written: `SELECT {row}.id AS
    key`, or `SELECT id AS key FROM library_clausetext WHERE expression_id = {row}.id`.
    """

    model: type[Model]
    keys: str

    @property
    def table(self) -> str:
        """The table's name."""
        return self.model._meta.db_table


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing: how it is read, and what of it is found.

    `rows` gives the things of which an actor has a permission, with all that `entries` needs of them. `entries` gives
    one entry for each language of a thing; their keys are made here.
    """

    name: str
    permission: Permission  # by which it is read
    rows: Callable[[Actor | None, Permission], QuerySet[Any]]
    entries: Callable[[Any], Iterable[Entry]]
    watched: tuple[Watched, ...]

    def key(self, pk: object, language: str) -> str:
        """The key of an entry."""
        return f"{self.name}:{pk}:{language}"

    def keys(self, pk: object) -> list[str]:
        """All keys that entries of a thing may have."""
        return [self.key(pk, language) for language in LANGUAGES]


def apart(key: str) -> tuple[str, str, str]:
    """The kind, the thing's key and the language of an entry's key."""
    kind, _, rest = key.partition(":")
    pk, _, language = rest.rpartition(":")
    return kind, pk, language


_laid: dict[str, Kind] = {}


def lay(kinds: Iterable[Kind]) -> None:
    """From now on these are the kinds. Raises ValueError where two have one name."""
    listed = list(kinds)
    named = {one.name: one for one in listed}
    if len(named) != len(listed):
        raise ValueError("Two kinds have one name.")
    _laid.clear()
    _laid.update(named)


def laid() -> dict[str, Kind]:
    """The kinds by their names."""
    return _laid
