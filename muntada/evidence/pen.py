"""The pen writes what a source states into records: it fills what is empty and sharpens what was vague, and never
writes over a value that stands. It keeps count of every value stated, so that each can be cited, and of every
change, so that all of it can be taken back."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from muntada.access.actor import Actor
from muntada.access.models import Handled
from muntada.evidence.models import Citation
from muntada.evidence.values import Json, ValueRefused, says_more
from muntada.marking.handling import PUBLIC, Handling, Incomparable, strictest
from muntada.trail.deed import key_of, label

M = TypeVar("M", bound=models.Model)
Step = dict[str, Any]

DIGITS = 19  # with fewer, a number fits a column of 64 bits

# Controls, embeddings and overrides of direction, lone surrogates; joiners and direction marks belong to words.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Rests:
    """What is being written rests on something handled like this; `actor` is who writes."""

    handling: Handling = PUBLIC
    actor: Actor | None = None


_RESTS: ContextVar[Rests | None] = ContextVar("rests", default=None)


@contextmanager
def resting_on(handling: Handling, actor: Actor | None = None) -> Iterator[None]:
    """Within the block, whatever a pen writes rests on a source handled like this.

    What is made takes that handling, or the stricter one of what it belongs to. A value is shown by a record only
    where everybody who may see the record may see the source; else the source's word stands as a citation alone,
    for those who may see it.
    """
    before = _RESTS.set(Rests(handling, actor))
    try:
        yield
    finally:
        _RESTS.reset(before)


def resting() -> Rests:
    """What is being written rests on this."""
    return _RESTS.get() or Rests()


@dataclass(frozen=True, slots=True)
class Said:
    """A source states this value (as JSON, a related thing by its key) of this field of this record."""

    record: models.Model
    field: str
    value: Json


@dataclass(slots=True)
class Written:
    """What one verb brought about: `records` are what the finding became, the main one first.

    `said` holds every value stated, written or not; `steps` every change, in order, as JSON.
    """

    records: list[models.Model] = field(default_factory=list)
    created: list[models.Model] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    @property
    def wrote(self) -> dict[str, list[str]]:
        """The fields that changed, under `kind:key` of their record; `*` for a record that was made."""
        fields: dict[str, list[str]] = {}
        for step in self.steps:
            name = "*" if step["did"] == "create" else step["field"]
            fields.setdefault(f"{step['type']}:{step['key']}", []).append(name)
        return fields


class Pen:
    """One verb's pen; `written` is its count."""

    def __init__(self) -> None:
        self.written = Written()
        self.under = resting().handling

    def make(self, model: type[M], said: dict[str, Any], unsaid: dict[str, Any] | None = None) -> M:
        """A new record; `said` are values that the source states, `unsaid` what we add: names, handling."""
        said = {name: value for name, value in said.items() if not empty(value)}
        record = model(**(said | (unsaid or {})))
        for name, value in said.items():
            _checked(record, name, value)
        if isinstance(record, Handled):
            record.marked(self._handling_of([*said.values(), *(unsaid or {}).values()]))
        record.save(force_insert=True)
        self.written.created.append(record)
        self.written.steps.append({"did": "create", **_name(record)})
        self.written.said += [Said(record, name, as_json(value)) for name, value in said.items()]
        return record

    def say(self, record: models.Model, **values: Any) -> None:
        """The source states these values; None and empty text are no statement."""
        for name, value in values.items():
            if empty(value):
                continue
            _checked(record, name, value)
            stated, before = as_json(value), held(record, name)
            self.written.said.append(Said(record, name, stated))
            if (empty(before) or says_more(name, before, stated)) and self._may_show(record, value):
                self._set(record, name, value, before, stated)

    def say_each(self, record: models.Model, name: str, members: Iterable[Any]) -> None:
        """The source states that these belong to a list of the record; what is there already stays."""
        present = held(record, name)
        assert isinstance(present, list)
        new: list[Any] = []
        for member in members:
            stated = as_json(member)
            self.written.said.append(Said(record, name, stated))
            unknown = stated not in present and stated not in [as_json(other) for other in new]
            if unknown and self._may_show(record, member):
                new.append(member)
        if not new:
            return
        if record._meta.get_field(name).many_to_many:
            getattr(record, name).add(*new)
        else:
            setattr(record, name, present + [as_json(member) for member in new])
            record.save(update_fields=[name])
        added = [as_json(member) for member in new]
        self.written.steps.append({"did": "add", **_name(record), "field": name, "members": added})

    def done(self, *records: models.Model) -> Written:
        """The count, with the records that the finding became."""
        self.written.records += records
        return self.written

    def _handling_of(self, values: Iterable[Any]) -> Handling:
        """The strictest of the source and of what the new record belongs to."""
        try:
            return strictest((one.handling for one in values if isinstance(one, Handled)), self.under)
        except Incomparable as error:
            raise ValueRefused("handling", str(error)) from error

    def _may_show(self, record: models.Model, value: Any) -> bool:
        """Whether all who may see the record may see what the value rests on, and the thing that it names."""
        if not isinstance(record, Handled):
            return True
        shown = record.handling
        return self.under.flows_to(shown) and (not isinstance(value, Handled) or value.handling.flows_to(shown))

    def _set(self, record: models.Model, name: str, value: Any, before: Json, after: Json) -> None:
        setattr(record, name, value)
        record.save(update_fields=[name])
        step = {"did": "set", **_name(record), "field": name, "before": before, "after": after}
        self.written.steps.append(step)


def empty(value: object) -> bool:
    """Whether a value says nothing; the number 0 does say something."""
    return value is None or (isinstance(value, (str, list, tuple)) and not value)


def as_json(value: Any) -> Json:
    """A value as citations keep it."""
    return key_of(value) if isinstance(value, models.Model) else value


def held(record: models.Model, name: str) -> Json:
    """What the record holds in a field, as citations keep it; a list for what has many members."""
    column = record._meta.get_field(name)
    if column.many_to_many:
        return [*sorted(key_of(member) for member in getattr(record, name).all())]
    value: Json = getattr(record, column.attname if isinstance(column, models.ForeignKey) else name)
    return str(value) if isinstance(column, models.ForeignKey) and value is not None else value


def put(record: models.Model, name: str, value: Json) -> None:
    """Write a value, given as citations keep it, whatever stands there: for the way back and for settling."""
    column = record._meta.get_field(name)
    setattr(record, column.attname if isinstance(column, models.ForeignKey) else name, value)
    record.save(update_fields=[name])


def find(kind: str, key: str) -> models.Model | None:
    """The record of this kind and key, as citations name it; None where there is none, and for no such kind."""
    place = place_of(kind, key)
    if place is None:
        return None
    model, where = place
    record: models.Model | None = model._base_manager.filter(**where).first()
    return record


def place_of(kind: str, key: str, *, by_pk: bool = False) -> tuple[type[models.Model], dict[str, str]] | None:
    """The model of this kind and what to filter by for the record that `key_of` names so (or its primary key).

    None where there cannot be one: no such kind, or a key that is no number of the database's, as anybody may type.
    """
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        return None
    keyed = not by_pk and any(column.name == "key" for column in model._meta.concrete_fields)
    numbered = not keyed and isinstance(model._meta.pk, models.AutoField)
    if not key or (numbered and not (key.isascii() and key.isdecimal() and len(key) < DIGITS)):
        return None
    return model, {"key" if keyed else "pk": key}


def handled_place(kind: str, key: str, *, by_pk: bool = False) -> tuple[type[Handled], dict[str, str]] | None:
    """As `place_of`, of records that are handled as they are marked; citations follow their documents."""
    place = place_of(kind, key, by_pk=by_pk)
    if place is None:
        return None
    model, where = place
    return (model, where) if issubclass(model, Handled) and model is not Citation else None


def named(record: models.Model) -> dict[str, Any]:
    """A record as citations, releases and notes name it: by kind and key."""
    return {"record_type": label(record), "record_key": key_of(record)}


def leaning_on(record: models.Model, apart_from: Container[tuple[str, str]] = ()) -> list[models.Model]:
    """Records that refer to this one, apart from those of these kinds and keys; at most one for each way. The lines of
    its own history are none of them."""
    leaning: list[models.Model] = []
    for relation in record._meta.related_objects:
        other = relation.related_model
        assert not isinstance(other, str)
        if getattr(other, "is_history", False):
            continue
        referring = other._base_manager.filter(**{relation.field.name: record}).order_by("pk")
        leaning += [one for one in referring if (label(one), key_of(one)) not in apart_from][:1]
    return leaning


def take_back(steps: Sequence[Step]) -> None:
    """Undo the steps, the last first. A value that somebody has changed since stays; so does a record that
    another one refers to, or that a citation speaks of, by now."""
    for step in reversed(steps):
        record = find(step["type"], step["key"])
        if record is None:
            continue
        if step["did"] == "create":
            if not leaning_on(record) and not _cited(record):
                record.delete()
        elif step["did"] == "set":
            if held(record, step["field"]) == step["after"]:
                put(record, step["field"], step["before"])
        else:
            _remove(record, step["field"], step["members"])


def _cited(record: models.Model) -> bool:
    return Citation.objects.filter(**named(record)).exists()


def _remove(record: models.Model, name: str, members: list[Json]) -> None:
    if record._meta.get_field(name).many_to_many:
        manager = getattr(record, name)
        manager.remove(*[member for member in manager.all() if key_of(member) in members])
        return
    left = [member for member in getattr(record, name) if member not in members]
    setattr(record, name, left)
    record.save(update_fields=[name])


def _name(record: models.Model) -> dict[str, str]:
    return {"type": label(record), "key": key_of(record)}


def _checked(record: models.Model, name: str, value: Any) -> None:
    column = record._meta.get_field(name)
    if isinstance(value, str) and _UNSEEN.search(value):
        raise ValueRefused(name, "The text holds a control character, a change of direction or half a letter.")
    if isinstance(value, models.Model) or column.is_relation or not isinstance(column, models.Field):
        return
    try:
        column.clean(value, record)
    except ValidationError as error:
        raise ValueRefused(name, " ".join(error.messages)) from error
