"""Who comes to a meeting, in the reader's words: capacities, who may see somebody, and what can be wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muntada.access.actor import Actor
from muntada.forum.coming import ComingRefused
from muntada.web.asking import asker

# What a button does, and what is said once it is done.
Deed = tuple[Callable[[HttpRequest, Actor, Any], None], Any]

CAPACITIES: dict[str, str | Promise] = {
    "head": pgettext_lazy("a capacity", "Head of delegation"),
    "alternate": pgettext_lazy("a capacity", "Alternate"),
    "adviser": pgettext_lazy("a capacity", "Adviser"),
    "observer": pgettext_lazy("a capacity", "Observer"),
    "cso": pgettext_lazy("a capacity", "Civil society"),
    "expert": pgettext_lazy("a capacity", "Expert"),
    "media": pgettext_lazy("a capacity", "Media"),
}
VISIBILITIES: dict[str, str | Promise] = {
    "nobody": _("The delegation and the secretariat only"),
    "same_category": _("Delegations of the same kind: members, or observers"),
    "participants": _("Everybody who takes part in the meeting"),
    "all": _("Everybody in the forum"),
}
WRONG: dict[str, str | Promise] = {
    "name": _("This is no name. Write it with letters, on one line."),
    "text": _("This holds characters that cannot be kept. Type it anew without them."),
    "too_long": _("This is too long."),
    "email": _("This is no plain e-mail address."),
    "capacity": _("Choose a capacity from the list."),
    "visibility": _("Choose from the list who may see it."),
    "consent": _("Nobody is shown more widely without having consented: ask the person first."),
    "reason": _("Say why."),
    "over": _("The meeting is over or was cancelled."),
    "clearance": _("You are cleared for less than TLP:AMBER+STRICT, and would not see what you enter."),
    "red": _("A meeting under TLP:RED is for the persons it names; parties are not invited to it."),
    "unseen": _("Those who act for this party may not see the meeting. Share it with them first."),
    "invited": _("This party is invited already."),
    "not_invited": _("This party is not invited yet. Ask the secretariat."),
    "places": _("All places of this delegation are taken."),
    "places_number": _("Places are a number from 1 to 999, or nothing at all."),
    "fewer_places": _("More persons are registered than there would be places."),
    "sent": _("The invitation has gone out already."),
    "answered": _("These credentials were accepted already."),
    "declined": _("This party has declined. Change the answer first."),
    "closed": _("Registration has closed. The secretariat can still enter somebody, with a reason."),
    "late_reason": _("Registration has closed: say why this is entered now."),
    "head": _("This delegation has a head already."),
    "moved": _("This is no longer where it was. Look at it again."),
    "refused": _("The credentials of this delegation were refused."),
    "early": _(
        "It is too early: what is known of persons is kept for a year at most. Register them closer to the meeting."
    ),
    "not_assessed": _(
        "Persons who hold no public office are registered once the assessment of that has been signed. "
        "Ask the secretariat."
    ),
    "none": _("No credentials were presented yet."),
    "file": _("This file cannot be read. Bring a PDF or a Word file with its text in it."),
}


def wrong(error: ComingRefused) -> str:
    """What was refused, in the reader's words."""
    return str(WRONG[error.code])


def refuse(form: Form, error: ComingRefused) -> None:
    """Say beside its field what was refused, or above the form where it has none for it."""
    form.add_error(error.field if error.field in form.fields else None, wrong(error))


def tried(request: HttpRequest, deeds: Mapping[str, Deed], deed: str, one: Any) -> None:
    """Do to it what the address names, and tell what came of it; 404 for a deed that there is none of."""
    if deed not in deeds:
        raise Http404
    verb, said = deeds[deed]
    try:
        verb(request, asker(request), one)
    except ComingRefused as error:
        messages.error(request, wrong(error))
    else:
        messages.success(request, str(said))


def options(words: dict[str, str | Promise]) -> Iterable[tuple[str, str | Promise]]:
    """Keys with their words, for a box to choose from."""
    return list(words.items())
