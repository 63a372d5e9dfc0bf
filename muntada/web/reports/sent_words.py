"""Recipients, sendings and receipts in the reader's words, and what can be wrong with them."""

from __future__ import annotations

from collections.abc import Callable

from django.forms import Form
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muntada.evidence.values import ValueRefused
from muntada.forum.coming import ComingRefused
from muntada.forum.imports.plan import Row
from muntada.reports.queries.deliveries import NOWHERE
from muntada.web.forum import bringing_words, coming_words

Words = dict[str, str | Promise]

LISTS: Words = {
    "abroad": _("Missions abroad"),
    "accredited": _("Missions accredited here"),
    "other": pgettext_lazy("a list of recipients", "Others"),
}
DELIVERIES: Words = {
    "held": pgettext_lazy("a delivery", "Waits"),
    "sent": pgettext_lazy("a delivery", "Sent, no answer yet"),
    "failed": pgettext_lazy("a delivery", "Did not arrive"),
    "received": pgettext_lazy("a delivery", "Received"),
    "on_behalf": pgettext_lazy("a delivery", "Received on behalf"),
    "declined": pgettext_lazy("a delivery", "Declined"),
}
SENDINGS: Words = {
    "held": pgettext_lazy("a sending", "Waits for a second person"),
    "released": pgettext_lazy("a sending", "Released"),
    "stopped": pgettext_lazy("a sending", "Stopped"),
    "dropped": pgettext_lazy("a sending", "Dropped"),
}
REGIONS: Words = {
    NOWHERE: pgettext_lazy("a region", "No region known"),
    "AFR": pgettext_lazy("a region", "African States"),
    "APG": pgettext_lazy("a region", "Asia-Pacific States"),
    "EEG": pgettext_lazy("a region", "Eastern European States"),
    "GRULAC": pgettext_lazy("a region", "Latin American and Caribbean States"),
    "WEOG": pgettext_lazy("a region", "Western European and other States"),
}
ERRORS: Words = {
    "refused": _("The mail server will not take it. Correct the address, then let the sending go on."),
    "address": _("No letter goes to this address. Correct it, then let the sending go on."),
    "not_taken": _("The mail server could not be reached. Let the sending go on later."),
    "not_arrived": _("Somebody asked, and it did not arrive. Let the sending go on."),
    "ended": _("Nothing goes to this recipient any more."),
    "closed": _("The edition is no longer open to all, so that no letter tells of it."),
    "unsafe": _("The letter holds what may not go out."),
    "link": _("The address of its page can no longer be made. Ask whoever runs this installation."),
}
WRONG: Words = {
    "email": _("This is no plain e-mail address."),
    "email_taken": _("This address is that of %(other)s already. Say that both share it, if that is meant."),
    "name": _("There is a recipient of this name on this list already."),
    "list": _("Choose a list."),
    "language": _("Choose a language."),
    "not_frozen": _("Only an edition that is frozen is sent."),
    "label": _("Outside of the forum only what is TLP:CLEAR is sent. Have the edition released first."),
    "no_files": _("There is no file of this edition yet. Print it first."),
    "old_files": _("Its files bear another label than the edition by now, or are lost. Print them anew."),
    "nobody": _("There is nobody on these lists to whom it has not gone already."),
    "nobody_to_remind": _("There is nobody to remind: all have answered, or were reminded within the last two weeks."),
    "waits": _("A reminder waits already. Release it or drop it first."),
    "moved": _("This is no longer where it was. Look at it again."),
    "state": _("Choose what you answer."),
    "by": _("Say who received it on behalf of the recipient."),
    "not_sent": _("This has not gone out yet."),
    "sender": _("Say who writes the note."),
}


def why(error: ValueRefused) -> str:
    """What a verb refused, in the reader's words; a value of somebody's own stands isolated in its sentence."""
    code = str(getattr(error, "code", ""))
    if code in WRONG and not isinstance(error, ComingRefused):
        said = {name: f"⁨{value}⁩" for name, value in getattr(error, "said", {}).items()}
        return str(WRONG[code]) % said
    return str(coming_words.WRONG.get(code, _("This value cannot be entered here.")))


def tried(form: Form, verb: Callable[[], object]) -> bool:
    """Do it; what is refused is said beside its field, or above a form that has no such field."""
    try:
        verb()
    except ValueRefused as error:
        form.add_error(error.field if error.field in form.fields else None, why(error))
        return False
    return True


def why_row(row: Row) -> str:
    """Why a row of a file is set aside."""
    if row.code == "cannot" and row.why in WRONG and "%" not in str(WRONG[row.why]):
        return str(WRONG[row.why])
    return bringing_words.why_row(row)
