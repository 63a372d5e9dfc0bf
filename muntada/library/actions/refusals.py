"""What cannot be done to a text just now."""

from __future__ import annotations

_WHY = {
    "stale": "Somebody else corrected this version in the meantime: look at that first.",
    "not_proposed": "This version is settled: begin a new one to change it.",
    "not_settled": "Only a settled version is revised.",
    "no_such_clause": "This version has no such clause.",
    "no_such_target": "The work has no such clause.",
    "taken": "This version has words at that address already.",
    "nothing_before": "Nothing stands before it that it could be put to.",
    "outermost": "It stands within no other clause.",
    "too_deep": "Clauses are not put deeper than this.",
    "one_part": "There is nothing to divide: leave an empty line where the new clause begins.",
    "other_words": "Dividing a clause keeps its words: change them first, or leave them.",
    "last_clause": "A text without clauses is none: discard the version instead.",
    "no_clauses": "There is no clause in this text.",
}


class NotPossible(ValueError):
    """Raised for a deed that a version of a text does not allow; `code` says why, the text is for a person."""

    def __init__(self, code: str) -> None:
        super().__init__(_WHY[code])
        self.code = code
