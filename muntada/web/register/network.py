"""A network as a picture: whom an entity is tied to in one column, whom those are tied to in the next.

Columns, because names are long and written in a line; each name leads to its page in the order in which it is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from muntada.printing.report.drawing import DASHES, QUIET, WIDTH, Drawing, Pen, width_of
from muntada.text.lines import Digits

# Told apart by shape as well as by colour: the places in `drawing.MARKERS`.
MARKS = {"person": 0, "organisation": 1, "act": 3, "facility": 2, "craft": 2, "account": 1}
_COLUMNS = (8.0, 152.0, 324.0)
_ROOM = (100.0, 116.0, 128.0)  # that words have in each; between the columns run the lines
_ROW, _TOP, _SMALL, _WORDS, _WIDER = 25.0, 22.0, 6.6, 8.4, 1.14


@dataclass(frozen=True, slots=True)
class Node:
    """An entity as it is drawn: in which column, by which mark, and in what it stands to the one before it."""

    key: str
    name: str
    kind: str
    ring: int
    under: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two entities; `dash` is a place in `drawing.DASHES`."""

    source: str
    target: str
    dash: int = 0


def network_drawing(
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    *,
    title: str,
    words: str,
    language: str,
    digits: Digits,
    head: str = "",
    marks: Mapping[str, str] = MappingProxyType({}),
    dashes: Mapping[int, str] = MappingProxyType({}),
) -> Drawing:
    """The network; `head` is said above it, as its handling is; under it, what its marks and its lines mean."""
    pen = Pen(language, digits)
    places, height = _places(nodes, edges)
    if head:
        pen.say(head, WIDTH, 9, "right", size=7, bold=True)
    exits = {one.key: places[one.key][0] + 11 + _width(one) for one in nodes}
    rings = {one.key: one.ring for one in nodes}
    for edge in edges:
        _line(pen, edge, places, exits, rings)
    for node in sorted(nodes, key=lambda one: places[one.key]):
        _node(pen, node, *places[node.key])
    return pen.drawing(title, words, _legend(pen, height + 8, marks, dashes))


def _legend(pen: Pen, y: float, marks: Mapping[str, str], dashes: Mapping[int, str]) -> float:
    """What marks and lines mean, in as many lines as that needs; how high the picture is with it."""
    x = 6.0
    every: list[tuple[str | int, str]] = [*marks.items(), *dashes.items()]
    for key, word in every:
        wide = width_of(word, _SMALL + 0.8) * _WIDER + (34 if isinstance(key, int) else 24)
        if x + wide > WIDTH:
            x, y = 6.0, y + 12
        if isinstance(key, int):
            pen.path(((x, y), (x + 18, y)), colour=QUIET, width=0.9, dash=DASHES[key])
            pen.say(word, x + 22, y + 2.5, size=_SMALL + 0.8)
        else:
            pen.marker(x + 4, y, MARKS.get(key, 0))
            pen.say(word, x + 11, y + 2.5, size=_SMALL + 0.8)
        x += wide
    return y + 10


def _node(pen: Pen, node: Node, x: float, y: float) -> None:
    pen.marker(x, y, MARKS.get(node.kind, 0))
    said = fitted(node.name, _ROOM[node.ring])
    pen.say(said, x + 8, y + (0 if node.under else 3), size=_WORDS, bold=not node.ring, link=node.link)
    if node.under:
        pen.say(fitted(node.under, _ROOM[node.ring], _SMALL), x + 8, y + 9, size=_SMALL, colour=QUIET)


def _width(node: Node) -> float:
    """How far the words of an entity reach."""
    room = _ROOM[node.ring]
    return _WIDER * max(width_of(fitted(node.name, room), _WORDS), width_of(fitted(node.under, room, _SMALL), _SMALL))


def fitted(text: str, room: float, size: float = _WORDS) -> str:
    """A text cut to what has room; the whole of it stands in the table beside the picture."""
    # The face of a page is wider than that of a report, for which the layer reckons.
    if width_of(text, size) * _WIDER <= room:
        return text
    kept = text
    while kept and width_of(kept + "…", size) * _WIDER > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def _places(nodes: Sequence[Node], edges: Sequence[Edge]) -> tuple[dict[str, tuple[float, float]], float]:
    """Where each stands: a column a ring; in the last one, beside those they are tied to, so that few lines cross."""
    rings = [[one for one in nodes if one.ring == ring] for ring in range(3)]
    rows = {one.key: float(place) for place, one in enumerate(rings[1])}
    beside = {one.key: [rows[end] for end in _ends(one.key, edges) if end in rows] for one in rings[2]}
    rings[2].sort(key=lambda one: (sum(beside[one.key]) / max(1, len(beside[one.key])), one.name, one.key))
    most = max(len(ring) for ring in rings)
    places: dict[str, tuple[float, float]] = {}
    for ring, found in enumerate(rings):
        step = _ROW * most / max(1, len(found)) if ring else _ROW
        for place, one in enumerate(found):
            y = _TOP + _ROW * most / 2 if not ring else _TOP + step * (place + 0.5)
            places[one.key] = (_COLUMNS[ring], y)
    return places, _TOP + _ROW * most + 6


def _ends(key: str, edges: Sequence[Edge]) -> list[str]:
    return [edge.target if edge.source == key else edge.source for edge in edges if key in (edge.source, edge.target)]


def _line(
    pen: Pen, edge: Edge, places: dict[str, tuple[float, float]], exits: dict[str, float], rings: dict[str, int]
) -> None:
    """From the end of a name, between the columns, to the mark of the next; in one column, beside the marks."""
    near, far = sorted((edge.source, edge.target), key=lambda key: (rings[key], places[key][1]))
    (x, y), (to, down) = places[near], places[far]
    points: tuple[tuple[float, float], ...]
    if rings[near] == rings[far]:
        aside = x - 6 - min(22.0, (down - y) / 7)
        points = ((x - 4, y), (aside, y + 6), (aside, down - 6), (x - 4, down))
    else:
        channel = x + 11 + _ROOM[rings[near]]
        start = min(exits[near], channel)
        points = (
            ((start, y), (channel, y), (to - 6, down))
            if rings[far] - rings[near] == 1
            else ((start, y), (to - 6, down))
        )
    pen.path(points, colour=QUIET, width=0.7, dash=DASHES[edge.dash % len(DASHES)])
