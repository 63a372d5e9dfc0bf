"""Which rows of pieces are dates. A row is read as a string of codes, one letter a piece:

d day number, o day ordinal, p pair of days, Y year, y Hijri year, n another number, i full numeric date,
j year and month, z span of years, m Gregorian month, h Hijri, c Coptic and l old Libyan month, w weekday,
R day counted from now, r week or month counted from now, e year counted from now, v word for year, f word for
month, b between, A "années", k decade in words, K decade in digits, C century, q "corresponding to"; and the
glue , - / & ( ) . with | for a break.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from muntada.text.dates.lexer import Piece
from muntada.text.dates.mention import Draft, Point

_DAY = "(?:w,?)?[dop]"
_DAYS = f"{_DAY}(?:(?:,&?|&|-){_DAY}){{0,12}}"  # no list of days is longer, and a bound keeps time linear
_YEAR = r"(?:,?\(?v?Y|[,&]?e)"
_DM = rf"{_DAYS}[-/]?f?m\.?(?:[-/]?{_YEAR})?"
_MD = rf"(?:w,?)?m\.?{_DAYS}"
_MONTHS = r"f?m\.?(?:(?:,&?|&|/)f?m\.?){0,12}"


def _grammar(language: str) -> re.Pattern[str]:
    md = {"en": f"{_MD}{_YEAR}?(?:-{_MD}{_YEAR}?)?", "ar": _MD + _YEAR, "fr": "(?!)"}[language]
    return re.compile(
        rf"(?P<dm>b?{_DM}(?:(?:-|,?&|,){_DM}){{0,8}})"
        rf"|(?P<hijri>(?:w,?)?(?:{_DAYS})?f?h,?\(?v?(?:y|(?<=h)))"
        rf"|(?P<libya>[do]lY)|(?P<coptic>[do]cY)"
        rf"|(?P<md>b?{md})"
        rf"|(?P<month>b?{_MONTHS}(?:[-/]?{_YEAR})?(?:-f?m\.?(?:[-/]?{_YEAR})?)?)"
        rf"|(?P<dr>b?{_DAYS}r)"
        r"|(?P<now>R,?w?|w,?R|r|e)|(?P<iso>(?:w,?)?i(?:-i)?|j)|(?P<week>w)|(?P<span>z)"
        r"|(?P<decade>A[Ydn](?![&,-][Ydn])|kC?|K)"
        r"|(?P<symbol>[nYyd]\(Y|[nY]v?Y)"
        r"|(?P<years>(?:b?v|[bA])Y(?:(?:,&?|&|-)v?Y){0,12}|\(?Y(?:(?:,&?|&|-)v?Y){0,12})|(?P<hyear>vy)"
    )


GRAMMAR = {language: _grammar(language) for language in ("ar", "en", "fr")}
_DAY_MONTH = re.compile(rf"(?P<days>{_DAYS})[-/]?f?(?P<m>m)\.?(?:[-/]?(?P<y>{_YEAR}))?")
_MONTH_DAY = re.compile(rf"(?:w,?)?(?P<m>m)\.?(?P<days>{_DAYS})(?P<y>{_YEAR})?")
_MONTH = re.compile(rf"f?(?P<m>m)\.?(?:[-/]?(?P<y>{_YEAR}))?")


class Row:
    """A row of pieces under one production: its codes, and the piece under each code."""

    def __init__(self, name: str, codes: str, found: list[Piece]) -> None:
        self.name = name
        self.codes = codes
        self.by_place: dict[int, Piece] = {}
        pieces = iter(found)
        for place, code in enumerate(codes):
            if code.isalpha():
                self.by_place[place] = next(pieces)
        self.start = found[0].start
        self.end = found[-1].end

    def draft(self, kind: str, first: Point, last: Point | None = None, **more: object) -> Draft:
        return Draft(self.start, self.end, kind, first, last, **more)  # type: ignore[arg-type]


def _stretches(numbers: list[tuple[str, int]], between: bool) -> list[tuple[int, int]]:
    """Days or months with the glue before each, as stretches: joined or next to each other makes one stretch."""
    out: list[tuple[int, int]] = []
    for glue, number in numbers:
        if out and (glue == "-" or between or number == out[-1][1] + 1) and number > out[-1][0]:
            out[-1] = (out[-1][0], number)
        else:
            out.append((number, number))
    return out


def _days(row: Row, start: int, end: int) -> list[tuple[str, int]]:
    numbers: list[tuple[str, int]] = []
    glue = ""
    for place in range(start, end):
        code = row.codes[place]
        if code in "do":
            numbers.append((glue, row.by_place[place].worth))
        elif code == "p":
            one, two = row.by_place[place].worth
            numbers += [(glue, one), ("-", two)]
        if code in ",&-":
            glue = code
    return numbers


def _year_of(row: Row, found: re.Match[str]) -> tuple[int | None, int | None]:
    """The year a segment states, or how far its year is from the present one."""
    if found["y"] is None:
        return None, None
    piece = row.by_place[found.end("y") - 1]
    return (piece.worth, None) if row.codes[found.end("y") - 1] == "Y" else (None, piece.worth[1])


def _segments(row: Row, shape: re.Pattern[str]) -> Iterator[tuple[re.Match[str], Draft]]:
    for found in shape.finditer(row.codes):
        month, shift = row.by_place[found.start("m")].worth
        year, away = _year_of(row, found)
        draft = row.draft("day", (year, month.number, None), shift=shift)
        if away is not None:
            draft.unit, draft.shift = "year", away
        yield found, draft


def _day_drafts(row: Row, shape: re.Pattern[str]) -> list[Draft]:
    """Days of months; a year stated once serves the segments before it."""
    between = row.codes.startswith("b")
    segments = list(_segments(row, shape))
    for (_, earlier), (_, later) in zip(reversed(segments[:-1]), reversed(segments[1:]), strict=True):
        if earlier.first[0] is None and earlier.shift is None:
            earlier.first = (later.first[0], *earlier.first[1:])
            earlier.unit, earlier.shift = later.unit, later.shift
    drafts: list[Draft] = []
    joined = [
        row.codes[before.end() : after.start()] == "-" or between for (before, _), (after, _) in pairwise(segments)
    ]
    for place, (found, draft) in enumerate(segments):
        year, month, _ = draft.first
        stretches = _stretches(_days(row, found.start("days"), found.end("days")), between)
        for first, last in stretches:
            end: Point | None = (year, month, last) if last != first else None
            one = row.draft("range" if end else "day", (year, month, first), end, shift=draft.shift, unit=draft.unit)
            if place and joined[place - 1] and drafts and not drafts[-1].last:
                drafts[-1].last, drafts[-1].kind = end or one.first, "range"
            else:
                drafts.append(one)
    return drafts


def _month_drafts(row: Row) -> list[Draft]:
    between = row.codes.startswith("b")
    drafts: list[Draft] = []
    run: list[Draft] = []
    glue = ""
    for found, draft in _segments(row, _MONTH):
        draft.kind = "month"
        glue = row.codes[found.start() - 1] if found.start() else ""
        year, month, _ = draft.first
        earlier = run[-1] if run else None
        if earlier and month and (glue in "-b" or between):
            earlier.last, earlier.kind = (year, month, None), "range"
        elif earlier and glue == "/" and earlier.first[1] == month:
            earlier.first = (year or earlier.first[0], month, None)
        elif earlier and month == (earlier.last or earlier.first)[1] + 1 and earlier.first[0] is None:  # type: ignore[operator]
            earlier.last, earlier.kind = (year, month, None), "range"
        else:
            run.append(draft)
        if year is not None or draft.unit:
            for one in run:
                if one.first[0] is None and one.shift is None:
                    one.first = (year, *one.first[1:])
                    one.unit, one.shift = draft.unit, draft.shift
    drafts.extend(run)
    return drafts


def _year_drafts(row: Row) -> list[Draft]:
    years: list[tuple[str, int]] = []
    for place, piece in row.by_place.items():
        if row.codes[place] == "Y":
            before = row.codes[:place].rstrip("v")[-1:]
            years.append((before, piece.worth))
    if row.codes[0] not in "vbA" and len(years) > 1 and years[1][1] <= years[0][1]:
        return []
    drafts: list[Draft] = []
    for first, last in _stretches(years, row.codes.startswith("b")):
        if first == last:
            drafts.append(row.draft("year", (first, None, None)))
        else:
            drafts.append(row.draft("range", (first, None, None), (last, None, None)))
    return drafts


_NO_DAYS: list[tuple[None, None]] = [(None, None)]


def _hijri_drafts(row: Row) -> list[Draft]:
    place = row.codes.index("h")
    month = row.by_place[place].worth.number
    year = next((p.worth for at, p in row.by_place.items() if row.codes[at] == "y"), None)
    days: list[tuple[int, int]] | list[tuple[None, None]] = _stretches(_days(row, 0, place), False)
    drafts = []
    for first, last in days or _NO_DAYS:
        end = (year, month, last) if last != first else None
        kind = "range" if end else "day" if first else "month"
        drafts.append(row.draft(kind, (year, month, first), end, calendar="hijri"))
    return drafts


def _decade_drafts(row: Row) -> list[Draft]:
    code, piece = row.codes[0], row.by_place[0]
    if code == "A":
        number = row.by_place[1].worth
        if row.codes[1] == "Y" and number % 10:
            return [row.draft("year", (number, None, None))]
        if number not in range(20, 100, 10) and number not in range(1700, 2110, 10):
            return []
        start = number if number > 1000 else 1900 + number
    elif code == "K":
        start = piece.worth
    else:
        century = row.by_place[1].worth if len(row.codes) > 1 else 1900
        start = century + piece.worth
    return [row.draft("decade", (start, None, None), value=f"{start // 10}X")]


def _numeric_drafts(row: Row) -> list[Draft]:
    if row.codes == "j":
        year, month = row.by_place[0].worth
        return [row.draft("month", (year, month, None))]
    drafts = []
    start = row.start
    for piece in row.by_place.values():
        if piece.code == "w":
            continue
        order, year, month, day = piece.worth
        draft = Draft(start, piece.end, "day", (year, month, day), unit=order)
        if 1300 <= year <= 1500:
            draft.calendar = "hijri"
        drafts.append(draft)
        start = piece.end
    return drafts


def _other_drafts(row: Row) -> list[Draft]:
    """Productions of a single meaning: weekdays, days and months counted from now, symbols, foreign calendars."""
    pieces = list(row.by_place.values())
    if row.name == "week":
        number, shift = pieces[0].worth
        return [row.draft("weekday", (None, None, None), weekday=number, shift=shift)]
    if row.name == "now":
        if "R" in row.codes:
            away = next(piece for piece in pieces if piece.code == "R")
            return [row.draft("relative", (None, None, None), offset=away.worth)]
        unit, shift = pieces[0].worth
        return [row.draft("relative", (None, None, None), unit=unit, shift=shift)]
    if row.name == "dr":
        unit, shift = pieces[-1].worth
        if unit == "week":
            return []
        spans = _stretches(_days(row, 0, len(row.codes) - 1), row.codes.startswith("b"))
        return [
            row.draft("relative", (None, None, a), (None, None, b) if b != a else None, unit=unit, shift=shift)
            for a, b in spans
        ]
    if row.name == "span":
        first, last = pieces[0].worth
        return [row.draft("range", (first, None, None), (last, None, None))]
    if row.name == "symbol":
        return [Draft(pieces[-1].start, pieces[-1].end, "symbol_year", (pieces[-1].worth, None, None))]
    if row.name == "hyear":
        return [row.draft("year", (pieces[-1].worth, None, None), calendar="hijri")]
    day, month, year = (piece.worth for piece in pieces)
    calendar = "coptic" if row.name == "coptic" else "gregorian"
    return [row.draft("day", (year, month.number, day), calendar=calendar)]


def drafts_of(row: Row) -> list[Draft]:
    """The dates under way that a row of pieces states."""
    if row.name == "dm":
        return _day_drafts(row, _DAY_MONTH)
    if row.name == "md":
        return _day_drafts(row, _MONTH_DAY)
    if row.name == "month":
        return _month_drafts(row)
    if row.name == "years":
        return _year_drafts(row)
    if row.name == "hijri":
        return _hijri_drafts(row)
    if row.name == "decade":
        return _decade_drafts(row)
    return _numeric_drafts(row) if row.name == "iso" else _other_drafts(row)
