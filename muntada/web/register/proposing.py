"""Another state of a listing: one person proposes it with a reason, a second one decides."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.register.actions import listings as verbs
from muntada.register.models import Listing, Proposal
from muntada.register.queries.proposals import listing_of, proposals
from muntada.web.asking import asker, found, may
from muntada.web.errors import refused
from muntada.web.forming import VerbForm, form_page
from muntada.web.handling import who
from muntada.web.listing import Filter, list_page, listing
from muntada.web.names import Names
from muntada.web.register.deciding import reason, yes_or_no
from muntada.web.register.gate import closed, inside
from muntada.web.register.listed import criteria_of
from muntada.web.register.words import LISTED, PROPOSALS, WRONG

# What waits stands first: "open" is the last of the four states in the alphabet.
ORDER = [("-state", str), ("-pk", int)]
PROPOSE, DECIDE = Permission.LISTING_PROPOSE, Permission.LISTING_DECIDE


class ProposalFilter(Filter[Proposal]):
    """Which proposals to list."""

    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data, actor)
        self.offer("state", PROPOSALS.items())

    def chosen(self) -> QuerySet[Proposal]:
        """The proposals that the filter leaves, those that wait first."""
        return proposals(self.actor).filter(**self.given("state")).order_by("-state", "-pk")


class ProposeForm(VerbForm):
    """Which other state, and why. That a petition asks for it is said where petitions are taken up, and nowhere else:
    its sixtieth day would give effect to what one person proposed."""

    to = forms.ChoiceField(label=_("What it is to be"))
    reason = reason(_("Why"))

    def __init__(self, one: Listing, data: Any = None) -> None:
        super().__init__(data)
        others = [("", "—"), *((key, word) for key, word in LISTED.items() if key != one.state)]
        self.fields["to"].choices = others  # type: ignore[attr-defined]


class DecideForm(VerbForm):
    """Whether the second person agrees, and why."""

    agrees = yes_or_no(_("Do you agree?"), yes=_("Yes: the listing changes at once"), no=_("No: it stays as it is"))
    reason = reason(_("Why"))


@never_cache
@require_safe
def proposal_list(request: HttpRequest) -> HttpResponse:
    """What is proposed of listings, those that wait first."""
    barred = closed(request, PROPOSE)
    if barred is not None:
        return barred
    actor = asker(request)
    form = ProposalFilter(request.GET, actor)
    listed = listing(request, form, proposals(actor), ORDER, heading=_("Proposals on listings"))
    return list_page(request, "register/proposals.html", listed, states=LISTED)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal; a POST of a second person decides of it."""
    actor = inside(request, PROPOSE)
    held = proposals(actor).filter(pk=pk).first()
    one = found(request, held, Proposal, pk, on=held.listing.entity if held else None)
    if request.method == "POST" and not may(request, DECIDE, one):
        return refused(request)
    names = Names(actor)
    return form_page(
        request, "register/proposal.html", DecideForm(request.POST if request.method == "POST" else None),
        lambda **said: verbs.decide(actor, one, **said), lambda made: redirect("register-proposal", made.pk),
        heading=_("A proposal on a listing"), submit=_("Decide"), done=_("Your decision is noted."), words=WRONG,
        one=one, by=who(names, one.by), decided_by=who(names, one.decided_by) if one.decided_by else "",
        may_decide=one.state == Proposal.State.OPEN and bool(decide(actor, DECIDE, one)), states=LISTED,
        own=one.by == actor.key, criteria=criteria_of(actor, one),
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def listing_propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose another state of a listing."""
    actor = inside(request, PROPOSE)
    held = listing_of(actor, pk)
    one = found(request, held, Listing, pk, on=held.entity if held else None)
    form = ProposeForm(one, request.POST if request.method == "POST" else None)
    return form_page(
        request, "register/propose.html", form, lambda **said: verbs.propose(actor, one, **said),
        lambda made: redirect("register-proposal", made.pk),
        heading=_("Propose another state of a listing"), submit=_("Propose it"),
        done=_("It is proposed. Nothing changes before a second person decides."), words=WRONG, one=one,
        states=LISTED,
    )  # fmt: skip
