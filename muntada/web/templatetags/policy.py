"""The policy's words in a template."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from muntada.web.trail.policy import operation_name, permission_name, reason_said

register = template.Library()


@register.filter
def permission(key: str) -> SafeString:
    """The words for a permission, as a line of the trail holds its key."""
    return format_html('<bdi dir="auto">{}</bdi>', permission_name(key))


@register.filter
def operation(key: str) -> SafeString:
    """The word for one of the six operations."""
    return format_html('<bdi dir="auto">{}</bdi>', operation_name(key))


@register.filter
def reason(said: str) -> SafeString:
    """The reason of a line of the trail."""
    return format_html('<bdi dir="auto">{}</bdi>', reason_said(said))
