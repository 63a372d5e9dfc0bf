"""What the pages of the floor, of statements, minutes and outcomes write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from muntada.forum.models import Outcome, Progress
from muntada.forum.queries.outcomes import text_of
from muntada.web.labels import Said
from muntada.web.looks import digits
from muntada.web.states import state_of
from muntada.web.templatetags.words import said as written

register = template.Library()


@register.filter
def at(table: Mapping[str, Any], key: str) -> Any:
    """What a table has under a key; the key itself where it has nothing."""
    return table.get(key, key)


@register.filter
def clocked(seconds: int) -> SafeString:
    """Seconds as a clock shows them: 2:05."""
    minutes, rest = divmod(abs(int(seconds)), 60)
    return format_html('<bdi dir="ltr">{}</bdi>', f"{digits(minutes)}:{digits(f'{rest:02}')}")


@register.filter
def worded(outcome: Outcome) -> SafeString:
    """The words of an outcome in the reader's language, else in another."""
    found = text_of(outcome, get_language() or "ar")
    return written(Said(found.text, found.language))


@register.inclusion_tag("components/field.html")
def said_field(bound: BoundField, number: int) -> dict[str, Any]:
    """A field of a form that stands on a page several times: its name for the page ends in a number."""
    own = f"{bound.id_for_label}_{number}"
    attrs: dict[str, str | bool] = {"id": own}
    if bound.help_text:
        attrs["aria-describedby"] = f"{own}-help"
    shown = {"id_for_label": own, "label": bound.label, "help_text": bound.help_text, "errors": bound.errors}
    return {"field": shown, "control": bound.as_widget(attrs=attrs)}


@register.inclusion_tag("components/state.html")
def outcome_state(told: Outcome | Progress) -> dict[str, Any]:
    """The state of an outcome, or the one that it was brought into, as shape and word."""
    return {"state": state_of(f"outcome_{told.state}")}
