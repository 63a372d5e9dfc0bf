"""Enumerations: which list a numbered row goes on, which it opens, and when its number is only part of a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from muntada.library.structure.marks import Mark
from muntada.library.structure.nodes import Node

_FAR = 15  # numbers that may be missing between two neighbours
_LITTLE = 2  # how far the next may be where its words begin in small letters


@dataclass(slots=True)
class Level:
    """One open enumeration: its system of numbers, the dress of its marks, its last value, and who holds it."""

    system: str
    shape: str
    last: int
    holder: Node
    item: Node
    prefix: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item goes: `depth` levels stay open above it, its value by the system taken, `gap` numbers missing."""

    depth: int
    system: str
    value: int
    gap: int = 0


def _same(level: Level, mark: Mark, system: str) -> bool:
    if level.system != system:
        return False
    if mark.path:
        return len(level.prefix) == len(mark.path) - 1
    return level.shape == mark.shape


def _follows(level: Level, mark: Mark, value: int) -> bool:
    if not mark.path:
        return value == level.last + 1
    return mark.path[:-1] == level.prefix and value == level.last + 1


def place_of(levels: list[Level], mark: Mark, *, closed: bool, strong: bool, colon: bool) -> Place | None:
    """Where a marked row belongs among the open enumerations, or None where the mark is part of a sentence.

    `closed`: the row before ends a clause. `strong`: the words after the mark begin one. `colon`: the row before
    announces an enumeration.
    """
    if mark.sort == "bullet":
        return _bullet(levels, closed or strong)
    exact = _exact(levels, mark)
    if exact is not None:
        return exact if closed or strong else None
    if mark.path:
        return _decimal(levels, mark, closed)
    opened = _opened(levels, mark, closed=closed, strong=strong, colon=colon)
    if opened is not None:
        return opened
    if not closed or not (strong or mark.shape == "paren"):
        return None
    return _after_gap(levels, mark, _FAR if strong else _LITTLE)


def _bullet(levels: list[Level], fits: bool) -> Place | None:
    for depth in range(len(levels) - 1, -1, -1):
        if levels[depth].system == "bullet":
            return Place(depth, "bullet", levels[depth].last + 1)
    return Place(len(levels), "bullet", 1) if fits else None


def _exact(levels: list[Level], mark: Mark) -> Place | None:
    for depth in range(len(levels) - 1, -1, -1):
        for system, value in mark.values:
            if _same(levels[depth], mark, system) and _follows(levels[depth], mark, value):
                return Place(depth, system, value)
    if levels and (second := _second(levels[-1], mark)):
        return Place(len(levels) - 1, second, 2)
    for depth in range(len(levels) - 1, -1, -1):  # أ ب ت: the second letter tells the order of the first
        level = levels[depth]
        values = dict(mark.values)
        if level.shape == mark.shape and level.system == "alpha" and values.get("hijai") == level.last + 1 == 3:
            level.system = "hijai"
            return Place(depth, "hijai", 3)
    return None


def _second(level: Level, mark: Mark) -> str:
    """The system of a second point whose first was misread: (1), (ii)."""
    if level.last != 1 or level.shape != mark.shape or level.system not in {"num", "alpha", "roman"}:
        return ""
    second = next((system for system, value in mark.values if value == 2 and system in {"num", "roman"}), "")
    level.system = second or level.system
    return second


def _opened(levels: list[Level], mark: Mark, *, closed: bool, strong: bool, colon: bool) -> Place | None:
    first = [(system, value) for system, value in mark.values if value == 1]
    if first and (closed or strong):
        system, value = first[-1] if ("roman", 1) in first and levels else first[0]
        for depth, level in enumerate(levels):
            # The same dress at 1 again, and nothing announced it: numbering starts anew.
            if _same(level, mark, system) and not colon:
                return Place(depth, system, value)
        return Place(len(levels), system, value)
    if not levels and closed and strong:
        system, value = mark.values[0]
        return Place(0, system, value)
    return None


def _decimal(levels: list[Level], mark: Mark, closed: bool) -> Place | None:
    """1.1 after 1, 1.2 after 1.1, 2.1 after 1.9."""
    if not closed:
        return None
    value, prefix = mark.path[-1], mark.path[:-1]
    for depth in range(len(levels) - 1, -1, -1):
        level = levels[depth]
        if level.system == "num" and level.last == prefix[-1] and len(prefix) == 1:
            return Place(depth + 1, "decimal", value)
        if level.system == "decimal" and len(level.prefix) == len(prefix) and prefix >= level.prefix:
            return Place(depth, "decimal", value)
        if level.system == "decimal" and (*level.prefix, level.last) == prefix:
            return Place(depth + 1, "decimal", value)
    return Place(len(levels), "decimal", value)


def _after_gap(levels: list[Level], mark: Mark, far: int) -> Place | None:
    for depth in range(len(levels) - 1, -1, -1):
        for system, value in mark.values:
            level = levels[depth]
            if _same(level, mark, system) and level.last <= value <= level.last + far:
                return Place(depth, system, value, max(0, value - level.last - 1))
    return None
