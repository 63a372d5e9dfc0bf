"""A petition for delisting is taken up: the listing that it is about is found, and its end proposed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.evidence.values import ValueRefused
from muntada.register.actions.listings import OWN
from muntada.register.models import Listing, Proposal
from muntada.register.queries.listings import listings_named
from muntada.rights import queries
from muntada.rights.actions import petitions
from muntada.rights.actions.requests import NotPossible
from muntada.rights.models import Petition, Request
from muntada.web.asking import found
from muntada.web.forming import VerbForm, form_page
from muntada.web.register.gate import inside
from muntada.web.register.words import LISTED
from muntada.web.register.words import WRONG as LISTING_WRONG
from muntada.web.rights.petitions import told_of
from muntada.web.rights.words import WRONG

PROPOSE = Permission.LISTING_PROPOSE


class TakeUpForm(VerbForm):
    """Which of the listings that were found it is about."""

    listing = forms.ChoiceField(
        label=_("Which listing it is about"), widget=forms.RadioSelect,
        help_text=_("On a list that is kept here, its end takes effect on the sixtieth day unless somebody decided "
                    "otherwise. Of a list that others keep, nothing takes effect by itself."),
    )  # fmt: skip

    def __init__(self, held: list[Listing], data: Any = None) -> None:
        super().__init__(data)
        self.held = {str(one.pk): one for one in held}
        self.fields["listing"].choices = [(key, _named(one)) for key, one in self.held.items()]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """The listing itself."""
        return {"listing": self.held[self.cleaned_data["listing"]]}


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def petition_take_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Find the listing that a petition is about; a POST proposes that it end."""
    actor = inside(request, PROPOSE)
    if not decide(actor, Permission.REQUEST_TAKE):
        raise Http404
    asked = queries.requests(actor).filter(pk=pk, kind=Request.Kind.DELISTING, petition__isnull=False)
    one = found(request, asked.select_related("petition").first(), Request, pk, Permission.REQUEST_READ)
    # What is looked for is sent in a form: a name stands in no address.
    text = (request.POST.get("entry") or one.petition.entry).strip()[:300]
    held = list(listings_named(actor, text)) if text else []
    chosen = request.method == "POST" and "look" not in request.POST
    form = TakeUpForm(held, request.POST if chosen else None)
    return form_page(
        request, "rights/petition_take_up.html", form, lambda listing: _taken(actor, one.petition, listing),
        lambda made: redirect("register-proposal", made.pk),
        heading=_("Take a petition up"), submit=_("Propose that it end"),
        done=_("It is taken up. Another person decides, with reasons."), words={**WRONG, **LISTING_WRONG},
        one=one, told=told_of(one.petition), held=held, text=text, own=OWN,
    )  # fmt: skip


def _taken(actor: Actor, petition: Petition, listing: Listing) -> Proposal:
    try:
        return petitions.take_up(actor, petition, listing)
    except NotPossible as error:
        raise ValueRefused(error.code, str(error)) from None


def _named(one: Listing) -> str:
    state = LISTED.get(one.state, one.state)
    return f"⁨{one.entity.caption}⁩ · ⁨{one.reference or one.entity_id}⁩ · {state}"
