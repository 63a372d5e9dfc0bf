"""The consolidated list of the United Nations Security Council, in its XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lxml import etree

from muntada.register.lists.form import FileRead, ListRefused, Read, Row, Stated, clean, country, stated
from muntada.register.lists.tree import joined as _joined
from muntada.register.lists.tree import text_of as _text
from muntada.register.lists.tree import tree, written

_NAME = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_PARTS = ("firstName", "secondName", "middleName", "lastName")
_AUTHORITY = "United Nations Security Council"
_YEAR = re.compile(r"(1[89]|20)\d\d", re.ASCII)
_REFERENCE = re.compile(r"[A-Z]{2}[ie]\.\d{3}", re.ASCII)


def read_un(data: bytes) -> FileRead:
    """Every individual and entity of the list with its sanction and its papers. Raises ListRefused."""
    root = _root(data)
    found = FileRead(made_at=root.get("dateGenerated", ""))
    seen: set[str] = set()
    for node in (*root.iterfind("INDIVIDUALS/INDIVIDUAL"), *root.iterfind("ENTITIES/ENTITY")):
        place = _text(node, "REFERENCE_NUMBER") or f"line {node.sourceline}"
        wrong = _wrong(node, seen)
        if wrong is not None:
            found.rows.append(Row(place, *wrong, written(node)))
            continue
        seen.add(_key(node))
        found.entities.extend(_entities(node))
    return found


def _root(data: bytes) -> etree._Element:
    root = tree(data)
    if root.tag != "CONSOLIDATED_LIST":
        raise ListRefused("This is not the Security Council’s consolidated list: it begins with another element.")
    return root


def _wrong(node: etree._Element, seen: set[str]) -> tuple[str, str] | None:
    """Why an entry is set aside: a code and a sentence; None where nothing speaks against it."""
    if not _text(node, "DATAID"):
        return "no_number", "It has no DATAID, by which it would be known."
    if _key(node) in seen:
        return "twice", "Another entry of this file has the same DATAID."
    if not _REFERENCE.fullmatch(_text(node, "REFERENCE_NUMBER")):
        return "no_reference", "Its permanent reference number is missing or not of the form QDi.001."
    if not _name(node):
        return "no_name", "It has no name."
    since = _text(node, "LISTED_ON")[:10]
    try:
        date.fromisoformat(since)
    except ValueError:
        return "no_day", "The day on which it was listed is missing or is no day."
    return None


def _entities(node: etree._Element) -> Iterator[Read]:
    key, reference = _key(node), _text(node, "REFERENCE_NUMBER")
    person = node.tag == "INDIVIDUAL"
    since, programme = _text(node, "LISTED_ON")[:10], _text(node, "UN_LIST_TYPE")
    yield Read(
        key,
        "Person" if person else "Organization",
        tuple(dict.fromkeys(_of_person(node) if person else _of_entity(node))),
        reference,
        programme,
        since,
    )
    yield Read(f"{key}-sanction", "Sanction", tuple(dict.fromkeys(_of_sanction(node, key))))
    for number, paper in enumerate(node.iterfind("INDIVIDUAL_DOCUMENT"), 1):
        if _text(paper, "NUMBER"):
            yield _paper(key, number, paper)


def _of_person(node: etree._Element) -> Iterator[Stated]:
    yield from _of_anybody(node)
    for tag, prop in zip(_NAME, _PARTS, strict=True):
        yield from stated(prop, node.findtext(tag))
    for tag, prop in (("TITLE/VALUE", "title"), ("DESIGNATION/VALUE", "position")):
        for value in node.iterfind(tag):
            yield from stated(prop, value.text)
    for value in node.iterfind("NATIONALITY/VALUE"):
        if clean(value.text):
            yield from stated("nationality", value.text, value=country(value.text or ""))
    gender = {"Male": "male", "Female": "female"}.get(_text(node, "GENDER"))
    if gender:
        yield Stated("gender", gender)
    for born in node.iterfind("INDIVIDUAL_DATE_OF_BIRTH"):
        yield from _born(born)
    for place in node.iterfind("INDIVIDUAL_PLACE_OF_BIRTH"):
        yield from stated("birthPlace", _joined(place, ("STREET", "CITY", "STATE_PROVINCE", "COUNTRY")))
        if _text(place, "COUNTRY"):
            yield from stated("birthCountry", place.findtext("COUNTRY"), value=country(_text(place, "COUNTRY")))


def _of_entity(node: etree._Element) -> Iterator[Stated]:
    yield from _of_anybody(node)


def _of_anybody(node: etree._Element) -> Iterator[Stated]:
    yield from stated("name", _name(node))
    yield from stated("name", node.findtext("NAME_ORIGINAL_SCRIPT"))
    for alias in (*node.iterfind("INDIVIDUAL_ALIAS"), *node.iterfind("ENTITY_ALIAS")):
        quality = _text(alias, "QUALITY")
        prop = {"Low": "weakAlias", "f.k.a.": "previousName"}.get(quality, "alias")
        yield from stated(prop, alias.findtext("ALIAS_NAME"))
    for place in (*node.iterfind("INDIVIDUAL_ADDRESS"), *node.iterfind("ENTITY_ADDRESS")):
        yield from stated("address", _joined(place, ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")))
        if _text(place, "COUNTRY"):
            yield from stated("country", place.findtext("COUNTRY"), value=country(_text(place, "COUNTRY")))
    yield from stated("notes", node.findtext("COMMENTS1"))
    yield Stated("topics", "sanction")


def _born(node: etree._Element) -> Iterator[Stated]:
    """A day or year of birth; the original says where it is about right, or between two years."""
    first, last = _text(node, "FROM_YEAR"), _text(node, "TO_YEAR")
    if _YEAR.fullmatch(first) and _YEAR.fullmatch(last) and first <= last:
        between = f"{first}/{last}"
        yield Stated("birthDate", first, between)
        yield Stated("birthDate", last, between)
        return
    value = _text(node, "DATE")[:10] or _text(node, "YEAR")
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value, re.ASCII):
        return
    about = _text(node, "TYPE_OF_DATE") == "APPROXIMATELY"
    yield Stated("birthDate", value, f"{value}~" if about else "")


def _of_sanction(node: etree._Element, key: str) -> Iterator[Stated]:
    yield Stated("entity", key)
    yield Stated("authority", _AUTHORITY)
    yield from stated("unscId", node.findtext("REFERENCE_NUMBER"))
    yield from stated("program", node.findtext("UN_LIST_TYPE"))
    day = _text(node, "LISTED_ON")[:10]
    yield Stated("listingDate", day)
    yield Stated("startDate", day)
    for value in node.iterfind("LAST_DAY_UPDATED/VALUE"):
        yield from stated("modifiedAt", (value.text or "")[:10])


def _paper(key: str, number: int, node: etree._Element) -> Read:
    schema = "Passport" if "pass" in _text(node, "TYPE_OF_DOCUMENT").lower() else "Identification"
    values = [Stated("holder", key)]
    for prop, tag in (("number", "NUMBER"), ("type", "TYPE_OF_DOCUMENT"), ("summary", "NOTE")):
        values.extend(stated(prop, node.findtext(tag)))
    for tag in ("ISSUING_COUNTRY", "COUNTRY_OF_ISSUE"):
        if _text(node, tag):
            values.extend(stated("country", node.findtext(tag), value=country(_text(node, tag))))
    return Read(f"{key}-paper-{number}", schema, tuple(dict.fromkeys(values)))


def _key(node: etree._Element) -> str:
    return f"un-{_text(node, 'DATAID')}"


def _name(node: etree._Element) -> str:
    return " ".join(filter(None, (_text(node, tag) for tag in _NAME)))
