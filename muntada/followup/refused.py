"""What cannot be asked or answered just now."""

from __future__ import annotations

_WHY = {
    "nothing_asked": "Name at least one measure or commitment that is asked about.",
    "too_many": "A request asks about 200 things at most.",
    "another_party": "What is asked about belongs to another party than the institution.",
    "archived": "An archived measure is not asked about.",
    "red": "What is TLP:RED is for named persons: no address leads to it.",
    "past": "The day due is today or past.",
    "far": "The day due is more than two years away.",
    "closed": "This request is closed.",
    "not_asked": "This is not asked here.",
    "answered": "This was answered already; it can be answered again only if the answer is sent back.",
    "nothing_to_send": "Nothing is written yet.",
    "too_many_files": "At most 10 pieces of evidence stand with one answer.",
    "not_attached": "This is not attached here any more.",
    "decided": "Somebody has decided on this answer already.",
    "moved": "The record changed in the meantime: look at what it says now.",
    "not_kept": "What is asked about is no longer there as it was.",
}


class AskingRefused(ValueError):
    """Raised for a deed that comes at the wrong moment: `code` is a word for programs, the text a sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(_WHY[code])
        self.code = code
