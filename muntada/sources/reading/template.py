"""A sentence as rules see it: known things replaced by the sign of their kind, everything else as folded words.

«وترأست مصر والاتحاد الأوروبي اجتماع مجموعة العمل» becomes `وتراست P وP M B`, with a way back to each mention and
to the offsets of the text. Arabic proclitics stay as words, so that a rule can ask for them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from operator import attrgetter

from muntada.sources.reading import signs
from muntada.sources.reading.page import Mention, Page


@dataclass(slots=True)
class Template:
    """One sentence: `text` is what patterns are matched against, `places` is where each mention's sign stands in it."""

    page: Page
    text: str
    start: int
    end: int
    mentions: list[Mention]
    places: list[int]
    signs: frozenset[str]

    def origin(self, at: int) -> int:
        """The folded offset of the letter or mention at a place of the template."""
        last = bisect_right(self.places, at) - 1
        if last < 0:
            return self.start + at
        place, mention = self.places[last], self.mentions[last]
        return mention.start if place == at else mention.end + at - place - 1

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
        return self.mentions[bisect_left(self.places, first) : bisect_left(self.places, last)]

    def at(self, mention: Mention) -> int:
        """Where a mention's sign stands."""
        return self.places[bisect_left(self.mentions, mention.start, key=_start)]


_start = attrgetter("start")


def template(page: Page, start: int, end: int) -> Template:
    """The template of a stretch of the folded text, usually one sentence."""
    text = page.text
    parts: list[str] = []
    places: list[int] = []
    kept: list[Mention] = []
    size = 0
    at = start
    for mention in page.within(start, end):
        first = mention.start
        if first < at or mention.sign not in signs.IN_TEMPLATES:
            continue
        parts += (text[at:first], mention.sign)
        size += first - at
        places.append(size)
        kept.append(mention)
        size += 1
        at = mention.end
    parts.append(text[at:end])
    words = "".join(parts).replace("\n", " ")
    return Template(page, words, start, end, kept, places, frozenset([m.sign for m in kept]))
