"""Drawings on the register's pages: in a page they follow its theme, as files they keep their own colours."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from muntada.printing.report.drawing import Drawing
from muntada.printing.report.svg import as_svg
from muntada.text.lines import Digits
from muntada.web.looks import looks


def digits_of() -> Digits:
    """The reader's digits."""
    return "arabic-indic" if looks().arabic_digits else "as written"


def drawn(drawing: Drawing, name: str, *, alone: bool = False) -> str:
    """A drawing as SVG text; `alone` makes it a file of its own, on white."""
    svg = as_svg(drawing, name)
    if not alone:
        return svg
    ground = f'<rect width="{drawing.width:g}" height="{drawing.height:g}" fill="#ffffff"/>'
    head, mark, rest = svg.partition("</desc>")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{mark}{ground}{rest}'


def as_file(svg: str, name: str) -> HttpResponse:
    """A picture to take away. Raises Http404 where there is none."""
    if not svg:
        raise Http404
    response = HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.svg"'
    return response
