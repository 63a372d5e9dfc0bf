"""An entity of FollowTheMoney as a question: whoever asks describes whom they mean, and that is looked for. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from muntada.register.lists.asked import Question, Wrong
from muntada.register.lists.form import Stated, clean, country
from muntada.register.lists.screened import entry_of, is_screened, kind_of
from muntada.register.schema import Schema, UnknownSchema, schema_of
from muntada.screening.facts import DateRefused, span
from muntada.text.gate import TextRefused, admit

MOST_NAMES = 100  # of one question, with those that are put together of its parts
MOST_VALUES = 500
_LONGEST = 1_000
_ANYBODY = frozenset({"Thing", "LegalEntity"})  # of which it is not said whether they are persons
_PARTS = (("firstName",), ("secondName", "middleName"), ("fatherName",), ("lastName",))


def question_of(schema: str, properties: Mapping[str, Any], key: str = "") -> Question:
    """The question that an example is: its names, dates of birth, countries and numbers; the rest tells nobody apart.

    Values are texts or lists of texts. A question of numbers alone is asked by the first of them. Raises Wrong.
    """
    kind = _schema(schema)
    said = tuple(_stated(kind, properties))
    names = list(dict.fromkeys([*_whole(said), *(() if _whole(said) else _composed(properties))]))
    entry = entry_of(key, kind.name, (*said, Stated("name", "-")))
    assert entry is not None  # it has a name now
    names = names or [one.number for one in entry.identifiers[:1]]
    if not names:
        raise Wrong("no_name", "It has neither a name nor a number to look for.")
    if len(names) > MOST_NAMES:
        raise Wrong("names", f"At most {MOST_NAMES} names are looked for in one question; there are {len(names)}.")
    return Question(
        name=names[0],
        born=entry.born,
        nationalities=entry.nationalities,
        identifiers=entry.identifiers,
        kind=None if kind.name in _ANYBODY else kind_of(kind),
        key=key,
        also=tuple(names[1:]),
    )


def _schema(name: str) -> Schema:
    try:
        found = schema_of(name)
    except UnknownSchema as error:
        raise Wrong("schema", str(error)) from None
    if found.name != "Thing" and (not is_screened(name) or found.ours):
        raise Wrong("schema", f"Entities of the schema {name} are not looked for: no list here is of them.")
    return found


def _stated(schema: Schema, properties: Mapping[str, Any]) -> Iterator[Stated]:
    for name, values in properties.items():
        try:
            kind = schema.property(name).type
        except UnknownSchema as error:
            raise Wrong("property", str(error)) from None
        for value in _texts(name, values):
            yield Stated(name, _meant(name, kind, value))


def _texts(name: str, values: Any) -> Iterator[str]:
    listed = values if isinstance(values, list) else [values]
    if len(listed) > MOST_VALUES:
        raise Wrong("values", f"{name} has more than {MOST_VALUES} values.")
    for value in listed:
        if not isinstance(value, str):
            raise Wrong("values", f"A value of {name} is no text.")
        try:
            text = clean(admit(value, limit=_LONGEST))
        except TextRefused as error:
            raise Wrong("text", f"{name}: {error}") from None
        if text:
            yield text


def _meant(name: str, kind: str, value: str) -> str:
    if name == "birthDate":
        day = value.partition("T")[0]
        try:
            span(day)
        except DateRefused as error:
            raise Wrong("born", f"{name}: {error}") from None
        return day
    return country(value).lower() if kind == "country" else value


def _whole(said: tuple[Stated, ...]) -> list[str]:
    return [
        one.value
        for prop in ("name", "alias", "previousName", "weakAlias")
        for one in said
        if one.prop == prop and any(sign.isalnum() for sign in one.value)
    ]


def _composed(properties: Mapping[str, Any]) -> Iterator[str]:
    """Names put together of given, middle, father's and family names, where no whole name is stated."""
    parts = [[text for name in names for text in _texts(name, properties.get(name, []))] for names in _PARTS]
    count = 1
    for texts in parts:
        count *= max(1, len(texts))
    if count > MOST_NAMES:
        raise Wrong("names", f"Its parts make more than {MOST_NAMES} names.")
    for chosen in product(*(texts or [""] for texts in parts)):
        name = " ".join(part for part in chosen if part)
        if any(sign.isalnum() for sign in name):
            yield name
