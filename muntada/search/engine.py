"""The port: what an engine of search does, whoever makes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from muntada.search.asking import Question
from muntada.search.entries import Entry, Hit


class Engine(Protocol):
    """Finds entries by their words and, where it has an encoder, by what they mean."""

    def change(self, put: Iterable[Entry], gone: Iterable[str]) -> None:
        """Put these entries in, or in the place of those of the same key, and take those keys out: all or nothing."""

    def look(self, question: Question, asked_in: str, languages: Sequence[str], most: int) -> dict[str, list[Hit]]:
        """The best fitting entries of each language, at most so many; the question is asked in one language."""

    def begun(self, typed: str, languages: Sequence[str], most: int) -> list[Hit]:
        """Entries in whose title a word begins with what was typed last, and that have what was typed before it."""

    def counts(self) -> Mapping[str, int]:
        """How many entries there are in each language."""
