"""What French pages set on lines of their own: a meeting's place and days under its title, the members of a body.

"35e Sommet de la CEDEAO" / "Luanda, Angola" / "14-15 juillet 2031": the short lines say of the title what a sentence
would. "La CEDEAO compte les États suivants :" is followed by a state a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from muntada.sources.reading import signs
from muntada.sources.reading.lexis import extra_words
from muntada.sources.reading.page import Mention, Page
from muntada.sources.reading.rules import Found
from muntada.sources.reading.template import template

_LONGEST_TITLE, _LONGEST_LINE = 170, 60  # letters
_LINES = 3  # under a title
_APART = rf"[\s,;:|()•*·–-]|\b(?:a|au|en|le|les|du|lieu|date|dates|republique|royaume)\b|[{signs.PARTY}]"
_ONLY_WHERE_AND_WHEN = re.compile(rf"(?:{_APART}|[{signs.PLACE}{signs.DATE}])+")
_MEMBERS = re.compile(r"\b(?:membres?|pays|etats)\b[^.;]{0,60}:\s*$")
_BULLET = re.compile(r"^[\s•\-*▪●◦·–]*(?:\(?[0-9]{1,2}[.)]\s*)?(?:le |la |l'|les |republique (?:de |du |d')?)?$")
_CONFIDENCE = 0.75


def find_cards(page: Page) -> Iterator[Found]:
    """The meetings whose place and days stand on the lines under them, and the members that a list names."""
    if page.language != "fr":
        return
    lines = [(start, end) for start, end in page.sentences if page.text[start:end].strip()]
    for at, (start, end) in enumerate(lines):
        if page.in_furniture(start):
            continue
        text = page.text[start:end].rstrip()
        if len(text) <= _LONGEST_TITLE and not text.endswith((".", ":", ";", "?")):
            yield from _meeting(page, start, end, lines[at + 1 : at + 1 + _LINES])
        elif _MEMBERS.search(text):
            yield from _members(page, start, end, lines[at + 1 :])


def _meeting(page: Page, start: int, end: int, below: list[tuple[int, int]]) -> Iterator[Found]:
    inside = page.within(start, end)
    nouns = [m for m in inside if m.sign == signs.MEETING and m.key not in extra_words("no_meetings")]
    if len(nouns) != 1 or any(m.sign == signs.DATE for m in inside):
        return
    said: dict[str, Any] = {}
    last = end
    for first, stop in below:
        line = template(page, first, stop)
        if stop - first > _LONGEST_LINE or not _ONLY_WHERE_AND_WHEN.fullmatch(line.text):
            break
        for mention in line.mentions:
            if mention.sign == signs.DATE and mention.key:
                said.setdefault("when", mention.key)
            elif mention.sign == signs.PLACE and mention.key:
                said.setdefault("place", mention.key)
        last = stop
    if said:
        yield Found("meeting", _of_title(nouns[0], inside) | said, start, last, "fr.meeting.card", _CONFIDENCE)


def _of_title(noun: Mention, inside: list[Mention]) -> dict[str, Any]:
    attrs: dict[str, Any] = {"kind": noun.key}
    ordinal = next((m for m in inside if m.sign == signs.ORDINAL and m.end <= noun.start), None)
    body = next((m for m in inside if m.sign == signs.BODY and m.key and m.start >= noun.end), None)
    if ordinal:
        attrs["ordinal"] = int(ordinal.key)
    if body:
        attrs["body"] = body.key
    return attrs


def _members(page: Page, start: int, end: int, below: list[tuple[int, int]]) -> Iterator[Found]:
    body = next((m for m in page.within(start, end) if m.sign == signs.BODY and m.key), None)
    if body is None:
        return
    for first, stop in below:
        state = next((m for m in page.within(first, stop) if m.sign == signs.PARTY and m.key), None)
        rest = page.text[state.end : stop].strip(" \n;,.") if state else "?"
        if state is None or rest or not _BULLET.match(page.text[first : state.start]):
            return
        attrs = {"party": [state.key], "body": body.key, "kind": "member"}
        yield Found("membership", attrs, state.start, state.end, "fr.membership.bullet", _CONFIDENCE)
