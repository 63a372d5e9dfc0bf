"""How the pages of follow-up say how far something is carried out, and what was judged of it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from muntada.followup.implementation import State

Words = dict[str, str | Promise]

STATES: Words = {
    "none": pgettext_lazy("how far a clause is carried out", "Nothing yet"),
    "planned": pgettext_lazy("how far a clause is carried out", "Planned"),
    "under_way": pgettext_lazy("how far a clause is carried out", "Under way"),
    "partly": pgettext_lazy("how far a clause is carried out", "In part"),
    "done": pgettext_lazy("how far a clause is carried out", "Carried out"),
}
RESULTS: Words = {
    "none": pgettext_lazy("a judgement", "Not carried out"),
    "partly": pgettext_lazy("a judgement", "Partly carried out"),
    "largely": pgettext_lazy("a judgement", "Largely carried out"),
    "fully": pgettext_lazy("a judgement", "Fully carried out"),
    "not_applicable": pgettext_lazy("a judgement", "Does not apply"),
}
POSITION_STATES: Words = {
    "draft": pgettext_lazy("a position", "Being drafted"),
    "consulted": pgettext_lazy("a position", "With the institutions"),
    "cleared": pgettext_lazy("a position", "Cleared"),
    "withdrawn": pgettext_lazy("a position", "Withdrawn"),
}
SAID: Words = {
    "asked": pgettext_lazy("a clearance", "Asked, no answer yet"),
    "agrees": pgettext_lazy("a clearance", "Agrees"),
    "changes": pgettext_lazy("a clearance", "Agrees if it is changed"),
    "objects": pgettext_lazy("a clearance", "Objects"),
}


def state_word(state: State) -> str:
    """How far something is carried out, in the reader's words."""
    return str(STATES[state.name.lower()])
