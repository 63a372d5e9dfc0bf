"""Words for going through the register: kinds of entries, kinds of names, scripts, what an act was."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = dict[str, str | Promise]

KINDS: Words = {
    "person": pgettext_lazy("what stands in the register", "Person"),
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
# Values that lists write as a code; what is entered here has its own words in the room's facts.
VALUES: dict[str, Words] = {
    "topics": {
        "sanction": pgettext_lazy("a topic of an entry", "Under sanctions"),
        "sanction.linked": pgettext_lazy("a topic of an entry", "Tied to somebody under sanctions"),
        "sanction.counter": pgettext_lazy("a topic of an entry", "Under counter-sanctions"),
        "crime": pgettext_lazy("a topic of an entry", "Crime"),
        "crime.terror": pgettext_lazy("a topic of an entry", "Terrorism"),
        "crime.fin": pgettext_lazy("a topic of an entry", "Financial crime"),
        "crime.traffick": pgettext_lazy("a topic of an entry", "Trafficking"),
        "wanted": pgettext_lazy("a topic of an entry", "Wanted"),
        "debarment": pgettext_lazy("a topic of an entry", "Debarred"),
        "role.pep": pgettext_lazy("a topic of an entry", "Politically exposed person"),
        "poi": pgettext_lazy("a topic of an entry", "Person of interest"),
    },
}
NAME_PROPS = ("name", "alias", "previousName", "weakAlias", "abbreviation")
# The parts that a name is made of, as lists state them beside it.
PART_PROPS = ("firstName", "secondName", "middleName", "fatherName", "motherName", "lastName", "title")
# What a line of a network means, by its place among the drawing layer's dashes.
TIES: dict[int, str | Promise] = {
    0: pgettext_lazy("a line of a network", "Tied to each other"),
    1: pgettext_lazy("a line of a network", "Attributed or charged, not decided by a court"),
    2: pgettext_lazy("a line of a network", "Claimed by themselves"),
}
# The Admiralty code in words.
RELIABLE: Words = {
    "A": _("The source is fully reliable."),
    "B": _("The source is usually reliable."),
    "C": _("The source is fairly reliable."),
    "D": _("The source is not usually reliable."),
    "E": _("The source is unreliable."),
    "F": _("How reliable the source is cannot be judged."),
}
CREDIBLE: dict[int, str | Promise] = {
    1: _("Others confirm what it says."),
    2: _("What it says is probably true."),
    3: _("What it says is possibly true."),
    4: _("What it says is doubtful."),
    5: _("What it says is improbable."),
    6: _("Whether what it says is true cannot be judged."),
}
# Who is said to have done it, on which basis, in few words.
BASES: Words = {
    "claimed": pgettext_lazy("an act", "claimed"),
    "attributed": pgettext_lazy("an act", "attributed"),
    "charged": pgettext_lazy("an act", "charged"),
    "convicted": pgettext_lazy("an act", "convicted"),
    "acquitted": pgettext_lazy("an act", "acquitted"),
}
TIME_LEGEND: Words = {
    "day": pgettext_lazy("a timeline", "One act"),
    "about": pgettext_lazy("a timeline", "Its day is not known"),
    "several": pgettext_lazy("a timeline", "Several together"),
}
MAP_LEGEND: Words = {
    "one": pgettext_lazy("a map", "One act"),
    "near": pgettext_lazy("a map", "Somewhere around here"),
    "several": pgettext_lazy("a map", "Several together"),
}
