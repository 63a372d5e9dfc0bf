"""A drawing as SVG: it scales, it can be taken away as a file, and a screen reader hears what it shows."""

from __future__ import annotations

from html import escape

from muntada.printing.fonts import FAMILY
from muntada.printing.report.drawing import Anchor, Dot, Drawing, Label, Shape
from muntada.text.bidi import strip_controls
from muntada.text.lines import Line, marked


def as_svg(drawing: Drawing, name: str = "chart") -> str:
    """The drawing as SVG text; `name` keeps the ids of several on one page apart."""
    wide, high = _n(drawing.width), _n(drawing.height)
    parts = "".join(_item(item) for item in drawing.items)
    # What is one image to a screen reader hides the links in it.
    role = "group" if any(isinstance(item, Label) and item.link for item in drawing.items) else "img"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"'
        f' role="{role}" aria-labelledby="{name}-title {name}-words"'
        f" font-family=\"{FAMILY}, 'Noto Naskh Arabic', serif\""
        f' lang="{drawing.title.language}" xml:lang="{drawing.title.language}">'
        f'<title id="{name}-title">{_said(drawing.title)}</title><desc id="{name}-words">{_said(drawing.words)}</desc>'
        f"{parts}</svg>"
    )


def svg_text(words: Line, x: float, y: float, anchor: Anchor, look: str) -> str:
    """A line of text: its direction is its own, and what runs against it stands between isolates."""
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" direction="{words.direction}" text-anchor="{_anchor(words, anchor)}"'
        f' lang="{words.language}" xml:lang="{words.language}"{look}>{_said(words)}</text>'
    )


def _said(words: Line) -> str:
    return escape(marked(words), quote=False)


def _anchor(words: Line, anchor: Anchor) -> str:
    """In SVG a text begins where its direction does."""
    if anchor == "center":
        return "middle"
    return "start" if (anchor == "left") is (words.direction == "ltr") else "end"


def _item(item: Shape | Dot | Label) -> str:
    if isinstance(item, Dot):
        edge = f' stroke="{item.stroke}" stroke-width="0.6"' if item.stroke else ""
        return f'<circle cx="{_n(item.x)}" cy="{_n(item.y)}" r="{_n(item.radius)}" fill="{item.fill}"{edge}/>'
    if isinstance(item, Label):
        look = f' font-size="{_n(item.size)}" fill="{item.colour}"' + (' font-weight="bold"' if item.bold else "")
        said = svg_text(item.words, item.x, item.y, item.anchor, look)
        return f'<a href="{escape(item.link)}">{said}</a>' if item.link else said
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in item.points)
    edge = f' stroke="{item.stroke}" stroke-width="{_n(item.width)}"' if item.stroke else ""
    if item.dash:
        edge += f' stroke-dasharray="{" ".join(map(_n, item.dash))}"'
    if item.fill:
        return f'<polygon points="{points}" fill="{item.fill}"{edge}/>'
    return f'<polyline points="{points}" fill="none"{edge}/>'


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def plain(words: Line) -> str:
    """The line's words alone, for an attribute that is read aloud."""
    return strip_controls(words.text)
