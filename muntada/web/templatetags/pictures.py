"""Pictures in a page, each with its words beside it and a way to take it away."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import mark_safe

register = template.Library()


@register.inclusion_tag("components/picture.html")
def picture(svg: str, words: str, address: str = "") -> dict[str, Any]:
    """A server-made SVG with a sentence that says what it shows, and its address as a file where it has one."""
    return {"svg": mark_safe(svg), "words": words, "address": address}  # noqa: S308 -- drawn by web.pictures


@register.inclusion_tag("components/drawing.html")
def drawing(svg: str, words: str, address: str = "") -> dict[str, Any]:
    """As `picture`, of what the drawing layer of printed reports draws: a phone moves it, a theme colours it."""
    return {"svg": mark_safe(svg), "words": words, "address": address}  # noqa: S308 -- drawn by printing.report
