"""The thread of every value of a record: how many passages it rests on and where to read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from muntada.access.actor import Actor
from muntada.evidence.pen import held
from muntada.evidence.queries import FieldValues, cited_values
from muntada.evidence.values import Json
from muntada.sources.queries import values_of
from muntada.trail.deed import key_of, label
from muntada.web.evidence.values import shown
from muntada.web.names import Names

EMPTY = SafeString()


@dataclass(frozen=True, slots=True)
class Strand:
    """One value's evidence: how many passages, where they are read, and the other values where sources disagree."""

    count: int
    address: str
    shown: SafeString = EMPTY
    others: tuple[Strand, ...] = ()


def threads(actor: Actor, record: models.Model) -> dict[str, Strand]:
    """By field, what each value of the record rests on, as far as the actor may see."""
    names = Names(actor)
    return {values.field: _strand(names, record, values) for values in values_of(actor, record) if values.citations}


def threads_of(actor: Actor, records: Iterable[models.Model]) -> dict[tuple[str, str], dict[str, Strand]]:
    """As `threads` for many records at once; only those of which more than one thing is said are read in full."""
    every = {(label(record), key_of(record)): record for record in records}
    found: dict[tuple[str, str], dict[str, Strand]] = {}
    for name, fields in cited_values(actor, every.values()).items():
        if all(_plain(every[name], field, values) for field, values in fields.items()):
            found[name] = {field: Strand(len(values), _address(*name, field)) for field, values in fields.items()}
        else:
            found[name] = threads(actor, every[name])
    return found


def _plain(record: models.Model, field: str, values: list[Json]) -> bool:
    several = any(column.name == field for column in record._meta.many_to_many)
    return several or all(value == held(record, field) for value in values)


def _address(kind: str, key: str, field: str) -> str:
    return f"{reverse('evidence')}?{urlencode({'type': kind, 'key': key, 'field': field})}"


def _strand(names: Names, record: models.Model, values: FieldValues) -> Strand:
    address = _address(label(record), key_of(record), values.field)
    split = values.in_conflict and not values.settled
    others = tuple(
        Strand(sum(len(voice.citations) for voice in one.voices), address, shown(names, values.field, one.value))
        for one in values.stated
        if split and one.value != values.shown
    )
    own = [one for one in values.stated if one.value == values.shown] if split else values.stated
    count = sum(max(1, len(voice.citations)) for one in own for voice in one.voices)
    return Strand(count, address, shown(names, values.field, values.shown), others)
