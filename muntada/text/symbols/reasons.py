"""Why something is no symbol, or one of a document that cannot exist, in a sentence of English."""

from __future__ import annotations

_WRONG = {
    "empty": "There is no symbol.",
    "too_long": "This is too long for a symbol.",
    "unknown_organ": "No organ has the letters {}.",
    "no_number": "The number is missing.",
    "empty_part": "Nothing stands between two strokes.",
    "number_zero": "Numbers begin with 1.",
    "unknown_part": "{} is no part of a symbol.",
    "not_a_number": "{} is no number.",
    "after_modification": "After an addendum, a corrigendum or a revision only further ones can stand, not {}.",
    "two_dates": "Two years or sessions are said.",
    "bad_session": "{} is no session.",
    "range_backwards": "The range {} runs backwards.",
    "range_too_long": "The range {} is too long.",
}
_IMPOSSIBLE = {
    "number_of_other_year": "The resolution of this number is of {}.",
    "number_of_later_year": "A resolution of this number cannot be older than {}.",
    "number_of_other_session": "The resolution of this number is of another session.",
    "number_too_high": "The numbers of this series do not go beyond {}.",
    "year_before_number": "The year stands in brackets after the number.",
    "year_to_come": "The year is yet to come: it is {}.",
    "year_before_un": "The United Nations began in {}.",
    "series_began": "This series began in {}.",
    "no_sessions": "The Security Council has no sessions.",
    "no_such_session": "There was no such session: the last is {}.",
    "session_to_come": "The session is yet to come: the present one is {}.",
    "session_wanted": "The General Assembly counts by sessions and not by years.",
    "old_form_wanted": "Up to session {} the session stands in brackets after the number.",
    "no_such_committee": "The General Assembly has {} main committees.",
    "other_day": "The day said beside it is not of this year or session.",
}


def reason(code: str, value: str = "") -> str:
    """The sentence for the code of a SymbolError or a Doubt."""
    return (_WRONG.get(code) or _IMPOSSIBLE[code]).format(value)
