"""Why a file, or a row of it, cannot be brought in, in the reader's words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import pgettext_lazy as pgettext

from muntada.forum.imports.plan import Row
from muntada.text.tables import FileRefused
from muntada.web.followup import words as followup_words
from muntada.web.forum import coming_words, run_words

Words = dict[str, str | Promise]

STATES: Words = {
    "new": pgettext("a row of a file", "New"),
    "changed": pgettext("a row of a file", "Changed"),
    "unchanged": pgettext("a row of a file", "Unchanged"),
    "quarantined": pgettext("a row of a file", "Set aside"),
}
ROWS: Words = {
    "no_such": gettext_lazy("There is no such record, or none that you may know of."),
    "twice": gettext_lazy("Another row of this file is about the same record."),
    "needed": gettext_lazy("This must be said."),
    "day": gettext_lazy("This is no day. Write it as 2027-03-04."),
    "moment": gettext_lazy("This is no moment. Write it as 2027-03-04 09:30."),
    "number": gettext_lazy("This is no number."),
    "yes_or_no": gettext_lazy("Write True or False."),
    "unknown": gettext_lazy("There is nothing of this key, or nothing that you may know of."),
    "fixed": gettext_lazy("This column does not change by a file. Change it on the record’s page."),
    "handling": gettext_lazy("How a record is handled does not change by a file. Mark it on its page."),
    "no_new": gettext_lazy("Such a record is not made by a file. Make it on its page."),
    "refused": gettext_lazy("This is not yours to do."),
    "cannot": gettext_lazy("It cannot be so."),
    "ended": gettext_lazy("Your right to the list ended when the file was made. What followed is not in it."),
    "recurs": gettext_lazy("It repeats. Each meeting is an entry of its own."),
    "undated": gettext_lazy("It has no day."),
    "no_zone": gettext_lazy("Its hours are in no time zone."),
    "order": gettext_lazy("It ends before it begins."),
    "too_long": gettext_lazy("It lasts longer than a meeting does."),
    "untitled": gettext_lazy("It has no title."),
    "cancelled": gettext_lazy("It is cancelled there. There is nothing to propose."),
    "older": gettext_lazy("What stands here is newer than the file."),
    "no_uid": gettext_lazy("Nothing tells this entry from others."),
}
FILES: Words = {
    "empty": gettext_lazy("The file is empty."),
    "too_large": gettext_lazy("The file is larger than %(most)s MB. Bring it in parts, or by the command."),
    "not_text": gettext_lazy("The file is neither UTF-8 text nor a workbook. Save it as CSV in UTF-8, or as XLSX."),
    "unreadable": gettext_lazy("The file is damaged, or not what it seems. Save it anew and bring that."),
    "too_many_rows": gettext_lazy("The table has more than %(most)s rows. Bring it in parts, or by the command."),
    "too_many_columns": gettext_lazy("The table has more than %(most)s columns."),
    "header": gettext_lazy("The first line names a column twice, or leaves one without a name: %(column)s."),
    "no_list": gettext_lazy("There is no list %(name)s."),
    "columns": gettext_lazy("This list has no columns of these names: %(names)s."),
    "no_calendar": gettext_lazy("This is no calendar."),
    "too_many_events": gettext_lazy("The calendar has more than %(most)s entries. Bring it in parts."),
}
LISTS: Words = {
    "bodies": gettext_lazy("Bodies"),
    "memberships": gettext_lazy("Members"),
    "seats": gettext_lazy("Seats"),
    "terms": gettext_lazy("Terms of office"),
    "elections": gettext_lazy("Elections"),
    "candidacies": gettext_lazy("Candidacies"),
    "meetings": gettext_lazy("Meetings"),
    "agenda-items": gettext_lazy("Agenda items"),
    "papers": gettext_lazy("Papers"),
    "invitations": gettext_lazy("Invitations"),
    "delegations": gettext_lazy("Delegations"),
    "participants": gettext_lazy("Participants"),
    "statements": gettext_lazy("Statements"),
    "outcomes": gettext_lazy("Outcomes"),
    "institutions": gettext_lazy("Institutions"),
    "commitments": gettext_lazy("Commitments"),
    "measures": gettext_lazy("Measures"),
    "mappings": gettext_lazy("Which clauses ask for the same"),
    "recommendations": gettext_lazy("Recommendations of others (JSON or a table)"),
}
FOLLOWED = ("institutions", "commitments", "measures", "mappings")
RECOMMENDED = "recommendations"


def why_file(error: FileRefused) -> str:
    """Why a file cannot be read."""
    return str(FILES[error.code]) % {name: f"⁨{value}⁩" for name, value in error.fields.items()}


def why_row(row: Row, of: str = "") -> str:
    """Why a row is set aside: in our words, or those of the page whose verb refuses it."""
    if _followed(row, of):
        return str(followup_words.WRONG[row.column])
    if row.code == "cannot" and row.why in run_words.WRONG:
        return str(run_words.WRONG[row.why])
    if row.code == "cannot" and row.why in coming_words.WRONG:
        return str(coming_words.WRONG[row.why])
    return str(ROWS.get(row.code, _("It cannot be so.")))


def said_by_verb(row: Row, of: str = "") -> str:
    """What the verb said in English, where there are no words of ours for it."""
    known = _followed(row, of) or row.why in run_words.WRONG or row.why in coming_words.WRONG
    return row.text if row.code == "cannot" and not known else ""


def _followed(row: Row, of: str) -> bool:
    return of in {*FOLLOWED, RECOMMENDED} and row.code == "cannot" and row.column in followup_words.WRONG
