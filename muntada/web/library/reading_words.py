"""What clauses and language versions are, in the reader's words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS: dict[str, str | Promise] = {
    "part": pgettext_lazy("a kind of clause", "Part"),
    "preambular": pgettext_lazy("a kind of clause", "Preambular paragraph"),
    "operative": pgettext_lazy("a kind of clause", "Operative paragraph"),
    "good_practice": pgettext_lazy("a kind of clause", "Good practice"),
    "recommendation": pgettext_lazy("a kind of clause", "Recommendation"),
    "action": pgettext_lazy("a kind of clause", "Action"),
    "objective": pgettext_lazy("a kind of clause", "Objective"),
    "article": pgettext_lazy("a kind of clause", "Article"),
    "paragraph": pgettext_lazy("a kind of clause", "Paragraph"),
    "point": pgettext_lazy("a kind of clause", "Point"),
    "annex": pgettext_lazy("a kind of clause", "Annex"),
}
ADDRESSEES: dict[str, str | Promise] = {
    "states": pgettext_lazy("whom a clause addresses", "States"),
    "forum": pgettext_lazy("whom a clause addresses", "The forum"),
    "secretariat": pgettext_lazy("whom a clause addresses", "The secretariat"),
    "un_entity": pgettext_lazy("whom a clause addresses", "Entities of the United Nations"),
    "other": pgettext_lazy("whom a clause addresses", "Others"),
}
QUALITIES: dict[str, str | Promise] = {
    "native": _("The letters as they were written"),
    "pdf": _("Read from a PDF"),
    "ocr": _("Read from a picture, with possible mistakes"),
    "typed": _("Typed by hand"),
}
STATES: dict[str, str | Promise] = {
    "proposed": pgettext_lazy("a language version", "Proposal: nobody has checked its clauses yet"),
    "settled": pgettext_lazy("a language version", "Checked"),
    "replaced": pgettext_lazy("a language version", "An earlier version"),
}
PREDICATES: dict[str, str | Promise] = {
    "implements": _("implements"),
    "extends": _("extends"),
    "supersedes": _("supersedes"),
    "recalls": _("recalls"),
    "repeats": _("repeats"),
    "elaborates": _("elaborates"),
    "amends": _("amends"),
    "contradicts": _("contradicts"),
}
CHANGED: dict[str, str | Promise] = {
    "words": pgettext_lazy("what changed of a text", "its words"),
    "versions": pgettext_lazy("what changed of a text", "its language versions"),
    "relations": pgettext_lazy("what changed of a text", "its relations"),
    "found": pgettext_lazy("what changed of a search", "it finds something new"),
}
# Of languages as a sentence names them.
SPOKEN: dict[str, str | Promise] = {
    "ar": _("Arabic"),
    "en": _("English"),
    "fr": _("French"),
}
