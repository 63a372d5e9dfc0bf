"""Words for rules, standings, elections and what stands in the way of a verb of theirs."""

from __future__ import annotations

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muntada.evidence.values import ValueRefused
from muntada.web.forming import REFUSED

Words = dict[str, str | Promise]

RULES: Words = {
    "term_years": _("Length of a term, in years"),
    "renewals": _("How many times a term may be renewed"),
    "seats": _("Number of seats of a body"),
    "paired_bid": _("Number of parties that stand together"),
    "regions_differ": _("Those who sit together come from different regions"),
    "nomination_months": _("Nominations end so many months before the earliest term ends"),
    "one_at_a_time": _("The seats of a body change one at a time"),
    "bodies_at_most": _("In how many bodies of a kind a member holds seats at most"),
    "consensus": _("Decisions by consensus, without a vote"),
    "silence_days": _("Length of a silence procedure, in days"),
    "quorum_percent": _("Quorum, in per cent of the members"),
}
STANDINGS: Words = {
    "founding": pgettext_lazy("a membership", "Founding member"),
    "announced": pgettext_lazy("a membership", "Announced"),
    "member": pgettext_lazy("a membership", "Member"),
    "partner": pgettext_lazy("a membership", "Partner"),
    "observer": pgettext_lazy("a membership", "Observer"),
    "withdrawn": pgettext_lazy("a membership", "Withdrew"),
    "withdrawal_announced": pgettext_lazy("a membership", "Withdrawal announced"),
}
ENDED: Words = {
    "expired": pgettext_lazy("a term ended", "Its time was over"),
    "succeeded": pgettext_lazy("a term ended", "A successor began"),
    "resigned": pgettext_lazy("a term ended", "The holder resigned"),
    "withdrawn": pgettext_lazy("a term ended", "It was withdrawn"),
    "dissolved": pgettext_lazy("a term ended", "The body ended"),
}
FIELDS: Words = {
    "start": _("Start"),
    "end": _("End"),
    "planned_start": _("Planned start"),
    "planned_end": _("Planned end"),
    "seat": pgettext_lazy("of a body", "Seat"),
    "ended_because": _("Why it ended"),
}
PHASES: Words = {
    "nominations": pgettext_lazy("a phase", "Nominations"),
    "consultation": pgettext_lazy("a phase", "Consultation"),
    "decision": pgettext_lazy("a phase", "Decision"),
    "closed": pgettext_lazy("a phase", "Closed"),
}
METHODS: Words = {
    "consensus": pgettext_lazy("a way to decide", "Consensus"),
    "silence": pgettext_lazy("a way to decide", "Silence procedure"),
    "vote": pgettext_lazy("a way to decide", "Open vote"),
}
BIDS: Words = {
    "announced": pgettext_lazy("a bid", "Announced"),
    "submitted": pgettext_lazy("a bid", "Submitted"),
    "withdrawn": pgettext_lazy("a bid", "Withdrawn"),
    "elected": pgettext_lazy("a bid", "Elected"),
    "not_elected": pgettext_lazy("a bid", "Not elected"),
}
SILENCES: Words = {
    "open": pgettext_lazy("a silence", "Runs"),
    "adopted": pgettext_lazy("a silence", "Adopted"),
    "broken": pgettext_lazy("a silence", "Broken"),
    "withdrawn": pgettext_lazy("a silence", "Withdrawn"),
}
# What stands in the way, by the code that the verb gives, else by the field that is at fault.
WRONG: Words = {
    "taken": _("Another term of that seat stands in the way on that day."),
    "begun": _("That plan is no longer open."),
    "not_begun": _("That term has not begun."),
    "ended": _("That has ended already."),
    "no_seat": _("That term is in none of the seats of the body."),
    "dissolved": _("The body does not exist any more on that day."),
    "held": _("A seat that would go has had a holder, and stays."),
    "circle": _("A body stands neither above nor after itself."),
    "there": _("Something is written of that day already. What stands there is not written over."),
    "outside": _("That party does not belong to the body."),
    "later": _("A rule of this kind holds from that day on, or from a later one."),
    "before": _("The rule holds from a later day on."),
    "open": _("An election or a silence on this is open already."),
    "too_early": _("It is too early for that. Give a reason if everybody agrees."),
    "too_late": _("The time for that is over."),
    "last": _("After this phase only the decision follows."),
    "closed": _("The election is closed."),
    "not_deciding": _("It is not the time to decide this, or not in this way."),
    "not_standing": _("That bid does not stand."),
    "not_voting": _("There is no vote to take part in now."),
    "too_many": _("More parties stand together than seats are free."),
    "stands": _("A party that is named here stands in another bid already."),
    "silence": _("The silence on this bid has not passed unbroken."),
    "votes": _("Another bid has as many votes, or more."),
    "absent": _("There is nothing of that kind."),
    "announced": _("That bid is known from sources only. It stands in no election that is held here."),
    "not_open": _("That silence does not run."),
    "key": _("The key is taken, or is none: it is made of small Latin letters, digits and dots."),
    "names": _("Give the name in one language at least."),
    "until": _("The end comes after the start."),
    "on": _("That day does not fit the days that are written."),
    "term_end": _("The end comes after the start."),
    "term_start": _("The term begins after nominations have ended."),
    "nominations_until": _("That day has passed."),
    "closes_at": _("That moment has passed, or comes before the beginning."),
    "number": _("A rule of this kind needs a number, and one that can be."),
    "work": _("A clause is one of an instrument: choose which."),
    "established": _("That is no date such as 2021, 2021-10 or 2021-10-07."),
    "reason": _("A reason must be given."),
    "handling": _("Those who may see one of these things are not among those who may see the other."),
}


def say(form: forms.Form, error: ValueRefused) -> None:
    """Say what a verb refused beside the field that it is about, or above a form that has no such field."""
    said = WRONG.get(getattr(error, "code", "")) or WRONG.get(error.field) or REFUSED
    form.add_error(error.field if error.field in form.fields else None, str(said))


def sentence(error: ValueRefused) -> str:
    """The same for a page without a form."""
    return str(WRONG.get(getattr(error, "code", "")) or WRONG.get(error.field) or REFUSED)
