"""What charts are drawn from: boxes, lines, dots and words at places, the same for a PDF, a page and a Word file.

No library draws them. The charts of a report are few and plain; drawn here they run from the right in Arabic, take
their words from the one layer of lines, need no engine of JavaScript (vl-convert carries one, of 88 MB), and come out
alike in every form. All lengths are in points; y grows downwards; x runs from the left, in every language.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, floor, log10
from typing import Literal

from muntada.text.lines import Digits, Line, line, number
from muntada.text.runs import Direction, direction_of

Anchor = Literal["left", "center", "right"]
WIDTH = 468.0  # of every drawing: that of a line of an A4 page
SIZE = 9.0  # of words
INK, QUIET, RULE = "#1b1f24", "#4d545c", "#c9c3b6"
# Told apart by lightness and by hatching, not by colour alone.
FILLS = ("#0b5d5e", "#e3c477", "#7d3f5c", "#bcd3cf", "#4d545c", "#f1e9d8")
HATCHES = ("", "/", "", "\\", "", "x")
MARKERS = ("circle", "square", "triangle", "diamond", "circle", "square")
DASHES = ((), (5.0, 2.5), (1.5, 2.0), (8.0, 2.0, 1.5, 2.0), (3.0, 3.0), (10.0, 3.0))
_SWAPPED: dict[Anchor, Anchor] = {"left": "right", "right": "left", "center": "center"}


@dataclass(frozen=True, slots=True)
class Shape:
    """A closed shape through these points, or an open line where it has no fill."""

    points: tuple[tuple[float, float], ...]
    fill: str = ""
    stroke: str = ""
    width: float = 0.7
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle."""

    x: float
    y: float
    radius: float
    fill: str
    stroke: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """Words on one line; `y` is their baseline, `anchor` the side of them that stands at `x`.

    `link` is an address that they lead to on a page; on paper it leads nowhere.
    """

    words: Line
    x: float
    y: float
    anchor: Anchor
    size: float = SIZE
    colour: str = INK
    bold: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as drawn: `words` say what it shows, `title` is its caption."""

    title: Line
    words: Line
    height: float
    items: tuple[Shape | Dot | Label, ...]
    width: float = WIDTH


class Pen:
    """Draws from the start of the line to its end; what it drew is turned round where lines run from the right."""

    def __init__(self, language: str, digits: Digits) -> None:
        self.language, self.digits = language, digits
        self.direction: Direction = direction_of(language)
        self.items: list[Shape | Dot | Label] = []

    def box(self, x: float, y: float, width: float, height: float, look: int, *, edge: str = "#ffffff") -> None:
        """A filled box in one of the looks, hatched where that look is."""
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        fill, hatch = FILLS[look % len(FILLS)], HATCHES[look % len(HATCHES)]
        self.items.append(Shape(corners, fill, edge, 0.6))
        for kind in {"x": "/\\"}.get(hatch, hatch):
            for ends in _hatched(x, y, width, height, rising=kind == "/"):
                self.items.append(Shape(ends, "", QUIET, 0.5))

    def path(
        self,
        points: tuple[tuple[float, float], ...],
        *,
        colour: str = RULE,
        width: float = 0.5,
        dash: tuple[float, ...] = (),
    ) -> None:
        """An open line."""
        self.items.append(Shape(points, "", colour, width, dash))

    def dot(self, x: float, y: float, radius: float, fill: str, stroke: str = "") -> None:
        """A circle."""
        self.items.append(Dot(x, y, radius, fill, stroke))

    def marker(self, x: float, y: float, look: int) -> None:
        """The mark of a series on a line."""
        kind, fill, r = MARKERS[look % len(MARKERS)], FILLS[look % len(FILLS)], 3.0
        corners = {
            "square": ((-r, -r), (r, -r), (r, r), (-r, r)),
            "triangle": ((0, -r - 0.6), (r + 0.4, r), (-r - 0.4, r)),
            "diamond": ((0, -r - 0.8), (r + 0.8, 0), (0, r + 0.8), (-r - 0.8, 0)),
        }
        if kind == "circle":
            self.dot(x, y, r, fill, INK)
        else:
            self.items.append(Shape(tuple((x + dx, y + dy) for dx, dy in corners[kind]), fill, INK, 0.6))

    def say(
        self,
        text: str,
        x: float,
        y: float,
        anchor: Anchor = "left",
        *,
        size: float = SIZE,
        colour: str = INK,
        bold: bool = False,
        link: str = "",
    ) -> None:
        """Words; `left` means the start of the line, which in Arabic is turned to the right."""
        words = line(text, self.language, self.digits)
        self.items.append(Label(words, x, y, anchor, size, colour, bold, link))

    def count(self, value: float | None) -> str:
        """A number as it is shown; a dash where nobody knows."""
        return "–" if value is None else number(value, self.language, self.digits)

    def drawing(self, title: str, words: str, height: float) -> Drawing:
        """What was drawn."""
        items = tuple(map(_turned, self.items)) if self.direction == "rtl" else tuple(self.items)
        said = (line(text, self.language, self.digits) for text in (title, words))
        return Drawing(next(said), next(said), round(height, 2), tuple(map(_rounded, items)))


def width_of(text: str, size: float = SIZE) -> float:
    """About how wide the words are in points: rather too much than too little."""
    return size * sum(0.27 if letter in " .,:;'|!ilIjا" else 0.52 if letter.isascii() else 0.46 for letter in text)


def wrapped(text: str, width: float, size: float = SIZE) -> list[str]:
    """The words on as many lines as they need in this width; a word is never broken."""
    lines: list[str] = []
    for word in text.split():
        if lines and width_of(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


_NOTHING = 1e-6  # what is less is drawn as nought: no mark on an axis could be told from it


def ticks(most: float) -> list[float]:
    """Round numbers from nought to the first at or above the greatest, in steps of 1, 2 or 5; whole ones for counts."""
    if most < _NOTHING:
        return [0.0, 1.0]
    least = 10.0 ** (floor(log10(most)) - 1)
    step = next(step for step in (least * by for by in (1, 2, 5, 10, 20)) if most / step <= 6)
    step = max(step, 1.0) if most == int(most) else step
    return [round(step * place, 9) for place in range(ceil(most / step - 1e-9) + 1)]


def _hatched(
    x: float, y: float, width: float, height: float, *, rising: bool
) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Slanting lines that end at the edges of a box."""
    found = []
    at = 3.0
    while at < width + height - 1:
        # The line on which the ways along the box's two edges add up to `at`.
        first = (min(at, width), max(0.0, at - width))
        last = (max(0.0, at - height), min(at, height))
        if rising:
            ends = ((x + first[0], y + first[1]), (x + last[0], y + last[1]))
        else:
            ends = ((x + width - first[0], y + first[1]), (x + width - last[0], y + last[1]))
        found.append(ends)
        at += 4.5
    return found


def _turned(item: Shape | Dot | Label) -> Shape | Dot | Label:
    if isinstance(item, Shape):
        return replace(item, points=tuple((WIDTH - x, y) for x, y in item.points))
    if isinstance(item, Dot):
        return replace(item, x=WIDTH - item.x)
    return replace(item, x=WIDTH - item.x, anchor=_SWAPPED[item.anchor])


def _rounded(item: Shape | Dot | Label) -> Shape | Dot | Label:
    if isinstance(item, Shape):
        return replace(item, points=tuple((round(x, 2), round(y, 2)) for x, y in item.points))
    if isinstance(item, Dot):
        return replace(item, x=round(item.x, 2), y=round(item.y, 2), radius=round(item.radius, 2))
    return replace(item, x=round(item.x, 2), y=round(item.y, 2))
