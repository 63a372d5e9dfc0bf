"""A date at the precision that a text gives: 2022, 2022-03, 2011-09-22, 199X, 2021/2022, 2018-06-28/2018-06-29."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from hijridate import Gregorian, Hijri

_PART = re.compile(r"([0-9]{3})(?:X|([0-9])(?:-([0-9]{2})(?:-([0-9]{2}))?)?)", re.ASCII)
_HIJRI_RANGE = Hijri(1343, 1, 1).to_gregorian(), Hijri(1500, 12, 30).to_gregorian()

_MONTHS = {
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
_LEVANT = "كانون الثاني,شباط,آذار,نيسان,أيار,حزيران,تموز,آب,أيلول,تشرين الأول,تشرين الثاني,كانون الأول"
_HIJRI = {
    "ar": "محرم,صفر,ربيع الأول,ربيع الآخر,جمادى الأولى,جمادى الآخرة,رجب,شعبان,رمضان,شوال,ذو القعدة,ذو الحجة",
    "en": "Muharram,Safar,Rabi I,Rabi II,Jumada I,Jumada II,Rajab,Sha'ban,Ramadan,Shawwal,Dhu al-Qa'da,Dhu al-Hijja",
    "fr": "mouharram,safar,rabia I,rabia II,joumada I,joumada II,rajab,chaabane,ramadan,chawwal,"
    "dhou al-qi'da,dhou al-hijja",
}
_DECADES_AR = {2: "عشرينيات", 3: "ثلاثينيات", 4: "أربعينيات", 5: "خمسينيات", 6: "ستينيات", 7: "سبعينيات"}
_DECADES_AR |= {8: "ثمانينيات", 9: "تسعينيات"}
_CENTURIES_AR = {18: "التاسع عشر", 19: "العشرين", 20: "الحادي والعشرين"}
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


class NotADate(ValueError):
    """A value that is no date; ``code`` is a word for programs, the message is for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class When:
    """A checked date value with its first and last day (both inside it) and its precision.

    ``precision`` is 'day', 'month', 'year', 'decade', or 'range' for two dates with a slash between them.
    """

    value: str
    first: date
    last: date
    precision: str


def _parse_part(value: str, whole: str) -> When:
    found = _PART.fullmatch(value)
    if re.match(r"[0-9]{5}", value, re.ASCII):
        raise NotADate("year", f"{whole!r}: years have four digits, 0001 to 9999")
    if not found:
        raise NotADate("shape", f"{whole!r} is not a date such as 2022, 2022-03, 2022-03-07, 199X or 2021/2022")
    century, unit, month, day = found.groups()
    year = int(century + (unit or "0"))
    if year < 1:
        raise NotADate("year", f"{whole!r}: there is no year 0000")
    if unit is None:
        return When(value, date(year, 1, 1), date(year + 9, 12, 31), "decade")
    if month is None:
        return When(value, date(year, 1, 1), date(year, 12, 31), "year")
    if not 1 <= int(month) <= 12:
        raise NotADate("month", f"{whole!r}: there is no month {month}")
    size = monthrange(year, int(month))[1]
    if day is None:
        return When(value, date(year, int(month), 1), date(year, int(month), size), "month")
    if not 1 <= int(day) <= size:
        raise NotADate("day", f"{whole!r}: month {month} of {year} has {size} days")
    only = date(year, int(month), int(day))
    return When(value, only, only, "day")


@lru_cache(maxsize=4096)
def parse(value: str) -> When:
    """Check a date value. Raises `NotADate` with the code 'shape', 'year', 'month', 'day' or 'order'."""
    head, slash, tail = value.partition("/")
    first = _parse_part(head, value)
    if not slash:
        return first
    last = _parse_part(tail, value)
    if last.last < first.first:
        raise NotADate("order", f"{value!r} ends before it starts")
    return When(value, first.first, last.last, "range")


def bounds(value: str) -> tuple[date, date]:
    """The first and the last day of a date value."""
    when = parse(value)
    return when.first, when.last


def agree(a: str, b: str) -> bool:
    """Whether two date values can both be true of one event: one lies within the other."""
    one, other = parse(a), parse(b)
    return (one.first <= other.first and other.last <= one.last) or (
        other.first <= one.first and one.last <= other.last
    )


def _month(number: int, language: str, double: bool) -> str:
    name = _MONTHS[language].split()[number - 1]
    return f"{_LEVANT.split(',')[number - 1]}/{name}" if double and language == "ar" else name


def _decade(year: int, language: str) -> str:
    if language == "en":
        return f"the {year}s"
    tens, century = year // 10 % 10, year // 100
    if language == "ar" and tens in _DECADES_AR and century in _CENTURIES_AR:
        return f"{_DECADES_AR[tens]} القرن {_CENTURIES_AR[century]}"
    return f"les années {year}" if language == "fr" else f"العقد {year}-{year + 9}"


def _single(when: When, language: str, double: bool) -> str:
    if when.precision == "decade":
        return _decade(when.first.year, language)
    if when.precision == "year":
        return str(when.first.year)
    month = f"{_month(when.first.month, language, double)} {when.first.year}"
    return month if when.precision == "month" else f"{_day(when.first.day, language)} {month}"


def _day(day: int, language: str) -> str:
    return "1er" if day == 1 and language == "fr" else str(day)


def _range(value: str, language: str, double: bool) -> str:
    first, last = (parse(part) for part in value.split("/"))
    a, b = first.first, last.first
    end = _single(last, language, double)
    if first.precision == last.precision == "day" and a.year == b.year:
        if a.month == b.month:
            return f"{_day(a.day, language)}-{end}"
        return f"{_day(a.day, language)} {_month(a.month, language, double)} - {end}"
    if first.precision == last.precision == "month" and a.year == b.year:
        return f"{_month(a.month, language, double)} - {end}"
    tight = first.precision == last.precision == "year"
    return f"{_single(first, language, double)}{'-' if tight else ' - '}{end}"


def hijri_words(day: date, language: str) -> str | None:
    """The Umm al-Qura date of a day in words, or None outside the years 1343 to 1500."""
    if not _HIJRI_RANGE[0] <= day <= _HIJRI_RANGE[1]:
        return None
    there = Gregorian(day.year, day.month, day.day).to_hijri()
    era = {"ar": "هـ", "en": "AH", "fr": "H"}[language]
    return f"{there.day} {_HIJRI[language].split(',')[there.month - 1]} {there.year} {era}"


def display(
    value: str, language: str, *, arabic_digits: bool = False, hijri: bool = False, double: bool = False
) -> str:
    """A date value as read in Arabic, English or French.

    ``double`` writes Arabic months with both names (آذار/مارس), ``hijri`` adds the Hijri date to a single day,
    ``arabic_digits`` writes ٠١٢٣ in Arabic. Raises `NotADate`.
    """
    when = parse(value)
    text = (_range if when.precision == "range" else _single_value)(value, language, double)
    if hijri and when.precision == "day":
        text = _with_hijri(text, when.first, language)
    return text.translate(_ARABIC_DIGITS) if arabic_digits and language == "ar" else text


def _single_value(value: str, language: str, double: bool) -> str:
    return _single(parse(value), language, double)


def _with_hijri(text: str, day: date, language: str) -> str:
    there = hijri_words(day, language)
    return f"{text} ({there})" if there else text
