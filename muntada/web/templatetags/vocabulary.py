"""What templates say of topics and of who used a clause."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from muntada.access.rules import Permission, decide
from muntada.library.models import Clause
from muntada.library.queries.vocabulary import uptakes
from muntada.library.topics import topics_of
from muntada.web.labels import label
from muntada.web.templatetags.words import comma, isolated

register = template.Library()


@register.filter
def topic_links(stored: Iterable[str] | None) -> SafeString:
    """The topics that a work or a clause is about, each with the way to its page: `{{ clause.topics|topic_links }}`.

    A word that stands for no topic of the tree is shown without a way.
    """
    return format_html_join(comma(), "{}", ((_topic(word),) for word in stored or ()))


@register.inclusion_tag("library/uses_of.html", takes_context=True)
def clause_uses(context: Context, clause: Clause) -> dict[str, Any]:
    """Who used a clause, and the ways to say so and to say what it is about, for whom they are."""
    actor = context["actor"]
    return {
        "clause": clause,
        "uses": list(uptakes(actor).filter(clause=clause)),
        "may_write": bool(decide(actor, Permission.RECORD_WRITE, clause.work)),
    }


def _topic(word: str) -> SafeString:
    found = topics_of([word])
    said = isolated(label("topic", word))
    return format_html('<a href="{}">{}</a>', reverse("topic", args=[found[0].id]), said) if found else said
