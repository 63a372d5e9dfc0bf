"""A record is kept from use, or is disputed by a person; and how that ends."""

from __future__ import annotations

from django.db import models

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.models import Handled
from muntada.access.rules import Permission
from muntada.evidence.models import Citation, Document
from muntada.evidence.named import required
from muntada.evidence.pen import find, named
from muntada.register.models import Entity
from muntada.register.queries.belonging import belonging
from muntada.rights.models import Concern, Request
from muntada.trail.deed import act

Kind = Concern.Kind
_MARKS = {Kind.RESTRICTION.value: "restricted", Kind.DISPUTE.value: "disputed"}
_LEAVE = {Kind.RESTRICTION.value: Permission.RECORD_RESTRICT, Kind.DISPUTE.value: Permission.RECORD_DISPUTE}


class NotStanding(ValueError):
    """Raised for what is so already, or has ended already."""


def restrict(actor: Actor, record: Handled, *, statement: str = "", request: Request | None = None) -> Concern:
    """Keep a record from use: from now on only those see it who look into it. Raises NotStanding."""
    return _begin(actor, Kind.RESTRICTION, record, "", statement, request)


def dispute(
    actor: Actor, record: Handled, *, field: str = "", statement: str, request: Request | None = None
) -> Concern:
    """Note that a person disputes a value, or the whole record; it says so wherever it shows. Raises NotStanding."""
    if field and field not in {column.name for column in record._meta.get_fields()}:
        raise NotStanding("The record has no such field.")
    return _begin(actor, Kind.DISPUTE, record, field, required("statement", statement.strip()), request)


def end(actor: Actor, concern: Concern, *, outcome: str) -> None:
    """Let the record be used again, or note how the dispute ended, with the reason. Raises NotStanding."""
    record = find(concern.record_type, concern.record_key)
    with act(actor, _LEAVE[concern.kind], on=record) as deed:
        ended = Concern.objects.filter(pk=concern.pk, ended_at__isnull=True).update(
            ended_by=actor.key, ended_at=clock.now(), outcome=required("outcome", outcome.strip())
        )
        if not ended:
            raise NotStanding("This has ended already.")
        still = {"kind": concern.kind, "record_type": concern.record_type, "record_key": concern.record_key}
        if isinstance(record, Handled) and not Concern.objects.filter(**still, ended_at__isnull=True).exists():
            _mark(record, _MARKS[concern.kind], False)
        deed.of(concern, record=f"{concern.record_type}:{concern.record_key}", ended=True)
    concern.refresh_from_db()


def standing(record: models.Model) -> models.QuerySet[Concern]:
    """What stands about a record now, the latest first."""
    return Concern.objects.filter(**named(record), ended_at__isnull=True)


def _begin(
    actor: Actor, kind: Concern.Kind, record: Handled, field: str, statement: str, request: Request | None
) -> Concern:
    with act(actor, _LEAVE[kind.value], on=record) as deed:
        made, new = Concern.objects.get_or_create(
            kind=kind,
            **named(record),
            field=field,
            ended_at=None,
            defaults={"statement": statement.strip(), "request": request, "begun_by": actor.key},
        )
        if not new:
            raise NotStanding("This stands already.")
        _mark(record, _MARKS[kind.value], True)
        deed.of(made, record=f"{made.record_type}:{made.record_key}", field=field)
    return made


def _mark(record: Handled, mark: str, value: bool) -> None:
    """Within one transaction wherever the record shows: its own row, and the citations of a document."""
    setattr(record, mark, value)
    record.save(update_fields=[mark])
    if isinstance(record, Entity):
        _with_what_is_its(record, mark, value)
    if isinstance(record, Document):
        Citation.objects.filter(passage__document=record).update(**{mark: value})


def _with_what_is_its(entity: Entity, mark: str, value: bool) -> None:
    """Papers and ties of somebody are kept from use, or disputed, with the record itself; what stands about one of
    them by itself goes on standing."""
    kind = next(kind for kind, name in _MARKS.items() if name == mark)
    for one in belonging(entity):
        if value or not standing(one).filter(kind=kind).exists():
            setattr(one, mark, value)
            one.save(update_fields=[mark])
