"""Parties: the list and a party's page in the order of time."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from muntada.access.actor import Actor
from muntada.forum.queries import party_page as party_life
from muntada.parties import queries
from muntada.parties.models import Party
from muntada.web.asking import asker, found, page_of, query_of
from muntada.web.labels import OWN, Said
from muntada.web.names import name_of
from muntada.web.parties.life import by_years


class PartyFilter(forms.Form):
    """Which parties to list."""

    text = forms.CharField(label=_("Name"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, data: object) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["kind"].choices = [("", pgettext_lazy("no filter", "All")), *OWN["party"].items()]  # type: ignore[attr-defined]

    def chosen(self, actor: Actor) -> list[Party]:
        """The parties that the filter leaves, in the order of their names."""
        given = self.cleaned_data if self.is_valid() else {}
        found = queries.parties_where(actor, kind=given.get("kind", ""), text=given.get("text", ""))
        return sorted(found, key=lambda party: str(name_of(party)))


@require_safe
def party_list(request: HttpRequest) -> HttpResponse:
    """Parties by name, with a filter row."""
    actor = asker(request)
    form = PartyFilter(request.GET)
    page = page_of(request, form.chosen(actor))
    some = queries.parties(actor).exists()
    context = {"page": page, "form": form, "query": query_of(request), "any": some}
    return render(request, "parties/parties.html", context)


@require_safe
def party_page(request: HttpRequest, key: str) -> HttpResponse:
    """What a party did in the forum, the latest first."""
    actor = asker(request)
    page = party_life(actor, key)
    party = found(request, page.party if page else None, Party, key)
    assert page is not None
    if party.kind == Party.Kind.BODY and hasattr(party, "body"):
        return redirect("body", key)
    own = name_of(party)
    others = [Said(name.text, name.language) for name in party.names.all() if name.text != own.text]
    return render(request, "parties/party.html", {"party": party, "others": others, "life": by_years(actor, page)})
