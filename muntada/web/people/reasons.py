"""Why something could not be done with a person, in the reader's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from muntada.people.actions import NeedsAnother, NotPossible

REASONS: dict[str, str | Promise] = {
    "known": _("Somebody here has this address already."),
    "role": _("This role follows by itself and is given to nobody."),
    "oneself": _("Nobody shuts themselves out. Ask another administrator."),
    "roles": _("Only a role that you hold yourself can be lent."),
    "administrator": _("An administrator's office is given by two people and lent by none."),
    "overseer": _("Who oversees holds no other office, and lends this one to nobody."),
    "reviewer": _("Who reviews is independent of those who enter: another person has to."),
    "taker": _("Lend to another person than yourself."),
    "until": _("The last day must come after the first."),
    "answered": _("This was answered already."),
    "party": _("This office is a party's: say which one."),
    "last": _("Somebody has to be administrator: give the office to another person first."),
    "body": _("A co-chair's office is a body's: say which one. No other office is."),
}


def why_not(wrong: NotPossible | NeedsAnother) -> str:
    """What to say to the person who tried."""
    if isinstance(wrong, NeedsAnother):
        return str(_("This needs two administrators. Invite a second one, or ask the other one to propose or confirm."))
    return str(REASONS.get(wrong.code, wrong))
