"""Instruments: the list and an instrument's page."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.library import queries
from muntada.library.models import Work
from muntada.library.queries.treaties import is_treaty
from muntada.web.asking import asker, found, page_of, query_of
from muntada.web.evidence.threads import threads
from muntada.web.labels import TONGUES, choices
from muntada.web.library.bringing_words import ADOPTIONS, BINDINGS, STATUSES
from muntada.web.library.reading import OWN_NAMES, versions_of


class WorkFilter(forms.Form):
    """Which instruments to list."""

    text = forms.CharField(label=_("Title or symbol"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1800, max_value=2200)

    def __init__(self, data: object, works: QuerySet[Work]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        rows = list(works.values_list("kind", "topics"))
        everything = [("", pgettext_lazy("no filter", "All"))]
        topics = {topic for _kind, topics in rows for topic in topics}
        self.fields["kind"].choices = [*everything, *choices("instrument_kind", {kind for kind, _ in rows})]  # type: ignore[attr-defined]
        self.fields["topic"].choices = [*everything, *choices("topic", topics)]  # type: ignore[attr-defined]

    def chosen(self, actor: Actor) -> list[Work]:
        """The instruments that the filter leaves, the latest first."""
        given = self.cleaned_data if self.is_valid() else {}
        wanted = {name: given[name] for name in ("kind", "topic", "text") if given.get(name)}
        return queries.works_where(actor, year=given.get("year"), **wanted)


@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """Instruments, the latest first, with a filter row."""
    actor = asker(request)
    every = queries.works(actor)
    form = WorkFilter(request.GET, every)
    page = page_of(request, form.chosen(actor))
    context = {
        "page": page,
        "bodies": queries.bodies_of(actor, page),
        "form": form,
        "query": query_of(request),
        "any": every.exists(),
        "may_write": bool(decide(actor, Permission.RECORD_WRITE)),
    }
    return render(request, "library/instruments.html", context)


@require_safe
def work_page(request: HttpRequest, key: str) -> HttpResponse:
    """An instrument: its titles in each language, what it stands in relation to, and to whom it went."""
    actor = asker(request)
    page = queries.work_page(actor, key)
    found(request, page.work if page else None, Work, key)
    assert page is not None
    versions = versions_of(actor, page.work)
    context = {
        "languages": [(code, OWN_NAMES[code], versions.get(code)) for code in TONGUES] if versions else [],
        "page": page,
        "work": page.work,
        "is_treaty": is_treaty(page.work),
        "threads": threads(actor, page.work),
        "titles": [title for titles in page.titles.values() for title in titles],
        "relations": [*page.relations, *page.related_from],
        "distributions": page.distributions,
        "addenda": page.addenda,
        "may_write": bool(decide(actor, Permission.RECORD_WRITE, page.work)),
        "adoption": ADOPTIONS.get(page.work.adopted_by, "") if page.work.adopted_by else "",
        "binding": BINDINGS.get(page.work.binding, "") if page.work.binding else "",
        "standing": STATUSES.get(page.work.status, "") if page.work.status else "",
    }
    return render(request, "library/instrument.html", context)
