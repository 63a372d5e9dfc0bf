"""What is screened against, what is asked, and what is answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

KINDS = ("person", "entity", "vessel", "aircraft")


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an entry. `kind` is 'primary', 'alias', 'weak' (a low-quality alias) or 'original' (its own script)."""

    text: str
    kind: str = "primary"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A document's or a register's number. `type` is free ('passport', 'imo'); empty matches every type."""

    number: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list.

    `born` are dates as in the Extended Date/Time Format: '1964', '1964-02', '1964-02-01', '1964~' (about),
    '1960/1962' (between). `nationalities` are ISO 3166 codes or names, compared as they are written in small letters.
    """

    id: str
    names: tuple[Name, ...]
    kind: str = "person"
    born: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The entry as plain data for JSON, what is empty or usual left out."""
        names = [name.text if name.kind == "primary" else {"text": name.text, "kind": name.kind} for name in self.names]
        data: dict[str, Any] = {"id": self.id, "names": names}
        data |= {"kind": self.kind} if self.kind != "person" else {}
        data |= {"born": list(self.born)} if self.born else {}
        data |= {"nationalities": list(self.nationalities)} if self.nationalities else {}
        if self.identifiers:
            data["identifiers"] = [{"number": one.number, "type": one.type} for one in self.identifiers]
        return data

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Entry:
        """An entry from plain data as `as_dict` gives it; KeyError where id or names are missing."""
        return cls(
            id=str(data["id"]),
            names=tuple(Name(**name) if isinstance(name, dict) else Name(str(name)) for name in data["names"]),
            kind=data.get("kind") or "person",
            born=tuple(data.get("born") or ()),
            nationalities=tuple(data.get("nationalities") or ()),
            identifiers=tuple(
                Identifier(**number) if isinstance(number, dict) else Identifier(str(number))
                for number in data.get("identifiers") or ()
            ),
        )


@dataclass(frozen=True, slots=True)
class PartMatch:
    """Which part of the question met which part of the entry's name, and by which rule.

    `rule` is 'exact', 'transliteration', 'skeleton', 'typo', 'initial', 'joined', 'short_form', 'dropped_asked' (only
    the question has it), 'dropped_listed' (only the list has it) or 'title_ignored'. `likeness` is 1 for the same
    word. `rarity` is 1 for a part that hardly anybody bears, 0 for one that everybody does.
    """

    asked: str
    listed: str
    rule: str
    likeness: float
    rarity: float


@dataclass(frozen=True, slots=True)
class Fact:
    """What a birth date, a nationality or an identifier did: 'confirms', 'vetoes', 'doubts' or 'nothing'."""

    field: str
    effect: str
    asked: str = ""
    listed: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that may be meant. `score` and `name_score` are between 0 and 1; the score counts the facts in."""

    entry: Entry
    name: Name
    score: float
    name_score: float
    parts: tuple[PartMatch, ...] = ()
    facts: tuple[Fact, ...] = ()
    reordered: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A name asked for, with what else is known of who bears it; see `Entry` for the forms of dates."""

    name: str
    born: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    kind: str | None = None
    key: str = field(default="", compare=False)
