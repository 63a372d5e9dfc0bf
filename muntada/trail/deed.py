"""`act`: the one door through which every write goes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, NoReturn

from django.db import connection, models, transaction
from django.utils.crypto import salted_hmac

from muntada.access.actor import Actor
from muntada.access.operations import Operation, operation_of
from muntada.access.rules import Permission, decide
from muntada.marking.handling import Purpose
from muntada.trail.bus import announce
from muntada.trail.later import keep_for_later
from muntada.trail.via import way
from muntada.trail.writing import Line, write


class Refused(PermissionError):
    """Raised when the policy does not allow a deed; its text is the reason."""


class Record:
    """What one deed did: the things it touched and the events it announces after commit."""

    def __init__(self) -> None:
        self.things: list[dict[str, Any]] = []
        self.events: list[object] = []
        self.recipients: list[str] = []
        self.operation: Operation | None = None

    def of(self, thing: models.Model, **values: Any) -> None:
        """Note that the deed touched this thing, with what a reader of the trail needs to know of it."""
        self.things.append({"thing": label(thing), "key": key_of(thing), **values})

    def to(self, *recipients: str) -> None:
        """Note to whom something went: keys of parties, bodies and persons, or the name of a place outside."""
        self.recipients += recipients

    def as_operation(self, operation: Operation) -> None:
        """Note that this deed is another of the six operations than its permission usually is."""
        self.operation = operation

    def tell(self, event: object) -> None:
        """Announce this event once the deed is committed."""
        self.events.append(event)


@contextmanager
def act(actor: Actor | None, permission: Permission, on: models.Model | None = None) -> Iterator[Record]:
    """Ask leave, open the transaction, write the trail line, announce after commit.

    Raises Refused where the policy says no; the refusal is a trail line too, without content. A deed within a
    deed joins its transaction and has a line of its own.
    """
    decision = decide(actor, permission, on)
    if actor is None or not decision:
        _note_refusal(actor, permission, on, decision.reason)
        raise Refused(decision.reason)
    record = Record()
    with transaction.atomic():
        yield record
        write([line_of(actor, permission, on, decision.reason, record)])
        for event in record.events:
            transaction.on_commit(partial(announce, event))


def refuse(actor: Actor | None, permission: Permission, thing: models.Model | None, reason: str) -> NoReturn:
    """Refuse a deed for a reason that lies in what was asked, not in who asks: a line of the trail, then Refused."""
    _note_refusal(actor, permission, thing, reason)
    raise Refused(reason)


def label(thing: models.Model) -> str:
    """The name of a thing's kind, as the trail and citations write it: `forum.meeting`."""
    return thing._meta.label_lower


def key_of(thing: models.Model) -> str:
    """What names a thing for good: its key where it has one, else its primary key."""
    return str(getattr(thing, "key", None) or thing.pk or "")


def id_hash(kind: str, key: str) -> str:
    """What stands for a thing's key in the line of a refusal: whoever has the key finds it, nobody reads it off."""
    return "#" + salted_hmac("muntada.trail.id", f"{kind}:{key}", algorithm="sha256").hexdigest()[:32]


def line_of(
    actor: Actor, permission: Permission, thing: models.Model | None, reason: str, record: Record | None = None
) -> Line:
    """The line for what was allowed by this rule."""
    record = record or Record()
    operation = record.operation or operation_of(permission)
    detail: dict[str, Any] = {"things": record.things} if record.things else {}
    return Line(
        actor=actor.key,
        operation=operation.value,
        permission=permission.value,
        allowed=True,
        reason=reason,
        purpose=_purpose(actor, thing),
        recipient=_recipient(actor, thing, record) if operation is Operation.DISCLOSE else "",
        thing_type=label(thing) if thing is not None else "",
        thing_key=key_of(thing) if thing is not None else "",
        detail=by_way(detail),
    )


def refusal(actor: Actor | None, permission: Permission, kind: str, key: str, reason: str) -> Line:
    """The line for what was refused: it says by which rule and hides on what."""
    return Line(
        actor=actor.key if actor else "nobody",
        operation=operation_of(permission).value,
        permission=permission.value,
        allowed=False,
        reason=reason,
        purpose=_purpose(actor, None),
        thing_type=kind,
        thing_key=id_hash(kind, key) if key else "",
        detail=by_way({}),
    )


def by_way(detail: dict[str, Any]) -> dict[str, Any]:
    """The detail with the token that the deed came by."""
    return {**detail, "via": way()} if way() else detail


def _note_refusal(actor: Actor | None, permission: Permission, thing: models.Model | None, reason: str) -> None:
    kind, key = (label(thing), key_of(thing)) if thing is not None else ("", "")
    line = refusal(actor, permission, kind, key, reason)
    # A refusal ends the transaction it happens in; the line must not end with it.
    if not (connection.in_atomic_block and keep_for_later(line)):
        write([line])


def _purpose(actor: Actor | None, thing: models.Model | None) -> str:
    """What for: what the thing is kept for, else what the actor is here for."""
    kept: str = getattr(thing, "purpose", "") if thing is not None else ""
    here = sorted(actor.purposes) if actor else []
    return kept or ",".join(here) or Purpose.CONDUCT_OF_THE_FORUM.value


def _recipient(actor: Actor, thing: models.Model | None, record: Record) -> str:
    """To whom: as the deed says, else with whom the thing is shared, else whoever took it."""
    shared = sorted(getattr(thing, "audience_keys", ())) if thing is not None else []
    return ",".join(record.recipients or shared) or actor.key
