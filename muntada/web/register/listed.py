"""Listings of our own: nominations with criteria and evidence, exemptions, reviews that are due, and disparities."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.evidence.models import Passage
from muntada.register.actions import listings, reviewing
from muntada.register.models import Entity, Exemption, Listing, Proposal
from muntada.register.queries import entities, reviews
from muntada.register.queries.proposals import listing_of
from muntada.web.asking import asker, found, may
from muntada.web.errors import refused
from muntada.web.forming import VerbForm, form_page
from muntada.web.handling import who
from muntada.web.listing import Filter, list_page, listing
from muntada.web.names import Names
from muntada.web.register.deciding import reason, yes_or_no
from muntada.web.register.gate import closed, inside
from muntada.web.register.own_forms import NOTHING
from muntada.web.register.stating import schema_label
from muntada.web.register.words import CRITERIA, EXEMPTIONS, LISTED, PROPOSALS, WRONG

PROPOSE, DECIDE = Permission.LISTING_PROPOSE, Permission.LISTING_DECIDE
# What waits stands first: "open" is the last of the three states in the alphabet.
ORDER = [("-state", str), ("-pk", int)]
_CRITERIA = 4  # that a nomination may meet
_DAY = {"type": "date"}


class NominateForm(VerbForm):
    """Which criteria are met, each with the passage that shows it, and why."""

    reason = reason(_("Why this entry is to be listed"))
    programme = forms.CharField(
        label=_("Sanctions programme"), max_length=200, required=False,
        help_text=_("Under which programme or decision of the state, where there is one."),
    )  # fmt: skip

    def __init__(self, passages: list[Passage], data: Any = None) -> None:
        super().__init__(data)
        self.known = [(one.pk, one.quote[:90]) for one in passages]
        said: dict[str, forms.Field] = {}
        for number in range(1, _CRITERIA + 1):
            first = number == 1
            said[f"criterion_{number}"] = forms.ChoiceField(
                label=_("Criterion that is met"), choices=[NOTHING, *CRITERIA.items()], required=first
            )
            said[f"passage_{number}"] = forms.IntegerField(
                label=_("Number of the passage that shows it"), required=first, min_value=1, max_value=2**53,
                widget=forms.NumberInput(attrs={"dir": "ltr", "list": "known-passages"}),
            )  # fmt: skip
        self.fields = {**said, **self.fields}

    def clean(self) -> dict[str, Any]:
        """A criterion and its passage come together."""
        given = super().clean() or {}
        for number in range(2, _CRITERIA + 1):
            pair = (given.get(f"criterion_{number}"), given.get(f"passage_{number}"))
            if any(pair) and not all(pair):
                self.add_error(f"passage_{number}" if pair[0] else f"criterion_{number}", str(WRONG["criteria"]))
        return given

    def groups(self) -> list[list[forms.BoundField]]:
        """Each criterion beside its passage."""
        return [[self[f"criterion_{one}"], self[f"passage_{one}"]] for one in range(1, _CRITERIA + 1)]

    def rest(self) -> list[forms.BoundField]:
        """The other fields."""
        return [self["reason"], self["programme"]]

    def given(self) -> dict[str, Any]:
        """The criteria as the verb takes them."""
        said = self.cleaned_data
        met = [
            {"criterion": said[f"criterion_{one}"], "passage": said[f"passage_{one}"]}
            for one in range(1, _CRITERIA + 1)
            if said.get(f"criterion_{one}")
        ]
        return {"criteria": met, "reason": said["reason"], "programme": said["programme"]}


class ExemptForm(VerbForm):
    """What is allowed all the same, by which provision, and until when."""

    kind = forms.ChoiceField(label=_("What it is for"), choices=[NOTHING, *EXEMPTIONS.items()])
    scope = forms.CharField(
        label=_("What is allowed"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Amounts, payees, journeys: so that whoever applies it knows what it covers and what it does not."),
    )  # fmt: skip
    provision = forms.CharField(
        label=_("By which provision"), max_length=300, help_text=_("Such as S/RES/1452 (2002), paragraph 1 (a).")
    )
    since = forms.DateField(label=_("From"), widget=forms.DateInput(attrs=_DAY))
    until = forms.DateField(
        label=_("Last day"), widget=forms.DateInput(attrs=_DAY), help_text=_("Within a year; it ends by itself.")
    )
    reason = reason(_("Why"))


class DecideForm(VerbForm):
    """Whether the second person agrees, and why."""

    agrees = yes_or_no(_("Do you agree?"), yes=_("Yes: it holds for its time"), no=_("No: there is no exemption"))
    reason = reason(_("Why"))


class ReviewForm(VerbForm):
    """Whether a listing still has to stand, and why."""

    keep = yes_or_no(
        _("Does it still have to stand?"), yes=_("Yes: it is looked at again within a year"),
        no=_("No: its end is proposed, and another person decides"),
    )  # fmt: skip
    reason = reason(_("Why, on what is known today"))


class ExemptionFilter(Filter[Exemption]):
    """Which exemptions to list."""

    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(label=_("What it is for"), required=False)

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data, actor)
        self.offer("state", [one for one in PROPOSALS.items() if one[0] in Exemption.State.values])
        self.offer("kind", EXEMPTIONS.items())

    def chosen(self) -> QuerySet[Exemption]:
        """The exemptions that the filter leaves, those that wait first."""
        return reviews.exemptions(self.actor).filter(**self.given("state", "kind")).order_by("-state", "-pk")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def nominate(request: HttpRequest, key: str) -> HttpResponse:
    """Nominate an entity for the list that is kept here."""
    actor = inside(request, PROPOSE)
    one = found(request, entities.entities(actor).filter(pk=key).first(), Entity, key)
    passages = list(entities.passages(actor, entities.statements(actor, one)).values())
    form = NominateForm(passages, request.POST if request.method == "POST" else None)
    return form_page(
        request, "register/nominate.html", form, lambda **said: listings.nominate(actor, one, **said),
        lambda made: redirect("register-proposal", made.pk),
        heading=_("Nominate for the list that is kept here"), submit=_("Nominate it"),
        done=_("It is proposed. Nothing changes before a second person decides."), words=WRONG,
        one=one, kind=schema_label(one.schema),
    )  # fmt: skip


@never_cache
@require_safe
def exemption_list(request: HttpRequest) -> HttpResponse:
    """The exemptions, those that wait first."""
    barred = closed(request, PROPOSE)
    if barred is not None:
        return barred
    actor = asker(request)
    every = reviews.exemptions(actor)
    listed = listing(request, ExemptionFilter(request.GET, actor), every, ORDER, heading=_("Exemptions"))
    return list_page(request, "register/exemptions.html", listed, kinds=EXEMPTIONS, today=clock.today())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def exemption_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose an exemption from the measures of a listing."""
    actor, one = _listing(request, pk)
    return form_page(
        request, "register/propose.html", ExemptForm(request.POST if request.method == "POST" else None),
        lambda **said: reviewing.propose_exemption(actor, one, **said),
        lambda made: redirect("register-exemption", made.pk),
        heading=_("Propose an exemption"), submit=_("Propose it"),
        done=_("It is proposed. Nothing changes before a second person decides."), words=WRONG, one=one, states=LISTED,
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def exemption_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One exemption; a POST of a second person decides of it."""
    actor = inside(request, PROPOSE)
    held = reviews.exemptions(actor).filter(pk=pk).first()
    one = found(request, held, Exemption, pk, on=held.listing.entity if held else None)
    if request.method == "POST" and not may(request, DECIDE, one):
        return refused(request)
    names = Names(actor)
    return form_page(
        request, "register/exemption.html", DecideForm(request.POST if request.method == "POST" else None),
        lambda **said: reviewing.decide_exemption(actor, one, **said),
        lambda made: redirect("register-exemption", made.pk),
        heading=_("An exemption"), submit=_("Decide"), done=_("Your decision is noted."), words=WRONG,
        one=one, kind=EXEMPTIONS[one.kind], by=who(names, one.by),
        decided_by=who(names, one.decided_by) if one.decided_by else "", own=one.by == actor.key,
        may_decide=one.state == Exemption.State.OPEN and bool(decide(actor, DECIDE, one)), ended=_ended(one),
    )  # fmt: skip


@never_cache
@require_safe
def review_list(request: HttpRequest) -> HttpResponse:
    """Which listings are due for a review, what is latest first."""
    barred = closed(request, PROPOSE)
    if barred is not None:
        return barred
    actor = asker(request)
    shown = {"due": reviews.due(actor), "standing": reviews.standing(actor).count(), "today": clock.today()}
    return render(request, "register/reviews.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def listing_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Review one listing."""
    actor, one = _listing(request, pk)
    names = Names(actor)
    nominated = one.proposals.filter(to=Listing.State.LISTED, state=Proposal.State.AGREED).first()
    return form_page(
        request, "register/review.html", ReviewForm(request.POST if request.method == "POST" else None),
        lambda **said: reviewing.review(actor, one, **said), lambda _made: redirect("register-reviews"),
        heading=_("Review a listing"), submit=_("Note it"), done=_("The review is noted."), words=WRONG, one=one,
        states=LISTED, due=reviews.due_on(one), nominated=nominated, criteria=criteria_of(actor, nominated),
        earlier=[(each, who(names, each.by)) for each in reviews.reviews_of(actor, one)],
    )  # fmt: skip


@never_cache
@require_safe
def disparity_report(request: HttpRequest) -> HttpResponse:
    """How listings and their ends are spread over states, in aggregates of five and more."""
    barred = closed(request, PROPOSE)
    if barred is not None:
        return barred
    return render(request, "register/disparities.html", {"report": reviews.disparities(asker(request)), "fewest": 5})


def criteria_of(actor: Actor, proposal: Proposal | None) -> list[tuple[Any, Passage | None]]:
    """The criteria of a nomination in words, each with its passage where the reader may see it."""
    met = proposal.criteria if proposal is not None else []
    seen = entities.passages_at(actor, [one["passage"] for one in met])
    return [(CRITERIA.get(one["criterion"], one["criterion"]), seen.get(one["passage"])) for one in met]


def _ended(one: Exemption) -> bool:
    last: date = one.until
    return last < clock.today()


def _listing(request: HttpRequest, pk: int) -> tuple[Actor, Listing]:
    actor = inside(request, PROPOSE)
    held = listing_of(actor, pk)
    return actor, found(request, held, Listing, pk, on=held.entity if held else None)


urlpatterns = [
    path("register/entities/<str:key>/nominate/", nominate, name="register-nominate"),
    path("register/exemptions/", exemption_list, name="register-exemptions"),
    path("register/exemptions/<int:pk>/", exemption_page, name="register-exemption"),
    path("register/listings/<int:pk>/exempt/", exemption_new, name="register-exempt"),
    path("register/reviews/", review_list, name="register-reviews"),
    path("register/listings/<int:pk>/review/", listing_review, name="register-review"),
    path("register/disparities/", disparity_report, name="register-disparities"),
]
