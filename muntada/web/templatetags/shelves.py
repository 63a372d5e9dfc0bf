"""Counts of a source from the shelf."""

from __future__ import annotations

from django import template

from muntada.sources.models import Source

register = template.Library()


@register.filter
def done(source: Source) -> int:
    """How many of its findings are decided."""
    return int(source.accepted + source.rejected)  # type: ignore[attr-defined]


@register.filter
def whole(source: Source) -> int:
    """How many findings it has."""
    return done(source) + int(source.drafts)  # type: ignore[attr-defined]
