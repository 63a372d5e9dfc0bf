"""What is said of requests, answers and questionnaires."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muntada.web.followup.words import RESPONSES, STATUSES, Words

CHOICES: Words = {**RESPONSES, **STATUSES}
FILTERS: Words = {
    "silent": _("Nothing answered"),
    "overdue": _("Overdue"),
    "waiting": _("Answers wait to be taken over"),
    "open": _("Not fully answered"),
    "answered": _("Fully answered"),
    "closed": pgettext_lazy("a request to an institution", "Closed"),
}
REFUSED: Words = {
    "nothing_asked": _("Choose at least one measure or commitment."),
    "too_many": _("A request asks about 200 things at most."),
    "another_party": _("Choose measures and commitments of the institution’s own party."),
    "archived": _("An archived measure is not asked about."),
    "red": _("What is TLP:RED is for named persons: no address leads to it. Ask about it by other means."),
    "past": _("Choose a day that is still to come."),
    "far": _("Choose a day within two years."),
    "closed": _("This request is closed."),
    "not_asked": _("This is not asked here any more."),
    "answered": _("This was answered already. It can be answered again only if the answer is sent back."),
    "nothing_to_send": _("Nothing is written yet. Answer at least one question first."),
    "too_many_files": _("At most 10 pieces of evidence stand with one answer."),
    "not_attached": _("This is not attached here any more."),
    "decided": _("Somebody has decided on this answer already."),
    "moved": _("The record changed in the meantime. Look at what it says now, and decide again."),
    "not_kept": _("What is asked about is no longer there as it was, or is archived."),
    "handling": _("Those who may see one of these things are not among those who may see the other."),
}
FIELDS: Words = {
    "choice": _("Choose one of those offered."),
    "completed": _("This is no date. Write 2026, 2026-05 or 2026-05-17."),
    "text": _("This text is too long, or holds control characters."),
    "address": _("Write the whole address, with https:// before it."),
    "title": _("This title is too long, or holds control characters."),
    "said_by": _("Say which office answers, on one line."),
    "reason": _("Say why: the institution reads it."),
    "handling": REFUSED["handling"],
}
QUESTIONNAIRE: Words = {
    "empty": _("The file is empty."),
    "too_large": _("The file is larger than 4 MB."),
    "not_a_workbook": _("This is no XLSX workbook. Save the questionnaire as XLSX, not as ODS, XLS or CSV."),
    "locked": _("The workbook is locked by a password, or of an old format. Save it as XLSX without a password."),
    "macros": _("The workbook holds programs, links to other files or embedded files. None of these is taken."),
    "unreadable": _("The file is damaged, or not what it seems. Save it anew and bring that."),
    "no_stamp": _("The stamp of the questionnaire is missing or was moved. Fill in the workbook as it was sent."),
    "stamp": _("The stamp of the questionnaire was changed. Fill in the workbook as it was sent."),
    "other_request": _("This questionnaire belongs to another request."),
    "older_version": _("This questionnaire is of an earlier round. Download the present one."),
    "layout": _("The columns were moved or renamed. Fill in the workbook as it was sent."),
}
ASIDE: Words = {
    "changed": _("What was asked in this row, or what the record says, was changed."),
    "unknown": _("This row is none of the questionnaire’s."),
    "twice": _("This question stands in more than one row."),
    "formula": _("The cell holds a formula. Write the value itself."),
    "error": _("The cell holds an error."),
    "choice": _("Choose one of those offered."),
    "day": _("This is no date. Write 2026, 2026-05 or 2026-05-17."),
    "text": _("This text is too long, or holds control characters."),
    "address": _("Write the whole address, with https:// before it."),
    "outside": _("Something was written outside of the cells for answers."),
    "missing": _("This question’s row was taken out."),
    "answered": _("This was answered already."),
}
SAVED: Words = {
    "saved": _("Your draft is saved. It is not sent yet."),
    "off": _("It is taken off."),
    "sent": _("Your answers are sent. Thank you."),
}
