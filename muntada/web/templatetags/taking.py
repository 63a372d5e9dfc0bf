"""What of a meeting can be taken along, as a piece of its page."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.utils.translation import get_language

from muntada.forum.models import Meeting
from muntada.forum.queries.minutes import minutes
from muntada.forum.queries.participants import participants

register = template.Library()


@register.inclusion_tag("forum/taking/along.html", takes_context=True)
def take_along(context: Context, meeting: Meeting) -> dict[str, Any]:
    """Calendar and papers, as far as the reader may know of them: `{% take_along meeting %}`."""
    actor = context["actor"]
    language = (get_language() or "ar")[:2]
    return {
        "meeting": meeting,
        "LANGUAGE_CODE": language,
        "has_minutes": minutes(actor, meeting) is not None,
        "has_participants": participants(actor, meeting, language=language).total > 0,
    }
