"""The pieces that pages are made of, one template each under `components/`."""

from __future__ import annotations

from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from muntada.access.models import Handled
from muntada.access.rules import Permission, decide
from muntada.marking.tlp import TLP
from muntada.trail.deed import key_of, label
from muntada.web.handling import who
from muntada.web.names import Names
from muntada.web.states import state_of

register = template.Library()

ICONS = {
    "check": '<path d="M3 8.5 6.5 12 13 4.5"/>',
    "cross": '<path d="m4 4 8 8M12 4l-8 8"/>',
    "ring": '<circle cx="8" cy="8" r="5"/>',
    "dashed": '<circle cx="8" cy="8" r="5" stroke-dasharray="2 2.2"/>',
    "half": '<circle cx="8" cy="8" r="5"/><path d="M8 3v10"/>',
    "pencil": '<path d="m3 13 .6-3L10.500 3l2.500 2.500L6 12.400z"/>',
    "next": '<path d="m6 3 5 5-5 5"/>',
    "back": '<path d="m10 3-5 5 5 5"/>',
    "heed": '<path d="M8 2 15 14H1zM8 6.500v3.500M8 12v.1"/>',
    "word": '<circle cx="8" cy="8" r="6.500"/><path d="M8 7.500V11M8 5v.1"/>',
}
POINTING = {"next", "back"}


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small drawing beside a word that says the same; what points turns with the direction of the page."""
    kind = "icon pointing" if name in POINTING else "icon"
    return format_html(
        '<svg class="{}" viewBox="0 0 16 16" aria-hidden="true">{}</svg>',
        kind,
        mark_safe(ICONS[name]),  # noqa: S308 -- drawn above
    )


@register.inclusion_tag("components/tlp.html")
def tlp(text: str) -> dict[str, Any]:
    """The label in FIRST's own colours, never translated: `{% tlp source.document.tlp %}`."""
    known = TLP.parse(str(text))
    return {"label": known.value, "tone": known.value.removeprefix("TLP:").partition("+")[0].lower()}


@register.inclusion_tag("components/handling.html", takes_context=True)
def handling(context: Context, record: Handled, always: bool = False) -> dict[str, Any]:
    """The label of a record with whom it comes from and goes to, and the ways to mark it and to ask for more; nothing
    where it is open to all and not the reader's to mark: `{% handling meeting %}`."""
    actor = context["actor"]
    names = Names(actor)
    return {
        "record": record,
        "always": always,
        "type": label(record),
        "key": key_of(record),
        "originator": who(names, record.originator),
        "audience": [who(names, key) for key in sorted(record.audience_keys)],
        "closed": record.tlp != TLP.CLEAR,
        "may_mark": bool(decide(actor, Permission.RECORD_MARK, record)),
        "may_repurpose": record.category is not None and bool(decide(actor, Permission.PURPOSE_PROPOSE, record)),
        "may_dispute": bool(decide(actor, Permission.RECORD_DISPUTE, record)),
    }


@register.inclusion_tag("components/state.html")
def state(key: str) -> dict[str, Any]:
    """A state as shape and word: `{% state finding.state %}`."""
    return {"state": state_of(key)}


@register.inclusion_tag("components/notice.html")
def notice(text: object, tone: str = "info") -> dict[str, Any]:
    """Says what happened, what was kept and what to do. Tones: info, success, warning, error."""
    return {"text": text, "tone": tone, "sign": "heed" if tone in {"warning", "error"} else "word"}


@register.inclusion_tag("components/thread.html")
def thread(evidence: Any, value: object) -> dict[str, Any]:
    """A value and what it rests on; bare where it rests on nothing: `{% thread threads.when meeting.when|when %}`."""
    return {"evidence": evidence, "value": value}


@register.inclusion_tag("components/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """One field of a form with its label, its help and what is wrong with it."""
    described = [f"{bound.id_for_label}-help"] if bound.help_text else []
    if bound.errors:
        described.append(f"{bound.id_for_label}-wrong")
    attrs: dict[str, str | bool] = {"aria-describedby": " ".join(described)} if described else {}
    return {"field": bound, "control": bound.as_widget(attrs=attrs)}


@register.inclusion_tag("components/pages.html")
def pages(page: Page[Any], query: str = "") -> dict[str, Any]:
    """The way to the next and the last page of a list; nothing where there is only one."""
    return {"page": page, "query": f"{query}&" if query else ""}
