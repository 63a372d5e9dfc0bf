"""The thread of every value of a record: how many passages it rests on and where to read them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from muntada.access.actor import Actor
from muntada.evidence.queries import FieldValues
from muntada.sources.queries import values_of
from muntada.trail.deed import key_of, label
from muntada.web.evidence.values import shown
from muntada.web.names import Names


@dataclass(frozen=True, slots=True)
class Strand:
    """One value's evidence: how many passages, where they are read, and the other values where sources disagree."""

    count: int
    address: str
    shown: SafeString
    others: tuple[Strand, ...] = ()


def threads(actor: Actor, record: models.Model) -> dict[str, Strand]:
    """By field, what each value of the record rests on, as far as the actor may see."""
    names = Names(actor)
    return {values.field: _strand(names, record, values) for values in values_of(actor, record) if values.citations}


def _strand(names: Names, record: models.Model, values: FieldValues) -> Strand:
    query = {"type": label(record), "key": key_of(record), "field": values.field}
    address = f"{reverse('evidence')}?{urlencode(query)}"
    split = values.in_conflict and not values.settled
    others = tuple(
        Strand(sum(len(voice.citations) for voice in one.voices), address, shown(names, values.field, one.value))
        for one in values.stated
        if split and one.value != values.shown
    )
    own = [one for one in values.stated if one.value == values.shown] if split else values.stated
    count = sum(max(1, len(voice.citations)) for one in own for voice in one.voices)
    return Strand(count, address, shown(names, values.field, values.shown), others)
