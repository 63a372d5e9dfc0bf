"""Forms of elections: holding one, standing, standing behind, voting, silence and the decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum import queries
from muntada.forum.models import Candidacy, Election, Seat
from muntada.forum.queries.elections import bids
from muntada.parties.models import Party
from muntada.web.forum import choices
from muntada.web.forum.deeds import DeedForm
from muntada.web.forum.forms import day, lines, why
from muntada.web.forum.words import METHODS
from muntada.web.names import name_of
from muntada.web.people.forms import NONE

READ = Permission.RECORD_READ


def parties_of(bid: Candidacy) -> str:
    """Who stands in a bid, in the reader's language."""
    return " · ".join(str(name_of(party)) for party in bid.parties.all())


class ElectionForm(DeedForm):
    """A call for nominations."""

    under_rules = True
    seats = forms.MultipleChoiceField(label=_("Seats to fill"), widget=forms.CheckboxSelectMultiple)
    method = forms.ChoiceField(label=_("How it is decided"), choices=list(METHODS.items()))
    nominations_until = day(_("Last day for nominations"))
    term_start = day(_("First day of the term"))
    term_end = day(_("Planned end of the term"), help_text=_("The day of the next hand-over."))

    def prepare(self) -> None:
        self.offer("seats", choices.seats(self.actor, self.thing))

    def given(self) -> dict[str, Any]:
        given = super().given()
        return given | {"seats": list(rows(self.actor, READ, Seat).filter(pk__in=given["seats"]))}


class BidForm(DeedForm):
    """Parties stand, alone or together."""

    under_rules = True
    parties = forms.MultipleChoiceField(
        label=_("Who stands"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each of the others who stand with you has to agree before the bid is submitted."),
    )
    statement = lines(_("Statement"), 5, required=False)

    def prepare(self) -> None:
        self.offer("parties", choices.members(self.actor, self.thing.body))
        if self.actor.party:
            self.fields["parties"].initial = [self.actor.party]

    def given(self) -> dict[str, Any]:
        given = super().given()
        chosen = given["parties"]
        found = {one.pk: one for one in rows(self.actor, READ, Party).filter(pk__in=chosen)}
        return given | {"parties": [found[key] for key in chosen]}


class PartyForm(DeedForm):
    """A party says something."""

    party = forms.ChoiceField(label=_("For which party"))

    def prepare(self) -> None:
        self.offer("party", choices.own(self.actor, self.thing.body))

    def given(self) -> dict[str, Any]:
        given = super().given()
        return given | {"party": rows(self.actor, READ, Party).get(pk=given["party"])}


class WithdrawForm(PartyForm):
    """A party withdraws its bid."""

    reason = why()

    def prepare(self) -> None:
        standing = {party.pk for party in self.thing.parties.all()}
        self.offer("party", [pair for pair in choices.own(self.actor, self.thing.body) if pair[0] in standing])


class BreakForm(PartyForm):
    """A party breaks a silence."""

    reason = lines(_("Reason"), 3)


class BallotForm(PartyForm):
    """A party votes, or abstains."""

    candidacy = forms.ChoiceField(label=_("For which bid"), required=False, widget=forms.RadioSelect)

    def prepare(self) -> None:
        super().prepare()
        standing = [bid for bid in bids(self.actor, self.thing) if bid.state == Candidacy.State.SUBMITTED]
        abstain = ("", pgettext_lazy("a vote", "Abstains"))
        self.offer("candidacy", [*((bid.pk, parties_of(bid)) for bid in standing), abstain])

    def given(self) -> dict[str, Any]:
        given = super().given()
        chosen = given["candidacy"]
        return given | {"candidacy": rows(self.actor, READ, Candidacy).get(pk=chosen) if chosen else None}


class SilenceForm(DeedForm):
    """A bid is put under silence."""

    under_rules = True
    text = lines(_("What is adopted if nobody breaks the silence"))
    closes_at = forms.DateTimeField(
        label=_("The silence ends at"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class DecideForm(DeedForm):
    """The decision for a bid."""

    under_rules = True
    at = forms.ChoiceField(label=_("At which meeting"), required=False)

    def prepare(self) -> None:
        election: Election = self.thing.election
        above = {election.body_id, election.body.parent_id} - {None}
        held = queries.meetings(self.actor).filter(body__in=above).order_by("-when", "-pk")[:30]
        self.offer("at", [NONE, *((one.pk, f"{name_of(one)} · {one.when}") for one in held)])

    def given(self) -> dict[str, Any]:
        given = super().given()
        return given | {"at": queries.meeting(self.actor, int(given["at"])) if given["at"] else None}


class ReasonForm(DeedForm):
    """Why."""

    reason = lines(_("Reason"), 2)
