"""Loads the shipped tables of parties: states, organisations, the forum's bodies, with their names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.parties.actions import bring_names, bring_parties
from muntada.parties.bring import FactsWrong, Ledger, TableRow
from muntada.parties.facts import bodies, members, organisations, states
from muntada.parties.models import LANGUAGES, Party
from muntada.trail.deed import act

_CLDR = "Unicode CLDR (names); ISO 3166-1 (codes)"
_HIGH = "high"


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many records a load made and changed, and what a person should know of it."""

    created: int
    changed: int
    notes: tuple[str, ...] = ()

    def __add__(self, other: Loaded) -> Loaded:
        return Loaded(self.created + other.created, self.changed + other.changed, self.notes + other.notes)


def load_parties(actor: Actor, ledger: Ledger) -> Loaded:
    """Bring every state, organisation and body of the forum in. Raises FactsWrong, and then changes nothing."""
    entries = list(_entries())
    check_parties(entries)
    shown = [row for entry in entries for row in _shown(entry)]
    others = [name for entry in entries for name in _others(entry)]
    with act(actor, Permission.FACTS_LOAD) as deed:
        parties = bring_parties(deed, ledger, [entry.row for entry in entries])
        names = bring_names(deed, ledger, shown, others)
    created = len(parties.created) + len(names.created)
    return Loaded(created, len(parties.changed) + len(names.changed))


@dataclass(frozen=True, slots=True)
class Entry:
    """A party to be, with the object of the tables that its names are read from."""

    row: TableRow
    named: Any

    @property
    def key(self) -> str:
        """The key of the party."""
        return str(self.row.ident)


def _entries() -> Iterator[Entry]:
    of_the_forum = {member.code: member for member in members()}
    for state in states():
        member = of_the_forum.get(state.code)
        note = "" if state.un_member else f"not a member of the United Nations ({state.standing})"
        yield _entry(
            state,
            state.code,
            Party.Kind.STATE,
            {"iso3": state.iso3, "m49": state.m49, "regional_group": member.un_regional_group if member else ""},
            member.note if member else note,
            (member.source, member.confidence) if member else (_CLDR, _HIGH),
        )
    for one in organisations():
        values = {"acronym": one.acronym, "parent": one.parent or None}
        yield _entry(one, one.key, Party.Kind(one.kind), values, one.note, (one.source, one.confidence))
    for body in bodies():
        if body.id.startswith("gctf."):
            values = {"acronym": body.abbr, "parent": body.parent_id or None}
            yield _entry(body, body.id, Party.Kind.BODY, values, body.note, (body.source, body.confidence))


def _entry(
    named: Any, key: str, kind: Party.Kind, values: dict[str, Any], note: str, rests_on: tuple[str, str]
) -> Entry:
    source, confidence = rests_on
    beside = {"key": key, "note": note, "source": source[:300], "confidence": confidence}
    return Entry(TableRow(key, {"kind": kind.value} | values, beside, source, confidence), named)


def _shown(entry: Entry) -> Iterator[TableRow]:
    for language, _own in LANGUAGES:
        beside = {"party": entry.key, "language": language, "preferred": True}
        text = getattr(entry.named, f"name_{language}")
        if text:
            yield TableRow((entry.key, language), {"text": text}, beside, entry.row.source, entry.row.confidence)


def _others(entry: Entry) -> Iterator[tuple[str, str, str]]:
    for language, _own in LANGUAGES:
        for text in getattr(entry.named, f"name_{language}_alt"):
            if text != getattr(entry.named, f"name_{language}"):
                yield entry.key, language, text


def check_parties(entries: list[Entry]) -> None:
    """Assert what must come out of the tables. Raises FactsWrong naming the row."""
    keys = {entry.key for entry in entries}
    if len(keys) != len(entries):
        twice = sorted(key for key in keys if sum(entry.key == key for entry in entries) > 1)
        raise FactsWrong(f"{twice[0]} is the key of two parties.")
    for entry in entries:
        parent = entry.row.values.get("parent")
        if parent and parent not in keys:
            raise FactsWrong(f"{entry.key} has the parent {parent}, which is no party.")
        for language, _own in LANGUAGES:
            if not getattr(entry.named, f"name_{language}"):
                raise FactsWrong(f"{entry.key} has no name in {language}.")
    expect(193, [state.code for state in states() if state.un_member], "states.csv: members of the United Nations")
    founding = [member for member in members() if member.founding]
    expect(29, [one.code for one in founding if one.kind == "state"], "members.csv: founding states")
    expect(1, [one.code for one in founding if one.kind == "organisation"], "members.csv: founding organisations")
    expect(32, [one.code for one in members()], "members.csv: members")
    for one in members():
        if one.code not in keys:
            raise FactsWrong(f"members.csv: {one.code} is no party.")


def expect(count: int, found: list[str], what: str) -> None:
    """Raise FactsWrong where a table does not hold as many rows as it must; the last row found is named."""
    if len(found) != count:
        last = f", the last of them {found[-1]}" if found else ""
        raise FactsWrong(f"{what}: {count} are wanted, {len(found)} are there{last}.")
