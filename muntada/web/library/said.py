"""A clause's words as markup: what it cites as links or flagged, what was looked for marked, all of it isolated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

from muntada.text.folding import fold

WAYS = {"ar": "rtl", "en": "ltr", "fr": "ltr"}
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Named:
    """A place in a text that names another text: where its page is, or that there is no such text."""

    start: int
    end: int
    address: str = ""
    impossible: bool = False


def said(text: str, named: Sequence[Named] = (), marks: Iterable[tuple[int, int]] = (), flag: str = "") -> SafeString:
    """The text with its links and marks; `flag` says of what is named and cannot be that there is no such text."""
    found = sorted(marks)
    done: list[str] = []
    at = 0
    for one in sorted(named, key=lambda each: each.start):
        if one.start < at or one.end > len(text):
            continue
        done.append(_marked(text, at, one.start, found))
        inner = _marked(text, one.start, one.end, found)
        if one.address:
            inner = f'<a href="{escape(one.address)}">{inner}</a>'
        elif one.impossible:
            inner = f'<span class="impossible">{inner} <span class="flag">({escape(flag)})</span></span>'
        done.append(inner)
        at = one.end
    done.append(_marked(text, at, len(text), found))
    return mark_safe("".join(done))  # noqa: S308 -- every part is escaped


def _marked(text: str, start: int, end: int, marks: Sequence[tuple[int, int]]) -> str:
    if not marks:
        return escape(text[start:end])
    done, at = [], start
    for first, last in marks:
        if last <= at or first >= end:
            continue
        first, last = max(first, at), min(last, end)
        done += [escape(text[at:first]), f"<mark>{escape(text[first:last])}</mark>"]
        at = last
    return "".join([*done, escape(text[at:end])])


def finder(sought: str) -> re.Pattern[str] | None:
    """What finds the words that are looked for, as they follow each other, in a folded text; None of no words."""
    words = [re.escape(word) for word in _WORD.findall(fold(sought).text)]
    return re.compile(r"[\W_]+".join(words)) if words else None


def places(text: str, sought: re.Pattern[str] | None) -> list[tuple[int, int]]:
    """Where these words stand in a text, in any spelling."""
    if sought is None or not text:
        return []
    folded = fold(text)
    return [folded.source_span(*hit.span()) for hit in sought.finditer(folded.text)]
