"""A sheet before it is set: what stands on it, in order, without a word on how it looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from muntada.marking.tlp import TLP
from muntada.text.runs import Direction, direction_of


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; 1 is the highest level below the title."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `quiet` says that it explains and is not read first."""

    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Words and what is said of each: when, where, who chairs."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A line of an outline: its number as printed, its words, what stands below it, and how deep it lies (0, 1 ...)."""

    number: str
    text: str
    depth: int = 0
    aside: str = ""
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """A tree of lines, each under the one that it belongs to."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `widths` are shares of the line, equal where none are given."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """What a clause says in one language: its number as printed, its heading, and its lines."""

    number: str
    lines: tuple[str, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause in each language of its text, None where a version lacks it; how deep it lies; whether it is a heading
    over others; the address by which a page leads to it."""

    words: tuple[Words | None, ...]
    depth: int = 0
    over: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class Parallel:
    """A text clause by clause, in one language or in two side by side, each column with the direction of its own.

    The columns stand in the order of the sheet's direction; `lacking` is what stands where a version has no such
    clause.
    """

    languages: tuple[str, ...]
    header: tuple[str, ...]
    passages: tuple[Passage, ...]
    lacking: str = ""


@dataclass(frozen=True, slots=True)
class Badge:
    """What hangs around a participant's neck."""

    name: str
    other_name: str
    party: str
    capacity: str
    event: str


@dataclass(frozen=True, slots=True)
class Badges:
    """Badges, eight on a sheet."""

    badges: tuple[Badge, ...]


Block = Heading | Paragraph | Facts | Outline | Table | Parallel | Badges


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document: its title, its language, how it may be handled, when it was made, and its blocks.

    `handling` are sentences that stand under the title; `made` is the sentence in the foot, `day` its day as an ISO
    date, and `page` the words "page" and "of" in the foot. `said` is what readers of the file's properties see.
    """

    title: str
    language: str
    tlp: TLP
    day: str
    made: str
    over: str = ""
    handling: tuple[str, ...] = ()
    page: tuple[str, str] = ("", "/")
    blocks: tuple[Block, ...] = ()
    subject: str = field(default="")

    @property
    def direction(self) -> Direction:
        """The direction of its lines."""
        return direction_of(self.language)


def as_data(sheet: Sheet) -> dict[str, Any]:
    """The sheet as plain data, each block with its kind."""
    data = asdict(sheet) | {"direction": sheet.direction, "tlp": sheet.tlp.value}
    data["blocks"] = [{"kind": type(block).__name__.lower(), **asdict(block)} for block in sheet.blocks]
    above = 0
    for block in data["blocks"]:
        if block["kind"] == "heading":
            # Whoever listens to a document finds their way by its headings: none is skipped.
            above = block["level"] = min(block["level"], above + 1)
    return data


def texts_of(sheet: Sheet) -> Iterator[str]:
    """Every text on the sheet, for whoever looks whether something stands on it."""
    yield from (sheet.title, sheet.over, *sheet.handling, sheet.made)
    for block in sheet.blocks:
        yield from _strings(asdict(block))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _strings(one)
