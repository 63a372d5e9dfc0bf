"""The glossary: the lexicon as a dictionary in three languages, by letter, kind and any form; a page of each term."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import groupby

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from muntada.library.queries import vocabulary as queries
from muntada.library.topics import topic_by_name
from muntada.parties.models import LANGUAGES as OWN_LANGUAGES
from muntada.text.glossary import LANGUAGES, forms_of, kinds, search, sections, shared_forms, shown_form
from muntada.text.lexicon import Term, by_id
from muntada.text.tables import BOM, cell
from muntada.web.asking import asker, page_of, query_of
from muntada.web.labels import Said
from muntada.web.library.clauses import shown_clauses

OWN_NAMES = dict(OWN_LANGUAGES)
WAYS = {"ar": "rtl", "en": "ltr", "fr": "ltr"}
KINDS = {
    "body_kind": _("Kinds of bodies"),
    "capacity": _("Capacity building"),
    "clause": _("Parts of texts"),
    "followup": _("Follow-up"),
    "handling": _("Handling of information"),
    "instrument_kind": _("Kinds of instruments"),
    "level": _("Levels"),
    "lifecycle": _("Stages of the life cycle"),
    "meeting_kind": _("Kinds of meetings"),
    "ordinal": _("Ordinal numbers"),
    "org": _("Organisations"),
    "outreach": pgettext_lazy("terms of it", "Outreach"),
    "predicate": _("What texts say of acts"),
    "region": _("Regions"),
    "register": _("Lists and registers"),
    "role": _("Roles"),
    "sector": _("Sectors"),
    "topic": _("Topics"),
}


class GlossaryFilter(forms.Form):
    """Which terms to show, and in the order of which language."""

    text = forms.CharField(label=_("A word in any of the languages"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    order = forms.ChoiceField(label=_("In the order of"), required=False)

    def __init__(self, data: object) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        named = sorted(((one, str(KINDS.get(one, one))) for one in kinds()), key=lambda pair: pair[1])
        self.fields["kind"].choices = [("", pgettext_lazy("no filter", "All")), *named]  # type: ignore[attr-defined]
        self.fields["order"].choices = [("", _("The page’s language")), *OWN_NAMES.items()]  # type: ignore[attr-defined]

    def chosen(self) -> tuple[str, tuple[Term, ...]]:
        """The language whose order it is, and the terms that the filter leaves."""
        self.full_clean()
        given = self.cleaned_data
        return given.get("order") or get_language() or "ar", search(given.get("text", ""), given.get("kind", ""))


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """The dictionary; all of it is one page, since a reader looks through it as through a book."""
    form = GlossaryFilter(request.GET)
    language, found = form.chosen()
    others = [code for code in LANGUAGES if code != language]
    context = {
        "form": form,
        "query": query_of(request),
        "count": len(found),
        "ways": WAYS,
        "columns": [(code, OWN_NAMES[code], WAYS[code]) for code in (language, *others)],
        "sections": [(one.letter, [(term, _row(term, [language, *others])) for term in one.terms])
                     for one in sections(language, found)],
        "letters": [one.letter for one in sections(language, found)],
        "language": language,
    }  # fmt: skip
    return render(request, "library/glossary.html", context)


@require_safe
def term_page(request: HttpRequest, term: str) -> HttpResponse:
    """A term: its forms in each language, what it is easily taken for, how texts write it and in which clauses."""
    one = by_id().get(term)
    if one is None:
        raise Http404
    actor = asker(request)
    page = page_of(request, queries.seen_in(actor, term))
    seen = groupby(queries.forms_seen(actor, term), key=lambda found: found[0])
    context = {
        "term": one,
        "kind": KINDS.get(one.kind, one.kind),
        "topic": topic_by_name().get(one.name) if one.kind == "topic" else None,
        "forms": [(code, OWN_NAMES[code], WAYS[code], forms_of(one, code)) for code in LANGUAGES],
        "unsure": one.context_only_forms,
        "shared": [(form, other, KINDS.get(other.kind, other.kind)) for form, other in shared_forms(one)],
        "seen": [(OWN_NAMES[code], WAYS[code], code, [(form, number) for _code, form, number in found])
                 for code, found in seen],
        "page": page,
        "query": query_of(request),
        "clauses": shown_clauses(queries.with_words(actor, page.object_list)),
        "name": Said(shown_form(one, get_language() or "ar") or one.en, get_language() or "ar"),
    }  # fmt: skip
    return render(request, "library/term.html", context)


@require_safe
def glossary_file(request: HttpRequest) -> HttpResponse:
    """What the filter leaves as a table, in UTF-8 with a byte-order mark; no cell is taken for a formula."""
    language, found = GlossaryFilter(request.GET).chosen()
    answer = HttpResponse("".join(glossary_lines(language, found)), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="glossary.csv"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def glossary_lines(language: str, found: tuple[Term, ...]) -> Iterator[str]:
    """The lines of the table; further forms of a language stand in one cell, apart by bars."""
    yield BOM + _line(
        ["id", "kind", *(name for code in LANGUAGES for name in (code, f"{code}_more")), "ambiguous_with"]
    )
    for one in sections(language, found):
        for term in one.terms:
            told = [
                text for code in LANGUAGES for text in (shown_form(term, code), " | ".join(forms_of(term, code)[1:]))
            ]
            yield _line([term.id, term.kind, *told, " | ".join(other.id for _form, other in shared_forms(term))])


def _line(values: list[str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow([cell(one) for one in values])
    return written.getvalue()


def _row(term: Term, languages: list[str]) -> list[tuple[str, str, str]]:
    return [(code, WAYS[code], shown_form(term, code)) for code in languages]
