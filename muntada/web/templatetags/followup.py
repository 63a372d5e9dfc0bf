"""How commitments, measures and reports are written: what they are to, their states, their words in three languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from muntada.access.rules import Permission
from muntada.followup.models import Mapping as Mapping_
from muntada.followup.queries import records
from muntada.library.models import Clause
from muntada.library.queries.clause_names import clause_names
from muntada.text.lines import html, line
from muntada.web.followup.commitments import may_enter
from muntada.web.followup.words import RELATIONSHIPS
from muntada.web.labels import best
from muntada.web.names import name_of
from muntada.web.states import state_of
from muntada.web.templatetags.vocabulary import topic_links
from muntada.web.templatetags.words import said

register = template.Library()
_TONGUES = ("ar", "en", "fr")
_INVERSE = {"subset": "superset", "superset": "subset"}


@register.filter
def at(table: Mapping[str, Any], key: str) -> Any:
    """The word for a key; the key itself where the table has none."""
    return table.get(key, key)


@register.filter
def topics(stored: Iterable[str] | None) -> SafeString:
    """Topics, each with the way to its page."""
    return topic_links(stored)


@register.simple_tag
def to_what(line: Mapping[str, Any]) -> SafeString:
    """What a commitment is to: a clause by its work and number, or the reference of an outcome."""
    one = line["one"]
    if one.clause is None:
        return format_html('<bdi dir="ltr">{}</bdi>', one.outcome.reference)
    return format_html("{} · <bdi>{}</bdi>", said(name_of(one.clause.work)), line["number"])


@register.simple_tag
def title_of(measure: Any) -> SafeString:
    """A measure's title in the reader's language, else in another."""
    return said(best({code: getattr(measure, f"title_{code}") for code in _TONGUES}))


@register.simple_tag
def in_three(record: Model, name: str) -> SafeString:
    """A record's words in each language that it has them in, the reader's own first."""
    own = get_language() or "ar"
    order = (own, *(code for code in _TONGUES if code != own))
    texts = [(code, getattr(record, f"{name}_{code}")) for code in order]
    return format_html_join(
        "", '<p class="said-words" lang="{}" dir="{}"><bdi>{}</bdi></p>',
        ((code, "rtl" if code == "ar" else "ltr", laid(text, code)) for code, text in texts if text),
    )  # fmt: skip


@register.filter
def laid(text: str, language: str) -> SafeString:
    """Words in a known language with whatever runs against them isolated, symbols and numbers too: as on paper."""
    lines = (html(line(each, language)) for each in text.split("\n"))
    return mark_safe("<br>".join(lines))  # noqa: S308 -- escaped by the layer that lays it out


@register.inclusion_tag("components/state.html")
def response(key: str) -> dict[str, Any]:
    """A party's answer to a clause, as shape and word."""
    return {"state": state_of(f"response_{key}")}


@register.inclusion_tag("components/state.html")
def status(key: str) -> dict[str, Any]:
    """How far a measure has come, as shape and word."""
    return {"state": state_of(f"measure_{key}")}


@register.inclusion_tag("components/state.html")
def report_state(key: str) -> dict[str, Any]:
    """Whether a report is a draft or validated, as shape and word."""
    return {"state": state_of(f"progress_{key}")}


@register.simple_tag
def relates(mapping: Mapping_, clause: Clause, names: Mapping[int, str]) -> SafeString:
    """How a clause relates to another one, as the reader of either would say it."""
    other, kind = (mapping.target, mapping.relationship) if mapping.source_id == clause.pk else (
        mapping.source, _INVERSE.get(mapping.relationship, mapping.relationship)
    )  # fmt: skip
    where = reverse("clause", args=[other.work_id, other.wid])
    link = format_html('<a href="{}">{} · <bdi>{}</bdi></a>', where, said(name_of(other.work)), names[other.pk])
    return format_html("{} {}", RELATIONSHIPS[kind], link)


@register.simple_tag(takes_context=True)
def shows_measure(context: Any, passage: int | None) -> SafeString:
    """The way from a passage to the evidence of a measure, for whoever keeps measures."""
    actor = context.get("actor")
    if passage is None or actor is None or not may_enter(actor, Permission.MEASURE_WRITE):
        return SafeString("")
    where = reverse("passage-shows", args=[passage])
    return format_html('<p class="small no-print"><a href="{}">{}</a></p>', where, _("It shows a measure"))


@register.inclusion_tag("followup/of_clause.html", takes_context=True)
def clause_commitments(context: Any, clause: Clause) -> dict[str, Any]:
    """What parties said to a clause, and how it relates to others, with the ways to say so for whom they are."""
    actor = context["actor"]
    mappings = list(records.mappings_of(actor, clause)[:200]) if actor else []
    ends = [end for one in mappings for end in (one.source, one.target)]
    return {
        "clause": clause,
        "commitments": list(records.commitments_where(actor, clause=clause.pk)[:200]) if actor else [],
        "mappings": mappings,
        "names": clause_names(actor, ends, get_language() or "ar") if ends else {},
        "may_write": actor is not None and may_enter(actor, Permission.COMMITMENT_WRITE),
        "may_map": actor is not None and may_enter(actor, Permission.MAPPING_WRITE),
    }
