"""Pieces of the report's pages: words in the language they are in, sources by their names, data of figures."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from muntada.parties.told import LANGUAGES
from muntada.reports.listing import told_of
from muntada.reports.models import Edition, Footing, Paragraph
from muntada.sources.models import Source
from muntada.web.reports.edition_words import TONGUES

register = template.Library()


def _turned(code: str) -> str:
    return "rtl" if code == "ar" else "ltr"


@register.simple_tag
def in_its_language(thing: Any, name: str, most: int = 0) -> SafeString:
    """Words that a thing has in several languages: in the reader's, else in another, which the element then names."""
    texts = {code: str(getattr(thing, f"{name}_{code}", "")) for code in LANGUAGES}
    reader = get_language() or "ar"
    code = next((one for one in (reader, *LANGUAGES) if texts.get(one)), reader)
    text = texts[code] if not most or len(texts[code]) <= most else f"{texts[code][:most]}…"
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', code, _turned(code), text)


@register.simple_tag
def title_of(chapter: Any, code: str) -> str:
    """The title of a chapter in one language, for a field."""
    return str(getattr(chapter, f"title_{code}"))


@register.filter
def tongue(code: str) -> str:
    """The name of a language."""
    return str(TONGUES[code])


@register.simple_tag
def listed_source(row: Footing) -> SafeString:
    """How a source is listed, with the words of its passage."""
    told = row.told or told_of(row)
    said = format_html('<bdi dir="auto">{}</bdi>', told[get_language() or "ar"])
    return format_html('{} <q dir="auto">{}</q>', said, told["quote"]) if told["quote"] else said


@register.simple_tag
def source_page(row: Footing) -> str:
    """The page of the source that a passage is in; the passages of the record, where it is no source of the shelf."""
    source = Source.objects.filter(document=row.passage.document_id).first() if row.passage is not None else None
    if source is not None:
        return reverse("source", args=[source.pk])
    return f"{reverse('evidence')}?type={row.record_type}&key={row.record_key}"


@register.filter
def sources_known(edition: Edition) -> list[tuple[str, str]]:
    """The sources that paragraphs of this edition rest on, for whoever rests another sentence on one of them."""
    rows = Footing.objects.filter(paragraph__chapter__edition=edition, paragraph__kind=Paragraph.Kind.TEXT)
    known: dict[str, Footing] = {}
    for row in rows.select_related("passage__document").order_by("pk"):
        known.setdefault(f"{row.record_type}:{row.record_key}", row)
    language = get_language() or "ar"
    return [(key, (row.told or told_of(row))[language]) for key, row in known.items()]


@register.simple_tag
def figure_of(one: Paragraph, code: str) -> SafeString:
    """The data of a table or chart in one language."""
    data = one.data.get(code) or next(iter(one.data.values()))
    head = format_html_join("", '<th scope="col">{}</th>', ((cell,) for cell in data["columns"]))
    body = format_html_join(
        "", "<tr>{}</tr>", ((format_html_join("", "<td>{}</td>", ((cell,) for cell in row)),) for row in data["rows"])
    )
    return format_html(
        '<div class="figure-data" tabindex="0" role="group" aria-label="{}"><table><caption>{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
        data["caption"],
        data["caption"],
        head,
        body,
    )
