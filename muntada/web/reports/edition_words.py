"""Words of the report's pages: states, what was done, what is refused, and what a paragraph wants."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = dict[str, str | Promise]

STATES: Words = {
    "drafting": pgettext_lazy("an edition", "In drafting"),
    "clearance": pgettext_lazy("an edition", "In clearance"),
    "frozen": pgettext_lazy("an edition", "Frozen"),
    "published": pgettext_lazy("an edition", "Published"),
}
DID: Words = {
    "proposed": pgettext_lazy("a paragraph was", "Proposed from the record"),
    "written": pgettext_lazy("a paragraph was", "Written"),
    "sourced": pgettext_lazy("a paragraph was", "Its sources changed"),
    "paired": pgettext_lazy("a paragraph was", "Said to agree in its languages"),
    "moved": pgettext_lazy("a paragraph was", "Moved"),
    "split": pgettext_lazy("a paragraph was", "Divided"),
    "joined": pgettext_lazy("a paragraph was", "Joined to another"),
    "removed": pgettext_lazy("a paragraph was", "Removed"),
    "assigned": pgettext_lazy("a paragraph was", "Assigned for clearance"),
    "cleared": pgettext_lazy("a paragraph was", "Cleared"),
    "sent_back": pgettext_lazy("a paragraph was", "Sent back"),
}
CHANGES: Words = {
    "same": pgettext_lazy("since last year a paragraph is", "Unchanged"),
    "changed": pgettext_lazy("since last year a paragraph is", "Changed"),
    "new": pgettext_lazy("since last year a paragraph is", "New"),
    "gone": pgettext_lazy("since last year a paragraph is", "Gone"),
}
TONGUES: Words = {"ar": _("Arabic"), "en": _("English"), "fr": _("French")}
KINDS: Words = {
    "text": pgettext_lazy("a proposal", "Paragraph"),
    "table": pgettext_lazy("a proposal", "Table"),
    "chart": pgettext_lazy("a proposal", "Chart"),
}
DONE: Words = {
    "begun": _("The edition is begun."),
    "save": _("The paragraph is kept."),
    "agree": _("Its languages are said to agree."),
    "up": _("The paragraph is moved."),
    "down": _("The paragraph is moved."),
    "move": _("The paragraph is moved."),
    "split": _("The paragraph is divided."),
    "join": _("The two paragraphs are one."),
    "remove": _("The paragraph is taken out. Its history stays."),
    "source": _("The source is noted."),
    "unsource": _("The source is taken away."),
    "assign": _("The institution is noted."),
    "clear": _("The paragraph is cleared."),
    "send-back": _("The paragraph is sent back."),
    "hand-in": _("The edition is given in for clearance."),
    "take-back": _("The edition is in drafting again."),
    "freeze": _("The edition is frozen. Nothing of it changes any more."),
    "publish": _("The edition is published."),
    "print": _("The files are made and kept."),
    "name": _("The titles are changed."),
    "chapter": _("The chapter is added."),
    "chapter-name": _("The chapter is named."),
    "chapter-up": _("The chapter is moved."),
    "chapter-down": _("The chapter is moved."),
    "chapter-remove": _("The chapter is taken out."),
    "add": _("The paragraph is added."),
}
NOT_POSSIBLE: Words = {
    "stale": _("Somebody else changed this paragraph in the meantime. What stands now is shown above what you wrote."),
    "gone": _("This paragraph is not there any more."),
    "frozen": _("This edition is frozen. Nothing of it changes any more."),
    "there": _("There is an edition of this party for this year already."),
    "languages": _("Choose the languages of the edition."),
    "year": _("This is no year of a report."),
    "title": _("Give the title in each language of the edition."),
    "not_empty": _("This chapter holds paragraphs. Move or remove them first."),
    "no_chapters": _("This edition has no chapters."),
    "other_edition": _("This is of another edition."),
    "one_sentence": _("There is nothing to divide here: each language needs a sentence on either side."),
    "last": _("Nothing stands after it in its chapter."),
    "figure": _("A table or chart is neither divided nor joined."),
    "no_source": _("There is no such source that all readers of this edition may see."),
    "no_sentence": _("There is no such sentence."),
    "empty": _("There are no words in it."),
    "not_assigned": _("Nobody was asked to clear this paragraph. Assign it to an institution first."),
    "not_ready": _(
        "This paragraph lacks a language or a source, or its languages do not agree. It is cleared after that."
    ),
    "note": _("Say what is to be changed."),
    "not_handed_in": _("The edition was not given in for clearance yet."),
    "not_drafting": _("The edition was given in for clearance already."),
    "unfinished": _("Not every paragraph is sourced, paired and cleared, or a chapter is empty."),
    "not_frozen": _("Only a frozen edition is published."),
    "not_frozen_yet": _("Files are kept of a frozen edition."),
    "other_party": _("This is an institution of another party."),
}
WRONG: Words = {
    "party": _("Begin an edition for a party that you speak for, or for the forum where you are of its staff."),
    "year": _("There is an edition of this party for this year already, or this is no year of a report."),
    "languages": _("Choose the languages of the edition."),
}
