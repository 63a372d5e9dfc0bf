"""What no reader believes, whichever list says it: names that are none, births to come, numbers beyond reason. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from muntada.register.lists.form import FileRead, Read, Row, Stated
from muntada.register.schema import Schema, schema_of
from muntada.screening.facts import DateRefused, span
from muntada.text.gate import TextRefused, admit, admit_name

OLDEST = 150  # years that anybody on a list may have lived, with room for those who are listed though long dead
_LONGEST = 65_536
_LONGEST_NAME = 1_000
_LONGEST_KEY = 120  # it stands in the address of the entry's page


def sensible(read: FileRead, today: date) -> FileRead:
    """The same list without what cannot be; each value that is left out, and each entity, is a row with its reason."""
    found = FileRead(rows=list(read.rows), made_at=read.made_at)
    for one in read.entities:
        if len(one.key) > _LONGEST_KEY or "/" in one.key or "\0" in f"{one.key}{one.reference}{one.programme}":
            found.rows.append(Row((one.reference or one.key)[:120], "no_number", "Its number cannot be an address."))
            continue
        schema = schema_of(one.schema)
        wrong = [(said, why) for said in one.stated if (why := why_not(schema, said, today))]
        if not wrong:
            found.entities.append(one)
            continue
        place = one.reference or one.key
        found.rows.extend(
            Row(place, code, reason, f"{said.prop}: {said.value}"[:4000]) for said, (code, reason) in wrong
        )
        left = tuple(said for said in one.stated if said not in {refused for refused, _why in wrong})
        needed = [*schema.required, *(said.prop for said, (code, _reason) in wrong if code == "to_come")]
        missing = [prop for prop in needed if not any(said.prop == prop for said in left)]
        if missing:
            reason = f"Without what cannot be kept it has no {missing[0]}: the whole entry is left out."
            found.rows.append(Row(place, "nothing_left", reason))
        else:
            found.entities.append(Read(one.key, one.schema, left, one.reference, one.programme, one.since))
    return _without_loose_ends(found, {one.key for one in read.entities})


def _without_loose_ends(read: FileRead, named: set[str]) -> FileRead:
    """The list without what belongs to an entity that was left out: its sanction, its papers."""
    gone = named - {one.key for one in read.entities}
    if gone:
        read.entities = [one for one in read.entities if not gone & set(_tied(one))]
    return read


def _tied(one: Read) -> Iterator[str]:
    properties = schema_of(one.schema).properties
    yield from (said.value for said in one.stated if properties[said.prop].type == "entity")


def why_not(schema: Schema, said: Stated, today: date) -> tuple[str, str] | None:
    """Why a value is not kept: a code and a sentence; None where nothing speaks against it."""
    kind = schema.property(said.prop).type
    try:
        if kind == "name":
            admit_name(said.value, limit=_LONGEST_NAME)
        else:
            admit(said.value, limit=_LONGEST)
            admit(said.original, limit=_LONGEST)
    except TextRefused as error:
        return "text", f"A value of {said.prop} cannot be kept: {error}"
    if said.prop == "birthDate" and schema.is_a("Person"):
        return _not_born_then(said.value, today)
    if said.prop in {"date", "startDate"} and schema.is_a("Event"):
        return _not_yet(said.value, today)
    return None


def _not_born_then(value: str, today: date) -> tuple[str, str] | None:
    try:
        first, last = span(value)
    except DateRefused:
        return "date", "Its date of birth is no date."
    if first > today.toordinal() or last < today.toordinal() - OLDEST * 366:
        return "born", "Nobody on a list was born then."
    return None


def _not_yet(value: str, today: date) -> tuple[str, str] | None:
    try:
        first, _last = span(value.partition("T")[0])
    except DateRefused:
        return "date", "The day on which it happened is no date."
    return ("to_come", "The day on which it happened has not come yet.") if first > today.toordinal() else None
