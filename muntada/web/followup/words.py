"""Words of follow-up: answers to clauses, kinds and states of measures, how clauses relate, and what is refused."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = dict[str, str | Promise]

RESPONSES: Words = {
    "supported": pgettext_lazy("an answer to a clause", "Supported"),
    "in_part": pgettext_lazy("an answer to a clause", "Supported in part"),
    "noted": pgettext_lazy("an answer to a clause", "Noted"),
    "none": pgettext_lazy("an answer to a clause", "No answer yet"),
}
KINDS: Words = {
    "law": pgettext_lazy("a measure", "Law"),
    "institution": pgettext_lazy("a measure", "Institution"),
    "procedure": pgettext_lazy("a measure", "Procedure"),
    "training": pgettext_lazy("a measure", "Training"),
    "programme": pgettext_lazy("a measure", "Programme"),
}
STATUSES: Words = {
    "planned": pgettext_lazy("a measure", "Planned"),
    "in_preparation": pgettext_lazy("a measure", "In preparation"),
    "in_progress": pgettext_lazy("a measure", "In progress"),
    "completed": pgettext_lazy("a measure", "Completed"),
    "suspended": pgettext_lazy("a measure", "Suspended"),
}
EXTENTS: Words = {
    "whole": _("Wholly: done, it carries out all that is asked for"),
    "part": _("In part"),
}
EXTENTS_SHORT: Words = {
    "whole": pgettext_lazy("serves a commitment", "wholly"),
    "part": pgettext_lazy("serves a commitment", "in part"),
}
RELATIONSHIPS: Words = {
    "equal": _("asks for the same as"),
    "subset": _("asks for part of what is asked for in"),
    "superset": _("asks for all, and more, of what is asked for in"),
    "intersects": _("shares something with"),
    "unrelated": _("asks for other things than"),
}
RATIONALES: Words = {
    "syntactic": pgettext_lazy("why clauses relate", "By their wording"),
    "semantic": pgettext_lazy("why clauses relate", "By their meaning"),
    "functional": pgettext_lazy("why clauses relate", "By what carrying them out takes"),
}
# What is refused, by the field that it is about or by the code of what stands in the way.
WRONG: Words = {
    "party": _("Enter this for a party that you speak for, or for the forum where you are of its staff."),
    "clause": _("This party’s answer to it is entered already, or there is no such clause."),
    "lead": _("Choose an institution of the same party."),
    "authority": _("Choose an institution of the same party."),
    "contributors": _("Choose institutions of the same party."),
    "owner": _("Choose an institution of the same party."),
    "holder": _("Choose an institution of the same party."),
    "since": _("This is no date. Write 2026, 2026-05 or 2026-05-17."),
    "start": _("This is no date. Write 2026, 2026-05 or 2026-05-17."),
    "target": _("This is no date, or one before the measure began. Write 2026, 2026-05 or 2026-05-17."),
    "completed": _("This is no date, or one before the measure began. Write 2026, 2026-05 or 2026-05-17."),
    "report_every": _("Say every how many months, from 1 to 120."),
    "report_from": _("Say when the first report is due."),
    "report_until": _("That is before the first report."),
    "title_ar": _("Give the title in one language at least."),
    "name_ar": _("Give the name in one language at least."),
    "text_ar": _("Give the words in one language at least. They cannot hold control characters or half a letter."),
    "email": _("This is no address."),
    "target_clause": _("How these two relate is entered already, or there is no such clause."),
    "why": _("Say why, in your own words."),
    "strength": _("From 1, hardly, to 10, beyond doubt."),
    "file": _("Evidence is a file, an address, or a passage of a source."),
    "address": _("Write the whole address, with https:// before it."),
    "passage": _("There is no such passage, or its source is shared with fewer people than this measure."),
    "received": _("That day is still to come."),
    "expires": _("It would end before it begins."),
    "due": _("No report is due on that day, or there is one already."),
    "kind": _("This must be said."),
    "commitment": _("Choose a commitment of the same party."),
    "handling": _("Those who may see one of these things are not among those who may see the other."),
    "response": _("No answer to a recommendation is called that."),
    "text": _("The document says other words in this paragraph."),
    "validated": _("This report is validated: what it says does not change any more."),
    "archived": _("This measure is archived. Take it out of the archive first."),
    "not_served": _("This measure does not serve that commitment."),
}
