"""Tables of acts: each row an act with its place, its dead and wounded, and apart from that who claims it and to whom
it is attributed. The Georeferenced Event Dataset of UCDP, ACLED's events, and tables of GTD's shape.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import partial

from muntada.register.facts.acts import ActForm, Group, act_forms, nobody
from muntada.register.lists.form import FileRead, ListRefused, Read, Row, Stated, clean, country, stated
from muntada.text.folding import fold_key
from muntada.text.tables import FileRefused, read_file

ASSESSED = "assessment"
_POSSIBLE, _DOUBTFUL = 3, 4  # how credible what somebody makes of it is (Admiralty code)
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,60}", re.ASCII)
_COUNT = re.compile(r"\d{1,6}(?:\.0+)?", re.ASCII)
_UNKNOWN = {"-9", "-99"}
_DEGREES = re.compile(r"-?\d{1,3}(?:\.\d{1,15})?", re.ASCII)
_MOST_ROWS = 400_000
_DAYS = ("%Y-%m-%d", "%d %B %Y", "%d-%B-%Y", "%d %b %Y", "%d/%m/%Y")
_WITHIN = re.compile(r" *\([^)]*\)$")
Cells = Mapping[str, str]


class NoAct(ValueError):
    """Raised for a row that cannot be taken; `code` says why."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def read_acts(data: bytes, *, form: ActForm) -> FileRead:
    """Every act of a table with its groups, and who is said to have taken part how. Raises ListRefused."""
    found, seen, groups, left = FileRead(), set[str](), dict[str, Read](), Counter[str]()
    for number, row in _rows(data, form):
        if not _is_act(row, form):
            left["not_an_act"] += 1
            continue
        try:
            entities = list(_entities(row, form, seen))
        except NoAct as error:
            shown = "; ".join(f"{name}={value}" for name, value in row.items() if value)
            found.rows.append(Row(f"row {number}", error.code, str(error), shown[:4000]))
            continue
        seen.add(entities[0].key)
        for one in entities:
            if one.schema == "Organization":
                groups.setdefault(one.key, one)
            else:
                found.entities.append(one)
    if not seen and not found.rows and not left:
        raise ListRefused("This table has no row.")
    if left:
        reason = f"{left['not_an_act']} rows are no acts by what their source says of them, and are left out."
        found.rows.append(Row("", "not_an_act", reason))
    found.entities = [*groups.values(), *found.entities]
    return found


def _rows(data: bytes, form: ActForm) -> Iterator[tuple[int, Cells]]:
    """The rows of a CSV or XLSX file, by the number that a spreadsheet gives them."""
    header, rows = _of_workbook(data) if data.startswith(b"PK") else _of_csv(data)
    missing = [name for name in form.needs if name not in header]
    if missing:
        raise ListRefused(f"This is no table of this form: it has no column {missing[0]}.")
    try:
        for number, row in rows:
            if number > _MOST_ROWS:
                raise ListRefused(f"This table has more than {_MOST_ROWS} rows; bring it in parts.")
            yield number, row
    except csv.Error as error:
        raise ListRefused(f"This is no CSV: {error}.") from None


def _of_workbook(data: bytes) -> tuple[set[str], Iterator[tuple[int, Cells]]]:
    try:
        table = read_file(data)
    except FileRefused as error:
        raise ListRefused(str(error)) from None
    lines = ((one.number, {name.lower(): clean(cell) for name, cell in one.cells.items()}) for one in table.lines)
    return {name.lower() for name in table.header}, lines


def _of_csv(data: bytes) -> tuple[set[str], Iterator[tuple[int, Cells]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if "\0" in text:
        raise ListRefused("This is no CSV: it holds a NUL character.")
    first = text.partition("\n")[0]
    table = csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")
    try:
        header = [clean(name).lower() for name in next(table, [])]
    except csv.Error as error:
        raise ListRefused(f"This is no CSV: {error}.") from None
    return set(header), ((number, _cells(header, row)) for number, row in enumerate(table, 2) if row)


def _cells(header: list[str], row: list[str]) -> Cells:
    """The cells of a row by their columns; those that a short row lacks are empty."""
    return {**dict.fromkeys(header, ""), **dict(zip(header, map(clean, row), strict=False))}


def _is_act(row: Cells, form: ActForm) -> bool:
    """Whether the row is an act by one of the form's tables; a table that asks for a column it has not says nothing."""
    return not form.taken or any(
        all(name in row and _word(row[name]) in values for name, values in one.items()) for one in form.taken
    )


def _word(text: str) -> str:
    """A code or word of a source as our tables write it: 3.0 is 3."""
    return re.sub(r"(?<=\d)\.0+$", "", text.strip()).casefold()


def _entities(row: Cells, form: ActForm, seen: set[str]) -> Iterator[Read]:
    """The act, then the groups and their part in it. Raises NoAct."""
    number = _word(row.get(form.key, "")).upper()
    if not _KEY.fullmatch(number):
        raise NoAct("no_number", "It has no number by which it would be known.")
    key = f"{form.prefix}-{number.replace(' ', '_')}"
    if key in seen:
        raise NoAct("twice", "Another row of this table has the same number.")
    day = _date(row, form.date)
    if not day:
        raise NoAct("no_day", "The day on which it happened is missing, or is no day.")
    said = [Stated("date", day), *_when_where(row, form, day), *_harm(row, form), *_about(row, form)]
    place = next((said_there for name in form.place if (said_there := row.get(name, ""))), "")
    where = _country(row, form)
    name = ", ".join(filter(None, [place, "" if place == where else where, day]))
    if any(_word(row.get(column, "")) in values for column, values in form.unsure.items()):
        said = [_less_sure(one) for one in said]
    yield Read(key, "Act", tuple(dict.fromkeys([Stated("name", name), *said])))
    yield from _parts(row, form, key)


def _less_sure(one: Stated) -> Stated:
    return Stated(one.prop, one.value, one.original, one.language, one.kind, _POSSIBLE)


def _when_where(row: Cells, form: ActForm, day: str) -> Iterator[Stated]:
    end = _date(row, (form.end,)) if form.end else ""
    if end and end != day:
        if end < day:
            raise NoAct("dates", "It ends before it begins.")
        yield Stated("startDate", day)
        yield Stated("endDate", end)
    name = _country(row, form)
    yield from stated("country", name, value=country(name))
    place = list(dict.fromkeys(filter(None, (row.get(one, "") for one in form.place))))
    yield from stated("location", ", ".join(place))
    for prop, column, most in (("latitude", form.latitude, 90), ("longitude", form.longitude, 180)):
        text = row.get(column, "")
        if not text:
            continue
        if not _DEGREES.fullmatch(text) or abs(float(text)) > most:
            raise NoAct("coordinates", f"Its {prop} is no number of degrees.")
        yield Stated(prop, text)


def _country(row: Cells, form: ActForm) -> str:
    return _WITHIN.sub("", row.get(form.country, ""))


def _harm(row: Cells, form: ActForm) -> Iterator[Stated]:
    """The dead and the wounded as far as they were counted; the lowest and highest count are estimates."""
    counted = {prop: _count(row, column) for prop, column in _counts(form) if column}
    low, best, high = (counted.get(prop) for prop in ("killedLow", "killed", "killedHigh"))
    figures = [one for one in (low, best, high) if one is not None]
    if figures != sorted(figures):
        raise NoAct("casualties", "The lowest, the best and the highest count of the dead contradict each other.")
    for prop, figure in counted.items():
        if figure is not None:
            kind = ASSESSED if prop in {"killedLow", "killedHigh"} else ""
            yield Stated(prop, str(figure), "", "", kind, _POSSIBLE if kind else 0)


def _counts(form: ActForm) -> tuple[tuple[str, str], ...]:
    """Which column counts what."""
    return (
        ("killed", form.killed), ("killedLow", form.low), ("killedHigh", form.high), ("wounded", form.wounded),
        ("killedPerpetrators", form.perpetrators), ("woundedPerpetrators", form.wounded_perpetrators),
    )  # fmt: skip


def _count(row: Cells, column: str) -> int | None:
    text = row.get(column, "")
    if not text or text in _UNKNOWN:
        return None
    if not _COUNT.fullmatch(text):
        raise NoAct("casualties", f"What stands under {column} is no count.")
    return int(text.partition(".")[0])


def _about(row: Cells, form: ActForm) -> Iterator[Stated]:
    for prop, columns in form.codes.items():
        text = next((said for name in columns if (said := row.get(name, ""))), "")
        yield from _meant(prop, text, form.values.get(prop, {}))
    for one in form.also:
        if _word(row.get(one.column, "")) in one.values:
            yield Stated(one.prop, one.value, f"{one.column}: {row[one.column]}")
    for prop, columns in form.said.items():
        for name in columns:
            yield from stated(prop, row.get(name, ""))


def _meant(prop: str, text: str, table: Mapping[str, str]) -> Iterator[Stated]:
    """What a code or word of the source means here, with what it says beside it."""
    known = table.get(_word(text), table.get("*", ""))
    if known:
        yield from stated(prop, text, value=known)


def _parts(row: Cells, form: ActForm, act: str) -> Iterator[Read]:
    """Who is said to have taken part, and on which basis: what a group claims is not what is attributed to it."""
    for place, group in enumerate(form.groups):
        name = row.get(group.name, "")
        if nobody().fullmatch(name):
            continue
        key = f"{form.prefix}-group-{hashlib.sha256(fold_key(name).encode()).hexdigest()[:20]}"
        yield Read(key, "Organization", (Stated("name", name),))
        for basis in _bases(row, group):
            yield Read(f"{act}-{place + 1}-{basis}", "Participation", tuple(_part(row, group, act, key, basis)))


def _bases(row: Cells, group: Group) -> Iterator[str]:
    yield "attributed"
    if group.claim and _word(row.get(group.claim, "")) == "1":
        yield "claimed"


def _part(row: Cells, group: Group, act: str, key: str, basis: str) -> Iterator[Stated]:
    uncertain = bool(group.uncertain) and _word(row.get(group.uncertain, "")) == "1"
    attributed = basis == "attributed"
    said = partial(Stated, original="", language="")
    kind, trust = (ASSESSED, _DOUBTFUL if uncertain else _POSSIBLE) if attributed else ("", 0)
    yield said("subject", key, kind=kind, credibility=trust)
    yield said("object", act, kind=kind, credibility=trust)
    yield said("basis", basis, kind=kind, credibility=trust)
    if attributed and group.uncertain:
        yield said("confidence", "low" if uncertain else "moderate", kind=kind, credibility=trust)


def _date(row: Cells, columns: tuple[str, ...]) -> str:
    """A day, or a year or month where the source knows no more; nothing for what is none."""
    if len(columns) == 1:
        text = row.get(columns[0], "").partition(" 00:00")[0].partition("T")[0]
        for form in _DAYS:
            try:
                return _between(datetime.strptime(text, form).date())
            except ValueError:
                continue
        return ""
    year, month, day = (_word(row.get(name, "")) for name in columns)
    if not re.fullmatch(r"(?:19|20)\d\d", year, re.ASCII):
        return ""
    if month in {"", "0"}:
        return year
    try:
        if day in {"", "0"}:
            return date(int(year), int(month), 1).isoformat()[:7]
        return date(int(year), int(month), int(day)).isoformat()
    except (ValueError, OverflowError):
        return ""


def _between(day: date) -> str:
    return day.isoformat() if 1900 <= day.year <= 2100 else ""


READERS = {name: partial(read_acts, form=form) for name, form in act_forms().items()}
