"""What cannot be done to an edition just now: a word for programs, and a sentence for people."""

from __future__ import annotations

from muntada.evidence.values import ValueRefused

WHY = {
    "stale": "Somebody else changed this paragraph in the meantime: look at that first.",
    "gone": "This paragraph is not there any more.",
    "frozen": "This edition is frozen: its words and its sources never change again.",
    "there": "There is an edition of this party for this year already.",
    "languages": "Choose the languages of the edition: Arabic, English or French.",
    "year": "This is no year of a report.",
    "title": "Give the title in each language of the edition.",
    "not_empty": "This chapter holds paragraphs: move or remove them first.",
    "no_chapters": "This edition has no chapters.",
    "other_edition": "This is of another edition.",
    "one_sentence": "There is nothing to divide: each language needs a sentence on either side.",
    "last": "Nothing stands after it in its chapter.",
    "figure": "A table or chart is neither divided nor joined.",
    "no_source": "There is no such source.",
    "no_sentence": "There is no such sentence.",
    "empty": "There are no words in it.",
    "not_assigned": "Nobody was asked to clear this paragraph: assign it to an institution first.",
    "not_ready": "This paragraph lacks a language or a source, or its languages do not agree.",
    "note": "Say what is to be changed.",
    "not_handed_in": "It was not given in for clearance yet.",
    "not_drafting": "It was given in for clearance already.",
    "unfinished": "Not every paragraph is sourced, paired and cleared.",
    "not_frozen_yet": "Files are kept of a frozen edition.",
    "not_frozen": "Only a frozen edition is published.",
    "other_party": "This is an institution of another party.",
}


class NotPossible(ValueRefused):
    """Raised for a deed that the edition does not allow; `code` says why, `field` where."""

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(field or code, WHY[code])
        self.code = code
