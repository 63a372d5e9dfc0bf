"""What a page shows of entries made by hand: flags, who is the same, and the ways to change them."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from muntada.access.rules import Permission, decide
from muntada.register.actions.checking import children
from muntada.register.facts.own import end_of, offered
from muntada.register.models import Entity
from muntada.register.queries.likeness import one_with
from muntada.register.schema import UnknownSchema, schema_of
from muntada.web.register.gate import reads
from muntada.web.register.stating import schema_label
from muntada.web.states import state_of
from muntada.web.templatetags.words import isolated

register = template.Library()


@register.filter
def schema_name(schema: str) -> SafeString:
    """A kind of entry in the reader's language."""
    return isolated(schema_label(schema))


@register.inclusion_tag("components/state.html")
def state_named(kind: str, key: str) -> dict[str, Any]:
    """A state of one kind of thing as a shape and a word."""
    return {"state": state_of(f"{kind}_{key}")}


@register.simple_tag(takes_context=True)
def to_register(context: template.Context, passage: int | None) -> SafeString:
    """The way from a passage to an entry that rests on it, for whoever keeps entries."""
    actor = context.get("actor")
    if passage is None or actor is None or not (reads(actor) and decide(actor, Permission.ENTITY_KEEP)):
        return SafeString("")
    where = f"{reverse('register-own')}?passage={passage}"
    return format_html('<p class="small no-print"><a href="{}">{}</a></p>', where, _("Enter it in the register"))


@register.inclusion_tag("register/own_ways.html", takes_context=True)
def own_ways(context: template.Context, one: Entity) -> dict[str, Any]:
    """What stands in an entry's way, what is the same as it, and what may be done with it."""
    actor = context["actor"]
    return {
        "one": one,
        "own": one.dataset == "own",
        "flagged": not one.may_go_further,
        "child": bool(children([one.pk])),
        "same": one_with(actor, one),
        "ties": _ties(one),
        "may_keep": bool(decide(actor, Permission.ENTITY_KEEP)),
        "may_judge": bool(decide(actor, Permission.ENTITY_JUDGE)),
    }


def _ties(one: Entity) -> list[tuple[str, str]]:
    """The kinds of tie that may be entered from this entry, each with the end at which it stands."""
    try:
        schema = schema_of(one.schema)
    except UnknownSchema:
        return []
    found: list[tuple[str, str]] = []
    for name in offered():
        for prop in ("subject", "member", "holder", "object", "organization"):
            stated = schema_of(name).properties.get(prop)
            wanted = end_of(name, prop) or (stated.range if stated is not None else "")
            if stated is not None and prop in offered()[name] and schema.is_a(wanted or "Thing"):
                found.append((name, prop))
                break
    return found
