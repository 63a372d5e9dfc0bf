"""Instruments: the list and an instrument's page."""

from __future__ import annotations

from django import forms
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from muntada.library import queries
from muntada.library.models import Work
from muntada.web.asking import asker, page_of, query_of
from muntada.web.evidence.threads import threads
from muntada.web.labels import choices


class WorkFilter(forms.Form):
    """Which instruments to list."""

    words = forms.CharField(label=_("Title or symbol"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    year = forms.RegexField(r"^[0-9]{4}$", label=_("Year"), required=False, max_length=4)

    def __init__(self, data: object, works: QuerySet[Work]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        rows = list(works.values_list("kind", "topics"))
        everything = [("", pgettext_lazy("no filter", "All"))]
        topics = {topic for _kind, topics in rows for topic in topics}
        self.fields["kind"].choices = [*everything, *choices("instrument_kind", {kind for kind, _ in rows})]  # type: ignore[attr-defined]
        self.fields["topic"].choices = [*everything, *choices("topic", topics)]  # type: ignore[attr-defined]

    def chosen(self, works: QuerySet[Work]) -> list[Work]:
        """The instruments that the filter leaves."""
        given = self.cleaned_data if self.is_valid() else {}
        if given.get("words"):
            text = given["words"]
            works = works.filter(Q(titles__text__icontains=text) | Q(symbol__icontains=text)).distinct()
        if given.get("kind"):
            works = works.filter(kind=given["kind"])
        if given.get("year"):
            works = works.filter(adopted__startswith=given["year"])
        # Both databases keep the list of topics as JSON, of which they can ask different things; it is short.
        return [work for work in works if not given.get("topic") or given["topic"] in work.topics]


@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """Instruments, the latest first, with a filter row."""
    every = queries.works(asker(request))
    form = WorkFilter(request.GET, every)
    page = page_of(request, form.chosen(every))
    context = {"page": page, "form": form, "query": query_of(request), "any": every.exists()}
    return render(request, "library/instruments.html", context)


@require_safe
def work_page(request: HttpRequest, key: str) -> HttpResponse:
    """An instrument: its titles in each language, what it stands in relation to, and to whom it went."""
    actor = asker(request)
    work = queries.work(actor, key)
    if work is None:
        raise Http404
    context = {
        "work": work,
        "threads": threads(actor, work),
        "titles": sorted(work.titles.all(), key=lambda title: (title.language, not title.preferred)),
        "relations": list(queries.relations(actor, work)),
        "distributions": list(queries.distributions(actor, work)),
        "addenda": [one for one in queries.works(actor) if one.parent_id == work.pk],
    }
    return render(request, "library/instrument.html", context)
