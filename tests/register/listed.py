"""A list of fictitious persons and groups in the form of the Security Council's, of any size, with changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from xml.sax.saxutils import escape

import pytest

from muntada.access import clock
from muntada.access.models import Processing
from muntada.register.facts import KnownList, known_lists

GIVEN = ("Samir", "Nadia", "Yusuf", "Layla", "Karim", "Huda", "Rashid", "Mona")
FAMILY = ("Alsharif", "Benomar", "Haddad", "Qasim", "Zaydan", "Mansouri", "Darwish")
ARABIC = ("سمير", "نادية", "يوسف", "ليلى", "كريم", "هدى", "رشيد", "منى")
ARABIC_FAMILY = ("الشريف", "بن عمر", "حداد", "قاسم", "زيدان", "المنصوري", "درويش")


@dataclass
class Person:
    """One individual of the list; `more` is XML of its own."""

    number: int
    name: str = ""
    original: str = ""
    born: str = "1970"
    more: str = ""
    reference: str = ""

    def __post_init__(self) -> None:
        given, family = self.number % len(GIVEN), (self.number // len(GIVEN)) % len(FAMILY)
        self.name = self.name or f"{GIVEN[given]} {FAMILY[family]}"
        self.original = self.original or f"{ARABIC[given]} {ARABIC_FAMILY[family]}"
        self.reference = self.reference or f"QDi.{self.number:03d}"

    def xml(self) -> str:
        first, _, rest = self.name.partition(" ")
        return (
            f"<INDIVIDUAL><DATAID>{self.number}</DATAID><FIRST_NAME>{escape(first)}</FIRST_NAME>"
            f"<SECOND_NAME>{escape(rest)}</SECOND_NAME><UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE>"
            f"<REFERENCE_NUMBER>{self.reference}</REFERENCE_NUMBER>"
            f"<LISTED_ON>2012-05-0{1 + self.number % 9}</LISTED_ON>"
            f"<NAME_ORIGINAL_SCRIPT>{self.original}</NAME_ORIGINAL_SCRIPT><COMMENTS1/>"
            "<NATIONALITY><VALUE>Jordan</VALUE></NATIONALITY>"
            f"<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>{self.born}</YEAR>"
            "</INDIVIDUAL_DATE_OF_BIRTH>"
            f"<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>K{self.number:06d}</NUMBER>"
            f"<ISSUING_COUNTRY>Jordan</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT>{self.more}</INDIVIDUAL>"
        )


@dataclass
class UnList:
    """A whole list."""

    persons: dict[int, Person] = field(default_factory=dict)
    groups: int = 3

    @classmethod
    def of(cls, count: int) -> UnList:
        """So many persons, and three groups."""
        return cls({number: Person(number) for number in range(1, count + 1)})

    def xml(self) -> bytes:
        """The file."""
        groups = "".join(
            f"<ENTITY><DATAID>900{number}</DATAID><FIRST_NAME>Lantern Front {number}</FIRST_NAME>"
            f"<UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE><REFERENCE_NUMBER>QDe.{number:03d}</REFERENCE_NUMBER>"
            "<LISTED_ON>2014-01-01</LISTED_ON><ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY>"
            f"<ALIAS_NAME>Jabhat al-Fanous {number}</ALIAS_NAME></ENTITY_ALIAS></ENTITY>"
            for number in range(1, self.groups + 1)
        )
        persons = "".join(one.xml() for one in self.persons.values())
        return (
            '<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST dateGenerated="2026-10-01T00:00:00Z">'
            f"<INDIVIDUALS>{persons}</INDIVIDUALS><ENTITIES>{groups}</ENTITIES></CONSOLIDATED_LIST>"
        ).encode()


def small(monkeypatch: pytest.MonkeyPatch, **more: object) -> None:
    """The Security Council's list is believed at the size of these tests."""
    known = known_lists()["un"]
    stated = {name: getattr(known, name) for name in KnownList.__dataclass_fields__}
    stated |= {"least": {"Person": 5, "Organization": 1}, "most": {"Person": 500, "Organization": 50}, **more}
    monkeypatch.setattr("muntada.register.actions.bringing.known_lists", lambda: {"un": KnownList(**stated)})


def assessed(purpose: str = "prevention", category: str = "other") -> None:
    """Two people signed what it means to keep such records."""
    until = clock.today() + timedelta(days=365)
    Processing.objects.create(purpose=purpose, category=category, assessment=1, until=until)


THE_DAY = date(2026, 10, 1)
