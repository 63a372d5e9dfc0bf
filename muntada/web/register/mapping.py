"""Points on a map: the outline of land, a net of degrees and no border; north is up, in every language."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from math import ceil, cos, floor, radians, sqrt

from muntada.printing.report.drawing import FILLS, INK, QUIET, RULE, WIDTH, Anchor, Drawing, Pen, Shape
from muntada.text.lines import Digits
from muntada.web.register.network import fitted

_TOP, _SIDE, _TALLEST, _LEAST = 16.0, 26.0, 330.0, 130.0
_ROUND = 4.0  # how far apart two points are that are drawn as two
_NAMED = 14  # places that are named, where they have room
_LAND, _SEA = "#efeadd", "#ffffff"
_SWAPPED: dict[Anchor, Anchor] = {"left": "right", "right": "left", "center": "center"}
Ring = tuple[tuple[float, float], ...]  # of longitude and latitude


@dataclass(frozen=True, slots=True)
class Point:
    """Where something was, in degrees, and what the place is called; `near` where it stands for a whole region."""

    latitude: float
    longitude: float
    name: str = ""
    near: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What a map shows, in degrees, and how it lies on the paper."""

    west: float
    south: float
    east: float
    north: float
    wide: float
    tall: float

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a place lies, from the left and from above."""
        x = _SIDE + (longitude - self.west) / (self.east - self.west) * self.wide
        return x, _TOP + (self.north - latitude) / (self.north - self.south) * self.tall


@dataclass(slots=True)
class _Heap:
    """Points that are drawn as one."""

    x: float
    y: float
    points: list[Point] = field(default_factory=list)

    @property
    def radius(self) -> float:
        """Grows so that the ground it covers goes with how many there are."""
        return min(14.0, 1.6 + 1.2 * sqrt(len(self.points)))


def map_drawing(
    points: Sequence[Point],
    *,
    title: str,
    words: str,
    language: str,
    digits: Digits,
    head: str = "",
    legend: Mapping[str, str],
) -> Drawing:
    """The map of at least one point. `legend` has the words for "one", "near" and "several"."""
    pen = Pen(language, digits)
    frame = frame_of(points)
    paper = _Paper(pen, frame)
    paper.land()
    paper.net()
    paper.heaps(_heaps(points, frame))
    if head:
        pen.say(head, WIDTH, 9, "right", size=7, bold=True)
    bottom = _TOP + frame.tall + 24
    x = 6.0
    for kind, word in legend.items():
        pen.dot(x + 4, bottom - 2.5, 5 if kind == "several" else 2.8, *_look(kind == "near"))
        pen.say(word, x + 13, bottom, size=7.4)
        x += 26 + len(word) * 4.4
    return pen.drawing(title, words, bottom + 8)


def frame_of(points: Sequence[Point]) -> Frame:
    """What is shown: all points with some ground around them, at least ten degrees wide, in the paper's shape."""
    south, north = min(one.latitude for one in points), max(one.latitude for one in points)
    west, east = min(one.longitude for one in points), max(one.longitude for one in points)
    tall = max(north - south, 4.0) * 1.16 + 1
    wide = max(east - west, 8.0) * 1.12 + 1
    middle = (south + north) / 2
    shrunk = max(0.25, cos(radians(middle)))  # a degree of longitude beside one of latitude
    room = WIDTH - 2 * _SIDE
    tall = max(tall, wide * shrunk * _LEAST / room)
    wide = max(wide, tall / shrunk * room / _TALLEST)
    south, north = _within(middle, tall, 90)
    west, east = _within((west + east) / 2, wide, 180)
    high = min(_TALLEST, (north - south) / ((east - west) * shrunk) * room)
    return Frame(west, south, east, north, room, max(_LEAST, high))


def _within(middle: float, size: float, most: float) -> tuple[float, float]:
    """So much around the middle, moved or cut where the world ends."""
    size = min(size, 2 * most)
    low = min(max(middle - size / 2, -most), most - size)
    return low, low + size


@lru_cache(maxsize=1)
def _outline() -> Mapping[str, tuple[Ring, ...]]:
    text = resources.files(__package__).joinpath("land.json").read_text(encoding="utf-8")
    return {kind: tuple(tuple((x, y) for x, y in ring) for ring in found) for kind, found in json.loads(text).items()}


@dataclass(slots=True)
class _Paper:
    """Draws by places from the left, whichever way the language's lines run."""

    pen: Pen
    frame: Frame

    def land(self) -> None:
        for kind, fill in (("land", _LAND), ("water", _SEA)):
            for ring in _outline()[kind]:
                kept = _clipped(ring, self.frame)
                if len(kept) > 2:
                    corners = tuple(self._at(*self.frame.at(latitude, longitude)) for longitude, latitude in kept)
                    self.pen.items.append(Shape(corners, fill, RULE, 0.5))

    def net(self) -> None:
        f = self.frame
        step = next(one for one in (1, 2, 5, 10, 15, 30, 60) if (f.east - f.west) / one <= 9)
        for degree in _marks(f.west, f.east, step):
            x, _y = f.at(f.north, degree)
            self._line((x, _TOP), (x, _TOP + f.tall))
            self._say(_degrees(degree, "E", "W"), x, _TOP + f.tall + 9, "center", 6.2, QUIET)
        for degree in _marks(f.south, f.north, step):
            _x, y = f.at(degree, f.west)
            self._line((_SIDE, y), (_SIDE + f.wide, y))
            self._say(_degrees(degree, "N", "S"), _SIDE - 3, y + 2, "right", 6.2, QUIET)
        edge = ((_SIDE, _TOP), (_SIDE + f.wide, _TOP), (_SIDE + f.wide, _TOP + f.tall), (_SIDE, _TOP + f.tall))
        self.pen.path(tuple(self._at(*one) for one in (*edge, edge[0])), colour=QUIET, width=0.6)

    def heaps(self, some: list[_Heap]) -> None:
        """The largest first, so that none is hidden; the names of as many as have room."""
        for heap in some:
            self.pen.dot(*self._at(heap.x, heap.y), heap.radius, *_look(all(one.near for one in heap.points)))
        taken: list[tuple[float, float, float, float]] = [
            (one.x - one.radius, one.y - one.radius, one.x + one.radius, one.y + one.radius) for one in some
        ]
        said = {""}
        for heap in some[:_NAMED]:
            name = fitted(next((one.name for one in heap.points if one.name), ""), 92, 6.8)
            if name in said:
                continue
            x, y, wide = heap.x + heap.radius + 2.5, heap.y + 2.3, len(name) * 4.0
            box = (x, y - 6.5, x + wide, y + 2)
            if x + wide < _SIDE + self.frame.wide and not any(_meet(box, other) for other in taken):
                taken.append(box)
                said.add(name)
                self._say(name, x, y, "left", 6.8, INK)

    def _line(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        self.pen.path((self._at(*one), self._at(*other)), colour=RULE, width=0.35, dash=(1.5, 2.0))

    def _say(self, text: str, x: float, y: float, anchor: Anchor, size: float, colour: str) -> None:
        turned = self.pen.direction == "rtl"
        self.pen.say(text, *self._at(x, y), _SWAPPED[anchor] if turned else anchor, size=size, colour=colour)

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return (WIDTH - x if self.pen.direction == "rtl" else x), y


def _look(near: bool) -> tuple[str, str]:
    """Fill and edge of a dot: one that stands for a region is hollow."""
    return (_SEA, INK) if near else (FILLS[0], _SEA)


def _heaps(points: Sequence[Point], frame: Frame) -> list[_Heap]:
    """Points beside each other as one, the largest first."""
    found: dict[tuple[int, int], _Heap] = {}
    for one in points:
        x, y = frame.at(one.latitude, one.longitude)
        heap = found.setdefault((int(x // _ROUND), int(y // _ROUND)), _Heap(x, y))
        heap.points.append(one)
    return sorted(found.values(), key=lambda one: (-len(one.points), one.y, one.x))


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _marks(low: float, high: float, step: int) -> Iterator[int]:
    return iter(range(ceil(low / step) * step, floor(high / step) * step + 1, step))


def _degrees(value: int, plus: str, minus: str) -> str:
    return f"{abs(value)}°{plus if value > 0 else minus if value < 0 else ''}"


def _clipped(ring: Ring, frame: Frame) -> list[tuple[float, float]]:
    """What of a ring lies in the frame, cut along its four sides one after the other (Sutherland and Hodgman)."""
    kept = list(ring)
    for axis, edge, sign in ((0, frame.west, 1), (0, frame.east, -1), (1, frame.south, 1), (1, frame.north, -1)):
        kept = list(_cut(kept, axis, edge, sign)) if kept else []
    return kept


def _cut(ring: list[tuple[float, float]], axis: int, edge: float, sign: int) -> Iterator[tuple[float, float]]:
    before = ring[-1]
    for one in ring:
        inside, was = (one[axis] - edge) * sign >= 0, (before[axis] - edge) * sign >= 0
        if inside != was:
            part = (edge - before[axis]) / (one[axis] - before[axis])
            other = before[1 - axis] + part * (one[1 - axis] - before[1 - axis])
            yield (edge, other) if axis == 0 else (other, edge)
        if inside:
            yield one
        before = one
