"""A report with its numbers given: of headings, tables, charts, notes and sources, the same in every form.

The writers differ in how they show a report, never in what stands where and under which number.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from muntada.printing.report.shape import Chapter, Document, Heading, Note, Source, checked
from muntada.printing.report.words import Words, words_of
from muntada.text.lines import Digits, Line, in_arabic_digits, line
from muntada.text.runs import direction_of


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading as the contents show it; `key` is its address within the report, 1 the level of chapters."""

    key: str
    number: str
    title: str
    level: int


@dataclass(slots=True)
class Numbered:
    """A report on its way to paper: what asks for the next number gets it, and lines come out set."""

    document: Document
    words: Words
    digits: Digits
    entries: list[Entry] = field(default_factory=list)
    _places: dict[str, int] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)
    _below: list[int] = field(default_factory=list)

    @property
    def indic(self) -> bool:
        """Whether its own numbers are in Arabic-Indic digits."""
        return self.digits == "arabic-indic" and self.document.direction == "rtl"

    def line(self, text: str, language: str = "", *, whole: bool = False) -> Line:
        """A text as a line of the report; `language` is its own where it is not the report's.

        `whole`: the paragraph is all in that language, and runs as it does.
        """
        spoken = language or self.document.language
        return line(text, spoken, self.digits, base=direction_of(spoken) if whole else self.document.direction)

    def next(self, kind: str) -> str:
        """The next number of a kind (table, chart), in the report's digits."""
        self._counts[kind] = self._counts.get(kind, 0) + 1
        return self.shown(self._counts[kind])

    def shown(self, number: int | str) -> str:
        """A number in the report's digits; Arabic ones have dashes between: a full stop is too near a nought."""
        if not self.indic:
            return str(number)
        return "-".join(in_arabic_digits(part) for part in str(number).split("."))

    def chapter(self, chapter: Chapter) -> Entry:
        """A chapter begins."""
        self._below = [chapter.number, 0, 0]
        return self._entry(str(chapter.number), chapter.title, 1)

    def heading(self, heading: Heading) -> Entry:
        """A heading inside the chapter; none is skipped, so that whoever listens finds their way."""
        level = 2 if heading.level <= 2 or not self._below[1] else 3
        self._below[level - 1] += 1
        self._below[level:] = [0] * (3 - level)
        return self._entry(".".join(map(str, self._below[:level])), heading.text, level)

    def last(self) -> Entry:
        """The list of sources begins."""
        entry = Entry("sources", "", self.words.sources, 1)
        self.entries.append(entry)
        return entry

    def note(self, notes: tuple[Note, ...]) -> list[Line]:
        """What notes say, as lines that follow each other: source, places in it, words, and its number in the list.

        A source on which several rest is named once, and each place or passage of it after that.
        """
        said: list[Line] = []
        for key in dict.fromkeys(note.source for note in notes):
            place = self._places[key]
            source = self.document.sources[place]
            if said:
                said.append(self.line(f"{self.words.semicolon} "))
            said.append(self.line(source.text, source.language))
            for note in dict.fromkeys(note for note in notes if note.source == key):
                said += self._within(note, source)
            said.append(self.line(f" [{self.shown(place + 1)}]"))
        return said

    def _within(self, note: Note, source: Source) -> list[Line]:
        """Where in a source, and its words there."""
        opening, closing = self.words.quotes
        found = []
        if note.place:
            found += [self.line(f"{self.words.comma} "), self.line(note.place)]
        if note.quote:
            quoted = self.line(f"{opening}{note.quote}{closing}", source.language)
            found += [self.line(f"{self.words.comma} "), quoted]
        return found

    def _entry(self, number: str, title: str, level: int) -> Entry:
        entry = Entry(f"s{number.replace('.', '-')}", self.shown(number), title, level)
        self.entries.append(entry)
        return entry


def numbered(document: Document) -> Numbered:
    """The report, ready to be set. Raises NotAReport."""
    checked(document)
    places = {source.key: place for place, source in enumerate(document.sources)}
    return Numbered(document, words_of(document.language), document.digits, _places=places)
