"""`act`: the one door through which every write goes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, NoReturn

from django.db import models, transaction

from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.trail.bus import announce
from muntada.trail.models import Entry
from muntada.trail.via import way


class Refused(PermissionError):
    """Raised when the policy does not allow a deed; its text is the reason."""


class Record:
    """What one deed did: the things it touched and the events it announces after commit."""

    def __init__(self) -> None:
        self.things: list[dict[str, Any]] = []
        self.events: list[object] = []

    def of(self, thing: models.Model, **values: Any) -> None:
        """Note that the deed touched this thing, with what a reader of the trail needs to know of it."""
        self.things.append({"thing": label(thing), "key": key_of(thing), **values})

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
        _write(actor, permission, on, False, decision.reason, {})
        raise Refused(decision.reason)
    record = Record()
    with transaction.atomic():
        yield record
        _write(actor, permission, on, True, decision.reason, {"things": record.things} if record.things else {})
        for event in record.events:
            transaction.on_commit(partial(announce, event))


def refuse(actor: Actor | None, permission: Permission, thing: models.Model | None, reason: str) -> NoReturn:
    """Refuse a deed for a reason that lies in what was asked, not in who asks: a line of the trail, then Refused."""
    _write(actor, permission, thing, False, reason, {})
    raise Refused(reason)


def label(thing: models.Model) -> str:
    """The name of a thing's kind, as the trail and citations write it: `forum.meeting`."""
    return thing._meta.label_lower


def key_of(thing: models.Model) -> str:
    """What names a thing for good: its key where it has one, else its primary key."""
    return str(getattr(thing, "key", None) or thing.pk or "")


def _write(
    actor: Actor | None,
    permission: Permission,
    thing: models.Model | None,
    allowed: bool,
    reason: str,
    detail: dict[str, Any],
) -> None:
    if way():
        detail = {**detail, "via": way()}
    Entry.objects.create(
        actor=actor.key if actor else "nobody",
        permission=permission.value,
        allowed=allowed,
        reason=reason[:300],
        thing_type=label(thing) if thing is not None else "",
        thing_key=key_of(thing)[:120] if thing is not None else "",
        detail=detail,
    )
