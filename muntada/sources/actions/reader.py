"""The seam to the rules that read: what this room needs of them, and which ones read unless others are given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol


class Draft(Protocol):
    """A finding as rules draft it; `quote` is the text between the code points `start` and `end`."""

    @property
    def type(self) -> str: ...
    @property
    def attrs(self) -> dict[str, Any]: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def quote(self) -> str: ...
    @property
    def rule(self) -> str: ...
    @property
    def confidence(self) -> float: ...


class Reading(Protocol):
    """What reading a text yields; `published` is an ISO day."""

    @property
    def language(self) -> str: ...
    @property
    def published(self) -> str | None: ...
    @property
    def findings(self) -> Sequence[Draft]: ...
    @property
    def mentions(self) -> Mapping[str, list[str]]: ...


@dataclass(frozen=True, slots=True)
class Reader:
    """Rules that read, and their version."""

    read: Callable[..., Reading]
    version: str


class Misread(ValueError):
    """Raised where a rule quotes what the text does not say: a fault of the rule, not of the text."""


def own_reader() -> Reader:
    """The rules that are shipped. They are loaded when the first text is read, for they take a moment."""
    from muntada.sources.reading import READER, read

    return Reader(read, READER)


def read_with(reader: Reader, text: str, published: date | None, furniture: Iterable[Sequence[int]]) -> Reading:
    """What the rules read from the text outside its furniture, each quote compared with it. Raises Misread."""
    reading = reader.read(text, published=published, furniture=[(start, end) for start, end in furniture])
    for draft in reading.findings:
        if not draft.quote or text[draft.start : draft.end] != draft.quote:
            raise Misread(f"The rule {draft.rule} does not quote what stands between {draft.start} and {draft.end}.")
    return reading
