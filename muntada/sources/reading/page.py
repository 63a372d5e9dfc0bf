"""A text made ready for the rules: folded, with its sentences and every mention that rules may speak of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from operator import attrgetter
from typing import Any

from muntada.sources.furniture import furniture, is_within
from muntada.sources.reading import signs
from muntada.text.dates import DateMention, find_dates, publication_day
from muntada.text.folding import Folded, fold
from muntada.text.language import detect
from muntada.text.sentences import sentences


@dataclass(slots=True, eq=False)
class Mention:
    """Something known at a place of the folded text: its sign, its keys, and what rules may ask of it."""

    start: int
    end: int
    sign: str
    keys: tuple[str, ...]
    prefix: str = ""
    weak: bool = False
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The first key; most mentions have one."""
        return self.keys[0] if self.keys else ""


_start = attrgetter("start")


@dataclass(slots=True)
class Page:
    """A folded text with its language, day of publication, sentences, mentions and web furniture.

    All offsets are of the folded text but those of `furniture`, which are of the text as captured. `text` is the
    folded text with spaces for the line breaks inside its sentences.
    """

    source: str
    folded: Folded
    text: str
    language: str
    published: date | None
    furniture: list[tuple[int, int]]
    sentences: list[tuple[int, int]]
    dates: list[DateMention]
    mentions: list[Mention] = field(default_factory=list)
    topical: list[Mention] = field(default_factory=list)
    home: str | None = None  # the state from which the text speaks, once that is known
    meeting_body: str | None = None  # whose meeting was spoken of last, while the text is read

    def in_furniture(self, start: int) -> bool:
        """Whether a folded offset lies in web furniture."""
        return bool(self.furniture) and is_within(self.furniture, self.folded.source_offset(start))

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie in a stretch of the folded text."""
        first = bisect_left(self.mentions, start, key=_start)
        last = bisect_left(self.mentions, end, lo=first, key=_start)
        inside = self.mentions[first:last]
        # Mentions do not overlap, so that only the last one can reach beyond the stretch.
        return inside[:-1] if inside and inside[-1].end > end else inside

    def standing_for(
        self, starts: re.Pattern[str], stands_for: Callable[[re.Match[str], list[Mention]], Mention | None]
    ) -> list[Mention]:
        """What the pronouns at the heads of sentences stand for, told by the mentions of the sentence before.

        `starts` matches a sentence's beginning with a pronoun, `stands_for` chooses among the mentions before it.
        """
        found: list[Mention] = []
        for (first, last), (start, _) in pairwise(self.sentences):
            head = starts.match(self.text, start)
            if head is None:
                continue
            before = self.within(first, last)
            if found and found[-1].start >= first:
                before = [found[-1], *before]  # the pronoun of the sentence before stands for the same
            one = stands_for(head, before)
            if one:
                found.append(one)
        return found

    def letter(self, at: int) -> str:
        """The letter at a folded offset as the source has it."""
        return self.source[self.folded.source_offset(at)]

    def capital(self, at: int) -> bool:
        """Whether the letter at a folded offset stands as a capital in the source."""
        return self.letter(at).isupper()

    def quote(self, start: int, end: int) -> tuple[int, int, str]:
        """The source span under a folded span, and its words."""
        first, last = self.folded.source_span(start, end)
        return first, last, self.source[first:last]


def open_page(text: str, published: date | None = None, known: Iterable[tuple[int, int]] | None = None) -> Page:
    """Fold a text and find its language, furniture, day of publication, sentences and dates.

    A day of publication given by the caller stands above one read from the text; `known` is the furniture where it
    was marked before.
    """
    folded = fold(text)
    language = detect(text)
    if language not in {"ar", "en", "fr"}:
        language = "en"
    if published is None:
        published = _day_of(publication_day(folded.text, language=language))
    cut = sentences(folded.text, language)
    flowing = _flowing(folded.text, cut)
    return Page(
        source=text,
        folded=folded,
        text=flowing,
        language=language,
        published=published,
        furniture=sorted(furniture(text, language, folded.text) if known is None else known),
        sentences=cut,
        dates=find_dates(flowing, language=language, published=published),
    )


def _flowing(text: str, cut: list[tuple[int, int]]) -> str:
    """The text with a space for each line break inside a sentence, as texts of fixed line width have them."""
    if not any("\n" in text[start:end] for start, end in cut):
        return text
    parts: list[str] = []
    at = 0
    for start, end in cut:
        parts += (text[at:start], text[start:end].replace("\n", " "))
        at = end
    return "".join([*parts, text[at:]])


def _day_of(mention: DateMention | None) -> date | None:
    if mention is None or mention.value is None or len(mention.value) != 10:
        return None
    return date.fromisoformat(mention.value)


__all__ = ["Mention", "Page", "open_page", "signs"]
