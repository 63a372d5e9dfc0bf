"""From drafts to values: the year that governs, the day of publication, and other calendars."""

import re
from bisect import bisect_left
from datetime import date, timedelta

from hijridate import Hijri

from muntada.text.dates.mention import DateMention, Draft, Point
from muntada.text.when import NotADate, parse

_FIRST_HIJRI, _LAST_HIJRI = 1343, 1500
_LINE = 2000  # letters looked at for the ends of a line
# The one day that the texts of this field name without its year.
_ATTACKS = re.compile(
    r"(?:احداث|هجمات|اعتداءات|تفجيرات|هجوم)[^|\n]*\||\| (?:terror\w* )?attacks|(?:attacks|attentats|attaques)[^|\n]*\|"
)
_FAR = 8  # months: a month further away than this from publication belongs to the neighbouring year


def _value(point: Point) -> str | None:
    year, month, day = point
    if year is None:
        return None
    parts = [f"{year:04d}"] + [f"{part:02d}" for part in (month, day) if part is not None]
    return "-".join(parts)


def _checked(value: str | None) -> str | None:
    if value is None:
        return None
    try:
        return parse(value).value
    except NotADate:
        return None


def _hijri_day(year: int, month: int, day: int) -> date | None:
    if not _FIRST_HIJRI <= year <= _LAST_HIJRI:
        return None
    try:
        there = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(there.year, there.month, there.day)


def _hijri_value(draft: Draft) -> str | None:
    """The Gregorian day or stretch of days of a Hijri date."""
    year, month, day = draft.first
    end_year, end_month, end_day = draft.last or draft.first
    if year is None or end_year is None or not _FIRST_HIJRI <= year <= _LAST_HIJRI:
        return None
    first = _hijri_day(year, month or 1, day or 1)
    end_month = end_month or 12
    last = _hijri_day(end_year, end_month, end_day or Hijri(end_year, end_month, 1).month_length())
    if first is None or last is None:
        return None
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def _coptic_value(draft: Draft) -> str | None:
    year, month, day = draft.first
    if year is None or month is None or day is None or not 1 <= day <= 30:
        return None
    # Day 1 of year 1 is 29 August 284 of the Julian calendar; a leap day ends every year that leaves 3 by 4.
    ordinal = date(284, 8, 29).toordinal() + 365 * (year - 1) + year // 4 + 30 * (month - 1) + day - 1
    return date.fromordinal(ordinal).isoformat()


def _numeric(draft: Draft, month_first: bool) -> None:
    """Settle whether 07/03/2023 is the seventh of March or the third of July."""
    year, month, day = draft.first
    if draft.unit == "dmy" and month and day and (month > 12 or (month_first and day <= 12)):
        draft.first = (year, day, month)
    draft.unit = None


def _month_first(drafts: list[Draft], language: str) -> bool:
    """A document is read month first only if it is English and one of its dates cannot be read otherwise."""
    if language != "en":
        return False
    numeric = [draft.first for draft in drafts if draft.unit == "dmy"]
    return any((point[1] or 0) > 12 for point in numeric) and not any((point[2] or 0) > 12 for point in numeric)


def _near_year(month: int, published: date) -> int:
    away = month - published.month
    return published.year - 1 if away > _FAR else published.year + 1 if away < -_FAR else published.year


def _shifted_year(month: int, shift: int, published: date) -> int:
    if shift < 0:
        return published.year - (month >= published.month)
    return published.year + (month <= published.month) if shift > 0 else published.year


def _with_year(draft: Draft, year: int | None) -> None:
    draft.first = (year, *draft.first[1:])
    if draft.last is not None and draft.last[0] is None:
        draft.last = (year, *draft.last[1:])


def _week(published: date, shift: int) -> str:
    monday = published - timedelta(days=published.weekday()) + timedelta(weeks=shift)
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def _weekday(draft: Draft, published: date) -> str:
    assert draft.weekday is not None
    back = (published.weekday() - draft.weekday) % 7
    if draft.shift is not None and draft.shift > 0:
        return (published + timedelta(days=7 - back)).isoformat()
    if draft.shift is not None and draft.shift < 0 and back == 0:
        back = 7
    return (published - timedelta(days=back)).isoformat()


def _counted(draft: Draft, published: date, before: Point | None) -> str | None:
    """The value of a date counted from the day of publication, or within the month spoken of before."""
    if draft.weekday is not None:
        return _weekday(draft, published)
    if draft.offset is not None:
        return (published + timedelta(days=draft.offset)).isoformat()
    shift = draft.shift or 0
    if draft.unit == "week":
        return _week(published, shift)
    if draft.unit == "year" and draft.first[1] is None:
        return str(published.year + shift)
    year, month = divmod(published.year * 12 + published.month - 1 + shift, 12)
    if draft.unit == "same month" and before is not None and before[1] is not None:
        year, month = before[0] or year, before[1] - 1
    draft.first = (year, month + 1, draft.first[2])
    if draft.last is not None:
        draft.last = (year, month + 1, draft.last[2])
    return _plain_value(draft)


def _plain_value(draft: Draft) -> str | None:
    first = _value(draft.first)
    if draft.last is None or first is None:
        return _checked(first)
    last = _value(draft.last)
    return _checked(f"{first}/{last}") if last else None


def _year(draft: Draft) -> int | None:
    return (draft.last or draft.first)[0] or draft.first[0]


class _Around:
    """Drafts in order, asked for those right before and right after another."""

    def __init__(self, drafts: list[Draft]) -> None:
        self._drafts = drafts
        self._starts = [draft.start for draft in drafts]

    def of(self, draft: Draft) -> tuple[Draft | None, Draft | None]:
        place = bisect_left(self._starts, draft.start)
        before = self._drafts[place - 1] if place else None
        if place < len(self._drafts) and self._drafts[place].start < draft.end:
            place += 1
        return before, self._drafts[place] if place < len(self._drafts) else None


class Resolver:
    """Resolves the drafts of one text. ``text`` is folded; ``published`` may be unknown."""

    def __init__(self, text: str, drafts: list[Draft], language: str, published: date | None) -> None:
        self.text = text
        self.drafts = drafts
        self.published = published
        month_first = _month_first(drafts, language)
        for draft in drafts:
            if draft.unit in {"dmy", "ymd"}:
                _numeric(draft, month_first)
        stated = [d for d in drafts if d.first[0] and d.calendar == "gregorian" and d.kind != "symbol_year"]
        self._full = _Around([draft for draft in stated if draft.first[1]])
        self._stated = _Around(stated)

    def _governing(self, draft: Draft) -> int | None:
        """The year for a month without one: of its own line, of publication, else of the nearest date around."""
        line_start = self.text.rfind("\n", max(0, draft.start - _LINE), draft.start)
        line_end = self.text.find("\n", draft.end, draft.end + _LINE)
        before, after = self._full.of(draft)
        in_line = before if before is not None and before.start > line_start else None
        if in_line is None and after is not None and (after.start < line_end or line_end < 0):
            in_line = after
        if self.published is not None:
            return _year(in_line) if in_line is not None and self._close(in_line, draft) else None
        near = in_line or before or after
        if near is None:
            before, after = self._stated.of(draft)
            near = before or after
        return _year(near) if near is not None else None

    def _close(self, one: Draft, other: Draft) -> bool:
        gap = self.text[one.end : other.start] if one.end <= other.start else self.text[other.end : one.start]
        return len(gap) < 120 and ". " not in gap

    def _attacks(self, draft: Draft) -> bool:
        around = self.text[max(0, draft.start - 25) : draft.start] + "|" + self.text[draft.end : draft.end + 20]
        return _ATTACKS.search(around) is not None

    def _resolve(self, draft: Draft, before: Point | None) -> str | None:
        if draft.value is not None:
            return draft.value
        if draft.calendar == "hijri":
            return _hijri_value(draft)
        if draft.calendar == "coptic":
            return _coptic_value(draft)
        counted = draft.weekday is not None or draft.offset is not None or draft.kind == "relative"
        if counted:
            return _counted(draft, self.published, before) if self.published else None
        if draft.first[0] is None and draft.first[1] is not None:
            self._find_year(draft, draft.first[1])
        return _plain_value(draft)

    def _find_year(self, draft: Draft, month: int) -> None:
        if draft.shift is not None:
            if self.published is not None:
                year = (
                    self.published.year + draft.shift
                    if draft.unit == "year"
                    else _shifted_year(month, draft.shift, self.published)
                )
                _with_year(draft, year)
                draft.inferred = True
            return
        if draft.first[1:] == (9, 11) and draft.last is None and self._attacks(draft):
            _with_year(draft, 2001)
            draft.inferred = True
            return
        year_found = self._governing(draft)
        if year_found is None and self.published is not None:
            year_found = _near_year(month, self.published)
        draft.inferred = year_found is not None
        _with_year(draft, year_found)

    def mentions(self) -> list[DateMention]:
        """The finished mentions, in order."""
        out: list[DateMention] = []
        before: Point | None = None
        for draft in self.drafts:
            value = self._resolve(draft, before)
            dated = draft.calendar == "gregorian" and draft.first[0] is not None
            if value is None and dated and draft.kind in {"day", "range"}:
                continue  # 31 June 2020 is no date
            if draft.calendar == "gregorian" and draft.first[1]:
                before = draft.first
            out.append(DateMention(draft.start, draft.end, value, draft.kind, draft.calendar, draft.inferred))
        return out
