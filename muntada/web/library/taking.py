"""Texts and collections that a person takes along: as files, and as a page for paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from muntada.access.rules import Permission
from muntada.library import queries
from muntada.library.exports import (
    OPEN,
    ExportRefused,
    File,
    Taking,
    collection_file,
    gather,
    label_of,
    label_of_collection,
    sheet_of,
    text_file,
)
from muntada.library.models import Collection, Work
from muntada.library.queries.reading import collection as collection_of
from muntada.marking.tlp import TLP
from muntada.trail.looking import note_absence
from muntada.web.asking import asker, found, may
from muntada.web.errors import refused
from muntada.web.labels import TONGUES
from muntada.web.library.pieces import blocks_of
from muntada.web.signin.stepping import stepped_up

OWN_NAMES = {"ar": "العربية", "en": "English", "fr": "Français"}
# Each form with what it is for; their names are those that the formats have.
FORMS = (
    ("pdf", "PDF", _("for reading and printing; one language, or two side by side")),
    ("docx", "Word", _("to go on writing; one language, or two side by side")),
    ("xlsx", "XLSX", _("a row a clause, for a spreadsheet; it can be brought in again")),
    ("csv", "CSV", _("the same, for any program")),
    ("akn", "Akoma Ntoso", _("the standard for legal texts; several languages in one archive")),
    ("json", "JSON", _("for a program")),
)
WHY = {
    "form": _("There is no such form."),
    "language": _("Choose at least one language."),
    "too_many_languages": _("On paper at most two languages stand side by side: choose one or two."),
    "no_text": _("No text in the languages that you chose has been checked yet."),
    "too_long": _("A clause is too long for a cell of a spreadsheet: take CSV, which has no such bound."),
    "not_set": _("This is too long to be set as PDF: take Word, or a part of it."),
    "too_many": _("That is too many texts for one file: take a part of them."),
}


@require_safe
def text_take(request: HttpRequest, key: str) -> HttpResponse:
    """A work's text as a file; without a form in the address, the choice of one."""
    actor = asker(request)
    work = found(request, queries.work(actor, key), Work, key)
    there = [code for code in TONGUES if code in queries.settled(actor, work)]
    return _taken(
        request,
        there,
        lambda taking: text_file(actor, work, taking),
        lambda languages: label_of(actor, work, languages),
        {"work": work, "back": reverse("instrument", args=[work.pk])},
    )


@require_safe
def collection_take(request: HttpRequest, pk: int) -> HttpResponse:
    """A collection's texts as a file, as far as whoever asks may see them."""
    actor = asker(request)
    collection = collection_of(actor, pk)
    if collection is None:
        note_absence(actor, Permission.RECORD_READ, Collection, str(pk))
        raise Http404
    return _taken(
        request,
        list(TONGUES),
        lambda taking: collection_file(actor, collection, taking),
        lambda languages: label_of_collection(actor, collection, languages),
        {"collection": collection, "back": reverse("collection", args=[pk])},
    )


@require_safe
def text_print(request: HttpRequest, key: str) -> HttpResponse:
    """A work's text as a page for paper, its label at the head and the foot of every sheet."""
    actor = asker(request)
    work = found(request, queries.work(actor, key), Work, key)
    wanted = _languages(request) or [_spoken()]
    taken = gather(actor, work, wanted)
    sheet = sheet_of(actor, [taken], wanted, _spoken())
    return render(request, "library/paper.html", {"sheet": sheet, "blocks": blocks_of(sheet), "work": work})


def _taken(
    request: HttpRequest,
    there: Sequence[str],
    make: Callable[[Taking], File],
    label: Callable[[Sequence[str]], TLP],
    context: dict[str, Any],
) -> HttpResponse:
    """The file that the address asks for; the choice, with what was wrong with it, where it asks for none."""
    if not may(request, Permission.LIST_EXPORT):
        return refused(request)
    chosen, form, wrong = _languages(request), request.GET.get("form", ""), ""
    if form:
        try:
            taking = Taking(tuple(chosen), form, _spoken()).checked()
            # What is for few is taken along by whoever proved lately to be themselves.
            if label(taking.languages) not in OPEN and not stepped_up(request):
                return redirect(f"{reverse('step-up')}?{urlencode({'next': request.get_full_path()})}")
            return _file(make(taking))
        except ExportRefused as why:
            wrong = str(WHY[why.code])
    shown = chosen or ([_spoken()] if _spoken() in there else list(there[:1]))
    context |= {
        "languages": [(code, OWN_NAMES[code], code in shown) for code in there],
        "forms": FORMS,
        "wrong": wrong,
    }
    return render(request, "library/take.html", context, status=422 if wrong else 200)


def _file(file: File) -> HttpResponse:
    response = HttpResponse(file.data, content_type=file.media_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _languages(request: HttpRequest) -> list[str]:
    """The languages that the address names, each once, in their order there."""
    return list(dict.fromkeys(code for code in request.GET.getlist("l") if code in TONGUES))


def _spoken() -> str:
    return (get_language() or "ar")[:2]


# Before what else stands under the address of a collection, whose deeds may bear any word.
urlpatterns = [
    path("library/works/<str:key>/take/", text_take, name="text-take"),
    path("library/works/<str:key>/print/", text_print, name="text-print"),
    path("library/collections/<int:pk>/take/", collection_take, name="collection-take"),
]
