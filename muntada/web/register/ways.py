"""The pages of the register, and who is shown the way to which."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide


@dataclass(frozen=True, slots=True)
class Way:
    """A page with its name and address; `current` is the one that is looked at."""

    name: str | Promise
    address: str
    current: bool


# What it is called in a template, the address's name, the word, and whose it is.
_WAYS: tuple[tuple[str, str, str | Promise, Permission], ...] = (
    ("check", "register", _("Check a name"), Permission.NAME_SCREEN),
    ("entities", "register-entities", pgettext_lazy("a page of the register", "Entries"), Permission.NAME_SCREEN),
    ("own", "register-own", pgettext_lazy("a page of the register", "Enter by hand"), Permission.ENTITY_KEEP),
    ("same", "register-likenesses", pgettext_lazy("a page of the register", "Duplicates"), Permission.ENTITY_JUDGE),
    ("acts", "register-acts", pgettext_lazy("a page of the register", "Acts"), Permission.NAME_SCREEN),
    ("counts", "register-counts", pgettext_lazy("a page of the register", "Counts"), Permission.NAME_SCREEN),
    ("batches", "register-batches", _("Many names at once"), Permission.NAME_SCREEN),
    ("leads", "register-leads", _("Leads"), Permission.NAME_SCREEN),
    ("told", "register-told", _("What changed of what you have"), Permission.NAME_SCREEN),
    ("runs", "register-runs", _("Lists brought in"), Permission.LIST_DECIDE),
    ("reviews", "register-reviews", pgettext_lazy("a page of the register", "Reviews"), Permission.LISTING_PROPOSE),
    ("exemptions", "register-exemptions", _("Exemptions"), Permission.LISTING_PROPOSE),
    ("proposals", "register-proposals", _("Proposals on listings"), Permission.LISTING_PROPOSE),
)


def ways_of(actor: Actor | None, here: str) -> list[Way]:
    """The pages that are this actor's."""
    return [
        Way(name, reverse(address), key == here)
        for key, address, name, permission in _WAYS
        if decide(actor, permission)
    ]
