"""References that a caller may know of: parties, instruments and records by their keys, looked up many at once."""

from __future__ import annotations

from collections.abc import Iterable

from muntada.access.actor import Actor
from muntada.access.models import Handled
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.api.shapes import HandlingOut, Names, RecordName, Ref
from muntada.evidence.queries import record_at
from muntada.library.models import Title, Work
from muntada.marking.handling import Category, Purpose, Retention
from muntada.marking.tlp import TLP
from muntada.parties.models import Name, Party

READ = Permission.RECORD_READ


class Known:
    """Parties and instruments that the actor may know of, among those that a piece of a list refers to."""

    def __init__(self, actor: Actor, parties: Iterable[str | None] = (), works: Iterable[str | None] = ()) -> None:
        wanted = {key for key in parties if key}
        seen = rows(actor, READ, Party).filter(pk__in=wanted).prefetch_related("names") if wanted else []
        self._parties = {party.key: Ref(key=party.key, names=shown(party.names.all())) for party in seen}
        wanted = {key for key in works if key}
        found = rows(actor, READ, Work).filter(pk__in=wanted).prefetch_related("titles") if wanted else []
        self._works = {work.key: Ref(key=work.key, names=shown(work.titles.all())) for work in found}

    def party(self, key: str | None) -> Ref | None:
        """The party of that key; None where there is none or none that the actor may know of."""
        return self._parties.get(key or "")

    def parties(self, keys: Iterable[str]) -> list[Ref]:
        """Those of the parties that the actor may know of."""
        return [self._parties[key] for key in keys if key in self._parties]

    def work(self, key: str | None) -> Ref | None:
        """The instrument of that key, as `party`."""
        return self._works.get(key or "")


def shown(names: Iterable[Name | Title]) -> Names:
    """The shown name in each language, else any; None where there is none."""
    found: dict[str, str] = {}
    for name in sorted(names, key=lambda one: (one.preferred, one.text)):
        found[name.language] = name.text
    return Names(ar=found.get("ar"), en=found.get("en"), fr=found.get("fr"))


def handling_of(thing: Handled) -> HandlingOut:
    """How a record may be handled, from its columns."""
    return HandlingOut(
        tlp=TLP(thing.tlp),
        originator=thing.originator,
        audience=sorted(thing.audience_keys),
        purpose=Purpose(thing.purpose),
        legal_basis=thing.legal_basis_id,
        category=Category(thing.category) if thing.category else None,
        retention=Retention(thing.retention) if thing.retention else None,
        review_by=thing.review_by.isoformat() if thing.review_by else None,
        disputed=thing.disputed,
    )


def seen_records(actor: Actor, names: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of these records that the actor may read."""
    return {(kind, key) for kind, key in set(names) if kind and record_at(actor, kind, key) is not None}


def named(kind: str, key: str) -> RecordName:
    """A record's name as it is given."""
    return RecordName(type=kind, key=key)
