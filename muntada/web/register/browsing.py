"""The register gone through: persons, groups, acts, facilities and the like, by kind, list, state and country."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from muntada.access.actor import Actor
from muntada.register.models import Entity, Listing, Statement
from muntada.register.queries import browsing
from muntada.text.names.scripts import script_of
from muntada.web.asking import asker
from muntada.web.labels import Said
from muntada.web.listing import Filter, list_page, listing
from muntada.web.register.gate import closed
from muntada.web.register.naming import country_name, list_title
from muntada.web.register.seeing_words import KINDS, STANDING
from muntada.web.register.stating import said_of

ORDER = [("caption", str), ("key", str)]


class EntityFilter(Filter[Entity]):
    """Which entries to list; by no name, because what is filtered by stands in the address."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    dataset = forms.ChoiceField(label=_("Source"), required=False)
    state = forms.ChoiceField(label=pgettext_lazy("on lists", "Where it stands"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    reference = forms.CharField(
        label=pgettext_lazy("of a list", "Reference"), max_length=60, required=False,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )  # fmt: skip

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data, actor)
        self.offer("kind", KINDS.items())
        self.offer("dataset", [(key, str(list_title(key))) for key in browsing.datasets(actor)])
        self.offer("state", STANDING.items())
        named = [(code, str(country_name(code))) for code in browsing.countries(actor)]
        self.offer("country", sorted(named, key=lambda one: one[1]))

    def chosen(self) -> QuerySet[Entity]:
        """The entries that the filter leaves, by their names."""
        return browsing.entities_where(self.actor, **self.given("kind", "dataset", "state", "country", "reference"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list: the entity, its name in another script, where it stands, its countries."""

    one: Entity
    kind: str | Promise
    otherwise: Said | None
    listings: list[Listing]
    countries: list[str]


@never_cache
@require_safe
def entity_list(request: HttpRequest) -> HttpResponse:
    """The entries of the register."""
    barred = closed(request)
    if barred is not None:
        return barred
    actor = asker(request)
    listed = listing(
        request, EntityFilter(request.GET, actor), browsing.browsed(actor), ORDER, heading=_("Entries of the register")
    )
    return list_page(request, "register/entities.html", listed, entries=entries(actor, listed.items))


def entries(actor: Actor, some: list[Entity]) -> list[Entry]:
    """Entities as lines of a list."""
    named = browsing.names_of(actor, some)
    listings = browsing.listings_of(actor, some)
    countries = browsing.countries_of(actor, some)
    return [
        Entry(
            one,
            KINDS.get(browsing.kind_of(one.schema), ""),
            _otherwise(one, named.get(one.pk, [])),
            listings.get(one.pk, []),
            countries.get(one.pk, []),
        )
        for one in some
    ]


def _otherwise(one: Entity, names: list[Statement]) -> Said | None:
    """Its first name in another script than the one that it is called by here."""
    own = script_of(one.caption)
    return next((said_of(each) for each in names if script_of(each.value) != own), None)
