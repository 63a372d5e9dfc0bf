"""A day as people write it into a form: in Latin or Arabic-Indic digits, year first or day first."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

from muntada.text import when
from muntada.text.bidi import strip_controls

_YEAR_FIRST = re.compile(r"([0-9]{4})(?:([-/.])([0-9]{1,2})(?:\2([0-9]{1,2}))?)?", re.ASCII)
_DAY_FIRST = re.compile(r"(?:([0-9]{1,2})([-/.]))?([0-9]{1,2})([-/.])([0-9]{4})", re.ASCII)


def day_of(value: object) -> str:
    """The day, month or year at the precision given: 2026-05-03, 2026-05, 2026. Raises ValueError for anything else.

    A number is none, but for a year: a spreadsheet counts days from 1900, and nobody knows whether this one did.
    """
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    # Arabic-Indic digits, and the Persian ones that some keyboards have in their place.
    text = "".join(str(unicodedata.decimal(one, one)) for one in strip_controls(str(value)) if not one.isspace())
    year, month, day = _parts(text)
    made = "-".join([year, *[f"{int(one):02}" for one in (month, day) if one]])
    first = when.parse(made).first  # which refuses a day that there is none of
    if not 1900 <= first.year <= 2200:
        raise ValueError("This is no year of ours.")
    return made


def _parts(text: str) -> tuple[str, str, str]:
    if found := _YEAR_FIRST.fullmatch(text):
        return found[1], found[3] or "", found[4] or ""
    if (found := _DAY_FIRST.fullmatch(text)) and (found[2] is None or found[2] == found[4]):
        return found[5], found[3], found[1] or ""
    raise ValueError("This is no day.")
