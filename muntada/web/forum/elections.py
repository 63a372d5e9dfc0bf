"""Elections: the list, an election's page, and what is done in it."""

from __future__ import annotations

from typing import Any

from django import forms as fields
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.forum import queries
from muntada.forum.actions.candidacies import (
    submit_candidacy,
    support_candidacy,
    withdraw_candidacy,
    withdraw_support,
)
from muntada.forum.actions.elections import cast_ballot, close_election, decide_election, hold_election, next_phase
from muntada.forum.actions.silences import break_silence, close_silence, open_silence, withdraw_silence
from muntada.forum.models import Body, Candidacy, Election, Silence
from muntada.forum.queries import elections as asked
from muntada.forum.queries.rules import departures_of
from muntada.trail.deed import label
from muntada.web.asking import asker, found
from muntada.web.forum import bidding, forms
from muntada.web.forum.choices import speaks_for
from muntada.web.forum.deeds import Deed, DeedForm, deed_page
from muntada.web.forum.shown import said_of
from muntada.web.forum.words import BIDS, METHODS, PHASES, SILENCES
from muntada.web.listing import Filter, list_page, listing
from muntada.web.names import name_of

ORDER = [("-opened_on", str), ("-pk", int)]
HOLD = Permission.ELECTION_HOLD


def _decided(actor: Actor, bid: Candidacy, **given: Any) -> Any:
    assert bid.election is not None
    return decide_election(actor, bid.election, candidacy=bid, **given)


CALL = Deed(_("A call for nominations"), _("Open it"), bidding.ElectionForm, HOLD, hold_election,
            _("Nominations are open."))  # fmt: skip
OF_AN_ELECTION = {
    "stand": Deed(_("Stand for these seats"), _("Stand"), bidding.BidForm, Permission.CANDIDACY_SUBMIT,
                  submit_candidacy, _("The bid is entered."), on=lambda one: one.body, for_parties=True),
    "next": Deed(_("On to the next phase"), _("Go on"), forms.WhyForm, HOLD, next_phase, _("The phase has changed."),
                 on=lambda one: one.body),
    "vote": Deed(_("Vote"), _("Vote"), bidding.BallotForm, Permission.BALLOT_CAST, cast_ballot,
                 _("The vote is entered. Until the decision it can be changed."), on=lambda one: one.body,
                 for_parties=True),
    "close": Deed(_("Close this election without filling every seat"), _("Close it"), bidding.ReasonForm, HOLD,
                  close_election, _("The election is closed."), on=lambda one: one.body),
}  # fmt: skip
OF_A_BID = {
    "agree": Deed(_("Stand behind this bid"), _("Stand behind it"), bidding.PartyForm, Permission.CANDIDACY_SUPPORT,
                  support_candidacy, _("It is noted."), on=lambda bid: bid.body, for_parties=True),
    "take-back": Deed(_("Take an endorsement back"), _("Take it back"), bidding.PartyForm,
                      Permission.CANDIDACY_SUPPORT, withdraw_support, _("It is noted."), on=lambda bid: bid.body,
                      for_parties=True),
    "withdraw": Deed(_("Withdraw this bid"), _("Withdraw it"), bidding.WithdrawForm, Permission.CANDIDACY_SUBMIT,
                     withdraw_candidacy, _("The bid is withdrawn."), on=lambda bid: bid.body, for_parties=True),
    "silence": Deed(_("Put this bid under silence"), _("Begin the silence"), bidding.SilenceForm, HOLD, open_silence,
                    _("The silence has begun."), on=lambda bid: bid.body),
    "elect": Deed(_("Decide for this bid"), _("Decide for it"), bidding.DecideForm, HOLD, _decided,
                  _("It is decided. The terms are written."), on=lambda bid: bid.body),
}  # fmt: skip
OF_A_SILENCE = {
    "break": Deed(_("Break this silence"), _("Break it"), bidding.BreakForm, Permission.SILENCE_BREAK, break_silence,
                  _("The silence is broken."), on=lambda one: one.body, for_parties=True),
    "close": Deed(_("Close this silence"), _("Close it"), DeedForm, Permission.SILENCE_CLOSE, close_silence,
                  _("The silence is closed."), on=lambda one: one),
    "withdraw": Deed(_("Take this silence back"), _("Take it back"), bidding.ReasonForm, HOLD, withdraw_silence,
                     _("It is noted."), on=lambda one: one.body),
}  # fmt: skip


class ElectionFilter(Filter[Election]):
    """Which elections to list."""

    body = fields.ChoiceField(label=_("Body"), required=False)
    phase = fields.ChoiceField(label=_("Phase"), required=False)

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data, actor)
        held = asked.elections(actor).order_by().values("body")
        bodies = queries.bodies(actor).filter(pk__in=held)
        self.offer("body", sorted(((one.pk, str(name_of(one))) for one in bodies), key=lambda pair: pair[1]))
        self.offer("phase", list(PHASES.items()))

    def chosen(self) -> QuerySet[Election]:
        """The elections that the filter leaves, the latest first."""
        return asked.elections(self.actor).filter(**self.given("body", "phase"))


@require_safe
def election_list(request: HttpRequest) -> HttpResponse:
    """Elections, the latest first."""
    actor = asker(request)
    form, every = ElectionFilter(request.GET, actor), asked.elections(actor)
    listed = listing(request, form, every, ORDER, heading=gettext("Elections"), export="elections")
    for one in listed.items:
        one.phase_word, one.method_word = PHASES[one.phase], METHODS[one.method]  # type: ignore[attr-defined]
    return list_page(request, "forum/elections.html", listed)


@require_safe
def election_page(request: HttpRequest, pk: int) -> HttpResponse:
    """An election: its seats and days, who stands, silences, votes and what was decided."""
    actor = asker(request)
    one = found(request, asked.election(actor, pk), Election, pk)
    holds = bool(decide(actor, HOLD, one.body))
    standing = asked.bids(actor, one)
    silences = asked.silences(actor, one)
    context = {
        "one": one,
        "phase": PHASES[one.phase],
        "phases": [(word, key == one.phase) for key, word in PHASES.items()],
        "method": METHODS[one.method],
        "bids": [(bid, BIDS[bid.state], _bid_deeds(actor, one, bid, holds)) for bid in standing],
        "silences": [(each, SILENCES[each.state], _silence_deeds(actor, each, holds)) for each in silences],
        "results": asked.results(actor, one),
        "terms": asked.terms_won(actor, one),
        "departures": _departures(actor, one, standing, silences),
        "deeds": _deeds(actor, one, holds),
    }
    return render(request, "forum/election.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def election_new(request: HttpRequest, key: str) -> HttpResponse:
    """Call for nominations to seats of a body."""
    body = found(request, queries.body(asker(request), key), Body, key)
    back = (reverse("body", args=[body.pk]), body)
    return deed_page(request, CALL, body, lambda made: reverse("election", args=[made.pk]), back=back)


@require_http_methods(["GET", "HEAD", "POST"])
def election_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Do something in an election: stand, vote, go on, close it."""
    one = found(request, asked.election(asker(request), pk), Election, pk)
    return _done(request, OF_AN_ELECTION, deed, one, one)


@require_http_methods(["GET", "HEAD", "POST"])
def bid_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Do something with a bid: stand behind it, withdraw it, put it under silence, decide for it."""
    bid = found(request, asked.bid(asker(request), pk), Candidacy, pk)
    return _done(request, OF_A_BID, deed, bid, bid.election)


@require_http_methods(["GET", "HEAD", "POST"])
def silence_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Break a silence, close it or take it back."""
    one = found(request, asked.silence(asker(request), pk), Silence, pk)
    return _done(request, OF_A_SILENCE, deed, one, one.election)


def _done(
    request: HttpRequest, deeds: dict[str, Deed], name: str, thing: Any, election: Election | None
) -> HttpResponse:
    if name not in deeds:
        raise Http404
    here = reverse("elections") if election is None else reverse("election", args=[election.pk])
    return deed_page(request, deeds[name], thing, lambda _made: here, back=(here, thing.body))


def _deeds(actor: Actor, one: Election, holds: bool) -> list[tuple[str, Any, bool]]:
    """What may be done in the election now; the most likely of it is the page's own action."""
    phases = Election.Phase
    speaks = speaks_for(actor) != frozenset()
    names = []
    if speaks and one.phase == phases.NOMINATIONS:
        names.append("stand")
    if speaks and one.phase == phases.DECISION and one.method == Election.Method.VOTE:
        names.append("vote")
    if holds and one.phase in (phases.NOMINATIONS, phases.CONSULTATION):
        names.append("next")
    ways = [(reverse("election-do", args=[one.pk, name]), OF_AN_ELECTION[name].heading) for name in names]
    shown = [(*way, place == 0) for place, way in enumerate(ways)]
    if holds and one.phase != phases.CLOSED:
        shown.append((reverse("election-do", args=[one.pk, "close"]), OF_AN_ELECTION["close"].heading, False))
    return shown


def _bid_deeds(actor: Actor, one: Election, bid: Candidacy, holds: bool) -> list[tuple[str, Any]]:
    names = []
    speaks = speaks_for(actor)
    behind = {support.party_id: support.kind for support in bid.supports.all()}
    stands = {party.pk for party in bid.parties.all()}
    if bid.state in (Candidacy.State.ANNOUNCED, Candidacy.State.SUBMITTED) and one.phase != Election.Phase.CLOSED:
        if speaks is None or speaks - set(behind):
            names.append("agree")
        if any(kind == "endorses" and (speaks is None or key in speaks) for key, kind in behind.items()):
            names.append("take-back")
        if speaks is None or speaks & stands:
            names.append("withdraw")
    if holds and bid.state == Candidacy.State.SUBMITTED and one.phase == Election.Phase.DECISION:
        if one.method == Election.Method.SILENCE:
            names.append("silence")
        names.append("elect")
    return [(reverse("bid-do", args=[bid.pk, name]), OF_A_BID[name].heading) for name in names]


def _silence_deeds(actor: Actor, one: Silence, holds: bool) -> list[tuple[str, Any]]:
    names = []
    if asked.running(one):
        if speaks_for(actor) != frozenset():
            names.append("break")
        if holds:
            names.append("withdraw")
    elif holds and one.state == Silence.State.OPEN:
        names.append("close")
    return [(reverse("silence-do", args=[one.pk, name]), OF_A_SILENCE[name].heading) for name in names]


def _departures(actor: Actor, one: Election, bids: list[Candidacy], silences: list[Silence]) -> list[Any]:
    left = []
    for record in (one, *bids, *silences):
        left += [(said_of(each), each) for each in departures_of(actor, label(record), str(record.pk))]
    return left
