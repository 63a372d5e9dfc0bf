"""The numbers of an agenda: they follow from the tree, and those that a person gave stay.

Common items are counted for themselves, so that they have the same number for everybody; an internal one has the number
before it with a letter, and a hidden one has none, so that nobody sees by a gap that there is more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from muntada.forum.models import AgendaItem

_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def numbered(items: Iterable[AgendaItem]) -> dict[int, str]:
    """The number of each item by its key: `3`, `3A` (internal), `3 (b)`, `3 (b) (ii)`; empty for a hidden one."""
    under: dict[int | None, list[AgendaItem]] = defaultdict(list)
    for one in items:
        under[one.parent_id].append(one)
    numbers: dict[int, str] = {}
    waiting: list[tuple[int | None, str, int]] = [(None, "", 0)]
    while waiting:
        parent, above, depth = waiting.pop()
        for one, number in _row(sorted(under[parent], key=lambda one: (one.position, one.pk)), above, depth):
            numbers[one.pk] = number
            waiting.append((one.pk, number, depth + 1))
    return numbers


def _row(siblings: list[AgendaItem], above: str, depth: int) -> Iterable[tuple[AgendaItem, str]]:
    """The items of one level with their numbers; one that a person gave is passed over in the counting."""
    given = {one.number for one in siblings if one.number_given}
    count = inner = 0
    last = ""
    for one in siblings:
        if one.number_given:
            yield one, one.number
        elif one.kind == AgendaItem.Kind.HIDDEN or (depth and not above):
            yield one, ""
        elif one.kind == AgendaItem.Kind.INTERNAL and not _within(one):
            inner += 1
            yield one, f"{last or above}{' ' if depth and not last else ''}{_letters(inner).upper()}"
        else:
            count += 1
            while _printed(above, count, depth) in given:
                count += 1
            last, inner = _printed(above, count, depth), 0
            yield one, last


def _within(one: AgendaItem) -> bool:
    """Whether all its siblings are as internal: parts of an internal item are counted as any others."""
    return one.parent is not None and one.parent.kind != AgendaItem.Kind.COMMON


def _printed(above: str, count: int, depth: int) -> str:
    if depth == 0:
        return str(count)
    mark = (_letters(count), _roman(count), str(count))[min(depth - 1, 2)]
    return f"{above} ({mark})"


def _letters(count: int) -> str:
    text = ""
    while count:
        count, rest = divmod(count - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def _roman(count: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        times, count = divmod(count, value)
        text += sign * times
    return text
