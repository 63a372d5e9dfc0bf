"""The topics as a tree: the lexicon's, with what is broader, narrower and related, read without a database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from muntada.text.lexicon import Term, by_id
from muntada.text.lexicon import terms as lexicon_terms
from muntada.text.table import read_table

_PATH = Path(__file__).parent / "facts" / "topics.csv"


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: its id in the lexicon without the prefix, the one above it or "", those beside it; `also` are the
    words under which the reference tables keep it."""

    id: str
    broader: str
    related: tuple[str, ...]
    also: tuple[str, ...]

    @property
    def term(self) -> Term:
        """Its term in the lexicon, with its forms in three languages."""
        return by_id()[f"topic.{self.id}"]

    @property
    def stored(self) -> tuple[str, ...]:
        """The words under which works and clauses hold it."""
        return (self.id, *self.also)


class TopicsWrong(ValueError):
    """Raised where the table of topics and the lexicon do not fit together."""


@lru_cache(maxsize=1)
def topics() -> tuple[Topic, ...]:
    """Every topic in the order of the lexicon; each is in a relation to the other where either row says so.

    Raises TopicsWrong for a topic that the lexicon has not, or that the table lacks, or that stands below itself.
    """
    rows = {one.id: one for one in read_table(Topic, _PATH)}
    known = [term.name for term in lexicon_terms("topic")]
    if set(rows) != set(known):
        raise TopicsWrong(f"topics.csv and the lexicon differ: {', '.join(sorted(set(rows) ^ set(known)))}.")
    beside: dict[str, set[str]] = {name: set() for name in known}
    for one in rows.values():
        for other in (*one.related, *filter(None, [one.broader])):
            if other not in rows:
                raise TopicsWrong(f"topics.csv: {one.id} names {other}, which is no topic.")
        for other in one.related:
            beside[one.id].add(other)
            beside[other].add(one.id)
    for one in rows.values():
        _above(one, rows)
    return tuple(Topic(name, rows[name].broader, _in_order(beside[name], known), rows[name].also) for name in known)


@lru_cache(maxsize=1)
def topic_by_name() -> dict[str, Topic]:
    """Every topic under its id."""
    return {one.id: one for one in topics()}


def narrower(name: str) -> tuple[Topic, ...]:
    """The topics right below one; below "" those that nothing stands above."""
    return tuple(one for one in topics() if one.broader == name)


def broader(name: str) -> tuple[Topic, ...]:
    """The topics above one, from the widest down."""
    return tuple(reversed(_above(topic_by_name()[name], topic_by_name())))


def with_narrower(name: str) -> tuple[Topic, ...]:
    """A topic and all that stands below it."""
    below = [deeper for one in narrower(name) for deeper in with_narrower(one.id)]
    return (topic_by_name()[name], *below)


def topics_of(stored: Iterable[str]) -> tuple[Topic, ...]:
    """The topics for which these words stand, in the order of the lexicon; words for no topic are left out."""
    wanted = set(stored)
    return tuple(one for one in topics() if wanted & set(one.stored))


def _above(one: Topic, rows: dict[str, Topic]) -> list[Topic]:
    found: list[Topic] = []
    while one.broader:
        one = rows[one.broader]
        if one in found:
            raise TopicsWrong(f"topics.csv: {one.id} stands below itself.")
        found.append(one)
    return found


def _in_order(names: set[str], known: list[str]) -> tuple[str, ...]:
    return tuple(name for name in known if name in names)
