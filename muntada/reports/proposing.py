"""What is proposed for an edition: a paragraph, table or chart with what each of its sentences rests on.

Knows no database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from muntada.reports.wording.parting import sentences_of


@dataclass(frozen=True, slots=True)
class Based:
    """A record that a sentence rests on, by kind and key, and the passage of a source that says so, where one does."""

    record_type: str
    record_key: str
    passage: int | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence in each language, and what it rests on."""

    texts: Mapping[str, str]
    based: tuple[Based, ...]


@dataclass(frozen=True, slots=True)
class Footed:
    """What a sentence rests on; sentence 0 stands for the whole of a table or chart."""

    based: Based
    sentence: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A paragraph to be: `key` says of what it is made, for good; `order` where it stands in its chapter."""

    key: str
    chapter: str
    order: str
    texts: dict[str, str]
    footings: tuple[Footed, ...]
    kind: str = "text"
    data: dict[str, Any] = field(default_factory=dict)


def paragraph(key: str, chapter: str, order: str, units: Iterable[Unit], languages: Sequence[str]) -> Proposal:
    """A paragraph of these sentences, in these languages."""
    said = [unit for unit in units if any(unit.texts.values())]
    texts = {one: " ".join(unit.texts.get(one, "") for unit in said).strip() for one in languages}
    counts = [{len(sentences_of(text, one)) for one, text in unit.texts.items() if text} for unit in said]
    footings: list[Footed] = []
    place = 1
    if all(len(sizes) == 1 for sizes in counts):
        for unit, sizes in zip(said, counts, strict=True):
            size = sizes.pop()
            footings += [Footed(based, place + step) for step in range(size) for based in unit.based]
            place += size
    else:
        # A title that is several sentences in one language only: all of it rests on all of this.
        every = dict.fromkeys(based for unit in said for based in unit.based)
        longest = max(len(sentences_of(text, one)) for one, text in texts.items())
        footings = [Footed(based, number) for number in range(1, longest + 1) for based in every]
    return Proposal(key, chapter, order, texts, tuple(dict.fromkeys(footings)))


def figure(
    key: str, order: str, kind: str, data: dict[str, Any], words: dict[str, str], based: Iterable[Based]
) -> Proposal:
    """A table or chart, whose data stand in each language; all of it rests on all that was counted."""
    footings = tuple(Footed(one, 0) for one in dict.fromkeys(based))
    return Proposal(key, "figures", order, words, footings, kind, data)
