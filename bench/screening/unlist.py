"""Reads the consolidated list of the United Nations Security Council (XML) as entries."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from pathlib import Path

from muntada.screening.model import Entry, Identifier, Name

_NAME = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")


def _text(node: ElementTree.Element, tag: str) -> str:
    return " ".join((node.findtext(tag) or "").split())


def _born(node: ElementTree.Element) -> tuple[str, ...]:
    found = []
    for date in node.findall("INDIVIDUAL_DATE_OF_BIRTH"):
        about = "~" if _text(date, "TYPE_OF_DATE") == "APPROXIMATELY" else ""
        if _text(date, "FROM_YEAR") and _text(date, "TO_YEAR"):
            found.append(f"{_text(date, 'FROM_YEAR')}/{_text(date, 'TO_YEAR')}")
        elif value := _text(date, "DATE")[:10] or _text(date, "YEAR"):
            found.append(value + about)
    return tuple(dict.fromkeys(found))


def _names(node: ElementTree.Element, alias: str) -> tuple[Name, ...]:
    names = [Name(" ".join(filter(None, (_text(node, tag) for tag in _NAME))))]
    if original := _text(node, "NAME_ORIGINAL_SCRIPT"):
        names.append(Name(original, "original"))
    names.extend(
        Name(text, "weak" if _text(other, "QUALITY") == "Low" else "alias")
        for other in node.findall(alias)
        if (text := _text(other, "ALIAS_NAME"))
    )
    return tuple(names)


def read_un(path: Path) -> list[Entry]:
    """Every individual and entity of the list."""
    root = ElementTree.parse(path).getroot()
    people = [_person(node) for node in root.iter("INDIVIDUAL")]
    return people + [
        Entry(_text(node, "REFERENCE_NUMBER"), _names(node, "ENTITY_ALIAS"), "entity") for node in root.iter("ENTITY")
    ]


def _person(node: ElementTree.Element) -> Entry:
    numbers = (
        Identifier(_text(paper, "NUMBER"), _text(paper, "TYPE_OF_DOCUMENT"))
        for paper in node.findall("INDIVIDUAL_DOCUMENT")
    )
    return Entry(
        _text(node, "REFERENCE_NUMBER"),
        _names(node, "INDIVIDUAL_ALIAS"),
        "person",
        _born(node),
        tuple(" ".join((value.text or "").split()) for value in node.findall("NATIONALITY/VALUE")),
        tuple(number for number in numbers if number.number),
    )
