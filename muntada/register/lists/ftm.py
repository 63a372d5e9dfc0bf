"""Entities in FollowTheMoney's JSON, one a line, as OpenSanctions publishes them and as other programs write them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from muntada.register.lists.form import FileRead, ListRefused, Read, Row, Stated
from muntada.register.schema import Schema, UnknownSchema, schema_of
from muntada.text.gate import TextRefused, admit

# Topics that say that somebody stands on a list, where no programme is named.
_LISTED = frozenset({"sanction", "sanction.counter", "debarment", "wanted", "crime.terror", "export.control"})
_LONGEST_VALUE = 65_536
_MOST_LINES = 20_000_000
# Special categories of data (Directive (EU) 2016/680, article 10): no value of these is kept, whoever states it.
SPECIAL = frozenset({"religion", "ethnicity", "political"})


def read_ftm(data: bytes) -> FileRead:
    """Every entity of the file. Raises ListRefused where no line is one."""
    found = FileRead()
    seen: set[str] = set()
    for number, line in enumerate(_lines(data), 1):
        try:
            stated = json.loads(line)
            read = entity_of(stated, seen)
        except (ValueError, RecursionError) as error:
            code = getattr(error, "code", "not_json")
            found.rows.append(Row(f"line {number}", code, _sentence(error), line[:4000]))
            continue
        seen.add(read.key)
        found.entities.append(read)
        for name in sorted(SPECIAL & set(stated["properties"])):
            reason = f"The entity was taken without its {name}: values of this kind are not kept."
            found.rows.append(Row(f"line {number}", "special_category", reason))
    if not seen:
        raise ListRefused("No line of this file is an entity in FollowTheMoney’s JSON.")
    return found


class NotTaken(ValueError):
    """Raised for an entity that is set aside; `code` says why."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def entity_of(stated: Any, seen: Iterable[str] = ()) -> Read:
    """One entity of plain data. Raises NotTaken."""
    if not isinstance(stated, dict):
        raise NotTaken("not_an_entity", "The line is no object.")
    key, properties = stated.get("id"), stated.get("properties")
    if not isinstance(key, str) or not 0 < len(key) <= 100 or not key.isprintable():
        raise NotTaken("no_number", "It has no `id` of at most 100 signs.")
    if key in seen:
        raise NotTaken("twice", "Another line of this file has the same `id`.")
    try:
        schema = schema_of(str(stated.get("schema")))
    except UnknownSchema as error:
        raise NotTaken("schema", str(error)) from None
    if schema.abstract:
        raise NotTaken("schema", f"{schema.name} is abstract: nothing is one by itself.")
    if not isinstance(properties, dict):
        raise NotTaken("not_an_entity", "It has no `properties`.")
    return Read(key, schema.name, tuple(dict.fromkeys(_values(schema, properties))), **_listing(schema, properties))


def _values(schema: Schema, properties: dict[str, Any]) -> Iterator[Stated]:
    for name, values in properties.items():
        if name not in schema.properties:
            raise NotTaken("property", f"{schema.name} has no property {name!r}.")
        if name in SPECIAL:
            continue
        if not isinstance(values, list):
            raise NotTaken("property", f"{name} is no list of values.")
        for value in values:
            # Entities may be nested in place of their ids; theirs is what is stated.
            text = value.get("id") if isinstance(value, dict) else value
            if not isinstance(text, str):
                raise NotTaken("property", f"A value of {name} is no text.")
            try:
                yield Stated(name, admit(text, limit=_LONGEST_VALUE))
            except TextRefused as error:
                raise NotTaken("text", f"A value of {name} cannot be kept: {error}") from None


def _listing(schema: Schema, properties: dict[str, Any]) -> dict[str, str]:
    """What an entity that stands on a list by itself says of that; sanctions of their own say it otherwise."""
    if not schema.is_a("Thing"):
        return {}
    topics = properties.get("topics")
    listed = [one for one in topics if isinstance(one, str) and one in _LISTED] if isinstance(topics, list) else []
    programme = properties.get("programId") or properties.get("program") or listed
    return {"programme": "; ".join(str(one) for one in programme)[:200]} if isinstance(programme, list) else {}


def _lines(data: bytes) -> Iterator[str]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ListRefused("This file is not in UTF-8.") from None
    for number, line in enumerate(text.split("\n")):
        if number > _MOST_LINES:
            raise ListRefused("This file has more lines than any list.")
        if line.strip():
            yield line


def _sentence(error: Exception) -> str:
    return str(error) if isinstance(error, NotTaken) else "The line is no JSON."
