"""What of an entity is screened: its names, dates of birth, nationalities and numbers. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from muntada.register.lists.form import Read, Stated
from muntada.register.schema import Schema, schema_of
from muntada.screening.model import Entry, Identifier, Name
from muntada.text.names.letters import is_arabic

_NAMES = {"name": "primary", "alias": "alias", "previousName": "alias", "weakAlias": "weak"}
_NATIONAL = ("nationality", "citizenship", "country", "jurisdiction", "flag")
# What bears numbers of its holder: the property that names the holder.
PAPERS = {"Passport": "holder", "Identification": "holder"}


def entries_of(entities: Sequence[Read]) -> Iterator[Entry]:
    """Every entity of a list whose names are screened, with the numbers of its papers."""
    papers: dict[str, list[Read]] = defaultdict(list)
    for one in entities:
        if one.schema in PAPERS:
            for holder in one.values(PAPERS[one.schema]):
                papers[holder].append(one)
    for one in entities:
        if is_screened(one.schema):
            entry = entry_of(one.key, one.schema, one.stated, [paper.stated for paper in papers.get(one.key, ())])
            if entry is not None:
                yield entry


def is_screened(schema: str) -> bool:
    """Whether names of entities of this schema are screened: those of who or what may be listed, not of places."""
    found = schema_of(schema)
    return found.is_a("LegalEntity") or found.is_a("Vehicle")


def entry_of(key: str, schema: str, said: Sequence[Stated], papers: Iterable[Sequence[Stated]] = ()) -> Entry | None:
    """An entity as it is screened; None for one without a name."""
    found = schema_of(schema)
    names = tuple(_names(said))
    if not names:
        return None
    return Entry(
        id=key,
        names=names,
        kind=kind_of(found),
        born=tuple(dict.fromkeys(one.original or one.value for one in said if one.prop == "birthDate")),
        nationalities=tuple(dict.fromkeys(one.value for one in said if one.prop in _NATIONAL)),
        identifiers=tuple(dict.fromkeys((*_numbers(found, said), *_of_papers(papers)))),
    )


def kind_of(schema: Schema) -> str:
    """What kind of thing the engine takes an entity of this schema for."""
    if schema.is_a("Person"):
        return "person"
    if schema.is_a("Vessel"):
        return "vessel"
    return "aircraft" if schema.is_a("Airplane") else "entity"


def _names(said: Sequence[Stated]) -> Iterator[Name]:
    for one in said:
        kind = _NAMES.get(one.prop)
        if kind is not None:
            yield Name(one.value, "original" if kind == "primary" and is_arabic(one.value) else kind)


def _numbers(schema: Schema, said: Sequence[Stated]) -> Iterator[Identifier]:
    types: Mapping[str, str] = {name: stated.type for name, stated in schema.properties.items()}
    for one in said:
        if types.get(one.prop) == "identifier" and one.prop not in _OF_MANY:
            yield Identifier(one.value, _TYPES.get(one.prop, one.prop))


_TYPES = {"passportNumber": "passport", "imoNumber": "imo"}
_OF_MANY = frozenset({"programId", "okvedCode", "swiftBic"})  # codes that many bear, and that tell nobody apart


def _of_papers(papers: Iterable[Sequence[Stated]]) -> Iterator[Identifier]:
    for paper in papers:
        said = {one.prop: one.value for one in paper}
        if said.get("number"):
            yield Identifier(said["number"], said.get("type", ""))
