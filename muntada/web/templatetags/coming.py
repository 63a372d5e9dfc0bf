"""The ways between the pages of who comes to a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from muntada.access.rules import Permission, decide
from muntada.forum.models import Meeting

register = template.Library()


@dataclass(frozen=True, slots=True)
class Way:
    """A page about who comes; `current` where the reader stands in it."""

    name: str | Promise
    address: str
    current: bool


@register.inclusion_tag("forum/coming/ways.html", takes_context=True)
def coming_ways(context: Context, meeting: Meeting) -> dict[str, Any]:
    """The pages of who comes to a meeting that the reader may open: `{% coming_ways meeting %}`."""
    actor, path = context["actor"], context["request"].path
    runs, decides = decide(actor, Permission.MEETING_RUN, meeting), decide(actor, Permission.CREDENTIALS_DECIDE)
    pages = [
        ("meeting-invitations", _("Invitations"), bool(runs)),
        ("my-delegation", _("Delegation"), actor.party is not None or bool(decides)),
        ("participants", _("Participants"), True),
        ("credentials", _("Credentials"), bool(decides)),
        ("check-in", _("Checking in"), bool(decides)),
        ("badges", _("Badges"), bool(decides)),
    ]
    named = [(name, reverse(page, args=[meeting.pk])) for page, name, open_ in pages if open_]
    return {"ways": [Way(name, address, path == address) for name, address in named]}
