"""Values that are entered by hand: read as their property's type asks, or refused with the reason. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import urlsplit

from muntada.evidence.values import ValueRefused
from muntada.parties.facts import states
from muntada.register.facts.own import values_of
from muntada.register.lists.form import country
from muntada.register.schema import Property, Schema
from muntada.text.gate import TextRefused, admit

LONGEST_VALUE = 10_000
GROWN_UP = 18  # years (Convention on the Rights of the Child, article 1)
# Special categories of data (Directive (EU) 2016/680, article 10) are stated only where two persons opened that.
SPECIAL = ("religion", "ethnicity", "political")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,9})?", re.ASCII)
_DIGITS = {ord(sign): str(number % 10) for number, sign in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")} | {ord("٫"): "."}
_BOUNDS = {"latitude": 90.0, "longitude": 180.0}
_COUNTS = ("killed", "killedPerpetrators", "wounded", "recovery")


class WrongValue(ValueRefused):
    """Raised for a value that its property does not take; `prop` says which, `code` is a word for programs."""

    def __init__(self, prop: str, code: str, message: str) -> None:
        super().__init__(prop, message)
        self.prop, self.code = prop, code


@dataclass(frozen=True, slots=True)
class Grades:
    """What a value rests on: whether it is recorded or judged, how reliable its source is, how credible it is itself.

    `reliability` is A to F and `credibility` 1 to 6 (Admiralty code); `passage` is the number of a passage kept here.
    """

    kind: str
    reliability: str
    credibility: int
    passage: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One value somebody enters, in which language, and what it rests on."""

    prop: str
    value: str
    grades: Grades
    language: str = ""


def cleaned(stated: Property, text: str) -> tuple[str, str]:
    """A value as it is kept, and as it was written where that differs. Raises WrongValue."""
    try:
        written = " ".join(admit(text, limit=LONGEST_VALUE).split())
    except TextRefused as error:
        raise WrongValue(stated.name, "text", str(error)) from None
    if not written:
        raise WrongValue(stated.name, "empty", "There is no value.")
    kept = _as_its_type(stated, written)
    return kept, written if kept != written else ""


def _as_its_type(stated: Property, written: str) -> str:
    choices = values_of(stated.name)
    if choices:
        if written not in choices:
            raise WrongValue(stated.name, "choice", f"It is one of: {', '.join(choices)}.")
        return written
    if stated.type == "date":
        return _date(stated.name, written.translate(_DIGITS))
    if stated.type == "number":
        return _number(stated.name, written.translate(_DIGITS))
    if stated.type == "country":
        code = country(written).lower()
        if code not in _codes():
            raise WrongValue(stated.name, "country", "No country has this name or this code of two letters.")
        return code
    if stated.type == "url" and urlsplit(written).scheme not in ("http", "https"):
        raise WrongValue(stated.name, "url", "An address begins with https:// or http://.")
    if stated.type == "name" and not any(sign.isalpha() for sign in written):
        raise WrongValue(stated.name, "name", "A name has letters.")
    return written


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    return frozenset(one.code.lower() for one in states() if one.code)


def _date(prop: str, text: str) -> str:
    found = _DATE.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(part) if part else 1 for part in found.groups())
        if date(year, month, day) > date(2200, 1, 1) or year < 1000:
            raise ValueError
    except ValueError:
        raise WrongValue(prop, "date", "Write 2024, 2024-05 or 2024-05-31.") from None
    return text


def _number(prop: str, text: str) -> str:
    if not _NUMBER.fullmatch(text):
        raise WrongValue(prop, "number", "Write a number in figures.")
    if abs(float(text)) > _BOUNDS.get(prop, float("inf")):
        raise WrongValue(prop, "number", f"It lies between -{_BOUNDS[prop]:.0f} and {_BOUNDS[prop]:.0f}.")
    if prop in _COUNTS and (text.startswith("-") or "." in text):
        raise WrongValue(prop, "number", "It is counted: no part of one, and none below nought.")
    return text


def complete(schema: Schema, told: Sequence[Told]) -> None:
    """Raises WrongValue where an entity lacks what its schema needs, or says what cannot be of it."""
    said = {one.prop for one in told}
    for prop in schema.required:
        if prop not in said:
            raise WrongValue(prop, "needed", f"{schema.name} needs its {prop}.")
    if schema.name == "Participation":
        _suspicion_is_no_finding(told)


def _suspicion_is_no_finding(told: Sequence[Told]) -> None:
    """What somebody claims, is said to have done or is charged with is an assessment; a court makes it a fact."""
    basis = [one for one in told if one.prop == "basis"]
    if not basis:
        raise WrongValue("basis", "needed", "Say what the participation rests on.")
    for one in basis:
        judged = one.value in ("convicted", "acquitted")
        if judged and not {"court", "judgment"} <= {each.prop for each in told}:
            raise WrongValue("judgment", "needed", "Name the court and its judgment.")
        if not judged and any(each.grades.kind != "assessment" for each in told):
            raise WrongValue("basis", "assessment", "A suspicion is never a finding: enter it as an assessment.")


def is_child(births: Iterable[str], today: date) -> bool:
    """Whether somebody born then may be under eighteen: of a year or a month alone, the last day counts."""
    return any(_grown_up_on(born) > today for born in births if _DATE.fullmatch(born))


def _grown_up_on(born: str) -> date:
    year, month, day = (int(part) if part else None for part in _DATE.fullmatch(born).groups())  # type: ignore[union-attr]
    if year is None or year + GROWN_UP > date.max.year:
        return date.max
    if month is None:
        return date(year + GROWN_UP + 1, 1, 1)
    if day is None:
        return date(year + GROWN_UP + month // 12, month % 12 + 1, 1)
    if (month, day) == (2, 29):
        return date(year + GROWN_UP, 3, 1)
    return date(year + GROWN_UP, month, day)
