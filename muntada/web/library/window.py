"""The library as everybody reads it: texts that are TLP:CLEAR, where the installation opens that window.

Whoever looks through it, signed in or not, sees what the public sees and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import wraps
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from muntada.access.actor import PUBLIC
from muntada.access.rows import rows
from muntada.access.wall import under_ceiling
from muntada.library import queries
from muntada.library.exports import gather, linked_data, sheet_of
from muntada.library.models import Expression, Work
from muntada.web.asking import page_of, query_of
from muntada.web.labels import TONGUES
from muntada.web.library.pieces import blocks_of
from muntada.web.middleware import View, open_to_all

OWN_NAMES = {"ar": "العربية", "en": "English", "fr": "Français"}
MOST = 15_000  # works of one site map, each in three languages: the protocol takes 50,000 addresses


def through_the_window(view: View) -> View:
    """For everybody, where the installation says so, under the ceiling of the public; nothing is there elsewhere."""

    @wraps(view)
    def seen(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not settings.PUBLIC_LIBRARY:
            raise Http404
        with under_ceiling(PUBLIC):
            return view(request, *args, **kwargs)

    return open_to_all(require_safe(seen))


@through_the_window
def public_texts(request: HttpRequest) -> HttpResponse:
    """The texts that everybody may read, the latest first; found by words of their titles."""
    sought = request.GET.get("text", "")[:200]
    found = _works().order_by("-adopted", "key")
    if sought:
        keys = [one.pk for one in queries.works_where(PUBLIC, text=sought)]
        found = found.filter(pk__in=keys)
    context = {"page": page_of(request, found), "sought": sought, "query": query_of(request)}
    return render(request, "library/public_texts.html", context)


@through_the_window
def public_text(request: HttpRequest, key: str) -> HttpResponse:
    """One text in the language of the page, or in those that the address names."""
    work = _works().filter(pk=key).first()
    if work is None:
        raise Http404
    versions = queries.settled(PUBLIC, work)
    asked = list(dict.fromkeys(code for code in request.GET.getlist("l") if code in versions))
    language = (get_language() or "ar")[:2]
    wanted = asked or [language if language in versions else sorted(versions)[0]]
    sheet = sheet_of(PUBLIC, [gather(PUBLIC, work, wanted)], wanted, language)
    whole = gather(PUBLIC, work, TONGUES)
    said = linked_data(PUBLIC, whole, language, lambda one, code: _address(request, one, code))
    context = {
        "work": work,
        "sheet": sheet,
        "blocks": blocks_of(sheet),
        "languages": [(code, OWN_NAMES[code], code in wanted) for code in TONGUES if code in versions],
        "alternates": [(code, _address(request, work, code)) for code in TONGUES],
        "linked": _for_machines(said),
    }
    return render(request, "library/public_text.html", context)


@through_the_window
def sitemap(request: HttpRequest) -> HttpResponse:
    """The addresses of the public texts, each with its other languages (sitemaps.org, protocol 0.9)."""
    return HttpResponse("".join(_lines(request)), content_type="application/xml; charset=utf-8")


@open_to_all
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may ask for: the window where it is open, nothing else."""
    lines = ["User-agent: *"]
    if settings.PUBLIC_LIBRARY:
        lines += [f"Allow: /{code}/public/" for code in TONGUES]
        lines += ["Allow: /static/", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}"]
    return HttpResponse("\n".join([*lines, "Disallow: /", ""]), content_type="text/plain; charset=utf-8")


def _works() -> QuerySet[Work]:
    """The works of which everybody may know and of which they may read a text in force."""
    texts = rows(PUBLIC, queries.READ, Expression).filter(work=OuterRef("pk"), state=Expression.State.SETTLED)
    return queries.works(PUBLIC).filter(Exists(texts))


def _address(request: HttpRequest, work: Work, language: str) -> str:
    with override(language):
        return request.build_absolute_uri(reverse("public-text", args=[work.pk]))


def _lines(request: HttpRequest) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    yield ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    for work in _works().order_by("key")[:MOST]:
        addresses = [(code, _address(request, work, code)) for code in TONGUES]
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(where)}/>' for code, where in addresses
        )
        yield from (f"<url><loc>{escape(where)}</loc>{others}</url>\n" for _code, where in addresses)
    yield "</urlset>\n"


def _for_machines(said: dict[str, object]) -> str:
    """The element with data for search engines: no code, and no letter of it can end the element."""
    text = json.dumps(said, ensure_ascii=False)
    for letter, written in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(letter, written)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 -- written just above


urlpatterns = [
    path("public/", public_texts, name="public-texts"),
    path("public/<str:key>/", public_text, name="public-text"),
]
