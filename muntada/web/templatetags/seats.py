"""Words of seats and members in a page."""

from __future__ import annotations

from django import template

from muntada.web.forum.words import STANDINGS

register = template.Library()


@register.simple_tag
def standing(status: str) -> str:
    """Where a member stands, in the reader's word: `{% standing line.status %}`."""
    return str(STANDINGS.get(status, status))
