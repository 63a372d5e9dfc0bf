"""The words of persons' rights in the reader's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS: dict[str, str | Promise] = {
    "access": pgettext_lazy("a request", "To know what is kept"),
    "correction": pgettext_lazy("a request", "Correction"),
    "restriction": pgettext_lazy("a request", "To keep it from use"),
    "erasure": pgettext_lazy("a request", "Erasure"),
    "delisting": pgettext_lazy("a request", "To be taken off a list"),
}
GROUNDS: dict[str, str | Promise] = {
    "not_identified": _("It is not certain that whoever asks is that person."),
    "nothing_kept": _("Nothing is kept."),
    "inquiries": _("It would obstruct inquiries."),
    "security": _("Public or national security stands against it."),
    "others": _("The rights of others stand against it."),
    "accurate": _("What is disputed is right."),
    "evidence": _("It has to be kept as evidence."),
    "excessive": _("The same was asked for again and again."),
}
WHY: dict[str, str | Promise] = {
    "retention": _("Its time is over."),
    "request": _("The person asks for it."),
    "unlawful": _("It was never lawful."),
    "ordered": _("A court or an authority ordered it."),
}
CONCERNS: dict[str, str | Promise] = {
    "restriction": _("Kept from use"),
    "dispute": _("Disputed"),
}
REPORT_STATES: dict[str, str | Promise] = {
    "received": pgettext_lazy("a report", "Received"),
    "taken_up": pgettext_lazy("a report", "Being looked into"),
    "answered": pgettext_lazy("a report", "Answered"),
    "closed": pgettext_lazy("a report", "Closed"),
}
# The parts of a name and what tells people apart, as a petition states them; in the order of its form.
PARTS: dict[str, str | Promise] = {
    "ism": pgettext_lazy("a part of an Arabic name", "Given name (ism)"),
    "father": pgettext_lazy("a part of an Arabic name", "Father’s name"),
    "grandfather": pgettext_lazy("a part of an Arabic name", "Grandfather’s name"),
    "kunya": pgettext_lazy("a part of an Arabic name", "Kunya"),
    "laqab": pgettext_lazy("a part of an Arabic name", "Epithet (laqab)"),
    "nisba": pgettext_lazy("a part of an Arabic name", "Family name or origin (nisba)"),
    "latin": _("Name in Latin letters"),
    "others": _("Another name or spelling"),
    "born": _("Date of birth"),
    "birthplace": _("Place of birth"),
    "nationality": _("Nationality"),
    "papers": _("Document"),
}
CAPACITIES: dict[str, str | Promise] = {
    "self": pgettext_lazy("who writes a petition", "The person"),
    "representative": pgettext_lazy("who writes a petition", "A representative"),
    "heir": pgettext_lazy("who writes a petition", "An heir of a person who died"),
}
_NO_NAME = _("Write it as one line of letters, without signs that cannot be seen.")
PETITION_WRONG: dict[str, str | Promise] = {
    "ism": _("Give the whole name: at least two parts of it, or the name in Latin letters."),
    "said": _("Write it as plain text of at most 20,000 characters, without control characters."),
    "born": _("This is no date. Write 1964, 1964-02, 1964-02-01, 1964~ for about, or 1960/1962 for between."),
    "represented_by": _("Say who speaks for the person."),
    **dict.fromkeys(
        ("father", "grandfather", "kunya", "laqab", "nisba", "latin", "others", "birthplace", "nationality", "papers"),
        _NO_NAME,
    ),
    "entry": _NO_NAME,
}
WRONG: dict[str, str | Promise] = {
    "names": _("Give the person's name, in every spelling that may stand here."),
    "received_on": _("That day is to come."),
    "answered": _("This was answered already."),
    "identified": _("First note how it was made sure that whoever asks is that person."),
    "prolonged": _("It was prolonged twice already."),
    "ground": _("A refusal has one of the grounds that the law knows."),
    "proposed": _("This is proposed already."),
    "petition": _("The clock of a petition is not prolonged: four months to know what is kept, nine for the rest."),
    "not_taken_up": _("Nothing was proposed of the listing yet. Take the petition up first, or refuse it."),
    "undecided": _("A second person decides of the listing first."),
    "otherwise": _("Of the listing it was decided otherwise. The answer follows that decision."),
    "until": _("It ends on a day after today and within three years."),
    "ended": _("This has ended."),
    "signed": _("This is signed already."),
    "span": _("It has to begin before it ends, and was known before now."),
    "late": _("The 72 hours are over: say why."),
    "not_told": _("First note when the authority was told."),
    "closed": _("This file is closed."),
    "short": _("A name is too short to be looked for. Give the whole name."),
    "reason": _("A reason must be given."),
    "field": _("The record has no such field, or cannot hold this value."),
    "no_person": _("This speaks of no person. What it is for is changed where it is marked."),
    "same": _("It is kept for this purpose already."),
    "not_used": _("What is overdue, disputed or kept from use is not turned to another purpose."),
    "basis": _("This legal basis is not in force. Nothing new rests on it."),
    "not_assessed": _("Nobody has assessed what keeping this of such a person means. A signed assessment comes first."),
    "gone": _("The record is gone."),
    "changed": _("The record is kept for something else by now."),
    "unanswered": _("First answer whoever reported it."),
    "moved": _("Somebody did something with this since you opened the page."),
    "text": _("Write it as plain text of at most 20,000 characters, without control characters."),
    "standing": _("This stands already, or has ended already."),
}


def wrong(error: Exception) -> str:
    """What to tell whoever tried; the error's own words where it has no code."""
    return str(WRONG.get(str(getattr(error, "code", "")), WRONG["reason"]))
