"""A sentence as rules see it: known things replaced by the sign of their kind, everything else as folded words.

«وترأست مصر والاتحاد الأوروبي اجتماع مجموعة العمل» becomes `وتراست P وP M B`, with a way back to each mention and
to the offsets of the text. Arabic proclitics stay as words, so that a rule can ask for them.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from muntada.sources.reading import signs
from muntada.sources.reading.page import Mention, Page


@dataclass(slots=True)
class Template:
    """One sentence: `text` is what patterns are matched against; `starts` and `origins` map it to the folded text."""

    page: Page
    text: str
    start: int
    end: int
    mentions: list[Mention]
    places: list[int]  # where each mention's sign stands in `text`
    starts: list[int]
    origins: list[int]
    signs: frozenset[str]

    def origin(self, at: int) -> int:
        """The folded offset of the letter or mention at a place of the template."""
        part = bisect_right(self.starts, at) - 1
        return self.origins[part] + at - self.starts[part]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The folded span under `text[first:last]`, with whole mentions at both ends."""
        end = self.mention_at(last - 1)
        return self.origin(first), end.end if end else self.origin(last - 1) + 1

    def mention_at(self, at: int) -> Mention | None:
        """The mention whose sign stands at a place, if one does."""
        place = bisect_right(self.places, at) - 1
        return self.mentions[place] if place >= 0 and self.places[place] == at else None

    def between(self, first: int, last: int) -> list[Mention]:
        """The mentions whose signs stand in `text[first:last]`, in order."""
        low = bisect_right(self.places, first - 1)
        return self.mentions[low : bisect_right(self.places, last - 1)]

    def at(self, mention: Mention) -> int:
        """Where a mention's sign stands."""
        return self.places[self.mentions.index(mention)]


def template(page: Page, start: int, end: int) -> Template:
    """The template of a stretch of the folded text, usually one sentence."""
    text = page.text
    parts: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    places: list[int] = []
    kept: list[Mention] = []
    size = 0
    at = start
    for mention in page.within(start, end):
        if mention.start < at or mention.sign not in signs.IN_TEMPLATES:
            continue
        if mention.start > at:
            parts.append(text[at : mention.start])
            starts.append(size)
            origins.append(at)
            size += mention.start - at
        parts.append(mention.sign)
        starts.append(size)
        origins.append(mention.start)
        places.append(size)
        kept.append(mention)
        size += 1
        at = mention.end
    if at < end:
        parts.append(text[at:end])
        starts.append(size)
        origins.append(at)
    words = "".join(parts).replace("\n", " ")
    return Template(
        page, words, start, end, kept, places, starts or [0], origins or [start], frozenset(m.sign for m in kept)
    )
