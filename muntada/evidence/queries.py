"""What the values of a record rest on, and where its sources disagree, as far as the actor may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from django.apps import apps
from django.db import models

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.conditions import Circle, SharedWith
from muntada.access.models import Handled, LegalBasis
from muntada.access.rows import rows
from muntada.access.rules import Permission, decide
from muntada.evidence.models import Citation, Document, Release
from muntada.evidence.pen import empty, find, handled_place, held, named
from muntada.evidence.values import Json, agree
from muntada.marking.handling import Category
from muntada.trail.deed import key_of, label

ROOMS = {"forum", "library", "parties"}
_NOWHERE = (Category.VICTIM.value, Category.WITNESS.value)

# From documents' ids to the id of what they are copies of; documents that are left out are copies of nothing.
Copies = Callable[[set[int]], Mapping[int, int]]


@dataclass(frozen=True, slots=True)
class Voice:
    """One independent source of a value: a story with all its copies, or a named reference (no story)."""

    story: str
    citations: tuple[Citation, ...]

    @property
    def reference(self) -> str:
        return self.citations[0].reference if self.citations else self.story


@dataclass(frozen=True, slots=True)
class Stated:
    """One value that sources give for a field, with the voices that give it; `standing` is the strongest."""

    value: Json
    voices: tuple[Voice, ...]
    standing: str


@dataclass(frozen=True, slots=True)
class FieldValues:
    """A field of a record: what it shows and what is stated of it."""

    field: str
    shown: Json
    stated: tuple[Stated, ...]
    in_conflict: bool
    settled: bool

    @property
    def citations(self) -> list[Citation]:
        return [citation for one in self.stated for voice in one.voices for citation in voice.citations]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A record one of whose fields its sources state differently."""

    record: models.Model
    record_type: str
    record_key: str
    values: FieldValues


def sees(actor: Actor | None, record: models.Model) -> bool:
    """Whether the actor may know of this record; what has no handling of its own hangs on something that has."""
    return not isinstance(record, Handled) or bool(decide(actor, Permission.RECORD_READ, record))


def citations_of(actor: Actor | None, record: models.Model) -> models.QuerySet[Citation]:
    """Everything that the record's values rest on, with passage and document, by field."""
    seen = rows(actor, Permission.CITATION_READ, Citation)
    if not sees(actor, record):
        return seen.none()
    return seen.filter(**named(record)).select_related("passage__document").order_by("field", "pk")


def values_of(actor: Actor | None, record: models.Model, copies: Copies | None = None) -> list[FieldValues]:
    """The cited fields of a record in the order of its model, each with the voices behind its values.

    `copies` groups documents that are copies of one story, which then count as one voice.
    """
    citations = list(citations_of(actor, record))
    story = _stories(citations, copies)
    fields: dict[str, list[Citation]] = {}
    for citation in citations:
        fields.setdefault(citation.field, []).append(citation)
    order = [column.name for column in [*record._meta.concrete_fields, *record._meta.many_to_many]]
    return [_field_values(record, name, fields[name], story) for name in sorted(fields, key=order.index)]


def conflicts_of(actor: Actor | None, record: models.Model, copies: Copies | None = None) -> list[FieldValues]:
    """The fields of a record whose sources disagree."""
    return [values for values in values_of(actor, record, copies) if values.in_conflict]


def conflicts(actor: Actor | None, copies: Copies | None = None) -> list[Conflict]:
    """Every record with a field that its sources state differently, as far as the actor may see."""
    found: list[Conflict] = []
    for record_type, record_key in _arguable(rows(actor, Permission.CITATION_READ, Citation)):
        record = find(record_type, record_key)
        if record is not None and sees(actor, record):
            found += [Conflict(record, record_type, record_key, one) for one in conflicts_of(actor, record, copies)]
    return found


def _arguable(seen: models.QuerySet[Citation]) -> list[tuple[str, str]]:
    """The records of which more than one thing may be said: by a passage, or by two citations of one field that differ.

    What rests on a single reference alone cannot disagree with anything, and most records do.
    """
    names = ("record_type", "record_key")
    seen = seen.exclude(_lists())
    quoted = seen.filter(passage__isnull=False).order_by().values_list(*names).distinct()
    twice = (
        seen.order_by().values(*names, "field").annotate(said=models.Count("value", distinct=True)).filter(said__gt=1)
    )
    return sorted({*quoted, *twice.values_list(*names)})


@cache
def _lists() -> models.Q:
    """The fields that hold several values, in which one source adds to another and contradicts none."""
    found = models.Q(pk__in=[])
    for model in apps.get_models():
        several = [column.name for column in model._meta.many_to_many]
        several += [
            column.name
            for column in model._meta.concrete_fields
            if isinstance(column, models.JSONField) and column.default is list
        ]
        if several:
            found |= models.Q(record_type=model._meta.label_lower, field__in=several)
    return found


def cited_values(actor: Actor | None, records: Iterable[models.Model]) -> dict[tuple[str, str], dict[str, list[Json]]]:
    """For many records at once, by kind and key and then by field: the value of each citation, repeated as cited."""
    keys: dict[str, set[str]] = {}
    for record in records:
        keys.setdefault(label(record), set()).add(key_of(record))
    found: dict[tuple[str, str], dict[str, list[Json]]] = {}
    seen = rows(actor, Permission.CITATION_READ, Citation).order_by("pk")
    for kind, of_kind in keys.items():
        told = seen.filter(record_type=kind, record_key__in=of_kind)
        for key, field, value in told.values_list("record_key", "field", "value"):
            found.setdefault((kind, key), {}).setdefault(field, []).append(value)
    return found


def _stories(citations: Sequence[Citation], copies: Copies | None) -> dict[int, str]:
    """For each citation the name of its voice: the story or the document of its passage, or its reference."""
    documents = {citation.passage.document_id for citation in citations if citation.passage}
    story = copies(documents) if copies else {}
    named: dict[int, str] = {}
    for citation in citations:
        document = citation.passage.document_id if citation.passage else None
        if document is None:
            named[citation.pk] = citation.reference
        else:
            named[citation.pk] = f"story:{story[document]}" if document in story else f"document:{document}"
    return named


def _field_values(record: models.Model, name: str, citations: list[Citation], story: dict[int, str]) -> FieldValues:
    shown = held(record, name)
    values: list[Json] = []
    for citation in citations:
        if citation.value not in values:
            values.append(citation.value)
    stated = [_stated(value, [one for one in citations if one.value == value], story) for value in values]
    entered = getattr(record, "source", "")
    # A reference table's word has no citation of its own until somebody settles a conflict with it.
    if not isinstance(shown, list) and not empty(shown) and entered and not _is_cited(record, name, shown):
        stated.insert(0, Stated(shown, (Voice(entered, ()),), Citation.Standing.STANDS.value))
    standing = [one.value for one in stated if one.standing != Citation.Standing.SET_ASIDE]
    many = isinstance(shown, list)
    return FieldValues(
        field=name,
        shown=shown,
        stated=tuple(stated),
        in_conflict=not many and any(not agree(name, a, b) for a, b in combinations(standing, 2)),
        settled=any(citation.standing == Citation.Standing.PREFERRED for citation in citations),
    )


def _is_cited(record: models.Model, name: str, value: Json) -> bool:
    """Whether anything states this value, be it something that the actor may not see."""
    every = Citation.objects.filter(**named(record), field=name)
    return every.filter(value=value).exists()


def _stated(value: Json, citations: list[Citation], story: dict[int, str]) -> Stated:
    voices: dict[str, list[Citation]] = {}
    for citation in citations:
        voices.setdefault(story[citation.pk], []).append(citation)
    ranks = [Citation.Standing.SET_ASIDE, Citation.Standing.STANDS, Citation.Standing.PREFERRED]
    standing = max((Citation.Standing(citation.standing) for citation in citations), key=ranks.index)
    return Stated(value, tuple(Voice(name, tuple(each)) for name, each in voices.items()), standing.value)


def releases(actor: Actor | None) -> models.QuerySet[Release]:
    """What was asked for, given, declined and withdrawn, as far as the actor may see it."""
    return rows(actor, Permission.RELEASE_READ, Release)


def extract_of(actor: Actor | None, release: Release) -> dict[str, Json]:
    """The fields that a release shows of its record, for whom it was released to today; nothing for others."""
    if actor is None or release.state != Release.State.GIVEN or not release.fields:
        return {}
    clients = SharedWith(Circle.CLIENTS).keys(actor)
    record = find(release.record_type, release.record_key)
    if record is None or release.audience_keys.isdisjoint(clients):
        return {}
    return {name: held(record, name) for name in release.fields}


def handled_at(actor: Actor | None, kind: str, key: str) -> Handled | None:
    """The record or document of this kind and key that the actor may read; None for any other, and for no such kind."""
    place = handled_place(kind, key)
    if place is None:
        return None
    model, where = place
    permission = Permission.SOURCE_READ if model is Document else Permission.RECORD_READ
    found = rows(actor, permission, model).filter(**where).first()
    # Victims and witnesses in the register are shown nowhere, and nobody learns by a key that they are one.
    hidden = kind == "register.entity" and found is not None and found.category in _NOWHERE
    return None if hidden else found


def record_at(actor: Actor | None, kind: str, key: str) -> Handled | None:
    """The record of this kind and key in one of the rooms that keep the forum's records, if the actor may read it."""
    return handled_at(actor, kind, key) if kind.partition(".")[0] in ROOMS else None


def bases_in_force(actor: Actor | None) -> models.QuerySet[LegalBasis]:
    """The legal bases on which something new may rest today."""
    today = clock.today()
    lasting = models.Q(until__isnull=True) | models.Q(until__gt=today)
    return rows(actor, Permission.POLICY_READ, LegalBasis).filter(lasting, since__lte=today)
