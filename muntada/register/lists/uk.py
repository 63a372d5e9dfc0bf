"""The sanctions list of the United Kingdom, in its XML or in its CSV of one line a name.

Telephone numbers and electronic addresses are left out: no name is checked by them.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from muntada.register.lists.form import FileRead, ListRefused, Read, Row, Stated, clean, country, day_of, stated
from muntada.register.lists.tree import joined, text_of, tree, written
from muntada.register.schema import schema_of

_SCHEMATA = {"individual": "Person", "entity": "Organization", "ship": "Vessel"}
_ID = re.compile(r"[A-Z][A-Z0-9-]{1,18}\d", re.ASCII)
_DAY = re.compile(r"(\d\d|dd)/(\d\d|mm)/((?:1[89]|20)\d\d)", re.ASCII | re.IGNORECASE)
_IMO = re.compile(r"\d{7}", re.ASCII)
_PARTS = tuple(f"Name{number}" for number in (1, 2, 3, 4, 5, 6))
_LANGUAGES = {
    "arabic": "ara", "belarusian": "bel", "burmese": "mya", "chinese": "zho", "dari": "prs", "farsi": "fas",
    "korean": "kor", "pashto": "pus", "persian": "fas", "russian": "rus", "ukrainian": "ukr", "urdu": "urd",
}  # fmt: skip
# What is said: property, element of the XML, column of the CSV. What a schema lacks is left out of its entities.
_SAID = (
    ("title", "Title", "Title"),
    ("position", "Position", "Position"),
    ("gender", "Gender", "Gender"),
    ("notes", "OtherInformation", "Other Information"),
    ("registrationNumber", "BusinessRegistrationNumber", "Business registration number (s)"),
    ("imoNumber", "IMONumber", "IMO number"),
    ("type", "TypeOfShip", "Type of ship"),
    ("tonnage", "TonnageOfShip", "Tonnage of ship"),
)
_LINES = (*(f"AddressLine{number}" for number in range(1, 7)), "AddressPostalCode", "AddressCountry")


@dataclass(slots=True)
class _Entry:
    """One designation, whichever form it came in."""

    key: str
    kind: str
    place: str
    row: str
    names: list[tuple[str, str, Sequence[str]]] = field(default_factory=list)  # type, strength, six parts
    originals: list[tuple[str, str]] = field(default_factory=list)  # name, language
    said: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    born: list[str] = field(default_factory=list)
    places: list[tuple[str, str]] = field(default_factory=list)  # town and country of birth
    addresses: list[tuple[str, str]] = field(default_factory=list)  # the line, the country
    nationalities: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    papers: list[tuple[str, str, str]] = field(default_factory=list)  # schema, number, what is said of it
    designated: str = ""
    updated: str = ""
    programme: str = ""
    source: str = ""
    un: str = ""
    measures: str = ""
    reason: str = ""


def read_uk(data: bytes) -> FileRead:
    """Every person, group and ship of the list, from XML or CSV. Raises ListRefused."""
    begin = data[:512].lstrip(b"\xef\xbb\xbf \r\n\t")
    made_at, entries = _of_xml(data) if begin.startswith(b"<") else _of_csv(data)
    found = FileRead(made_at=made_at)
    seen: set[str] = set()
    for one in entries:
        wrong = _wrong(one, seen)
        if wrong is not None:
            found.rows.append(Row(one.place, *wrong, one.row[:4000]))
            continue
        seen.add(one.key)
        found.entities.extend(_entities(one))
    return found


def _wrong(one: _Entry, seen: set[str]) -> tuple[str, str] | None:
    """Why an entry is set aside: a code and a sentence; None where nothing speaks against it."""
    if not _ID.fullmatch(one.key):
        return "no_number", "It has no unique ID, by which it would be known."
    if one.key in seen:
        return "twice", "Another entry of this file has the same unique ID."
    if one.kind not in _SCHEMATA:
        return "kind", "It is neither an individual nor an entity nor a ship."
    if not any(_full(parts) for _type, _strength, parts in one.names) and not one.originals:
        return "no_name", "It has no name."
    if one.designated and not day_of(_iso(one.designated)):
        return "no_day", "The day on which it was designated is no day."
    return None


def _of_xml(data: bytes) -> tuple[str, Iterator[_Entry]]:
    root = tree(data)
    if root.tag != "Designations":
        raise ListRefused("This is not the United Kingdom’s list: it begins with another element.")
    return text_of(root, "DateGenerated"), (_of_node(node) for node in root.iterfind("Designation"))


def _of_node(node: etree._Element) -> _Entry:
    key = text_of(node, "UniqueID")
    one = _Entry(key, text_of(node, "IndividualEntityShip").lower(), key or f"line {node.sourceline}", written(node))
    for name in node.iterfind("Names/Name"):
        parts = [text_of(name, part) for part in _PARTS]
        one.names.append((text_of(name, "NameType"), text_of(name, "AliasStrength"), parts))
    for name in node.iterfind("NonLatinNames/NonLatinName"):
        one.originals.append((text_of(name, "NameNonLatinScript"), text_of(name, "NonLatinScriptLanguage")))
    for prop, tag, _column in _SAID:
        one.said[prop].extend(clean(found.text) for found in node.iter(tag))
    one.born.extend(clean(found.text) for found in node.iter("DOB"))
    one.nationalities.extend(clean(found.text) for found in node.iter("Nationality"))
    one.flags.extend(clean(found.text) for found in node.iter("CurrentBelievedFlagOfShip"))
    one.places.extend((text_of(at, "TownOfBirth"), text_of(at, "CountryOfBirth")) for at in node.iter("Location"))
    one.addresses.extend((joined(at, _LINES), text_of(at, "AddressCountry")) for at in node.iter("Address"))
    for schema, tag in (("Passport", "Passport"), ("Identification", "NationalIdentifier")):
        for paper in node.iter(tag):
            said = f"{tag}AdditionalInformation"
            one.papers.append((schema, text_of(paper, f"{tag}Number"), text_of(paper, said)))
    one.designated, one.updated = text_of(node, "DateDesignated"), text_of(node, "LastUpdated")
    one.programme, one.source = text_of(node, "RegimeName"), text_of(node, "DesignationSource")
    one.un, one.measures = text_of(node, "UNReferenceNumber"), text_of(node, "SanctionsImposed")
    one.reason = text_of(node, "UKStatementofReasons")
    return one


def _of_csv(data: bytes) -> tuple[str, Iterator[_Entry]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    first, _, rest = text.partition("\n")
    made_at = ""
    if not first.lower().startswith("last updated,"):  # the day of the report stands above the columns
        made_at, text = clean(first.partition(":")[2].strip(" ,\r")), rest
    table = csv.DictReader(io.StringIO(text, newline=""))
    try:
        columns = set(table.fieldnames or ())
        if not {"Unique ID", "Name 6", "Name type", "Regime Name"} <= columns:
            raise ListRefused("This is not the United Kingdom’s list: its columns are others.")
        by_key: dict[str, _Entry] = {}
        for row in table:
            said = {name: clean(value) for name, value in row.items() if name and isinstance(value, str)}
            key = said.get("Unique ID", "") or f"line {table.line_num}"
            if key not in by_key:
                kind = (said.get("Designation Type") or said.get("Individual, Entity, Ship") or "").lower()
                place = key if key == said.get("Unique ID") else f"line {table.line_num}"
                number = said.get("Unique ID", "")
                by_key[key] = _Entry(number, kind, place, ",".join(filter(None, said.values())))
            _add_line(by_key[key], said)
    except csv.Error as error:
        raise ListRefused(f"This is no CSV: {error}.") from None
    return made_at, iter(by_key.values())


def _add_line(one: _Entry, said: dict[str, str]) -> None:
    """What one line of the CSV says of an entry: each has many, one for each name, place and paper."""
    parts = [said.get(f"Name {number}", "") for number in (1, 2, 3, 4, 5, 6)]
    one.names.append((said.get("Name type", ""), said.get("Alias strength", ""), parts))
    one.originals.append((said.get("Name non-latin script", ""), said.get("Non-latin script language", "")))
    for prop, _tag, column in _SAID:
        one.said[prop].append(said.get(column, ""))
    one.born.append(said.get("D.O.B", ""))
    one.nationalities.append(said.get("Nationality(/ies)", ""))
    one.flags.append(said.get("Current believed flag of ship", ""))
    one.places.append((said.get("Town of birth", ""), said.get("Country of birth", "")))
    lines = [said.get(f"Address Line {number}", "") for number in range(1, 7)]
    where = said.get("Address Country", "")
    one.addresses.append((", ".join(filter(None, [*lines, said.get("Address Postal Code", ""), where])), where))
    for schema, kind in (("Passport", "Passport"), ("Identification", "National Identifier")):
        one.papers.append((schema, said.get(f"{kind} number", ""), said.get(f"{kind} additional information", "")))
    one.designated = one.designated or said.get("Date Designated", "")
    one.updated = one.updated or said.get("Last Updated", "")
    one.programme = one.programme or said.get("Regime Name", "")
    one.source = one.source or said.get("Designation source", "")
    one.un = one.un or said.get("UN Reference Number", "")
    one.measures = one.measures or said.get("Sanctions Imposed", "")
    one.reason = one.reason or said.get("UK Statement of Reasons", "")


def _entities(one: _Entry) -> Iterator[Read]:
    key, schema = f"uk-{one.key}", _SCHEMATA[one.kind]
    known = schema_of(schema).properties
    values = [said for said in _values(one) if said.prop in known]
    since = _iso(one.designated)
    yield Read(key, schema, tuple(dict.fromkeys(values)), one.key, one.programme[:200], since)
    yield Read(f"{key}-sanction", "Sanction", tuple(dict.fromkeys(_sanction(one, key, since))))
    papers = dict.fromkeys(paper for paper in one.papers if paper[1])
    for number, (kind, printed, about) in enumerate(papers, 1):
        paper = [Stated("holder", key), Stated("number", printed), *stated("summary", about)]
        yield Read(f"{key}-paper-{number}", kind, tuple(paper))


def _values(one: _Entry) -> Iterator[Stated]:
    """All that an entry says; what its schema lacks is left out by whoever asks."""
    yield from _names(one)
    for prop, said in one.said.items():
        for value in said:
            if prop == "gender":
                found = {"male": "male", "female": "female"}.get(value.lower())
                yield from stated(prop, value, value=found) if found else ()
            elif prop != "imoNumber" or _IMO.fullmatch(value):
                yield from stated(prop, value)
    for day in one.born:
        yield from stated("birthDate", _iso(day))
    for town, where in one.places:
        yield from stated("birthPlace", ", ".join(filter(None, (town, where))))
        yield from stated("birthCountry", where, value=country(where))
    for prop, names in (("nationality", one.nationalities), ("flag", one.flags)):
        for name in names:
            yield from stated(prop, name, value=country(name))
    for line, where in one.addresses:
        yield from stated("address", line)
        yield from stated("country", where, value=country(where))
    yield Stated("topics", "sanction")


def _names(one: _Entry) -> Iterator[Stated]:
    for kind, strength, parts in one.names:
        prop = "name" if kind.lower().startswith("primary") else "alias"
        if "low" in strength.lower() or "weak" in strength.lower():
            prop = "weakAlias"
        yield from stated(prop, _full(parts))
        if prop == "name" and one.kind == "individual":
            given = [part for part in parts[:5] if part]
            yield from stated("firstName", given[0] if given else "")
            yield from stated("middleName", " ".join(given[1:]))
            yield from stated("lastName", parts[5])
    for name, language in one.originals:
        yield from stated("name", name, language=_LANGUAGES.get(language.lower(), ""))


def _sanction(one: _Entry, key: str, since: str) -> Iterator[Stated]:
    yield Stated("entity", key)
    yield from stated("authority", one.source)
    yield Stated("authorityId", one.key)
    yield from stated("unscId", one.un)
    yield from stated("program", one.programme)
    for measure in one.measures.split("|"):
        yield from stated("provisions", measure)
    yield from stated("startDate", since)
    yield from stated("modifiedAt", _iso(one.updated))
    yield from stated("reason", one.reason)


def _full(parts: Sequence[str]) -> str:
    return " ".join(filter(None, parts))


def _iso(day: str) -> str:
    """`28/04/1937`, `dd/04/1937`, `dd/mm/1937` as far as they say; nothing for what is no day."""
    found = _DAY.fullmatch(day)
    if not found:
        return ""
    date, month, year = found[1], found[2], found[3]
    if not month.isdigit() or month == "00":
        return year
    if not 1 <= int(month) <= 12:
        return ""
    if not date.isdigit() or date == "00":
        return f"{year}-{month}"
    return day_of(f"{year}-{month}-{date}")
