"""Where quotation marks open and close, also in texts that set them carelessly."""

from __future__ import annotations

import re
from collections.abc import Callable

_MARK = re.compile('"')
_BEFORE_OPENING = re.compile(r"(?:^|[\s(\[/:،,-]|[\s(,][وبلفك]|'|d'|l')$")
_SENTENCES = re.compile(r"[.!?…][ \n]|\n")
_LONGEST = 500


def quotations(text: str, written: Callable[[int], str] | None = None) -> list[tuple[int, int, int, int]]:
    """The quotations of a folded text: where the opening mark, the words, their end and the closing mark's end are.

    A mark opens where a space or a proclitic stands before it and a letter after it. Where a new one opens while the
    last was never closed, the last ends before it, without the comma or conjunction between the two. `written` gives
    the mark at a place as the source has it, where « opens and » closes, whatever stands beside them.
    """
    found: list[tuple[int, int, int, int]] = []
    opened: int | None = None
    for mark in _MARK.finditer(text):
        at = mark.start()
        sign = written(at) if written else ""
        if sign == "«" or (sign != "»" and _opens(text, at)):
            if opened is not None:
                found.extend(_unclosed(text, opened, at))
            opened = at
        elif opened is not None:
            if written and _SENTENCES.search(text, opened, at):
                opened = None  # what somebody said, and no title
                continue
            if 2 < at - opened <= _LONGEST:
                found.append((opened, opened + 1, at, at + 1))
            opened = None
    return [(a, *_trimmed(text, b, c), d) for a, b, c, d in found]


def _opens(text: str, at: int) -> bool:
    after = text[at + 1 : at + 2]
    return bool(after.strip()) and after.isalnum() and bool(_BEFORE_OPENING.search(text[max(0, at - 3) : at]))


def _unclosed(text: str, opened: int, at: int) -> list[tuple[int, int, int, int]]:
    end = at
    words = text[opened + 1 : end].rstrip(" و,،;-")
    end = opened + 1 + len(words)
    if "\n" in words or not 2 < end - opened <= _LONGEST:
        return []
    return [(opened, opened + 1, end, end)]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;"):
        end -= 1
    return start, end
