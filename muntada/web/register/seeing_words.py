"""Words for going through the register: kinds of entries, kinds of names, scripts, what an act was."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = dict[str, str | Promise]

KINDS: Words = {
    "person": _("Person"),
    "organisation": pgettext_lazy("what stands in the register", "Group or organisation"),
    "act": pgettext_lazy("what stands in the register", "Act of terrorism"),
    "facility": pgettext_lazy("what stands in the register", "Facility"),
    "craft": pgettext_lazy("what stands in the register", "Ship, aircraft or vehicle"),
    "account": pgettext_lazy("what stands in the register", "Account or wallet"),
}
STANDING: Words = {
    "listed": pgettext_lazy("a listing", "Listed"),
    "suspended": pgettext_lazy("a listing", "Suspended"),
    "delisted": pgettext_lazy("a listing", "Delisted"),
    "none": pgettext_lazy("a listing", "On no list"),
}
SCRIPTS: Words = {
    "arabic": pgettext_lazy("a script", "Arabic script"),
    "latin": pgettext_lazy("a script", "Latin script"),
    "cyrillic": pgettext_lazy("a script", "Cyrillic script"),
    "other": pgettext_lazy("a script", "Another script"),
}
