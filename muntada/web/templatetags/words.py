"""How a template writes a value: isolated, dated, named in the reader's language."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext

from muntada.access.models import LegalBasis
from muntada.text.when import NotADate, display
from muntada.web.bases import basis_name
from muntada.web.labels import Said, label, place_name
from muntada.web.looks import digits, looks
from muntada.web.names import address_of, name_of

register = template.Library()


@register.filter
def isolated(value: object) -> SafeString:
    """Any value that a person or a source wrote, kept from turning the line around it: `{{ name|isolated }}`."""
    if value is None or value == "":
        return mark_safe("")
    if isinstance(value, Said):
        return said(value)
    if isinstance(value, int):
        value = digits(value)
    return format_html('<bdi dir="auto">{}</bdi>', value)


@register.filter
def basis(value: LegalBasis | None) -> SafeString:
    """A legal basis in the reader's language."""
    return isolated(basis_name(value)) if value is not None else mark_safe("")


@register.filter
def said(value: Said) -> SafeString:
    """A text in a known language; one that is not the reader's own says which it is. Its symbol stands beside it."""
    if value.language in ("", get_language()):
        text = format_html('<bdi dir="auto">{}</bdi>', value.text)
    else:
        way = "rtl" if value.language == "ar" else "ltr"
        text = format_html('<bdi lang="{}" dir="{}">{}</bdi>', value.language, way, value.text)
    return format_html('{} <bdi class="symbol" dir="ltr">{}</bdi>', text, value.symbol) if value.symbol else text


@register.filter
def titled(work: Any) -> SafeString:
    """The title of an instrument without its symbol, where that stands in a place of its own."""
    return said(replace(name_of(work), symbol=""))


@register.filter
def when(value: str | None) -> SafeString:
    """A date at the precision that is known, in the reader's words; what is no date is shown as it stands."""
    if not value:
        return mark_safe("")
    try:
        chosen = looks()
        text = display(str(value), get_language() or "ar", arabic_digits=chosen.arabic_digits, hijri=chosen.hijri)
    except NotADate:
        return isolated(value)
    if "/" in str(value) or "X" in str(value):
        return format_html("<bdi>{}</bdi>", text)
    return format_html('<time datetime="{}"><bdi>{}</bdi></time>', value, text)


@register.filter
def word(value: str | None, kind: str) -> SafeString:
    """The lexicon's word for an id: `{{ meeting.kind|word:"meeting_kind" }}`."""
    return isolated(label(kind, value)) if value else mark_safe("")


@register.filter
def words(values: list[str] | None, kind: str) -> SafeString:
    """The lexicon's words for several ids, with the language's own comma between them."""
    return listed([label(kind, value) for value in values or []])


@register.filter
def place(name: str | None) -> SafeString:
    """A city, kept under its English name, in the reader's language; one that the table does not know as it stands."""
    return isolated(place_name(name)) if name else mark_safe("")


@register.filter
def listed(values: list[Any]) -> SafeString:
    """Several values on one line, each isolated, with the reader's own comma between them."""
    return format_html_join(comma(), "{}", ((isolated(value),) for value in values))


@register.filter
def days(values: list[str]) -> SafeString:
    """Several dates on one line, each in the reader's words at the precision that is known."""
    return format_html_join(comma(), "{}", ((when(value),) for value in values))


def comma() -> str:
    return "، " if get_language() == "ar" else ", "


@register.filter
def named(thing: Any) -> SafeString:
    """The name of a party, body, work, meeting or initiative in the reader's language, else in another."""
    return isolated(name_of(thing)) if thing is not None else mark_safe("")


@register.filter
def linked(thing: Any) -> SafeString:
    """The name with the way to its page; the bare name of what has no page."""
    if thing is None:
        return mark_safe("")
    return _linked(thing, named(thing))


@register.filter
def linked_title(work: Any) -> SafeString:
    """As `titled`, with the way to its page."""
    return _linked(work, titled(work))


def _linked(thing: Any, text: SafeString) -> SafeString:
    address = address_of(thing)
    link = format_html('<a href="{}">{}</a>', address, text) if address else text
    return link + disputed(thing)


@register.filter
def disputed(thing: Any) -> SafeString:
    """The word that a person disputes a record, wherever it shows; nothing where nobody does."""
    if not getattr(thing, "disputed", False):
        return mark_safe("")
    return format_html(' <span class="small">({})</span>', pgettext("a record", "disputed"))


@register.filter
def links(things: Any) -> SafeString:
    """Several names with their ways, with the reader's own comma between them."""
    every = things.all() if hasattr(things, "all") else things
    return format_html_join(comma(), "{}", ((linked(thing),) for thing in every))


@register.filter
def names(things: Any) -> SafeString:
    """Several names without their ways, for a value that is a link itself."""
    return listed([name_of(thing) for thing in (things.all() if hasattr(things, "all") else things)])
