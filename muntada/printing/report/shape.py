"""A report before it is set: its chapters in order, what each sentence rests on, without a word on how it looks.

Everything is plain text in logical order: no marks of direction, no isolates, no digits changed. The writers
(`pdf`, `word`, `page`) send every text through `muntada.text.lines` and do that there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from muntada.marking.tlp import TLP
from muntada.text.lines import Digits
from muntada.text.runs import Direction, direction_of

ChartKind = Literal["bar", "stacked", "line", "dots"]
MOST_SERIES = 6  # more than these cannot be told apart in black and white


class NotAReport(ValueError):
    """Raised for a report that cannot be set; its message says what is missing or does not fit."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a note leads to: `key` names it within the report, `text` is how it is listed.

    `address` is its web address, where it has one; `language` that of its text, where it is not the report's.
    """

    key: str
    text: str
    address: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """That a sentence, a table or a chart rests on a source; where in it ("paragraph 5"); its words perhaps."""

    source: str
    place: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or several that rest on the same; its notes stand behind it."""

    text: str
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a chapter; 2 is the level right below the chapter's title, 3 below that."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `language` is its own where it is not the report's, as of a paragraph that lacks a translation."""

    sentences: tuple[Sentence, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """A list, numbered or not."""

    items: tuple[tuple[Sentence, ...], ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table under its caption; `widths` are shares of the line, equal where none are given."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """What is counted, and how much of it there is in each category of the chart; None where nobody knows."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart over its data, which always stand beside it as a table.

    bar: one series, or several side by side. stacked: the parts of a whole. line: a series over years.
    dots: a matrix, categories down and series across, each dot as large as its number.
    `words` say for whoever cannot see it what it shows; `heading` names the categories ("institution").
    """

    kind: ChartKind
    caption: str
    words: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    heading: str = ""
    unit: str = ""
    notes: tuple[Note, ...] = ()


Block = Heading | Text | Points | Table | Chart


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: its number in the report, its title, and what stands in it."""

    number: int
    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A report in one language.

    `over` stands above the title (whose report it is), `edition` and `made` under it; `day` is its day as an ISO date,
    on which its bytes depend, never on today. `handling` are sentences on how it may be handled. `digits` says in
    which digits an Arabic report shows its figures.
    """

    language: str
    title: str
    tlp: TLP
    day: str
    chapters: tuple[Chapter, ...]
    sources: tuple[Source, ...] = ()
    over: str = ""
    subtitle: str = ""
    edition: str = ""
    made: str = ""
    handling: tuple[str, ...] = ()
    digits: Digits = "as written"

    @property
    def direction(self) -> Direction:
        """The direction of its lines."""
        return direction_of(self.language)


def checked(document: Document) -> Document:
    """The same report, if it can be set. Raises NotAReport: a note without its source, data that do not fit."""
    known = {source.key for source in document.sources}
    if len(known) != len(document.sources):
        raise NotAReport("Two sources of the report have the same key.")
    for note in _of_kind(document, Note):
        if note.source not in known:
            raise NotAReport(f"A note leads to the source {note.source!r}, which the report does not list.")
    for table in _of_kind(document, Table):
        if not table.columns or any(len(row) != len(table.columns) for row in table.rows):
            raise NotAReport(f"The rows of the table {table.caption!r} do not fit its columns.")
        if table.widths and len(table.widths) != len(table.columns):
            raise NotAReport(f"The widths of the table {table.caption!r} do not fit its columns.")
    for chart in _of_kind(document, Chart):
        _check_chart(chart)
    return document


def _check_chart(chart: Chart) -> None:
    if not chart.categories or not chart.series:
        raise NotAReport(f"The chart {chart.caption!r} has no data.")
    if not chart.words.strip() or not chart.caption.strip():
        raise NotAReport(f"The chart {chart.caption!r} lacks its caption or the words that say what it shows.")
    if len(chart.series) > MOST_SERIES and chart.kind != "dots":
        raise NotAReport(f"The chart {chart.caption!r} has more than {MOST_SERIES} series; show it as a table.")
    for series in chart.series:
        if len(series.values) != len(chart.categories):
            raise NotAReport(f"The series {series.name!r} of the chart {chart.caption!r} does not fit its categories.")
        if any(value is not None and not 0 <= value < 1e12 for value in series.values):
            raise NotAReport(f"The chart {chart.caption!r} has a number below zero or without an end.")


def texts_of(document: Document) -> Iterator[str]:
    """Every text of the report, for whoever looks whether something stands in it; numbers of charts are not texts."""
    yield from _strings(document, skip={"key", "source", "language", "kind", "tlp", "day", "digits", "level"})


def _of_kind(value: Any, kind: type[Any]) -> Iterator[Any]:
    if isinstance(value, kind):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _of_kind(one, kind)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _of_kind(getattr(value, field.name), kind)


def _strings(value: Any, skip: set[str]) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _strings(one, skip)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in skip:
                yield from _strings(getattr(value, field.name), skip)
