"""Parties: the list and a party's page in the order of time."""

from __future__ import annotations

from django import forms
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from muntada.parties import queries
from muntada.parties.models import Party
from muntada.web.asking import asker, page_of, query_of
from muntada.web.labels import OWN, Said
from muntada.web.names import name_of
from muntada.web.parties.life import life_of


class PartyFilter(forms.Form):
    """Which parties to list."""

    name = forms.CharField(label=_("Name"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, data: object) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["kind"].choices = [("", pgettext_lazy("no filter", "All")), *OWN["party"].items()]  # type: ignore[attr-defined]

    def chosen(self, parties: QuerySet[Party]) -> list[Party]:
        """The parties that the filter leaves, in the order of their names."""
        given = self.cleaned_data if self.is_valid() else {}
        if given.get("name"):
            text = given["name"]
            parties = parties.filter(Q(names__text__icontains=text) | Q(acronym__iexact=text)).distinct()
        if given.get("kind"):
            parties = parties.filter(kind=given["kind"])
        return sorted(parties, key=lambda party: str(name_of(party)))


@require_safe
def party_list(request: HttpRequest) -> HttpResponse:
    """Parties by name, with a filter row."""
    every = queries.parties(asker(request))
    form = PartyFilter(request.GET)
    page = page_of(request, form.chosen(every))
    context = {"page": page, "form": form, "query": query_of(request), "any": every.exists()}
    return render(request, "parties/parties.html", context)


@require_safe
def party_page(request: HttpRequest, key: str) -> HttpResponse:
    """What a party did in the forum, the latest first."""
    actor = asker(request)
    party = queries.party(actor, key)
    if party is None:
        raise Http404
    if party.kind == Party.Kind.BODY and hasattr(party, "body"):
        return redirect("body", key)
    own = name_of(party)
    others = [Said(name.text, name.language) for name in party.names.all() if name.text != own.text]
    return render(request, "parties/party.html", {"party": party, "others": others, "life": life_of(actor, party)})
