"""Which symbols cannot exist: numbers, years and sessions that never met.

Sources: the Security Council's annual volumes (number of the first resolution of each year), the rule that the
General Assembly's regular sessions begin in September of the year 1945 + session, and the change of its numbering in
1976, from one row of numbers to one for each session.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from muntada.text.symbols.model import Symbol, roman

# The number of the first resolution of each year from 1946; the last stands for all later years.
_FIRST = (
    1, 16, 38, 67, 79, 90, 97, 99, 104, 106, 111, 122, 127, 132, 133, 161, 171, 178, 186, 200, 220, 233, 245, 263, 276,
    292, 308, 325, 345, 367, 385, 403, 423, 444, 462, 485, 500, 529, 546, 560, 581, 594, 607, 627, 647, 684, 726, 800,
    893, 970, 1036, 1093, 1147, 1220, 1285, 1335, 1387, 1455, 1522, 1581, 1652, 1739, 1795, 1860, 1908, 1967, 2033,
    2086, 2133, 2196, 2260, 2337, 2398, 2452, 2504, 2561, 2618, 2672, 2722, 2768,
)  # fmt: skip
_BEGAN = 1946
KNOWN_TO = _BEGAN + len(_FIRST) - 2  # the last year whose last number is known
_MOST_A_YEAR = 130  # no year of the Council had more resolutions than 1993, with 93
# Old numbers of the Assembly of which the session is sure; numbers and sessions grow together.
_OLD = (
    (11, 1), (96, 1), (181, 2), (194, 3), (217, 3), (302, 4), (377, 5), (505, 6), (1514, 15), (1803, 17), (2131, 20),
    (2200, 21), (2625, 25), (2758, 26), (3034, 27), (3068, 28), (3314, 29), (3379, 30), (3541, 30),
)  # fmt: skip
_LAST_OLD = 3541
_LAST_OLD_SESSION = 30
_SPECIAL, _EMERGENCY = 40, 15  # sessions; 32 and 11 were held by 2025
_MOST_RESOLUTIONS, _MOST_DECISIONS = 400, 700  # of one session of the Assembly
_MOST_STATEMENTS = 120  # of one year; 1994 had 83
_MOST_DOCUMENTS = 2_500  # of the Council in one year
_COMMITTEES = 6


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a symbol cannot be: a code, and the value that would be right or the bound, where there is one."""

    code: str
    bound: str = ""


def year_of_council(number: int) -> int | None:
    """The year of a resolution of the Security Council; None beyond the numbers whose year is known."""
    if not 1 <= number < _FIRST[-1]:
        return None
    return _BEGAN + bisect_right(_FIRST, number) - 1


def years_of_session(session: int) -> tuple[int, int]:
    """The two years in which a regular session of the General Assembly adopts resolutions."""
    return (1946, 1946) if session == 1 else (1945 + session, 1946 + session)


def completed(symbol: Symbol) -> Symbol:
    """The symbol with what follows from the rest of it: the year of a resolution of the Council."""
    if _is_council_resolution(symbol) and symbol.year is None and not symbol.session and symbol.number:
        year = year_of_council(int(symbol.number))
        return replace(symbol, year=year, bracketed=True) if year else symbol
    return symbol


def impossible(symbol: Symbol, *, today: date | None = None) -> Doubt | None:
    """Why there can be no document of this symbol, by `today` where a day is given; None where there may be."""
    now = (today or date.max).year
    for rule in (_of_any, _of_council, _of_assembly, _of_others):
        doubt = rule(symbol, now)
        if doubt is not None:
            return doubt
    return None


Rule = Callable[[Symbol, int], Doubt | None]


def _is_council_resolution(symbol: Symbol) -> bool:
    return symbol.organ == "S" and symbol.nature == "RES" and not symbol.bodies


def _of_any(symbol: Symbol, now: int) -> Doubt | None:
    if symbol.year is not None and symbol.year > now:
        return Doubt("year_to_come", str(now))
    if symbol.year is not None and symbol.year < _BEGAN - 1:
        return Doubt("year_before_un", str(_BEGAN))
    committee = symbol.bodies[0] if symbol.organ == "A" and symbol.bodies else ""
    if committee.startswith("C.") and int(committee[2:]) > _COMMITTEES:
        return Doubt("no_such_committee", str(_COMMITTEES))
    return None


def _of_council(symbol: Symbol, now: int) -> Doubt | None:
    if symbol.organ != "S" or symbol.bodies:
        return None
    if symbol.session:
        return Doubt("no_sessions")
    number = int(symbol.number.partition("/")[0])
    if symbol.nature == "RES":
        return _of_council_number(symbol, number, now)
    if symbol.nature == "PRST" and symbol.year is not None:
        if symbol.year < 1994:
            return Doubt("series_began", "1994")
        return Doubt("number_too_high", str(_MOST_STATEMENTS)) if number > _MOST_STATEMENTS else None
    if symbol.year is not None and not symbol.nature:
        if symbol.year < 1994:
            return Doubt("series_began", "1994")
        return Doubt("number_too_high", str(_MOST_DOCUMENTS)) if number > _MOST_DOCUMENTS else None
    return None


def _of_council_number(symbol: Symbol, number: int, now: int) -> Doubt | None:
    year = year_of_council(number)
    if symbol.year is not None and not symbol.bracketed:
        return Doubt("year_before_number", str(year or ""))
    if year is not None:
        return None if symbol.year in (None, year) else Doubt("number_of_other_year", str(year))
    last = _FIRST[-1] + _MOST_A_YEAR * max(1, now - KNOWN_TO) - 1
    if number > last:
        return Doubt("number_too_high", str(last))
    if symbol.year is not None and symbol.year <= KNOWN_TO:
        return Doubt("number_of_later_year", str(KNOWN_TO + 1))
    return None


def _of_assembly(symbol: Symbol, now: int) -> Doubt | None:
    if symbol.organ != "A" or (symbol.bodies and not symbol.bodies[0].startswith("C.")):
        return None
    if symbol.year is not None:
        return Doubt("session_wanted")
    if symbol.bracketed:
        return _of_old_number(symbol)
    session = symbol.session
    kind, _, count = session.rpartition("-")
    if kind:
        most = _EMERGENCY if kind == "ES" else _SPECIAL
        return Doubt("no_such_session", str(most)) if int(count) > most else None
    if session and int(session) > now - 1945:
        return Doubt("session_to_come", str(now - 1945))
    if symbol.bodies or symbol.nature not in {"RES", "DEC"} or not symbol.leads:
        return None
    number = int(symbol.number)
    if not session:
        return None if number <= _LAST_OLD else Doubt("number_too_high", str(_LAST_OLD))
    if int(session) <= _LAST_OLD_SESSION:
        return Doubt("old_form_wanted", str(_LAST_OLD_SESSION))
    most = _MOST_RESOLUTIONS if symbol.nature == "RES" else _MOST_DECISIONS
    return Doubt("number_too_high", str(most)) if number > most else None


def _of_old_number(symbol: Symbol) -> Doubt | None:
    special = symbol.session.startswith("S-")
    session = roman(symbol.session.removeprefix("S-")) or 0
    if session > (8 if special else _LAST_OLD_SESSION):
        return Doubt("no_such_session", "S-VIII" if special else "XXX")
    if symbol.nature != "RES":
        return None
    number = int(symbol.number)
    if number > _LAST_OLD:
        return Doubt("number_too_high", str(_LAST_OLD))
    if not special and any(
        (number >= known and session < at) or (number <= known and session > at) for known, at in _OLD
    ):
        return Doubt("number_of_other_session")
    return None


def _of_others(symbol: Symbol, now: int) -> Doubt | None:
    if symbol.organ == "A" and symbol.bodies[:1] == ("HRC",) and symbol.session.isdigit():
        last = (now - 2006) * 3 + 3  # it meets three times a year, since June 2006
        if int(symbol.session) > last:
            return Doubt("session_to_come", str(last))
    if symbol.organ == "E" and not symbol.bodies and symbol.nature in {"RES", "DEC"} and symbol.year is not None:
        if symbol.year < 1978:
            return Doubt("series_began", "1978")
        if int(symbol.number) > _MOST_RESOLUTIONS:
            return Doubt("number_too_high", str(_MOST_RESOLUTIONS))
    return None
