"""What the pages say on which texts are brought in, corrected and settled, and works entered."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from muntada.library.structure.openings import acts

ADOPTIONS: dict[str, str | Promise] = {
    "": pgettext_lazy("how it was adopted", "Not known"),
    "consensus": pgettext_lazy("how it was adopted", "By consensus"),
    "vote": pgettext_lazy("how it was adopted", "By a vote"),
    "signature": pgettext_lazy("how it was adopted", "Opened for signature"),
}
BINDINGS: dict[str, str | Promise] = {
    "": pgettext_lazy("whether it binds", "It does not bind"),
    "treaty": pgettext_lazy("whether it binds", "It binds its parties, as a treaty"),
    "chapter_7": pgettext_lazy("whether it binds", "It binds all members, under Chapter VII of the Charter"),
    "eu_law": pgettext_lazy("whether it binds", "It binds as law of the European Union"),
}
STATUSES: dict[str, str | Promise] = {
    "": pgettext_lazy("where a text stands", "Not known"),
    "planned": pgettext_lazy("where a text stands", "Planned"),
    "negotiated": pgettext_lazy("where a text stands", "Under negotiation"),
    "presented": pgettext_lazy("where a text stands", "Presented"),
    "endorsed": pgettext_lazy("where a text stands", "Endorsed"),
    "adopted": pgettext_lazy("where a text stands", "Adopted"),
    "in_force": pgettext_lazy("where a text stands", "In force"),
    "superseded": pgettext_lazy("where a text stands", "Superseded"),
    "withdrawn": pgettext_lazy("where a text stands", "Withdrawn"),
    "tool": pgettext_lazy("where a text stands", "A tool beside a text"),
    "companion": pgettext_lazy("where a text stands", "A companion to a text"),
    "inspired_institution": pgettext_lazy("where a text stands", "It led to an institution"),
}
# What was refused of a correction, by the code of it.
NOT_POSSIBLE: dict[str, str | Promise] = {
    "stale": _(
        "Somebody else corrected this text in the meantime. What you typed is still here: look, and send it again."
    ),
    "not_proposed": _("This text is settled. Begin a correction of it to change it."),
    "not_settled": _("Only a text in force is corrected in this way."),
    "no_such_clause": _("This text has no such clause any more."),
    "no_such_target": _("The instrument has no such clause."),
    "taken": _("This text has words for that clause already."),
    "nothing_before": _("Nothing stands before it that it could be put to."),
    "outermost": _("It stands within no other clause."),
    "too_deep": _("Clauses are not put deeper than this."),
    "one_part": _("There is nothing to divide: leave an empty line where the new clause begins."),
    "other_words": _("Dividing keeps the words as they are: save other words first."),
    "last_clause": _("A text without clauses is none: discard it instead."),
    "no_clauses": _("No clause was found in this text."),
}
# What was refused of a value, by its field.
WRONG: dict[str, str | Promise] = {
    "key": _("A key is of small Latin letters, digits, dots, hyphens and underscores, and of one instrument only."),
    "kind": _("Choose what it is."),
    "symbol": _("Another instrument has this symbol, or it cannot be one."),
    "body": _("No party or body has this key, or it is open to fewer people than this instrument."),
    "adopted": _("Write a day as 2024-05-22, a month as 2024-05 or a year as 2024."),
    "in_force": _("Write a day as 2024-05-22, a month as 2024-05 or a year as 2024."),
    "version": _("Write a day as 2024-05-22, a month as 2024-05 or a year as 2024."),
    "votes": _("Votes are written as for-against-abstaining, such as 13-0-2, and only of what was adopted by a vote."),
    "parent": _("The library has no such instrument, or it stands under this one, or fewer people may see it."),
    "supersedes": _("The library has no such instrument, or it stands under this one."),
    "title": _("Give its title in one language at least, on one line."),
    "language": _("Say in which language it is."),
    "number": _("The number is too long, or holds characters that are not shown."),
    "heading": _("The heading is too long, or holds characters that are not shown."),
    "text": _("A clause says something, and holds no characters that are not shown."),
    "parts": _("The words hold characters that are not shown."),
    "topics": _("Choose from the list."),
    "opening": _("Choose from the list."),
}
# What the recogniser wants a person to know: its code without what follows the colon.
NOTES: dict[str, str | Promise] = {
    "gap": _("A number is missing in the counting"),
    "twice": _("A number stands twice"),
    "unnumbered": _("Clauses without a number were found"),
    "no_clauses": _("No clause was found"),
}
DONE: dict[str, str | Promise] = {
    "settle": _("The text is in force."),
    "discard": _("The proposal is thrown away."),
    "revise": _("This is a copy to be corrected. The text in force stays until you settle it."),
}


def act_names() -> list[tuple[str, str]]:
    """The opening acts with the words of the reader's language, in the order of these."""
    language = get_language() or "ar"
    named = [(one.act, _first(getattr(one, language), one.act)) for one in acts()]
    return sorted(named, key=lambda pair: pair[1])


def act_name(act: str) -> str:
    """How an opening act is said in the reader's language."""
    language = get_language() or "ar"
    found = next((one for one in acts() if one.act == act), None)
    return _first(getattr(found, language), act) if found else act.replace("_", " ")


def _first(forms: tuple[str, ...], act: str) -> str:
    return forms[0] if forms else act.replace("_", " ")
