"""The consolidated list of persons, groups and entities under financial sanctions of the European Union.

It is read in the form of its Financial Sanctions Files, XML 1.1: elements that say everything in their attributes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from muntada.register.lists.form import FileRead, ListRefused, Read, Row, Stated, clean, country, day_of, stated
from muntada.register.lists.tree import tree, written
from muntada.register.schema import schema_of
from muntada.text.names.letters import is_arabic

_SPACE = "{http://eu.europa.ec/fpi/fsd/export}"
_AUTHORITY = "Council of the European Union"
_SCHEMATA = {"person": "Person", "enterprise": "Organization", "P": "Person", "E": "Organization"}
_UNKNOWN = {"", "00", "UNKNOWN"}
_YEAR = re.compile(r"(?:1[89]|20)\d\d", re.ASCII)
_NUMBERS = {"imo": "imoNumber", "regnumber": "registrationNumber", "fiscalcode": "taxNumber", "swiftbic": "swiftBic"}
_LANGUAGES = {
    "AR": "ara", "BG": "bul", "DE": "deu", "EL": "ell", "EN": "eng", "ES": "spa", "FA": "fas", "FR": "fra",
    "IT": "ita", "KO": "kor", "NL": "nld", "PL": "pol", "PS": "pus", "PT": "por", "RO": "ron", "RU": "rus",
    "SO": "som", "SR": "srp", "TR": "tur", "UK": "ukr", "UR": "urd", "ZH": "zho",
}  # fmt: skip


def read_eu(data: bytes) -> FileRead:
    """Every person and group of the list with its regulation and its papers. Raises ListRefused."""
    root = tree(data)
    if root.tag not in {f"{_SPACE}export", "export"}:
        raise ListRefused("This is not the European Union’s list: it begins with another element.")
    for node in root.iter(etree.Element):
        node.tag = str(node.tag).removeprefix(_SPACE)
    found = FileRead(made_at=root.get("generationDate", ""))
    seen: set[str] = set()
    for node in root.iterfind("sanctionEntity"):
        place = node.get("euReferenceNumber") or f"line {node.sourceline}"
        wrong = _wrong(node, seen)
        if wrong is not None:
            found.rows.append(Row(place, *wrong, written(node)))
            continue
        seen.add(node.get("logicalId", ""))
        found.entities.extend(_entities(node))
        found.rows.extend(_not_taken(node, place))
    return found


def _wrong(node: etree._Element, seen: set[str]) -> tuple[str, str] | None:
    """Why an entry is set aside: a code and a sentence; None where nothing speaks against it."""
    number = node.get("logicalId", "")
    if not (number.isascii() and number.isdigit()):
        return "no_number", "It has no logicalId, by which it would be known."
    if number in seen:
        return "twice", "Another entry of this file has the same logicalId."
    if _schema(node) is None:
        return "kind", "It says neither that it is a person nor that it is an enterprise."
    if not any(_whole(one) for one in node.iterfind("nameAlias")):
        return "no_name", "It has no name."
    return None


def _schema(node: etree._Element) -> str | None:
    kind = node.find("subjectType")
    if kind is None:
        return None
    return _SCHEMATA.get(kind.get("code", "")) or _SCHEMATA.get(kind.get("classificationCode", ""))


def _entities(node: etree._Element) -> Iterator[Read]:
    key, schema = f"eu-{node.get('logicalId')}", _schema(node) or ""
    regulations = node.findall("regulation")
    programmes = sorted({found for one in regulations if (found := clean(one.get("programme")))})
    since = min(_begun(node), default="")
    reference = clean(node.get("euReferenceNumber")) or node.get("logicalId", "")
    papers = list(_papers(key, node))
    values = [*_names(schema, node), *_said(schema, node), *_numbers(schema, node), Stated("topics", "sanction")]
    yield Read(key, schema, tuple(dict.fromkeys(values)), reference, "; ".join(programmes), since)
    yield Read(f"{key}-sanction", "Sanction", tuple(dict.fromkeys(_sanction(key, node, programmes, since))))
    yield from papers


def _begun(node: etree._Element) -> Iterator[str]:
    """The days from which it may have been listed: of its designation, and of its regulations."""
    days = [node.get("designationDate"), *(one.get("entryIntoForceDate") for one in node.iterfind("regulation"))]
    yield from filter(None, (day_of(day or "") for day in days))


def _whole(name: etree._Element) -> str:
    parts = (name.get("firstName"), name.get("middleName"), name.get("lastName"))
    return clean(name.get("wholeName")) or clean(" ".join(filter(None, parts)))


def _names(schema: str, node: etree._Element) -> Iterator[Stated]:
    """The first name is the main one, and so is any in Arabic letters; what the list calls weak stays weak."""
    main = False
    for one in node.iterfind("nameAlias"):
        name, language = _whole(one), _LANGUAGES.get(one.get("nameLanguage", "").upper(), "")
        if not name:
            continue
        weak = one.get("strong") == "false"
        prop = "weakAlias" if weak else "alias" if main and not is_arabic(name) else "name"
        main = main or prop == "name"
        yield Stated(prop, name, "", language)
        if schema == "Person":
            for part, attribute in (("firstName", "firstName"), ("middleName", "middleName"), ("lastName", "lastName")):
                yield from stated(part, one.get(attribute), language=language)
            yield from stated("title", one.get("title"), language=language)
            yield from stated("position", one.get("function"), language=language)
            gender = {"M": "male", "F": "female"}.get(one.get("gender", ""))
            if gender:
                yield Stated("gender", gender)
        else:
            yield from stated("notes", one.get("function"), language=language)


def _said(schema: str, node: etree._Element) -> Iterator[Stated]:
    yield from stated("notes", node.findtext("remark"))
    for place in node.iterfind("address"):
        yield from stated("address", _line(place, ("street", "poBox", "place", "city", "region", "zipCode")))
        yield from _country("country", place)
    if schema != "Person":
        return
    for one in node.iterfind("citizenship"):
        yield from _country("nationality", one)
    for one in node.iterfind("birthdate"):
        yield from _born(one)
        yield from stated("birthPlace", _line(one, ("place", "city", "region")))
        yield from _country("birthCountry", one)


def _born(one: etree._Element) -> Iterator[Stated]:
    """A day, month or year of birth; the original says where it is about right, or between two years."""
    if not _gregorian(one):
        return
    first, last = one.get("yearRangeFrom", ""), one.get("yearRangeTo", "")
    if _YEAR.fullmatch(first) and _YEAR.fullmatch(last) and first < last:
        yield from (Stated("birthDate", year, f"{first}/{last}") for year in (first, last))
        return
    value = day_of(one.get("birthdate", ""))
    if not value:
        value, month = one.get("year", ""), one.get("monthOfYear", "")
        if not _YEAR.fullmatch(value):
            return
        value += f"-{int(month):02d}" if re.fullmatch(r"[1-9]|1[0-2]", month, re.ASCII) else ""
    yield Stated("birthDate", value, f"{value}~" if one.get("circa") == "true" else "")


def _gregorian(one: etree._Element) -> bool:
    return one.get("calendarType", "") in {"", "GREGORIAN"}


def _not_taken(node: etree._Element, place: str) -> Iterator[Row]:
    """What of an entry that was taken could not be."""
    for one in node.iterfind("birthdate"):
        if not _gregorian(one):
            reason = "The entry was taken without a date of birth in another calendar."
            yield Row(place, "calendar", reason, written(one))


def _numbers(schema: str, node: etree._Element) -> Iterator[Stated]:
    """Numbers that are no paper's: of a register, of a ship, of a bank."""
    for one in node.iterfind("identification"):
        prop = _NUMBERS.get(one.get("identificationTypeCode", ""), "")
        if prop in schema_of(schema).properties and _usable(one):
            yield from stated(prop, one.get("latinNumber") or one.get("number"))


def _usable(one: etree._Element) -> bool:
    return str(one.get("knownFalse")) != "true"


def _papers(key: str, node: etree._Element) -> Iterator[Read]:
    for one in node.iterfind("identification"):
        kind, number = one.get("identificationTypeCode", ""), clean(one.get("number")) or clean(one.get("latinNumber"))
        if kind in _NUMBERS or not number:
            continue
        values = [Stated("holder", key), Stated("number", number)]
        values.extend(stated("number", one.get("latinNumber")))
        values.extend(stated("type", one.get("identificationTypeDescription") or kind))
        values.extend(stated("authority", one.get("issuedBy")))
        values.extend(_country("country", one))
        values.extend(stated("summary", one.findtext("remark")))
        if not _usable(one):
            values.append(Stated("summary", "Known to be false."))
        schema = "Passport" if kind == "passport" else "Identification"
        yield Read(f"{key}-paper-{one.get('logicalId') or number}"[:120], schema, tuple(dict.fromkeys(values)))


def _sanction(key: str, node: etree._Element, programmes: list[str], since: str) -> Iterator[Stated]:
    yield Stated("entity", key)
    yield Stated("authority", _AUTHORITY)
    yield from stated("authorityId", node.get("euReferenceNumber"))
    yield from stated("unscId", node.get("unitedNationId"))
    yield from (Stated("program", one) for one in programmes)
    yield from stated("startDate", since)
    yield from stated("reason", node.get("designationDetails"))
    for one in node.iterfind("regulation"):
        yield from stated("listingDate", one.get("publicationDate"))
        yield from stated("reason", one.get("numberTitle"))
        yield from stated("sourceUrl", one.findtext("publicationUrl"))


def _country(prop: str, one: etree._Element) -> Iterator[Stated]:
    """The code is what counts; the description where there is none."""
    code, name = one.get("countryIso2Code", ""), clean(one.get("countryDescription"))
    if re.fullmatch(r"[A-Z]{2}", code, re.ASCII) and code not in _UNKNOWN:
        yield Stated(prop, code.lower())
    elif name.upper() not in _UNKNOWN:
        yield from stated(prop, name, value=country(name))


def _line(one: etree._Element, attributes: tuple[str, ...]) -> str:
    said = [clean(one.get(name)) for name in attributes]
    name = clean(one.get("countryDescription"))
    return ", ".join(filter(None, [*said, "" if name.upper() in _UNKNOWN else name]))
